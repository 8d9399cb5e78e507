#include "reference.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { COLUMNS = 12 };

static void split(char *line, char *columns[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        assert_non_null(line); // fewer columns than there should be
        columns[i] = line;
        if ((line = strchr(line, ',')))
            *line++ = '\0';
    }
}

static double number(const char *text)
{
    double value;
    return number_read(*text == '+' ? text + 1 : text, &value) ? value : (double)NAN;
}

static void read_row(char *line, struct row *row)
{
    char *c[COLUMNS];
    split(line, c);
    text_copy(row->section, sizeof row->section, c[0]);
    text_copy(row->activation, sizeof row->activation, c[1]);
    text_copy(row->init, sizeof row->init, c[2]);
    row->sigma_w = number(c[3]);
    row->sigma_b = number(c[4]);
    row->depth = atoi(c[5]);
    row->width = atoi(c[6]);
    row->batch = atoi(c[7]);
    row->layer = atoi(c[8]);
    text_copy(row->quantity, sizeof row->quantity, c[9]);
    text_copy(row->value, sizeof row->value, c[10]);
    row->number = number(c[10]);
    row->error = number(c[11]);
}

// Cuts the last field from a line, and returns it.
static char *cut_last(char *line)
{
    char *comma = strrchr(line, ',');
    assert_non_null(comma);
    *comma = '\0';
    return comma + 1;
}

// The three fields at the end of a row of remedies.csv.
static struct remedy read_remedy(char *line)
{
    struct remedy remedy = {0};
    line[strcspn(line, "\r\n")] = '\0';
    remedy.tied = strcmp(cut_last(line), "yes") == 0;
    int norm = norm_find(cut_last(line));
    remedy.norm = norm < 0 ? NORM_NONE : (enum network_norm)norm; // the line of names has none
    remedy.skip = strcmp(cut_last(line), "yes") == 0;
    return remedy;
}

static int each_row(const char *path, bool remedies, const char *section,
                    void (*check)(const struct row *row, void *user), void *user)
{
    FILE *file = fopen(path, "r");
    char line[512];
    int n = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        struct row row = {0};
        if (remedies)
            row.remedy = read_remedy(line);
        read_row(line, &row);
        if (strcmp(row.section, section) != 0)
            continue;
        check(&row, user);
        n++;
    }
    fclose(file);
    return n;
}

int for_rows(const char *section, void (*check)(const struct row *row, void *user), void *user)
{
    return each_row(TEST_DATA "/gradients.csv", false, section, check, user);
}

int for_remedy_rows(const char *section, void (*check)(const struct row *row, void *user),
                    void *user)
{
    return each_row(TEST_DATA "/remedies.csv", true, section, check, user);
}

const struct activation *row_activation(const struct row *row, struct own *own,
                                        double parameters[ACTIVATION_PARAMETERS_MAX])
{
    const char *id = row->activation;
    struct fault fault;
    bool slope_fifth = strcmp(id, "leaky_relu_0.2") == 0;
    if (strcmp(id, "erf") == 0) {
        assert_true(own_formula(own, "erf(x)", &fault));
        return &own->activation;
    }
    int index = activation_find(slope_fifth ? "leaky_relu" : id);
    assert_true(index >= 0);
    activation_defaults(activation_at(index), parameters);
    if (slope_fifth)
        parameters[0] = 0.2;
    return activation_at(index);
}

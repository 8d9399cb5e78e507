#include "app/cli/points.h"
#include "base/language.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"

void points_add(struct points *points, double x)
{
    points->x = memory_grow(points->x, &points->c, points->n + 1, sizeof *points->x);
    points->x[points->n++] = x;
}

void points_free(struct points *points)
{
    free(points->x);
    *points = (struct points){0};
}

// The column, counted in characters from 1, of byte `at` of a line.
static int column_of(const char *line, size_t at)
{
    return (int)utf8_count(line, at) + 1;
}

// Says in `fault` what is wrong with a line that is no number, and returns the column. `begin` is
// where the line's text begins behind blanks; `beyond`: the number is too large for a double.
static int blame(const char *line, const char *begin, bool beyond, struct fault *fault)
{
    size_t bad = 0;
    if (!utf8_valid(line, strlen(line), &bad)) {
        fault_set(fault, FAULT_UTF8, _("broken UTF-8; expected one x a line"));
        return column_of(line, bad);
    }
    if (beyond)
        fault_set(fault, FAULT_RANGE, _("beyond the largest double, 1.797e308"));
    else
        fault_set(fault, FAULT_NUMBER,
                  _("\"%s\" is not a number; expected one x a line, decimal or C hex float"),
                  begin);
    return column_of(line, (size_t)(begin - line));
}

// Reads one line and overwrites it: a number or nothing, then perhaps a comment. Returns 0, or the
// column of a mistake with `fault` filled.
static int read_line(struct points *points, char *line, struct fault *fault)
{
    line[strcspn(line, "#")] = '\0';
    char *begin = line + strspn(line, " \t\r");
    size_t end = strlen(begin);
    while (end > 0 && strchr(" \t\r", begin[end - 1]) != NULL)
        begin[--end] = '\0';
    if (*begin == '\0')
        return 0;
    const struct decimal read = decimal_read(begin, end, COMMA_NONE);
    if (read.kind != DECIMAL_NUMBER)
        return blame(line, begin, read.kind == DECIMAL_BEYOND, fault);
    points_add(points, read.value);
    return 0;
}

bool points_read(struct points *points, char *text, const char *source, struct fault *fault)
{
    int number = 0;
    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        int column = read_line(points, line, fault);
        if (column == 0)
            continue;
        text_copy(fault->source, sizeof fault->source, source);
        fault->line = number;
        fault->column = column;
        return false;
    }
    return true;
}

// Files of data: whatever the bytes are, they are refused with a place inside them, or they are
// numbers that come back bit by bit when they are printed and read once more.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/data.h"
#include "base/csv.h"
#include "base/npy.h"
#include "base/rows.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void demand(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static bool same(double a, double b)
{
    return isnan(a) ? isnan(b) : memcmp(&a, &b, sizeof a) == 0;
}

// The numbers as a table of their own shape, with semicolons, so that nothing is left to guess.
static void print_table(const struct number_array *numbers, struct text *out)
{
    char number[40];
    size_t columns = numbers->columns > 0 ? numbers->columns : 1;
    for (size_t i = 0; i < numbers->n; i++) {
        snprintf(number, sizeof number, "%.17g", numbers->values[i]);
        text_add(out, number);
        text_add(out, (i + 1) % columns == 0 ? "\n" : ";");
    }
}

static void check_numbers(const struct number_array *numbers)
{
    struct number_array again = {0};
    struct text text = {0};
    demand(numbers->n <= NUMBERS_MOST && numbers->missing <= numbers->n, "too many numbers");
    demand(numbers->rows * numbers->columns == (numbers->rows > 0 ? numbers->n : 0), "a shape");
    demand(utf8_valid(numbers->names, strlen(numbers->names), NULL), "names are no UTF-8");
    demand(utf8_valid(numbers->left_out, strlen(numbers->left_out), NULL), "names are no UTF-8");
    print_table(numbers, &text);
    bool ok = csv_read(text_string(&text), text.n, &again, NULL);
    demand(ok == (numbers->n > 0), "what was printed is not read");
    demand(again.n == numbers->n, "another count");
    for (size_t i = 0; i < again.n; i++)
        demand(same(again.values[i], numbers->values[i]), "another number");
    text_free(&text);
    number_array_free(&again);
}

// A fault has words, and its place is one of the text.
static void check_fault(const struct fault *fault, const char *bytes, size_t n)
{
    int lines = 1;
    for (size_t i = 0; i < n; i++)
        lines += bytes[i] == '\n' || bytes[i] == '\r';
    demand(fault->id != FAULT_NONE && fault->text[0] != '\0', "a fault without words");
    demand(utf8_valid(fault->text, strlen(fault->text), NULL), "a fault's words are no UTF-8");
    demand(fault->line >= 0 && fault->line <= lines, "a line that is not there");
    demand(fault->column >= 0 && fault->column <= (int)n + 1, "a column that is not there");
}

static void check_rows(const char *bytes, size_t n)
{
    struct rows rows;
    struct cell cell;
    rows_start(&rows, bytes, n);
    for (size_t events = 0;; events++) {
        enum rows_event event = rows_next(&rows, &cell, NULL);
        demand(events <= 3 * n + 3, "rows without end");
        if (event == ROWS_END || event == ROWS_FAULT)
            return;
        demand(event == ROWS_ROW_END ||
                   (cell.text >= bytes && cell.text + cell.n <= bytes + n && cell.at <= n),
               "a cell outside the text");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct {
        bool (*read)(const char *bytes, size_t n, struct number_array *out, struct fault *fault);
    } readers[] = {{csv_read}, {npy_read}};
    char *bytes = malloc(n > 0 ? n : 1); // its very size, so that a step beyond is seen
    if (bytes == NULL)
        return 0;
    memcpy(bytes, data, n);
    check_rows(bytes, n);
    for (int i = 0; i < 3; i++) {
        struct number_array numbers = {0};
        struct fault fault = {0};
        bool ok = i < 2 ? readers[i].read(bytes, n, &numbers, &fault)
                        : data_read_bytes("fuzz", NULL, bytes, n, &numbers, &fault);
        if (ok)
            check_numbers(&numbers);
        else if (i < 2)
            check_fault(&fault, bytes, n);
        number_array_free(&numbers);
    }
    free(bytes);
    return 0;
}

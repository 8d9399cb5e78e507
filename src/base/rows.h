// Text as rows of cells: RFC 4180's quotes, separators of four kinds, comments, and line breaks of
// every system. One cell at a time, so that a row may be as long as the file.
#ifndef ACTSCOPE_BASE_ROWS_H
#define ACTSCOPE_BASE_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

enum rows_event {
    ROWS_CELL,
    ROWS_ROW_END, // behind the last cell of a row
    ROWS_COMMENT, // a line that is one; only between rows
    ROWS_END,
    ROWS_FAULT, // a quote that does not end, or text behind one that does
};

// Zero-initialise with bytes and n; rows_start fills in the rest. A copy of it is a place to come
// back to.
struct rows {
    const char *bytes;
    size_t n, at;
    char separator;    // ',', ';', '\t', or ' ' for blanks of any number and kind
    bool trailing;     // every row of numbers ends in a separator, which separates nothing
    bool notes;        // # within a row begins a comment, too
    int line;          // from 1
    size_t line_at;    // where it begins
    bool in_row, more; // within a row; a separator stood before
};

// What lies between separators, without blanks around it and without its quotes.
struct cell {
    const char *text;
    size_t n;
    bool quoted;
    int line; // the place of its first byte
    size_t at, line_at;
};

// Finds the separator: of the lines that begin as numbers do (of all, if none does), it is the
// semicolon where there is one, else the tab between two cells, else the comma, else blanks.
// "sep=;" in the first line decides. A byte-order mark is skipped.
void rows_start(struct rows *rows, const char *bytes, size_t n);

// The next cell, or what stands there instead. Blank lines are skipped; a line that begins with #
// or % is a comment (but Excel's #N/A is a cell). ROWS_FAULT fills `fault` with its place.
enum rows_event rows_next(struct rows *rows, struct cell *cell, struct fault *fault);

// Appends a cell's text with doubled quotes made single.
void rows_cell_text(const struct cell *cell, struct text *out);

// Sets line and column of a fault to the cell's place, and returns false.
bool rows_blame(const struct rows *rows, const struct cell *cell, struct fault *fault);

#endif

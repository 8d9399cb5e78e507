// Splits text into rows of cells: quotes as in RFC 4180, separators of four kinds, comments, and
// the line breaks of every system. Gives one cell at a time and allocates nothing, so a row may be
// as long as the file.
//
//   rows_start(&rows, bytes, n);
//   while ((event = rows_next(&rows, &cell, &fault)) < ROWS_END)
//       … // ROWS_CELL, ROWS_ROW_END or ROWS_COMMENT
#ifndef ACTSCOPE_BASE_ROWS_H
#define ACTSCOPE_BASE_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

enum rows_event {
    ROWS_CELL,
    ROWS_ROW_END, // the end of a row, after its last cell
    ROWS_COMMENT, // a line that is a comment; only between rows
    ROWS_END,     // the end of the text
    ROWS_FAULT,   // a quote that does not end, or text behind one that does
};

// A place in a text, filled in by rows_start. A copy of it is a place to come back to. The bytes
// must stay where they are.
struct rows {
    const char *bytes;
    size_t n, at;      // how many bytes, and the next one to be read
    char separator;    // ',', ';', '\t', or ' ' for any number of blanks and tabs
    bool trailing;     // every row of numbers ends in a separator, with no cell behind it
    bool notes;        // a # within a row begins a comment, too
    int line;          // from 1
    size_t line_at;    // the byte where the present line begins
    bool in_row, more; // a row has begun; a separator was read last
};

// A cell: the bytes between separators, without blanks around them and without quotes. They point
// into the text and have no terminator; quotes doubled within are still double (see
// rows_cell_text).
struct cell {
    const char *text;
    size_t n;
    bool quoted;
    int line;           // from 1
    size_t at, line_at; // the first byte of the cell and of its line
};

// Begins to read the n bytes, and finds their separator. "sep=;" in the first line decides. Else,
// of the lines that begin as numbers do (of all, if none does), it is the semicolon if one holds
// any, else the tab between two cells, else the comma, else blanks. A byte-order mark is skipped.
void rows_start(struct rows *rows, const char *bytes, size_t n);

// Reads the next cell or event; `cell` is filled for ROWS_CELL and ROWS_COMMENT. Blank lines are
// skipped. A line that begins with # or % is a comment, unless it is one of the words that
// spreadsheets write for an error (#N/A). ROWS_FAULT: FAULT_QUOTE with its line and column in
// `fault`, which may be NULL.
enum rows_event rows_next(struct rows *rows, struct cell *cell, struct fault *fault);

// Appends a cell's text with doubled quotes made single.
void rows_cell_text(const struct cell *cell, struct text *out);

// Sets line and column of a fault, which may be NULL, to the cell's place, and returns false.
bool rows_blame(const struct rows *rows, const struct cell *cell, struct fault *fault);

#endif

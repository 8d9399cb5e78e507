#include "base/rows.h"

#include <string.h>

#include "base/decimal.h"
#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

// Blanks stand around cells; a tab is none where it separates.
static bool is_blank(const struct rows *r, char c)
{
    return c == ' ' || (c == '\t' && r->separator != '\t');
}

static bool ends_line(const struct rows *r, size_t at)
{
    return at >= r->n || is_break(r->bytes[at]);
}

// Whether a spreadsheet's word for an error begins here: #N/A, #NV, #WERT!, #NAME?. It is a # with
// capitals, and ends in ! or ?, or is one of the first two.
static bool is_spreadsheet_fault(const struct rows *r, size_t at)
{
    size_t end = at + 1;
    while (end < r->n && ((r->bytes[end] >= 'A' && r->bytes[end] <= 'Z') ||
                          (r->bytes[end] >= '0' && r->bytes[end] <= '9') || r->bytes[end] == '/'))
        end++;
    if (end < r->n && (r->bytes[end] == '!' || r->bytes[end] == '?'))
        return end > at + 1;
    size_t n = end - at;
    return (n == 4 && memcmp(r->bytes + at, "#N/A", n) == 0) ||
           (n == 3 && memcmp(r->bytes + at, "#NV", n) == 0);
}

static bool begins_comment(const struct rows *r, size_t at)
{
    return at < r->n && r->bytes[at] == '#' && !is_spreadsheet_fault(r, at);
}

// Whether a comment begins here within a row. It does only behind a blank or a separator, since
// 1.#INF is a number of MSVC.
static bool begins_note(const struct rows *r, size_t at)
{
    return r->notes && begins_comment(r, at) &&
           (at == r->line_at || r->bytes[at - 1] == ' ' || r->bytes[at - 1] == '\t' ||
            r->bytes[at - 1] == r->separator);
}

static void skip_blanks(struct rows *r)
{
    while (r->at < r->n && is_blank(r, r->bytes[r->at]))
        r->at++;
}

static void skip_to_break(struct rows *r)
{
    while (!ends_line(r, r->at))
        r->at++;
}

// Passes a line break: \n, \r\n, or \r alone.
static void pass_break(struct rows *r)
{
    if (r->at >= r->n)
        return;
    bool two = r->bytes[r->at] == '\r' && r->at + 1 < r->n && r->bytes[r->at + 1] == '\n';
    r->at += two ? 2 : 1;
    r->line_at = r->at;
    r->line++;
}

bool rows_blame(const struct rows *rows, const struct cell *cell, struct fault *fault)
{
    if (fault != NULL) {
        fault->line = cell->line;
        fault->column = (int)utf8_count(rows->bytes + cell->line_at, cell->at - cell->line_at) + 1;
    }
    return false;
}

void rows_cell_text(const struct cell *cell, struct text *out)
{
    for (size_t i = 0; i < cell->n; i++) {
        text_add_bytes(out, cell->text + i, 1);
        if (cell->quoted && cell->text[i] == '"')
            i++; // pass the second of two quotes
    }
}

// --- cells ---

static void begin_cell(const struct rows *r, struct cell *cell)
{
    *cell = (struct cell){
        .text = r->bytes + r->at, .line = r->line, .at = r->at, .line_at = r->line_at};
}

static enum rows_event refuse(const struct rows *r, const struct cell *cell, struct fault *fault,
                              const char *what)
{
    rows_blame(r, cell, fault);
    fault_set(fault, FAULT_QUOTE, "%s", what);
    return ROWS_FAULT;
}

static bool ends_cell(const struct rows *r, size_t at)
{
    return ends_line(r, at) || r->bytes[at] == r->separator || begins_note(r, at) ||
           (r->separator == ' ' && is_blank(r, r->bytes[at]));
}

// Reads on from behind the opening quote to the closing one; a doubled quote stands for one.
// Returns false where none closes.
static bool pass_quoted(struct rows *r)
{
    while (r->at < r->n) {
        char c = r->bytes[r->at];
        bool is_double = c == '"' && r->at + 1 < r->n && r->bytes[r->at + 1] == '"';
        if (c == '"' && !is_double)
            return true;
        if (is_break(c))
            pass_break(r);
        else
            r->at += is_double ? 2 : 1;
    }
    return false;
}

static enum rows_event quoted_cell(struct rows *r, struct cell *cell, struct fault *fault)
{
    begin_cell(r, cell);
    r->at++;
    if (!pass_quoted(r))
        return refuse(r, cell, fault, _("this quote does not end"));
    cell->text++;
    cell->n = (size_t)(r->bytes + r->at - cell->text);
    cell->quoted = true;
    r->at++;
    if (r->separator != ' ')
        skip_blanks(r);
    if (ends_cell(r, r->at))
        return ROWS_CELL;
    begin_cell(r, cell);
    return refuse(r, cell, fault, _("expected a separator behind the closing quote"));
}

static void plain_cell(struct rows *r, struct cell *cell)
{
    begin_cell(r, cell);
    while (!ends_cell(r, r->at))
        r->at++;
    cell->n = r->at - cell->at;
    while (cell->n > 0 && is_blank(r, cell->text[cell->n - 1]))
        cell->n--;
}

static enum rows_event next_cell(struct rows *r, struct cell *cell, struct fault *fault)
{
    enum rows_event event = ROWS_CELL;
    if (r->at < r->n && r->bytes[r->at] == '"')
        event = quoted_cell(r, cell, fault);
    else
        plain_cell(r, cell);
    if (r->separator == ' ')
        skip_blanks(r);
    r->more = r->at < r->n && r->bytes[r->at] == r->separator && r->separator != ' ';
    r->at += r->more ? 1 : 0;
    return event;
}

static enum rows_event comment(struct rows *r, struct cell *cell)
{
    begin_cell(r, cell);
    skip_to_break(r);
    cell->n = r->at - cell->at;
    pass_break(r);
    return ROWS_COMMENT;
}

static enum rows_event end_row(struct rows *r)
{
    skip_to_break(r); // a comment may stand before the line's end
    pass_break(r);
    r->in_row = r->more = false;
    return ROWS_ROW_END;
}

enum rows_event rows_next(struct rows *rows, struct cell *cell, struct fault *fault)
{
    struct rows *r = rows;
    skip_blanks(r);
    while (!r->in_row) {
        if (r->at >= r->n)
            return ROWS_END;
        if (begins_comment(r, r->at) || r->bytes[r->at] == '%')
            return comment(r, cell);
        r->in_row = !is_break(r->bytes[r->at]);
        if (!r->in_row)
            pass_break(r);
        else
            return next_cell(r, cell, fault);
        skip_blanks(r);
    }
    bool done = ends_line(r, r->at) || begins_note(r, r->at);
    if (!done)
        return next_cell(r, cell, fault);
    if (!r->more)
        return end_row(r);
    begin_cell(r, cell); // an empty cell behind the last separator
    r->more = false;
    return r->trailing ? end_row(r) : ROWS_CELL;
}

// --- the separator ---

enum { SEMICOLON, TAB, COMMA, KINDS };

static const char separators[KINDS] = {';', '\t', ','};

// What is counted of lines: how many there are, and for each separator, whether any line has it and
// how many lines end in it.
struct census {
    size_t lines;
    bool has[KINDS];
    size_t last[KINDS];
};

// Whether a line begins with a number, a missing value or an empty cell.
static bool begins_as_number(const char *line, size_t n)
{
    size_t end = 0;
    if (n > 0 && strchr(";,\t", line[0]) != NULL)
        return true;
    size_t from = line[0] == '"' ? 1 : 0;
    for (end = from; end < n && strchr(" \";,\t", line[end]) == NULL; end++)
        continue;
    return decimal_like(line + from, n - from) ||
           decimal_read(line + from, end - from, COMMA_NONE).kind != DECIMAL_NONE;
}

// Whether a tab stands between two cells, and so separates: neither next to a comma nor at an end
// of the line.
static bool is_between(const char *line, size_t n, size_t at)
{
    size_t before = at, behind = at + 1;
    while (before > 0 && line[before - 1] == ' ')
        before--;
    while (behind < n && line[behind] == ' ')
        behind++;
    return before > 0 && behind < n && line[before - 1] != ',' && line[behind] != ',';
}

// Counts one line. *quote tells whether the line begins within quotes, and then whether it ends so.
static void count_line(struct census *census, const struct rows *r, const char *line, size_t n,
                       bool *quote)
{
    size_t end = 0; // behind the last byte that is no blank
    for (size_t i = 0; i < n; i++) {
        char c = line[i];
        *quote ^= c == '"';
        if (*quote || c == '"') {
            end = i + 1;
            continue;
        }
        if (i > 0 && (line[i - 1] == ' ' || line[i - 1] == '\t') &&
            begins_comment(r, (size_t)(line + i - r->bytes)))
            break;
        for (int k = 0; k < KINDS; k++)
            census->has[k] |= c == separators[k] && (k != TAB || is_between(line, n, i));
        if (c != ' ')
            end = i + 1;
    }
    for (int k = 0; k < KINDS; k++)
        census->last[k] += end > 0 && line[end - 1] == separators[k];
    census->lines++;
}

// Chooses the separator; the first of `separators` that any line has.
static void choose(struct rows *r, const struct census *census)
{
    r->separator = ' ';
    for (int k = KINDS - 1; k >= 0; k--)
        if (census->has[k]) {
            r->separator = separators[k];
            r->trailing = census->last[k] == census->lines;
        }
}

// Takes the separator from a first line "sep=;", which is written for Excel. Returns false where
// there is none.
static bool take_sep_line(struct rows *r)
{
    const char *line = r->bytes + r->at;
    if (r->n - r->at < 5 || memcmp(line, "sep=", 4) != 0 || strchr(";,\t", line[4]) == NULL ||
        line[4] == '\0' || !ends_line(r, r->at + 5))
        return false;
    r->separator = line[4];
    r->at += 5;
    pass_break(r);
    return true;
}

void rows_start(struct rows *rows, const char *bytes, size_t n)
{
    struct census numbers = {0}, all = {0};
    *rows = (struct rows){.bytes = bytes, .n = n, .line = 1, .notes = true};
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        rows->at = rows->line_at = 3;
    bool said = take_sep_line(rows), quote = false;
    char separator = rows->separator;
    for (struct rows r = *rows; r.at < n; pass_break(&r)) {
        while (r.at < n && (bytes[r.at] == ' '))
            r.at++;
        bool skipped = !quote && (begins_comment(&r, r.at) || (r.at < n && bytes[r.at] == '%'));
        size_t from = r.at;
        skip_to_break(&r);
        if (skipped || r.at == from)
            continue;
        bool of_numbers = !quote && begins_as_number(bytes + from, r.at - from), before = quote;
        count_line(&all, rows, bytes + from, r.at - from, &quote);
        if (of_numbers)
            count_line(&numbers, rows, bytes + from, r.at - from, &before);
    }
    choose(rows, numbers.lines > 0 ? &numbers : &all);
    rows->separator = said ? separator : rows->separator;
}

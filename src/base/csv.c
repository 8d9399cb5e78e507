#include "base/csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/language.h"
#include "base/rows.h"

enum { HEADS_MOST = 8, SHOWN_MOST = 40 };

// The place of a cell that is kept for later.
struct place {
    bool is;
    struct cell cell;
};

struct table {
    struct rows rows;              // where the numbers begin, once the heads are known
    struct rows heads[HEADS_MOST]; // lines above them, at their beginning
    bool is_comment[HEADS_MOST];
    int head_n;
    struct place first_head;         // what stands for all that is no number if no number follows
    bool *left_out;                  // of each column; NULL where none is
    size_t columns;                  // cells in a line by the names; 0 without names
    size_t lines, longest, shortest; // of numbers
    size_t cells;                    // in the present line, those left out among them
    struct place point, comma;       // the first decimal marks
    bool has_comma;                  // a decimal comma stood in the present line
    struct place lone_comma;         // the first line of one cell with a comma in it
    bool no_halves;                  // commas cannot be decimal: what is at their sides is not so
    struct place half;               // the first cell that looks like what follows a decimal comma
    struct place second;             // the first cell behind a comma
    bool not_zero;                   // some number before a comma is not 0
    bool one_name;                   // stands above two columns
    bool signed_zero;                // the cell before is -0 or +0
    struct number_array *out;
    struct fault *fault;
};

// --- faults ---

// "CELL": what is wrong. The cell is cut, and what is no text in it is "?".
static bool refuse(struct table *t, const struct cell *cell, const char *why)
{
    char shown[NUMBERS_NAMES] = "";
    size_t n = cell->n < SHOWN_MOST ? cell->n : SHOWN_MOST;
    while (n > 0 && n < cell->n && ((unsigned char)cell->text[n] & 0xC0) == 0x80)
        n--; // not within a character
    number_names_add(shown, cell->text, n);
    rows_blame(&t->rows, cell, t->fault);
    return fault_set(t->fault, FAULT_FILE, "\"%s%s\": %s", shown, n < cell->n ? "…" : "", why);
}

static bool refuse_no_number(struct table *t, const struct cell *cell)
{
    if (cell->n == 0 || memchr(cell->text, '\0', cell->n) != NULL) {
        rows_blame(&t->rows, cell, t->fault);
        return fault_set(t->fault, FAULT_FILE, "%s", _(decimal_reason(cell->text, cell->n)));
    }
    return refuse(t, cell, _(decimal_reason(cell->text, cell->n)));
}

// --- numbers ---

static struct decimal cell_number(const struct table *t, const struct cell *cell)
{
    bool proven = t->rows.separator == ',' || t->rows.separator == ' ';
    return decimal_read(cell->text, cell->n, proven ? COMMA_PROVEN : COMMA_DECIMAL);
}

static void note_place(struct place *place, const struct cell *cell)
{
    if (!place->is)
        *place = (struct place){true, *cell};
}

// One file has one decimal mark.
static bool note_mark(struct table *t, const struct cell *cell, char mark)
{
    if (mark == '.')
        note_place(&t->point, cell);
    if (mark == ',')
        note_place(&t->comma, cell);
    if (mark == '\0' || !t->point.is || !t->comma.is)
        return true;
    rows_blame(&t->rows, cell, t->fault);
    return fault_set(t->fault, FAULT_FILE,
                     _("a decimal %s here and a decimal %s in line %d; use one of them"),
                     mark == ',' ? _("comma") : _("point"), mark == ',' ? _("point") : _("comma"),
                     mark == ',' ? t->point.cell.line : t->comma.cell.line);
}

// Whether nothing, not even a blank, lies between the cell and the comma at its side.
static bool touches_comma(const struct table *t, const struct cell *cell, bool second)
{
    size_t end = cell->at + cell->n;
    return second ? cell->at > 0 && t->rows.bytes[cell->at - 1] == ','
                  : end < t->rows.n && t->rows.bytes[end] == ',';
}

// "0,053" without another separator is one number to those who write decimal commas. It may be so
// where each second cell is made of digits alone, and is so where one begins with a 0 or has more
// digits than a double, or where a first one is -0: no whole number is written like that. Nor are
// first cells all 0 by chance, nor has one name two columns.
static void look_for_halves(struct table *t, const struct cell *cell, size_t column)
{
    enum { DIGITS_MOST = 16 };
    bool second = column % 2 == 1, sign = cell->n > 0 && strchr("+-", cell->text[0]) != NULL;
    size_t digits = 0;
    for (size_t i = sign ? 1 : 0; i < cell->n; i++)
        digits += ascii_is_digit(cell->text[i]) ? 1 : 0;
    bool whole = digits > 0 && digits == cell->n - (sign ? 1 : 0);
    bool zero = whole && digits == 1 && cell->text[cell->n - 1] == '0';
    bool hint = t->signed_zero || (digits > 1 && cell->text[0] == '0') || digits > DIGITS_MOST;
    t->not_zero |= !second && !zero;
    if (cell->quoted || !whole || (second && sign) || !touches_comma(t, cell, second))
        t->no_halves = true;
    else if (second)
        note_place(hint ? &t->half : &t->second, cell);
    t->signed_zero = zero && sign;
}

static bool take_cell(struct table *t, const struct cell *cell)
{
    size_t column = t->cells++;
    look_for_halves(t, cell, column);
    if (t->columns > 0 && column >= t->columns)
        return true; // the line's end says that it is too long
    if (t->left_out != NULL && t->left_out[column])
        return true;
    struct decimal read = cell_number(t, cell);
    if (read.kind == DECIMAL_NONE)
        return refuse_no_number(t, cell);
    if (read.kind == DECIMAL_BEYOND)
        return refuse(t, cell, _("beyond the largest double, 1.797e308"));
    if (!note_mark(t, cell, read.mark))
        return false;
    t->has_comma |= read.mark == ',' && !cell->quoted;
    t->out->missing += read.kind == DECIMAL_MISSING;
    return number_array_add(t->out, read.value, t->fault);
}

static bool end_line(struct table *t, const struct cell *last)
{
    t->no_halves |= t->cells % 2 == 1;
    if (t->columns > 0 && t->cells != t->columns) {
        rows_blame(&t->rows, last, t->fault);
        return fault_set(t->fault, FAULT_FILE,
                         _("cells in this line: %zu; in the line of names: %zu"), t->cells,
                         t->columns);
    }
    if (t->cells == 1 && t->has_comma)
        note_place(&t->lone_comma, last);
    t->has_comma = false;
    t->longest = t->cells > t->longest ? t->cells : t->longest;
    t->shortest = t->lines == 0 || t->cells < t->shortest ? t->cells : t->shortest;
    t->lines++;
    t->cells = 0;
    return true;
}

static bool take_lines(struct table *t)
{
    struct cell cell = {0}, last = {0};
    for (;;) {
        switch (rows_next(&t->rows, &cell, t->fault)) {
        case ROWS_CELL:
            if (!take_cell(t, &cell))
                return false;
            last = cell;
            break;
        case ROWS_ROW_END:
            if (!end_line(t, &last))
                return false;
            break;
        case ROWS_COMMENT:
            break;
        case ROWS_END:
            return true;
        case ROWS_FAULT:
            return false;
        }
    }
}

// --- the lines above the numbers ---

// What the cells of a line are.
struct census {
    size_t cells, numbers, missing, likes;
    struct cell first;
};

// Reads on to the end of the line. False after a fault.
static bool look_at_line(struct table *t, struct rows *rows, struct cell *cell,
                         struct census *census)
{
    enum rows_event event = ROWS_CELL;
    *census = (struct census){.first = *cell};
    for (; event == ROWS_CELL; event = rows_next(rows, cell, t->fault)) {
        enum decimal_kind kind = cell_number(t, cell).kind;
        census->cells++;
        census->numbers += kind == DECIMAL_NUMBER || kind == DECIMAL_BEYOND;
        census->missing += kind == DECIMAL_MISSING;
        census->likes += kind == DECIMAL_NONE && decimal_like(cell->text, cell->n);
    }
    return event != ROWS_FAULT;
}

// A line is a head if nothing in it is a number or looks like one that went wrong.
static bool is_head(const struct census *census)
{
    return census->numbers == 0 && census->likes == 0 && census->missing < census->cells;
}

static void keep_head(struct table *t, const struct rows *at, bool is_comment)
{
    if (t->head_n == HEADS_MOST) { // the last ones are the nearest to the numbers
        memmove(t->heads, t->heads + 1, sizeof t->heads - sizeof t->heads[0]);
        memmove(t->is_comment, t->is_comment + 1, sizeof t->is_comment - sizeof t->is_comment[0]);
        t->head_n--;
    }
    t->is_comment[t->head_n] = is_comment;
    t->heads[t->head_n++] = *at;
}

// Leaves t->rows at the first line of numbers, whose census it fills in; its `cells` are 0 where
// there is none.
static bool find_numbers(struct table *t, struct census *census)
{
    struct cell cell;
    for (;;) {
        struct rows at = t->rows, rows = at;
        enum rows_event event = rows_next(&rows, &cell, t->fault);
        *census = (struct census){0};
        if (event == ROWS_FAULT)
            return false;
        if (event == ROWS_END)
            return true;
        if (event == ROWS_CELL) {
            if (!look_at_line(t, &rows, &cell, census))
                return false;
            if (!is_head(census))
                return true;
            note_place(&t->first_head, &census->first);
        }
        keep_head(t, &at, event == ROWS_COMMENT);
        t->rows = rows;
    }
}

// A head's lines once more, cell by cell; those of a comment without its sign.
static enum rows_event next_name(struct rows *head, bool *is_comment, struct cell *cell)
{
    enum rows_event event = rows_next(head, cell, NULL);
    if (event != ROWS_COMMENT)
        return event;
    // The comment's text is read as a row of its own.
    head->n = cell->at + cell->n;
    head->at = cell->at;
    while (head->at < head->n && strchr("#% ", head->bytes[head->at]) != NULL &&
           head->bytes[head->at] != '\0')
        head->at++;
    *is_comment = true;
    return rows_next(head, cell, NULL);
}

// How many names a head has, and how many of them count something.
static size_t count_names(struct rows head, size_t *counting)
{
    struct cell cell;
    bool is_comment = false;
    size_t n = 0;
    *counting = 0;
    for (enum rows_event event = next_name(&head, &is_comment, &cell); event == ROWS_CELL;
         event = rows_next(&head, &cell, NULL)) {
        n++;
        *counting += number_name_counts(cell.text, cell.n);
    }
    return n;
}

static bool must_leave(struct table *t, size_t columns)
{
    if (t->left_out == NULL)
        t->left_out = calloc(columns, sizeof *t->left_out);
    return t->left_out != NULL ||
           fault_set(t->fault, FAULT_MEMORY, _("no memory for %zu numbers"), columns);
}

// Takes a head's names for the columns from `first` on.
static bool take_names(struct table *t, struct rows head, size_t columns, size_t first)
{
    struct cell cell;
    struct text name = {0};
    bool is_comment = false;
    size_t column = 0;
    if (!must_leave(t, columns))
        return false;
    t->columns = columns;
    if (first > 0) {
        number_names_add(t->out->left_out, _("names of rows"), strlen(_("names of rows")));
        t->left_out[column++] = true;
    }
    for (enum rows_event event = next_name(&head, &is_comment, &cell);
         event == ROWS_CELL && column < columns; event = rows_next(&head, &cell, NULL), column++) {
        text_clear(&name);
        rows_cell_text(&cell, &name);
        bool nameless = name.n == 0 && column == 0 && columns > 1; // pandas' index
        t->left_out[column] = nameless || number_name_counts(text_string(&name), name.n);
        const char *said = nameless ? _("names of rows") : name.n > 0 ? name.data : "?";
        number_names_add(t->left_out[column] ? t->out->left_out : t->out->names, said,
                         strlen(said));
    }
    text_free(&name);
    return true;
}

// R writes one name fewer than there are columns: the first one holds names of rows, in quotes.
static bool names_rows(const struct census *first_line, size_t names)
{
    return first_line->cells == names + 1 && first_line->first.quoted;
}

// What a head that does not fit the numbers means: prose, or a mistake that would make a count of
// steps data.
static bool excuse_head(struct table *t, const struct rows *head, size_t names, size_t counting,
                        size_t cells)
{
    struct rows at = *head;
    struct cell cell;
    bool prose = names == 1 || t->rows.separator == ' ';
    if (counting == 0 && prose)
        return true;
    rows_next(&at, &cell, NULL);
    rows_blame(&t->rows, &cell, t->fault);
    return fault_set(t->fault, FAULT_FILE,
                     _("%zu names here, and %zu numbers in the first line of them"), names, cells);
}

// pandas names columns that have no names 0, 1, 2, …, behind an empty name for the names of rows.
static bool is_numbered(const struct table *t, const struct census *line)
{
    struct rows rows = t->rows;
    struct cell cell;
    if (line->cells < 2 || line->first.n > 0 || line->first.quoted || t->head_n > 0)
        return false;
    rows_next(&rows, &cell, NULL);
    for (size_t i = 0; rows_next(&rows, &cell, NULL) == ROWS_CELL; i++) {
        struct decimal read = cell_number(t, &cell);
        if (read.kind != DECIMAL_NUMBER || read.mark != '\0' || read.value != (double)i)
            return false;
    }
    return rows_next(&rows, &cell, NULL) == ROWS_CELL && cell.n == 1 && *cell.text == '0';
}

// Passes the line of column numbers.
static bool take_numbered(struct table *t, const struct census *line)
{
    struct rows head = t->rows;
    struct cell cell;
    while (rows_next(&t->rows, &cell, NULL) == ROWS_CELL)
        continue;
    return take_names(t, head, line->cells, 0);
}

// The names of numpy.savetxt(…, header="step loss", delimiter=",") are separated by blanks, which
// shows where there are as many words as numbers and one of them counts. Leaves them so, or as
// they were.
static void split_at_blanks(struct rows *head, size_t cells)
{
    struct rows words = *head;
    size_t counting, names = count_names(*head, &counting);
    words.separator = ' ';
    if (names == 1 && count_names(words, &counting) == cells && counting > 0)
        *head = words;
}

static bool take_heads(struct table *t, const struct census *line)
{
    if (is_numbered(t, line))
        return take_numbered(t, line);
    for (int i = 0; i < t->head_n; i++) {
        split_at_blanks(&t->heads[i], line->cells);
        size_t counting, names = count_names(t->heads[i], &counting);
        if (t->is_comment[i] && (counting == 0 || names != line->cells))
            continue;
        if (names == line->cells)
            return take_names(t, t->heads[i], line->cells, 0);
        if (names_rows(line, names))
            return take_names(t, t->heads[i], line->cells, 1);
        t->one_name |= names == 1 && line->cells == 2;
        if (!excuse_head(t, &t->heads[i], names, counting, line->cells))
            return false;
    }
    return true;
}

// --- the whole ---

static bool all_left_out(const struct table *t)
{
    size_t n = 0;
    while (n < t->columns && t->left_out[n])
        n++;
    return t->columns > 0 && n == t->columns;
}

static bool read_table(struct table *t)
{
    struct census line;
    if (!find_numbers(t, &line))
        return false;
    if (line.cells == 0 && t->first_head.is)
        return refuse_no_number(t, &t->first_head.cell);
    if (line.cells == 0)
        return fault_set(t->fault, FAULT_FILE, _("no numbers up to the end of the file"));
    if (!take_heads(t, &line))
        return false;
    if (all_left_out(t))
        return fault_set(t->fault, FAULT_FILE,
                         _("nothing but columns that count (%s); name one otherwise"),
                         t->out->left_out);
    return take_lines(t);
}

// A line of one cell with a comma, among lines with separators: two numbers or one?
static bool finish(struct table *t)
{
    struct number_array *out = t->out;
    size_t kept = t->longest;
    if (t->lone_comma.is && t->longest > 1)
        return refuse(t, &t->lone_comma.cell,
                      _("one number, or two? Other lines are separated in another way"));
    bool looks_so = t->half.is || t->one_name || !t->not_zero;
    const struct place *half = t->half.is ? &t->half : &t->second;
    if (looks_so && half->is && !t->no_halves && t->columns == 0)
        return refuse(t, &half->cell,
                      _("the comma before it may be decimal; write 0.5 for 0,5, or name the "
                        "columns in a first line"));
    for (size_t i = 0; i < t->columns; i++)
        kept -= t->left_out[i] ? 1 : 0;
    out->ragged = t->longest != t->shortest;
    if (t->lines > 1 && !out->ragged && kept > 1) {
        out->rows = t->lines;
        out->columns = kept;
    }
    return true;
}

bool csv_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault)
{
    struct number_array read = {0};
    struct table t = {.out = &read, .fault = fault};
    rows_start(&t.rows, bytes, n);
    bool ok = read_table(&t) && finish(&t);
    free(t.left_out);
    if (ok)
        *out = read;
    else
        number_array_free(&read);
    return ok;
}

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

// Whether commas between cells may be decimal: what speaks for it, and what against.
struct commas {
    bool separate;       // certainly: something at their sides would not be there otherwise
    struct place half;   // the first cell that must follow a decimal comma
    struct place second; // the first cell that may
    bool not_zero;       // a line begins with another number than 0
    bool many;           // a line has more than two cells
    bool one_name;       // stands above two columns
    bool whole_before, signed_zero_before; // what the cell before in the line is
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
    struct commas commas;
    struct place grouped; // the first number as 1,234 between tabs
    bool ungrouped;       // there is one as 1,5
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

// A whole number, written with digits: with an exponent it is one only behind a decimal comma.
struct digits {
    bool is, sign, exponent;
    size_t n;
};

static size_t sign_length(const struct cell *cell)
{
    static const char minus[] = "\u2212";
    if (cell->n > 0 && (cell->text[0] == '-' || cell->text[0] == '+'))
        return 1;
    return cell->n > 3 && memcmp(cell->text, minus, 3) == 0 ? 3 : 0;
}

// The no-break spaces that group digits.
static size_t group_length(const struct cell *cell, size_t at)
{
    static const char *const spaces[] = {"\u00A0", "\u202F"};
    for (int i = 0; i < 2; i++) {
        size_t n = strlen(spaces[i]);
        if (at + n < cell->n && memcmp(cell->text + at, spaces[i], n) == 0)
            return n;
    }
    return 0;
}

static size_t digits_from(const struct cell *cell, size_t at)
{
    size_t n = 0;
    while (at + n < cell->n && ascii_is_digit(cell->text[at + n]))
        n++;
    return n;
}

static struct digits digits_of(const struct cell *cell)
{
    size_t at = sign_length(cell), more, group;
    struct digits d = {.sign = at > 0};
    while ((more = digits_from(cell, at)) > 0) {
        d.n += more;
        at += more;
        group = group_length(cell, at);
        at += group;
    }
    if (d.n > 0 && at + 1 < cell->n && strchr("eEdD", cell->text[at]) != NULL) {
        at += strchr("+-", cell->text[at + 1]) != NULL ? 2 : 1;
        more = digits_from(cell, at);
        d.exponent = more > 0;
        at += more;
    }
    d.is = d.n > 0 && at == cell->n;
    return d;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

// What would not stand beside a decimal comma: a point, a quote, a blank, a sign.
static bool shows_separators(const struct table *t, const struct cell *cell, size_t column)
{
    size_t end = cell->at + cell->n;
    bool behind = column > 0 && is_blank(t->rows.bytes[cell->at - 1]);
    bool before = column == 0 && end < t->rows.n && is_blank(t->rows.bytes[end]);
    return cell->quoted || memchr(cell->text, '.', cell->n) != NULL || behind || before ||
           (column % 2 == 1 && sign_length(cell) > 0);
}

// "0,053" without another separator is one number to those who write decimal commas. A part of it
// is never written as a whole number where it begins with a 0, has more digits than a double or an
// exponent, or stands behind -0. Nor are the first cells of all lines 0 by chance, nor has one name
// two columns.
static void look_at_commas(struct table *t, const struct cell *cell, size_t column)
{
    enum { DIGITS_MOST = 16 };
    struct commas *c = &t->commas;
    struct digits d = digits_of(cell);
    bool zero = d.is && d.n == 1 && cell->text[cell->n - 1] == '0';
    bool half = d.is && !d.sign && column > 0 && c->whole_before;
    bool hint = c->signed_zero_before || (d.n > 1 && cell->text[0] == '0') || d.n > DIGITS_MOST ||
                d.exponent;
    c->separate |= t->rows.separator != ',' || shows_separators(t, cell, column);
    c->not_zero |= column == 0 && !zero;
    c->many |= column > 1;
    if (half && hint)
        note_place(&c->half, cell);
    else if (half && column == 1)
        note_place(&c->second, cell);
    c->whole_before = d.is && !d.exponent;
    c->signed_zero_before = zero && d.sign;
}

// What stands behind a comma that may be decimal; NULL where none may.
static const struct cell *half_number(const struct table *t)
{
    const struct commas *c = &t->commas;
    if (c->separate || t->columns > 0)
        return NULL;
    if (c->half.is)
        return &c->half.cell;
    return c->second.is && !c->many && (c->one_name || !c->not_zero) ? &c->second.cell : NULL;
}

// 1,234 between tabs may be copied from a table that groups digits, or from one with decimal
// commas.
static void look_for_groups(struct table *t, const struct cell *cell)
{
    size_t at = sign_length(cell), first = digits_from(cell, at), groups = 0;
    bool grouped = first > 0 && first <= 3 && cell->text[at] != '0';
    for (at += first; at < cell->n && cell->text[at] == ','; at += 4, groups++)
        grouped = grouped && digits_from(cell, at + 1) == 3;
    if (grouped && groups > 0 && at == cell->n)
        note_place(&t->grouped, cell);
    else
        t->ungrouped |= memchr(cell->text, ',', cell->n) != NULL;
}

static bool take_cell(struct table *t, const struct cell *cell)
{
    size_t column = t->cells++;
    look_at_commas(t, cell, column);
    look_for_groups(t, cell);
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
    bool names_of_rows = names + 1 == cells; // R writes so where it writes them
    bool prose = names == 1 || (t->rows.separator == ' ' && !names_of_rows);
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

// Whether a head is one word.
static bool is_word(struct rows head)
{
    size_t counting;
    head.separator = ' ';
    return count_names(head, &counting) == 1;
}

// One head of the lines above the numbers, whose first line has so many cells. Sets *done where it
// has the names.
static bool take_head(struct table *t, const struct census *line, int i, bool *done)
{
    split_at_blanks(&t->heads[i], line->cells);
    size_t counting, names = count_names(t->heads[i], &counting), cells = line->cells;
    bool single = names == 1 && cells == 2;
    *done = true;
    if (t->rows.trailing && names == cells + 1) { // the last column is empty all the way
        t->rows.trailing = false;
        cells++;
    }
    if (names == cells && t->is_comment[i])
        t->commas.separate |= names > 1;
    if (names == cells && (counting > 0 || !t->is_comment[i]))
        return take_names(t, t->heads[i], cells, 0);
    if (names_rows(line, names))
        return take_names(t, t->heads[i], cells, 1);
    *done = false;
    t->commas.one_name |= single && (!t->is_comment[i] || is_word(t->heads[i]));
    return t->is_comment[i] || excuse_head(t, &t->heads[i], names, counting, cells);
}

static bool take_heads(struct table *t, const struct census *line)
{
    bool done = false, ok = true;
    if (is_numbered(t, line))
        return take_numbered(t, line);
    for (int i = 0; i < t->head_n && ok && !done; i++)
        ok = take_head(t, line, i, &done);
    return ok;
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
    const struct cell *half = half_number(t);
    if (half != NULL)
        return refuse(t, half,
                      _("the comma before it may be decimal; write 0.5 for 0,5, or name the "
                        "columns in a first line"));
    if (t->rows.separator == '\t' && t->grouped.is && !t->ungrouped)
        return refuse_no_number(t, &t->grouped.cell);
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

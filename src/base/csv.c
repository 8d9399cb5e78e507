#include "base/csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/language.h"
#include "base/rows.h"

// Lines above the numbers that are remembered; bytes of a cell that a message shows.
enum { HEADS_MOST = 8, SHOWN_MOST = 40 };

// A cell that is remembered for a message, if there was one.
struct kept_cell {
    bool is_set;
    struct cell cell;
};

// What shows whether the commas of a file separate cells or are decimal: is "0,5" two numbers?
struct commas {
    bool separate;                   // certainly: a point, a quote or a blank stands beside one
    struct kept_cell sure_fraction;  // the first cell that can only follow a decimal comma: 05
    struct kept_cell maybe_fraction; // the first cell that may follow one
    bool not_zero;                   // a line begins with another number than 0
    bool many;                       // a line has more than two cells
    bool one_name;                   // there is one name above two columns

    // Whether the cell before, in the same line, is a whole number, and whether it is -0 or +0.
    bool whole_before, signed_zero_before;
};

struct table {
    struct rows rows;              // where the numbers begin, once the heads are known
    struct rows heads[HEADS_MOST]; // the beginnings of the last lines above the numbers
    bool is_comment[HEADS_MOST];   // of each of these
    int head_n;
    struct kept_cell first_head;     // the first cell above the numbers, to blame if none follow
    bool *left_out;                  // for each column; NULL where the columns have no names
    size_t columns;                  // cells that each line must have; 0 where there are no names
    size_t lines, longest, shortest; // how many lines of numbers, and their cells
    size_t cells;                    // of the present line so far, those left out among them
    struct kept_cell point, comma;   // the first cells with a decimal point and a decimal comma
    bool has_comma;                  // the present line has a decimal comma
    struct kept_cell lone_comma;     // the first line of a single cell, such as 1,5
    struct commas commas;
    struct kept_cell grouped; // the first cell such as 1,234
    bool ungrouped;           // there is a cell such as 1,5
    struct number_array *out;
    struct fault *fault;
};

// --- faults ---

// Blames a cell: "CELL": WHY. A long cell is cut, and bytes that are no UTF-8 become "?". Returns
// false.
static bool refuse(struct table *t, const struct cell *cell, const char *why)
{
    char shown[NUMBERS_NAMES] = "";
    size_t n = cell->n < SHOWN_MOST ? cell->n : SHOWN_MOST;
    while (n > 0 && n < cell->n && ((unsigned char)cell->text[n] & 0xC0) == 0x80)
        n--; // do not cut a character in two
    number_names_add(shown, cell->text, n);
    rows_blame(&t->rows, cell, t->fault);
    return fault_set(t->fault, FAULT_FILE, "\"%s%s\": %s", shown, n < cell->n ? "…" : "", why);
}

// Blames a cell for not being a number, with a guess at what it is.
static bool refuse_no_number(struct table *t, const struct cell *cell)
{
    if (cell->n == 0 || memchr(cell->text, '\0', cell->n) != NULL) {
        rows_blame(&t->rows, cell, t->fault);
        return fault_set(t->fault, FAULT_FILE, "%s", _(decimal_reason(cell->text, cell->n)));
    }
    return refuse(t, cell, _(decimal_reason(cell->text, cell->n)));
}

// --- numbers ---

// Reads a cell's number. Where commas or blanks separate, a comma within a cell stands in quotes,
// and 1,234 is then refused, as its comma may group digits.
static struct decimal cell_number(const struct table *t, const struct cell *cell)
{
    bool proven = t->rows.separator == ',' || t->rows.separator == ' ';
    return decimal_read(cell->text, cell->n, proven ? COMMA_PROVEN : COMMA_DECIMAL);
}

// Remembers a cell unless there is one already.
static void keep_first(struct kept_cell *kept, const struct cell *cell)
{
    if (!kept->is_set)
        *kept = (struct kept_cell){true, *cell};
}

// Notes the decimal mark of a cell; returns false if the file has both marks.
static bool note_mark(struct table *t, const struct cell *cell, char mark)
{
    if (mark == '.')
        keep_first(&t->point, cell);
    if (mark == ',')
        keep_first(&t->comma, cell);
    if (mark == '\0' || !t->point.is_set || !t->comma.is_set)
        return true;
    rows_blame(&t->rows, cell, t->fault);
    return fault_set(t->fault, FAULT_FILE,
                     _("a decimal %s here and a decimal %s in line %d; use one of them"),
                     mark == ',' ? _("comma") : _("point"), mark == ',' ? _("point") : _("comma"),
                     mark == ',' ? t->point.cell.line : t->comma.cell.line);
}

// What a cell is if it is a whole number written with digits: its sign and how many digits it has.
// An exponent is allowed, since the 5E-3 of 7,5E-3 has one.
struct digits {
    bool is_whole, sign, exponent;
    size_t n;
};

// How many bytes the sign of a cell takes; 0 if there is none.
static size_t sign_length(const struct cell *cell)
{
    static const char minus[] = "\u2212";
    if (cell->n > 0 && (cell->text[0] == '-' || cell->text[0] == '+'))
        return 1;
    return cell->n > 3 && memcmp(cell->text, minus, 3) == 0 ? 3 : 0;
}

// How many bytes a no-break space takes that stands at `at` and groups digits; 0 if there is none.
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

// How many ASCII digits stand at `at`.
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
    d.is_whole = d.n > 0 && at == cell->n;
    return d;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

// Whether something stands beside a comma that would not stand beside a decimal one: a point in the
// cell, quotes, a blank, a sign.
static bool shows_separators(const struct table *t, const struct cell *cell, size_t column)
{
    size_t end = cell->at + cell->n;
    bool behind = column > 0 && is_blank(t->rows.bytes[cell->at - 1]);
    bool before = column == 0 && end < t->rows.n && is_blank(t->rows.bytes[end]);
    return cell->quoted || memchr(cell->text, '.', cell->n) != NULL || behind || before ||
           (column % 2 == 1 && sign_length(cell) > 0);
}

// Notes what a cell says of commas. In a file without another separator, "0,053" may be two cells
// or one number with a decimal comma. The latter is sure where a whole number would not be written
// as the part behind the comma is: with a 0 in front, more digits than a double has, an exponent,
// or behind -0. It is likely where all lines begin with 0, or where one name stands above two
// columns.
static void look_at_commas(struct table *t, const struct cell *cell, size_t column)
{
    enum { DIGITS_MOST = 16 };
    struct commas *c = &t->commas;
    struct digits d = digits_of(cell);
    bool zero = d.is_whole && d.n == 1 && cell->text[cell->n - 1] == '0';
    bool may_be_fraction = d.is_whole && !d.sign && column > 0 && c->whole_before;
    bool hint = c->signed_zero_before || (d.n > 1 && cell->text[0] == '0') || d.n > DIGITS_MOST ||
                d.exponent;
    c->separate |= t->rows.separator != ',' || shows_separators(t, cell, column);
    c->not_zero |= column == 0 && !zero;
    c->many |= column > 1;
    if (may_be_fraction && hint)
        keep_first(&c->sure_fraction, cell);
    else if (may_be_fraction && column == 1)
        keep_first(&c->maybe_fraction, cell);
    c->whole_before = d.is_whole && !d.exponent;
    c->signed_zero_before = zero && d.sign;
}

// The cell behind a comma that may be decimal; NULL where no comma may be.
static const struct cell *find_fraction(const struct table *t)
{
    const struct commas *c = &t->commas;
    if (c->separate || t->columns > 0)
        return NULL;
    if (c->sure_fraction.is_set)
        return &c->sure_fraction.cell;
    bool likely = !c->many && (c->one_name || !c->not_zero);
    return c->maybe_fraction.is_set && likely ? &c->maybe_fraction.cell : NULL;
}

// Notes cells such as 1,234: between tabs they may come from a table that groups digits, or from
// one with decimal commas, as a cell such as 1,5 elsewhere would show.
static void look_for_groups(struct table *t, const struct cell *cell)
{
    size_t at = sign_length(cell), first = digits_from(cell, at), groups = 0;
    bool grouped = first > 0 && first <= 3 && cell->text[at] != '0';
    for (at += first; at < cell->n && cell->text[at] == ','; at += 4, groups++)
        grouped = grouped && digits_from(cell, at + 1) == 3;
    if (grouped && groups > 0 && at == cell->n)
        keep_first(&t->grouped, cell);
    else
        t->ungrouped |= memchr(cell->text, ',', cell->n) != NULL;
}

// Takes the next cell of the present line: checks it and appends its number.
static bool take_cell(struct table *t, const struct cell *cell)
{
    size_t column = t->cells++;
    look_at_commas(t, cell, column);
    look_for_groups(t, cell);
    if (t->columns > 0 && column >= t->columns)
        return true; // end_line will refuse the line: it is too long
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

// Ends the present line, whose last cell is `last`, and checks its length.
static bool end_line(struct table *t, const struct cell *last)
{
    if (t->columns > 0 && t->cells != t->columns) {
        rows_blame(&t->rows, last, t->fault);
        return fault_set(t->fault, FAULT_FILE,
                         _("cells in this line: %zu; in the line of names: %zu"), t->cells,
                         t->columns);
    }
    if (t->cells == 1 && t->has_comma)
        keep_first(&t->lone_comma, last);
    t->has_comma = false;
    t->longest = t->cells > t->longest ? t->cells : t->longest;
    t->shortest = t->lines == 0 || t->cells < t->shortest ? t->cells : t->shortest;
    t->lines++;
    t->cells = 0;
    return true;
}

// Takes all lines of numbers.
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

// How many cells of each kind a line has; `likes` counts those that look like a number but are
// none.
struct census {
    size_t cells, numbers, missing, likes;
    struct cell first;
};

// Counts the cells of a line, of which `cell` is the first, and reads on to its end. Returns false
// after a fault.
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

// Whether a line is a head: nothing in it is a number or looks like one.
static bool is_head(const struct census *census)
{
    return census->numbers == 0 && census->likes == 0 && census->missing < census->cells;
}

// Remembers the beginning of a line above the numbers; of too many, the last ones.
static void keep_head(struct table *t, const struct rows *at, bool is_comment)
{
    if (t->head_n == HEADS_MOST) {
        memmove(t->heads, t->heads + 1, sizeof t->heads - sizeof t->heads[0]);
        memmove(t->is_comment, t->is_comment + 1, sizeof t->is_comment - sizeof t->is_comment[0]);
        t->head_n--;
    }
    t->is_comment[t->head_n] = is_comment;
    t->heads[t->head_n++] = *at;
}

// Finds the first line of numbers: leaves t->rows at its beginning and fills in its census, whose
// `cells` are 0 if there is none. Remembers the lines above.
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
            keep_first(&t->first_head, &census->first);
        }
        keep_head(t, &at, event == ROWS_COMMENT);
        t->rows = rows;
    }
}

// Reads the first cell of a head again; of a comment, the first cell behind its sign. rows_next
// then gives the others.
static enum rows_event first_name(struct rows *head, struct cell *cell)
{
    enum rows_event event = rows_next(head, cell, NULL);
    if (event != ROWS_COMMENT)
        return event;
    // From here on the comment's text is read as a row.
    head->n = cell->at + cell->n;
    head->at = cell->at;
    while (head->at < head->n && strchr("#% ", head->bytes[head->at]) != NULL &&
           head->bytes[head->at] != '\0')
        head->at++;
    return rows_next(head, cell, NULL);
}

// How many names a head has, and how many of them name a column that counts something.
static size_t count_names(struct rows head, size_t *counting)
{
    struct cell cell;
    size_t n = 0;
    *counting = 0;
    for (enum rows_event event = first_name(&head, &cell); event == ROWS_CELL;
         event = rows_next(&head, &cell, NULL)) {
        n++;
        *counting += number_name_counts(cell.text, cell.n);
    }
    return n;
}

// Allocates t->left_out.
static bool must_leave(struct table *t, size_t columns)
{
    if (t->left_out == NULL)
        t->left_out = calloc(columns, sizeof *t->left_out);
    return t->left_out != NULL ||
           fault_set(t->fault, FAULT_MEMORY, _("no memory for %zu numbers"), columns);
}

// Takes a head's names for the columns from `first` on, and decides which columns are left out. If
// `first` is 1, the first column has no name and holds names of rows.
static bool take_names(struct table *t, struct rows head, size_t columns, size_t first)
{
    struct cell cell;
    struct text name = {0};
    size_t column = 0;
    if (!must_leave(t, columns))
        return false;
    t->columns = columns;
    if (first > 0) {
        number_names_add(t->out->left_out, _("names of rows"), strlen(_("names of rows")));
        t->left_out[column++] = true;
    }
    for (enum rows_event event = first_name(&head, &cell); event == ROWS_CELL && column < columns;
         event = rows_next(&head, &cell, NULL), column++) {
        text_clear(&name);
        rows_cell_text(&cell, &name);
        bool nameless = name.n == 0 && column == 0 && columns > 1; // the index that pandas writes
        t->left_out[column] = nameless || number_name_counts(text_string(&name), name.n);
        const char *said = nameless ? _("names of rows") : name.n > 0 ? name.data : "?";
        number_names_add(t->left_out[column] ? t->out->left_out : t->out->names, said,
                         strlen(said));
    }
    text_free(&name);
    return true;
}

// Whether the file is one of R's: it writes one name fewer than there are columns, since the first
// holds names of rows, in quotes.
static bool names_rows(const struct census *first_line, size_t names)
{
    return first_line->cells == names + 1 && first_line->first.quoted;
}

// Decides about a head whose names do not match the numbers. A line of prose is passed over, true.
// Otherwise it is a mistake that could make a count of steps data: blames its first cell, false.
static bool excuse_head(struct table *t, const struct rows *head, size_t names, size_t counting,
                        size_t cells)
{
    struct rows at = *head;
    struct cell cell;
    bool names_of_rows = names + 1 == cells; // as in R's files
    bool prose = names == 1 || (t->rows.separator == ' ' && !names_of_rows);
    if (counting == 0 && prose)
        return true;
    rows_next(&at, &cell, NULL);
    rows_blame(&t->rows, &cell, t->fault);
    return fault_set(t->fault, FAULT_FILE,
                     _("%zu names here, and %zu numbers in the first line of them"), names, cells);
}

// Whether the first line holds the numbers 0, 1, 2, … behind an empty cell: so pandas names columns
// without names, and the first cell of the next line, 0, names a row.
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

// Passes the line of column numbers and takes them for names.
static bool take_numbered(struct table *t, const struct census *line)
{
    struct rows head = t->rows;
    struct cell cell;
    while (rows_next(&t->rows, &cell, NULL) == ROWS_CELL)
        continue;
    return take_names(t, head, line->cells, 0);
}

// Reads a head word by word if it has as many words as the numbers have cells, and one of them
// counts: numpy.savetxt(…, header="step loss", delimiter=",") writes blanks between names and
// commas between numbers.
static void split_at_blanks(struct rows *head, size_t cells)
{
    struct rows words = *head;
    size_t counting, names = count_names(*head, &counting);
    words.separator = ' ';
    if (names == 1 && count_names(words, &counting) == cells && counting > 0)
        *head = words;
}

// Whether a head is a single word.
static bool is_word(struct rows head)
{
    size_t counting;
    head.separator = ' ';
    return count_names(head, &counting) == 1;
}

// Looks at line i above the numbers; `line` is the census of the first line of numbers. Sets *done
// where the head holds the names. Returns false after a fault.
static bool take_head(struct table *t, const struct census *line, int i, bool *done)
{
    split_at_blanks(&t->heads[i], line->cells);
    size_t counting, names = count_names(t->heads[i], &counting), cells = line->cells;
    bool single = names == 1 && cells == 2;
    *done = true;
    if (t->rows.trailing && names == cells + 1) { // the last column exists, but is empty
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

// Looks for the columns' names in the lines above the numbers.
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

// Whether the names leave no column.
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
    if (line.cells == 0 && t->first_head.is_set)
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

// Refuses what may be read in two ways, and fills in the table's shape. A line of one cell such as
// 1,5 among longer lines may be two numbers or one.
static bool finish(struct table *t)
{
    struct number_array *out = t->out;
    size_t kept = t->longest;
    if (t->lone_comma.is_set && t->longest > 1)
        return refuse(t, &t->lone_comma.cell,
                      _("one number, or two? Other lines are separated in another way"));
    const struct cell *fraction = find_fraction(t);
    if (fraction != NULL)
        return refuse(t, fraction,
                      _("the comma before it may be decimal; write 0.5 for 0,5, or name the "
                        "columns in a first line"));
    if (t->rows.separator == '\t' && t->grouped.is_set && !t->ungrouped)
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

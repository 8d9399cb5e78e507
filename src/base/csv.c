#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/numbers.h"
#include "base/text.h"

enum { FIELD_MAX = 64 };

struct reader {
    const char *bytes;
    size_t at, end;     // of the whole text
    size_t line_at;     // where the present line begins
    int line;           // from 1
    size_t in_line;     // numbers in the present line
    size_t line_length; // numbers in each line so far; SIZE_MAX where they differ
    size_t lines;       // with numbers in them
    size_t capacity;
    struct number_array *out;
    struct fault *fault;
};

static bool refuse(struct reader *r, size_t at, enum fault_id id, const char *what)
{
    if (r->fault != NULL) {
        r->fault->line = r->line;
        r->fault->column = (int)utf8_count(r->bytes + r->line_at, at - r->line_at) + 1;
    }
    return fault_set(r->fault, id, "%s", what);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_separator(char c)
{
    return c == ',' || c == ';';
}

static size_t field_end(const struct reader *r)
{
    size_t at = r->at;
    while (at < r->end && !is_blank(r->bytes[at]) && !is_separator(r->bytes[at]) &&
           r->bytes[at] != '\n' && r->bytes[at] != '#')
        at++;
    return at;
}

static void skip_blanks(struct reader *r)
{
    while (r->at < r->end && is_blank(r->bytes[r->at]))
        r->at++;
}

static void skip_line(struct reader *r)
{
    while (r->at < r->end && r->bytes[r->at] != '\n')
        r->at++;
}

// The number of the field at hand, of which a zero byte is no part.
static bool field_number(const struct reader *r, size_t end, double *value)
{
    char field[FIELD_MAX];
    size_t n = end - r->at;
    if (n == 0 || n >= sizeof field || memchr(r->bytes + r->at, '\0', n) != NULL)
        return false;
    memcpy(field, r->bytes + r->at, n);
    field[n] = '\0';
    return number_read(field, value);
}

static bool add(struct reader *r, double value)
{
    struct number_array *out = r->out;
    if (out->n == NUMBERS_MOST)
        return refuse(r, r->at, FAULT_LIMIT, _("more numbers than 16 million"));
    if (out->n == r->capacity) {
        r->capacity = r->capacity == 0 ? 1024 : r->capacity * 2;
        double *more = realloc(out->values, r->capacity * sizeof *more);
        if (more == NULL)
            return fault_set(r->fault, FAULT_MEMORY, _("no memory for so many numbers"));
        out->values = more;
    }
    out->values[out->n++] = value;
    r->in_line++;
    return true;
}

static bool at_line_end(const struct reader *r)
{
    return r->at >= r->end || r->bytes[r->at] == '\n' || r->bytes[r->at] == '#';
}

// The numbers of one line, from its first field on.
static bool read_fields(struct reader *r)
{
    while (!at_line_end(r)) {
        double value;
        size_t end = field_end(r);
        if (!field_number(r, end, &value))
            return refuse(r, r->at, FAULT_FILE,
                          end == r->at ? _("expected a number here, not a separator")
                                       : _("this is not a number"));
        if (!add(r, value))
            return false;
        r->at = end;
        skip_blanks(r);
        if (r->at < r->end && is_separator(r->bytes[r->at])) {
            r->at++;
            skip_blanks(r);
            if (at_line_end(r))
                return refuse(r, r->at, FAULT_FILE, _("expected a number behind the separator"));
        }
    }
    return true;
}

static bool read_line(struct reader *r)
{
    double first;
    r->in_line = 0;
    skip_blanks(r);
    bool header = !at_line_end(r) && r->out->n == 0 && !field_number(r, field_end(r), &first) &&
                  field_end(r) > r->at;
    if (!header && !read_fields(r))
        return false;
    skip_line(r);
    if (r->in_line > 0) {
        r->line_length = r->lines == 0 || r->line_length == r->in_line ? r->in_line : SIZE_MAX;
        r->lines++;
    }
    return true;
}

static bool finish(struct reader *r)
{
    struct number_array *out = r->out;
    bool finite = false;
    for (size_t i = 0; i < out->n && !finite; i++)
        finite = isfinite(out->values[i]);
    if (!finite)
        return refuse(r, r->at, FAULT_FILE,
                      out->n == 0 ? _("no numbers up to the end of the file")
                                  : _("not one number of the file is finite"));
    if (r->lines > 1 && r->line_length != SIZE_MAX && r->line_length > 1) {
        out->rows = r->lines;
        out->columns = r->line_length;
    }
    return true;
}

bool csv_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault)
{
    struct number_array read = {0};
    struct reader r = {.bytes = bytes, .end = n, .line = 1, .out = &read, .fault = fault};
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        r.at = r.line_at = 3;
    bool ok = true;
    while (ok && r.at < r.end) {
        ok = read_line(&r);
        if (!ok || r.at >= r.end)
            break;
        r.at++; // the line break
        r.line_at = r.at;
        r.line++;
    }
    ok = ok && finish(&r);
    if (ok)
        *out = read;
    else
        number_array_free(&read);
    return ok;
}

#include "scene/formula/box.h"

#include <math.h>

#include "base/text.h"

// In heights of a capital.
static const double ASCENT = 1.08, DESCENT = 0.3, AXIS = 0.46, LINE = 0.085, MARGIN = 0.14;

struct box box_empty(const struct sheet *sheet)
{
    return (struct box){.from = sheet->n, .to = sheet->n};
}

static struct mark *add_mark(struct sheet *sheet, enum mark_kind kind, struct rect r, double cap)
{
    if (sheet->n == MARKS_MAX)
        sheet->full = true;
    struct mark *mark = &sheet->marks[sheet->full ? MARKS_MAX - 1 : sheet->n++];
    *mark = (struct mark){
        .kind = kind, .x = r.x, .y = r.y, .w = r.w, .h = r.h, .line = fmax(1, LINE * cap)};
    return mark;
}

struct box box_text(struct sheet *sheet, const char *text, double cap)
{
    struct box box = box_empty(sheet);
    box.width = sheet->metrics->width(sheet->metrics->user, text, cap, WEIGHT_REGULAR);
    box.ascent = ASCENT * cap;
    box.descent = DESCENT * cap;
    struct mark *mark = add_mark(sheet, MARK_TEXT, (struct rect){0, 0, box.width, cap}, cap);
    text_copy(mark->text, sizeof mark->text, text);
    box.to = sheet->n;
    return box;
}

void box_move(struct sheet *sheet, const struct box *box, double dx, double dy)
{
    for (int i = box->from; i < box->to; i++) {
        sheet->marks[i].x += dx;
        sheet->marks[i].y += dy;
    }
}

struct box box_row(struct sheet *sheet, struct box left, struct box right, double space)
{
    box_move(sheet, &right, left.width + space, 0);
    return (struct box){
        .width = left.width + space + right.width,
        .ascent = fmax(left.ascent, right.ascent),
        .descent = fmax(left.descent, right.descent),
        .from = left.from,
        .to = right.to,
    };
}

struct box box_fraction(struct sheet *sheet, struct box over, struct box under, double cap)
{
    double line = fmax(1, LINE * cap), pad = MARGIN * cap;
    double width = fmax(over.width, under.width) + 2 * pad, axis = -AXIS * cap;
    box_move(sheet, &over, (width - over.width) / 2, axis - line / 2 - pad - over.descent);
    box_move(sheet, &under, (width - under.width) / 2, axis + line / 2 + pad + under.ascent);
    add_mark(sheet, MARK_BAR, (struct rect){0, axis - line / 2, width, line}, cap);
    return (struct box){
        .width = width,
        .ascent = -axis + line / 2 + pad + over.descent + over.ascent,
        .descent = axis + line / 2 + pad + under.ascent + under.descent,
        .from = over.from,
        .to = sheet->n,
    };
}

struct box box_superscript(struct sheet *sheet, struct box base, struct box exponent, double cap)
{
    double up = fmax(0.55 * cap, base.ascent - ASCENT * cap + 0.55 * cap);
    up = fmax(up, exponent.descent + 0.38 * cap);
    box_move(sheet, &exponent, base.width + 0.06 * cap, -up);
    return (struct box){
        .width = base.width + exponent.width + 0.1 * cap,
        .ascent = fmax(base.ascent, up + exponent.ascent),
        .descent = base.descent,
        .from = base.from,
        .to = exponent.to,
    };
}

struct box box_root(struct sheet *sheet, struct box inner, double cap)
{
    double sign = 0.75 * cap, pad = MARGIN * cap, ascent = inner.ascent + pad;
    box_move(sheet, &inner, sign + pad / 2, 0);
    double width = sign + inner.width + pad;
    struct mark *mark = add_mark(
        sheet, MARK_ROOT, (struct rect){0, -ascent, width, ascent + inner.descent * 0.6}, cap);
    mark->sign = sign;
    return (struct box){
        .width = width + pad / 2,
        .ascent = ascent + LINE * cap,
        .descent = inner.descent,
        .from = inner.from,
        .to = sheet->n,
    };
}

// Low boxes are put into the font's parentheses, high ones into parentheses that are drawn.
static struct box letters_around(struct sheet *sheet, struct box inner, double cap)
{
    double width = sheet->metrics->width(sheet->metrics->user, "(", cap, WEIGHT_REGULAR);
    box_move(sheet, &inner, width, 0);
    struct mark *open = add_mark(sheet, MARK_TEXT, (struct rect){0, 0, width, cap}, cap);
    text_copy(open->text, sizeof open->text, "(");
    struct mark *close =
        add_mark(sheet, MARK_TEXT, (struct rect){width + inner.width, 0, width, cap}, cap);
    text_copy(close->text, sizeof close->text, ")");
    inner.width += 2 * width;
    inner.ascent = fmax(inner.ascent, ASCENT * cap);
    inner.descent = fmax(inner.descent, DESCENT * cap);
    inner.to = sheet->n;
    return inner;
}

struct box box_parentheses(struct sheet *sheet, struct box inner, double cap)
{
    double height = inner.ascent + inner.descent;
    if (height < 1.75 * cap)
        return letters_around(sheet, inner, cap);
    double w = fmin(0.3 * cap + 0.05 * height, 0.6 * cap), pad = 0.13 * cap;
    box_move(sheet, &inner, w + 2 * pad, 0);
    struct rect r = {pad, -inner.ascent, w, height};
    add_mark(sheet, MARK_OPEN, r, cap);
    r.x = w + 3 * pad + inner.width;
    add_mark(sheet, MARK_CLOSE, r, cap);
    inner.width += 2 * w + 4 * pad;
    inner.to = sheet->n;
    return inner;
}

struct box box_bars(struct sheet *sheet, struct box inner, double cap)
{
    double line = fmax(1, LINE * cap), pad = 0.2 * cap, rise = fmin(inner.descent, 0.2 * cap);
    double top = -fmax(inner.ascent, ASCENT * cap) - 0.05 * cap;
    box_move(sheet, &inner, 2 * pad + line, 0);
    struct rect r = {pad, top, line, rise - top};
    if (inner.descent > DESCENT * cap)
        r.h = inner.descent - top;
    add_mark(sheet, MARK_BAR, r, cap);
    r.x = 3 * pad + line + inner.width;
    add_mark(sheet, MARK_BAR, r, cap);
    inner.width += 4 * pad + 2 * line;
    inner.ascent = -top;
    inner.to = sheet->n;
    return inner;
}

struct box box_cases(struct sheet *sheet, struct box values[], struct box conditions[], int n,
                     double cap)
{
    double brace = 0.55 * cap, gap = 0.45 * cap, wide = 0, right = 0, height = gap * (n - 1);
    for (int i = 0; i < n; i++) {
        wide = fmax(wide, values[i].width);
        right = fmax(right, conditions[i].width);
        height += fmax(values[i].ascent, conditions[i].ascent) +
                  fmax(values[i].descent, conditions[i].descent);
    }
    double left = brace + 0.35 * cap, top = -AXIS * cap - height / 2, y = top;
    for (int i = 0; i < n; i++) {
        y += fmax(values[i].ascent, conditions[i].ascent);
        box_move(sheet, &values[i], left, y);
        box_move(sheet, &conditions[i], left + wide + 1.3 * cap, y);
        y += fmax(values[i].descent, conditions[i].descent) + gap;
    }
    add_mark(sheet, MARK_BRACE, (struct rect){0.08 * cap, top, brace, height}, cap);
    return (struct box){
        .width = left + wide + 1.3 * cap + right,
        .ascent = -top,
        .descent = top + height,
        .from = values[0].from,
        .to = sheet->n,
    };
}

// --- drawing ---

// A shape's points within the unit square.
static const double brace_points[][2] = {{1, 0},       {0.72, 0.008}, {0.56, 0.03}, {0.5, 0.07},
                                         {0.5, 0.42},  {0.44, 0.46},  {0.3, 0.485}, {0, 0.5},
                                         {0.3, 0.515}, {0.44, 0.54},  {0.5, 0.58},  {0.5, 0.93},
                                         {0.56, 0.97}, {0.72, 0.992}, {1, 1}};
enum { BRACE_POINTS = sizeof brace_points / sizeof brace_points[0], ARC_POINTS = 15 };

static size_t shape_points(const struct mark *mark, double *xy)
{
    size_t n = 0;
    if (mark->kind == MARK_ROOT) {
        const double sign = mark->sign / mark->w;
        double low = fmin(mark->h, mark->sign * 0.9);
        const double points[][2] = {{0, 1 - low / mark->h * 0.62},
                                    {0.28 * sign, 1 - low / mark->h * 0.75},
                                    {0.55 * sign, 1},
                                    {sign, 0},
                                    {1, 0}};
        for (; n < sizeof points / sizeof points[0]; n++) {
            xy[2 * n] = points[n][0];
            xy[2 * n + 1] = points[n][1];
        }
    } else if (mark->kind == MARK_BRACE) {
        for (; n < BRACE_POINTS; n++) {
            xy[2 * n] = brace_points[n][0];
            xy[2 * n + 1] = brace_points[n][1];
        }
    } else {
        for (; n < ARC_POINTS; n++) {
            double t = (double)n / (ARC_POINTS - 1), bow = 1 - pow(fabs(2 * t - 1), 2.4);
            xy[2 * n] = mark->kind == MARK_OPEN ? 1 - bow : bow;
            xy[2 * n + 1] = t;
        }
    }
    return n;
}

static void draw_shape(const struct mark *mark, struct draw_list *list, double x, double y,
                       struct color color)
{
    double xy[2 * BRACE_POINTS];
    size_t n = shape_points(mark, xy);
    const struct stroke stroke = {.width = mark->line, .color = color};
    for (size_t i = 0; i < n; i++) {
        xy[2 * i] = x + mark->x + xy[2 * i] * mark->w;
        xy[2 * i + 1] = y + mark->y + xy[2 * i + 1] * mark->h;
    }
    draw_line(list, xy, n, &stroke);
}

void box_draw(const struct sheet *sheet, const struct box *box, struct draw_list *list, double x,
              double y, struct color color)
{
    for (int i = box->from; i < box->to; i++) {
        const struct mark *mark = &sheet->marks[i];
        if (mark->kind == MARK_TEXT)
            draw_text(list, x + mark->x, y + mark->y, mark->h, WEIGHT_REGULAR, TEXT_LEFT, color,
                      mark->text);
        else if (mark->kind == MARK_BAR)
            draw_rect(list,
                      (struct rect){round(x + mark->x), round(y + mark->y), fmax(1, round(mark->w)),
                                    fmax(1, round(mark->h))},
                      color);
        else
            draw_shape(mark, list, x, y, color);
    }
}

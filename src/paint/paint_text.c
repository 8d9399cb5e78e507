#include "paint/paint_text.h"

#include <inttypes.h>
#include <math.h>

static const char *const weight_names[WEIGHT_COUNT] = {
    [WEIGHT_REGULAR] = "regular",
    [WEIGHT_MEDIUM] = "medium",
    [WEIGHT_BOLD] = "bold",
};

static const char *const align_names[] = {
    [TEXT_LEFT] = "left",
    [TEXT_CENTER] = "center",
    [TEXT_RIGHT] = "right",
};

// Adds a blank and the number with one decimal, or a very large one with six digits. Adding 0.0
// makes 0 of -0, so that "-0.0" is never written.
static void add_number(struct text *out, double value)
{
    text_format(out, fabs(value) < 1e9 ? " %.1f" : " %g", round(value * 10) / 10 + 0.0);
}

static void add_named(struct text *out, const char *name, double value)
{
    text_format(out, " %s", name);
    add_number(out, value);
}

static void add_color(struct text *out, struct color c)
{
    text_format(out, " #%02x%02x%02x%02x", (unsigned)c.r, (unsigned)c.g, (unsigned)c.b,
                (unsigned)c.a);
}

static void add_rect(struct text *out, struct rect rect)
{
    add_number(out, rect.x);
    add_number(out, rect.y);
    add_number(out, rect.w);
    add_number(out, rect.h);
}

static void add_points(struct text *out, const double *xy, size_t n)
{
    for (size_t i = 0; i < 2 * n; i++)
        add_number(out, xy[i]);
}

static void add_stroke(struct text *out, const struct stroke *stroke)
{
    add_named(out, "width", stroke->width);
    if (stroke->dash_n > 0)
        text_add(out, " dash");
    for (int i = 0; i < stroke->dash_n; i++)
        add_number(out, stroke->dash[i]);
}

// Adds a string in quotes; line breaks, quotes and backslashes are escaped.
static void add_quoted(struct text *out, const char *string)
{
    text_add(out, " \"");
    for (; *string; string++) {
        if (*string == '\n') {
            text_add(out, "\\n");
            continue;
        }
        if (*string == '"' || *string == '\\')
            text_add(out, "\\");
        text_add_bytes(out, string, 1);
    }
    text_add(out, "\"");
}

static void write_rect(const struct draw_list *list, const struct draw_item *item, struct text *out)
{
    (void)list;
    text_add(out, "rect");
    add_rect(out, item->rect);
    add_color(out, item->color);
    if (item->radius > 0)
        add_named(out, "radius", item->radius);
}

static void write_fill(const struct draw_list *list, const struct draw_item *item, struct text *out)
{
    text_add(out, "fill");
    add_points(out, draw_item_points(list, item), item->point_n);
    add_color(out, item->color);
}

static void write_line(const struct draw_list *list, const struct draw_item *item, struct text *out)
{
    text_add(out, "line");
    add_points(out, draw_item_points(list, item), item->point_n);
    add_color(out, item->color);
    add_stroke(out, &item->stroke);
}

static void write_curve(const struct draw_list *list, const struct draw_item *item,
                        struct text *out)
{
    (void)list;
    text_add(out, "curve");
    add_number(out, item->shift_x);
    add_number(out, item->shift_y);
    add_number(out, item->unit_x);
    add_number(out, item->unit_y);
    add_color(out, item->color);
    add_stroke(out, &item->stroke);
    text_format(out, " identity %" PRIx64 " vertices %zu runs %zu", item->curve->identity,
                item->curve->n, item->curve->run_n);
}

static void write_marker(const struct draw_list *list, const struct draw_item *item,
                         struct text *out)
{
    (void)list;
    bool ring = item->ring > 0;
    text_add(out, ring ? "ring" : "disc");
    add_number(out, item->x);
    add_number(out, item->y);
    add_color(out, item->color);
    add_named(out, "diameter", item->size);
    if (ring) {
        add_named(out, "width", item->ring);
        text_add(out, " fill");
        add_color(out, item->fill);
    }
}

static void write_text(const struct draw_list *list, const struct draw_item *item, struct text *out)
{
    text_add(out, "text");
    add_number(out, item->x);
    add_number(out, item->y);
    add_color(out, item->color);
    add_named(out, "cap", item->size);
    text_format(out, " %s %s", weight_names[item->weight], align_names[item->align]);
    add_quoted(out, draw_item_text(list, item));
}

static void write_clip(const struct draw_list *list, const struct draw_item *item, struct text *out)
{
    (void)list;
    text_add(out, "clip");
    if (item->rect.w < 0 || item->rect.w > 0)
        add_rect(out, item->rect);
    else
        text_add(out, " all");
}

static void (*const write_item[])(const struct draw_list *, const struct draw_item *,
                                  struct text *) = {
    [DRAW_RECT] = write_rect,   [DRAW_FILL] = write_fill,     [DRAW_LINE] = write_line,
    [DRAW_CURVE] = write_curve, [DRAW_MARKER] = write_marker, [DRAW_TEXT] = write_text,
    [DRAW_CLIP] = write_clip,
};

void paint_text(const struct draw_list *list, struct text *out)
{
    text_format(out, "size %g %g\n", list->width, list->height);
    for (size_t i = 0; i < list->item_n; i++) {
        write_item[list->items[i].kind](list, &list->items[i], out);
        text_add(out, "\n");
    }
}

#include "scene/draw_list.h"
#include "base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct draw_item *add_item(struct draw_list *list, enum draw_kind kind, struct color color)
{
    list->items = memory_grow(list->items, &list->item_c, list->item_n + 1, sizeof *list->items);
    struct draw_item *item = &list->items[list->item_n++];
    *item = (struct draw_item){.kind = kind, .color = color};
    return item;
}

static void add_points(struct draw_list *list, struct draw_item *item, const double *xy, size_t n)
{
    assert(n <= SIZE_MAX / 2 - list->point_n);
    item->point_at = list->point_n;
    item->point_n = n;
    if (n == 0)
        return;
    list->points =
        memory_grow(list->points, &list->point_c, list->point_n + 2 * n, sizeof *list->points);
    memcpy(list->points + list->point_n, xy, 2 * n * sizeof *xy);
    list->point_n += 2 * n;
}

static void set_stroke(struct draw_item *item, const struct stroke *stroke)
{
    assert(stroke->dash_n >= 0 && stroke->dash_n <= DASH_MAX);
    item->stroke = *stroke;
    item->color = stroke->color;
}

void draw_list_begin(struct draw_list *list, double width, double height, struct color background)
{
    list->width = width;
    list->height = height;
    list->background = background;
    list->item_n = 0;
    list->point_n = 0;
    list->string_n = 0;
}

void draw_list_free(struct draw_list *list)
{
    if (!list)
        return;
    free(list->items);
    free(list->points);
    free(list->strings);
    *list = (struct draw_list){0};
}

void draw_rect(struct draw_list *list, struct rect rect, struct color color)
{
    draw_round_rect(list, rect, 0, color);
}

void draw_round_rect(struct draw_list *list, struct rect rect, double radius, struct color color)
{
    struct draw_item *item = add_item(list, DRAW_RECT, color);
    item->rect = rect;
    item->radius = radius;
}

void draw_fill(struct draw_list *list, const double *xy, size_t n, struct color color)
{
    add_points(list, add_item(list, DRAW_FILL, color), xy, n);
}

void draw_line(struct draw_list *list, const double *xy, size_t n, const struct stroke *stroke)
{
    struct draw_item *item = add_item(list, DRAW_LINE, stroke->color);
    set_stroke(item, stroke);
    add_points(list, item, xy, n);
}

void draw_curve(struct draw_list *list, const struct curve *curve, double shift_x, double shift_y,
                double unit_x, double unit_y, const struct stroke *stroke)
{
    struct draw_item *item = add_item(list, DRAW_CURVE, stroke->color);
    set_stroke(item, stroke);
    item->curve = curve;
    item->shift_x = shift_x;
    item->shift_y = shift_y;
    item->unit_x = unit_x;
    item->unit_y = unit_y;
}

void draw_disc(struct draw_list *list, double x, double y, double diameter, struct color color)
{
    draw_ring(list, x, y, diameter, 0, color, color);
}

void draw_ring(struct draw_list *list, double x, double y, double diameter, double ring,
               struct color color, struct color fill)
{
    struct draw_item *item = add_item(list, DRAW_MARKER, color);
    item->x = x;
    item->y = y;
    item->size = diameter;
    item->ring = ring;
    item->fill = fill;
}

static void add_string(struct draw_list *list, struct draw_item *item, const char *string)
{
    size_t size = strlen(string) + 1;
    item->text_at = list->string_n;
    list->strings = memory_grow(list->strings, &list->string_c, list->string_n + size, 1);
    memcpy(list->strings + list->string_n, string, size);
    list->string_n += size;
}

void draw_text(struct draw_list *list, double x, double y, double cap, enum text_weight weight,
               enum text_align align, struct color color, const char *string)
{
    struct draw_item *item = add_item(list, DRAW_TEXT, color);
    item->x = x;
    item->y = y;
    item->size = cap;
    item->weight = weight;
    item->align = align;
    add_string(list, item, string);
}

void draw_clip(struct draw_list *list, struct rect rect)
{
    struct draw_item *item = add_item(list, DRAW_CLIP, (struct color){0});
    if (rect.w != 0)
        item->rect = rect;
}

const char *draw_item_text(const struct draw_list *list, const struct draw_item *item)
{
    assert(item->kind == DRAW_TEXT);
    return list->strings + item->text_at;
}

const double *draw_item_points(const struct draw_list *list, const struct draw_item *item)
{
    assert(item->kind == DRAW_LINE || item->kind == DRAW_FILL);
    return item->point_n ? list->points + item->point_at : NULL;
}

static void scale_rect(struct rect *r, double x, double y, double factor)
{
    *r = (struct rect){x + r->x * factor, y + r->y * factor, r->w * factor, r->h * factor};
}

static void scale_stroke(struct stroke *stroke, double factor)
{
    stroke->width *= factor;
    for (int i = 0; i < stroke->dash_n; i++)
        stroke->dash[i] *= factor;
}

static void scale_item(struct draw_item *item, double x, double y, double factor)
{
    scale_rect(&item->rect, x, y, factor);
    scale_stroke(&item->stroke, factor);
    item->radius *= factor;
    item->shift_x = x + item->shift_x * factor;
    item->shift_y = y + item->shift_y * factor;
    item->unit_x *= factor;
    item->unit_y *= factor;
    item->x = x + item->x * factor;
    item->y = y + item->y * factor;
    item->size *= factor;
    item->ring *= factor;
}

// The part of a that lies in b. It is at least a hair wide, since a clip without width would be
// none.
static struct rect overlap(struct rect a, struct rect b)
{
    double x0 = fmax(a.x, b.x), x1 = fmin(a.x + a.w, b.x + b.w);
    double y0 = fmax(a.y, b.y), y1 = fmin(a.y + a.h, b.y + b.h);
    return (struct rect){x0, y0, fmax(1e-3, x1 - x0), fmax(1e-3, y1 - y0)};
}

void draw_list_append(struct draw_list *list, const struct draw_list *from, double x, double y,
                      double factor)
{
    const struct rect frame = {x, y, from->width * factor, from->height * factor};
    draw_clip(list, frame);
    draw_rect(list, frame, from->background);
    for (size_t i = 0; i < from->item_n; i++) {
        struct draw_item item = from->items[i];
        bool whole = item.kind == DRAW_CLIP && item.rect.w == 0;
        scale_item(&item, x, y, factor);
        if (item.kind == DRAW_CLIP) {
            draw_clip(list, whole ? frame : overlap(item.rect, frame));
            continue;
        }
        struct draw_item *copy = add_item(list, item.kind, item.color);
        *copy = item;
        if (item.kind == DRAW_LINE || item.kind == DRAW_FILL) {
            add_points(list, copy, from->points + item.point_at, item.point_n);
            for (size_t k = 0; k < 2 * item.point_n; k++) {
                double *p = &list->points[copy->point_at + k];
                *p = (k % 2 == 0 ? x : y) + *p * factor;
            }
        } else if (item.kind == DRAW_TEXT) {
            add_string(list, copy, draw_item_text(from, &from->items[i]));
        }
    }
    draw_clip(list, (struct rect){0});
}

#include "paint/gl/plan.h"

#include <string.h>

#include "base/memory.h"

enum { LOOK_BACK = 32 }; // a new step may join one of so many latest ones

static bool same_mapping(const struct mapping *a, const struct mapping *b)
{
    return a->scale_x == b->scale_x && a->scale_y == b->scale_y && a->shift_x == b->shift_x &&
           a->shift_y == b->shift_y;
}

// stroke_style zeroes a style before it fills it in, so that padding is the same, too.
static bool same_style(const struct style *a, const struct style *b)
{
    return memcmp(a, b, sizeof *a) == 0; // NOLINT(bugprone-suspicious-memory-comparison,cert-*)
}

// Shapes have their look in their vertices.
static bool same_look(const struct step *a, const struct step *b)
{
    return a->kind < STEP_SOLID ||
           (same_style(&a->style, &b->style) && same_mapping(&a->mapping, &b->mapping));
}

// Whether one draw call can draw both steps: what it needs is the same, and their indices follow
// each other.
static bool continues(const struct step *last, const struct step *step)
{
    return !last->masked && !step->masked && last->kind == step->kind &&
           last->array == step->array && last->first + last->count == step->first &&
           last->scissored == step->scissored &&
           (!step->scissored || same_area(&last->clip, &step->clip)) && same_look(last, step);
}

static bool boxes_meet(const struct pixel_box *a, const struct pixel_box *b)
{
    return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}

static void extend_box(struct pixel_box *box, const struct pixel_box *other)
{
    box->x0 = fmin(box->x0, other->x0);
    box->y0 = fmin(box->y0, other->y0);
    box->x1 = fmax(box->x1, other->x1);
    box->y1 = fmax(box->y1, other->y1);
}

// The earlier step that can draw the new one's indices, too; NULL where there is none, or where a
// step after it touches the same pixels, which must be painted before the new one.
static struct step *find_step(const struct paint_gl *paint, const struct step *step)
{
    for (size_t i = 0; i < paint->step_n && i < LOOK_BACK; i++) {
        struct step *at = &paint->steps[paint->step_n - 1 - i];
        if (continues(at, step))
            return at;
        if (boxes_meet(&at->box, &step->box))
            return NULL;
    }
    return NULL;
}

void plan_add_step(struct paint_gl *paint, const struct step *step)
{
    if (step->count == 0)
        return;
    struct step *earlier = find_step(paint, step);
    if (earlier) {
        earlier->count += step->count;
        extend_box(&earlier->box, &step->box);
        return;
    }
    paint->steps =
        memory_grow(paint->steps, &paint->step_c, paint->step_n + 1, sizeof *paint->steps);
    paint->steps[paint->step_n++] = *step;
}

bool plan_inside_clip(const struct paint_gl *paint, const struct pixel_box *box)
{
    const struct area *clip = &paint->clip;
    return box->x0 >= clip->x0 && box->y0 >= clip->y0 && box->x1 <= clip->x1 && box->y1 <= clip->y1;
}

bool plan_outside_clip(const struct paint_gl *paint, const struct pixel_box *box)
{
    const struct area *clip = &paint->clip;
    return empty_area(clip) || box->x1 <= clip->x0 || box->y1 <= clip->y0 || box->x0 >= clip->x1 ||
           box->y0 >= clip->y1;
}

struct pixel_box plan_box_about(const double *xy, size_t n, double margin)
{
    struct pixel_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        box.x0 = fmin(box.x0, xy[2 * i] - margin);
        box.y0 = fmin(box.y0, xy[2 * i + 1] - margin);
        box.x1 = fmax(box.x1, xy[2 * i] + margin);
        box.y1 = fmax(box.y1, xy[2 * i + 1] + margin);
    }
    return box;
}

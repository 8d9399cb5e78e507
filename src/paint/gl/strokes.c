// Plans lines, and discs as lines without length: triangles in the stream of lines.
#include "paint/gl/plan.h"

#include <string.h>

#include "base/memory.h"

static const double mask_width = 6; // pixels; wider opaque strokes use the mask: see overlap_shows

bool stroke_is_dashed(const struct stroke *stroke)
{
    double length = 0;
    for (int i = 0; i < stroke->dash_n; i++) {
        if (!(stroke->dash[i] >= 0))
            return false;
        length += stroke->dash[i];
    }
    return length > 0 && isfinite(length);
}

// A pattern with an odd number of lengths is gone through twice, which makes it even.
static void set_dashes(struct style *style, const struct stroke *stroke)
{
    int n = stroke->dash_n, pairs = n % 2 ? n : n / 2;
    double at = 0, inked = 0;
    for (int i = 0; i < pairs; i++) {
        double on = stroke->dash[2 * i % n], off = stroke->dash[(2 * i + 1) % n];
        style->dash[i][0] = (float)at;
        style->dash[i][1] = (float)on;
        at += on + off;
        inked += on;
    }
    style->dash_n = pairs;
    style->period = (float)at;
    style->inked = (float)inked;
}

struct style stroke_style(const struct stroke *stroke)
{
    struct style style;
    memset(&style, 0, sizeof style); // styles are compared as bytes
    const struct color *c = &stroke->color;
    float alpha = (float)c->a / 255.0f;
    style.color[0] = (float)c->r / 255.0f * alpha;
    style.color[1] = (float)c->g / 255.0f * alpha;
    style.color[2] = (float)c->b / 255.0f * alpha;
    style.color[3] = alpha;
    style.rim = (float)(stroke->width / 2 + fringe);
    style.peak = (float)fmin(stroke->width, 1);
    if (stroke_is_dashed(stroke))
        set_dashes(&style, stroke);
    return style;
}

// A copy of n points with bounded coordinates; valid until the next item is planned.
static const double *bounded_points(struct paint_gl *paint, const double *xy, size_t n)
{
    paint->points = memory_grow(paint->points, &paint->point_c, 2 * n, sizeof *paint->points);
    for (size_t i = 0; i < 2 * n; i++)
        paint->points[i] = plan_bounded(xy[i]);
    return paint->points;
}

// Adds a line to the stream and plans it. The points must be bounded; `box` is about all pixels
// that it touches.
static void add_stroke(struct paint_gl *paint, const double *xy, size_t n,
                       const struct stroke *stroke, bool round_ends, const struct pixel_box *box)
{
    struct step step = {
        .kind = stroke_is_dashed(stroke) ? STEP_DASHED : STEP_SOLID,
        .scissored = !plan_inside_clip(paint, box),
        .clip = paint->clip,
        .array = paint->line_mesh.array,
        .first = paint->lines.index_n,
        .style = stroke_style(stroke),
        .mapping = {1, 1, 0, 0},
    };
    paint->lines.overlaps = false;
    stroke_mesh_add(&paint->lines, xy, n, stroke->width / 2, round_ends, 0);
    step.count = paint->lines.index_n - step.first;
    plan_add_stroke(paint, step, stroke, paint->lines.overlaps, box);
}

void strokes_add_line(struct paint_gl *paint, const struct draw_list *list,
                      const struct draw_item *item)
{
    const struct stroke *stroke = &item->stroke;
    const double *xy = bounded_points(paint, draw_item_points(list, item), item->point_n);
    struct pixel_box box = plan_box_about(xy, item->point_n, stroke->width / 2 + 1);
    if (!(stroke->width > 0) || item->point_n == 0 || plan_outside_clip(paint, &box))
        return;
    add_stroke(paint, xy, item->point_n, stroke, !stroke_is_dashed(stroke), &box);
}

void strokes_add_disc(struct paint_gl *paint, double x, double y, double radius, struct color color)
{
    const double xy[] = {plan_bounded(x), plan_bounded(y)};
    const struct pixel_box box = plan_box_about(xy, 1, radius + 1);
    if (!plan_outside_clip(paint, &box))
        add_stroke(paint, xy, 1, &(struct stroke){.width = 2 * radius, .color = color}, true, &box);
}

// Whether one sees that a stroke overlaps itself. Where a thin opaque one does, only its soft edges
// are a shade too dark. That is common at narrow peaks of curves, and the mask is slow without a
// GPU.
static bool overlap_shows(const struct stroke *stroke)
{
    return stroke->color.a < 255 || stroke->width >= mask_width;
}

static struct area area_of(const struct pixel_box *box)
{
    return (struct area){plan_rounded(floor(box->x0)), plan_rounded(floor(box->y0)),
                         plan_rounded(ceil(box->x1)), plan_rounded(ceil(box->y1))};
}

void plan_add_stroke(struct paint_gl *paint, struct step step, const struct stroke *stroke,
                     bool overlaps, const struct pixel_box *box)
{
    step.box = *box;
    if (!overlaps || !overlap_shows(stroke)) {
        plan_add_step(paint, &step);
        return;
    }
    struct area area = area_of(box);
    step.masked = step.scissored = true;
    step.clip = common_area(paint->clip, area);
    if (empty_area(&step.clip))
        return;
    plan_add_step(paint, &step);
    shapes_add_mask(paint, &step.clip, stroke->color);
}

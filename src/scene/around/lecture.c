#include "scene/around/lecture.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"

#define SPOT_DIM 168 // of 255: how dark it is around the light spot

// --- ink ---

void scene_ink(const struct part *part)
{
    const struct pen_ink *ink = &part->input->session->presenter.ink;
    if (ink->stroke_n == 0)
        return; // a steady frame asks for no memory
    double *xy = memory_must(malloc(2 * INK_POINTS_MAX * sizeof *xy));
    const struct stroke stroke = {.width = part->look->focused, .color = part->theme->fault};
    for (int s = 0, from = 0; s < ink->stroke_n; from = ink->ends[s++]) {
        int n = ink->ends[s] - from;
        for (int i = 0; i < n; i++) {
            xy[2 * i] = (double)ink->points[from + i][0] * part->input->width;
            xy[2 * i + 1] = (double)ink->points[from + i][1] * part->input->height;
        }
        if (n == 1)
            draw_disc(part->list, xy[0], xy[1], stroke.width * 1.6, stroke.color);
        else
            draw_line(part->list, xy, (size_t)n, &stroke);
    }
    free(xy);
}

// --- the light spot ---

// A ring so wide that it reaches every corner: one item, without seams.
void scene_spot(const struct part *part)
{
    const struct presenter *presenter = &part->input->session->presenter;
    double w = part->input->width, h = part->input->height;
    if (!presenter->spot)
        return;
    double ring = 2 * hypot(w, h);
    draw_ring(part->list, presenter->spot_x * w, presenter->spot_y * h,
              2 * spot_radius(presenter) * h + 2 * ring, ring, (struct color){0, 0, 0, SPOT_DIM},
              (struct color){0, 0, 0, 0});
}

// --- the key pressed ---

void scene_echo(const struct part *part, const struct bands *bands)
{
    const char *echo = part->input->session->presenter.echo;
    const struct look *look = part->look;
    double cap = look->cap_readout, pad = cap * 0.8;
    if (!part->state->lecture.echo || echo[0] == '\0')
        return;
    char line[ECHO_MAX + 8];
    part_fit_text(part, echo, cap, WEIGHT_BOLD, part->input->width * 0.6, line, sizeof line);
    struct rect r = {.w = ceil(part_text_width(part, line, cap, WEIGHT_BOLD) + 2 * pad),
                     .h = ceil(cap + 2 * pad)};
    r.x = round(part->input->width - r.w - look->gap);
    r.y = round(part->input->height - bands->hints - bands->caption - r.h - look->gap);
    draw_round_rect(part->list, r, look->gap * 0.6, part->theme->text);
    draw_text(part->list, r.x + pad, r.y + pad + cap, cap, WEIGHT_BOLD, TEXT_LEFT,
              part->theme->background, line);
}

// --- the time ---

double scene_timer(const struct part *part, double right, double baseline)
{
    const struct presenter *presenter = &part->input->session->presenter;
    const struct look *look = part->look;
    char time[32];
    if (!part->state->lecture.timer)
        return 0;
    clock_text(time, sizeof time, presenter->clock - presenter->timer_from);
    draw_text(part->list, right, baseline, look->cap_axis, WEIGHT_REGULAR, TEXT_RIGHT,
              part->theme->quiet, time);
    double widest = part_text_width(part, "00:00", look->cap_axis, WEIGHT_REGULAR);
    return fmax(widest, part_text_width(part, time, look->cap_axis, WEIGHT_REGULAR)) +
           2 * look->gap;
}

#include "scene/networks/phase_map.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/networks/chart.h"
#include "scene/networks/facts.h"
#include "scene/zone.h"

#define SLOPE_FULL 0.5 // decades per layer at which colours are full

static struct color mix_rgb(struct color a, struct color b, double t)
{
    return color_mix(a, b, fmin(fmax(t, 0), 1));
}

// Diverging, with the background at 0: blue where gradients vanish, red where they explode.
static struct color slope_color(const struct part *part, double slope)
{
    const struct color vanish = {0x2B, 0x6C, 0xB0, 255}, explode = {0xC0, 0x4A, 0x3A, 255};
    if (!isfinite(slope))
        return part->theme->panel;
    double t = pow(fmin(fabs(slope) / SLOPE_FULL, 1), 0.6);
    return mix_rgb(part->theme->background, slope < 0 ? vanish : explode, t);
}

// A slope as one of the shades that can be told apart; INT_MIN for none.
static int shade_of(float slope)
{
    enum { SHADES = 24 };
    if (!isfinite((double)slope))
        return INT_MIN;
    double t = pow(fmin(fabs((double)slope) / SLOPE_FULL, 1), 0.6);
    return (int)lround(copysign(t * SHADES, (double)slope));
}

// Cells of one shade that lie side by side become one rectangle.
static void draw_cells(const struct part *part, const struct phase_map *map, struct rect p)
{
    for (int j = 0; j < PHASE_UP; j++) {
        double y0 = round(p.y + p.h * (PHASE_UP - j - 1) / PHASE_UP);
        double y1 = round(p.y + p.h * (PHASE_UP - j) / PHASE_UP);
        for (int i = 0; i < PHASE_ACROSS;) {
            int from = i, shade = shade_of(map->slope[j][i]);
            while (i < PHASE_ACROSS && shade_of(map->slope[j][i]) == shade)
                i++;
            double x0 = round(p.x + p.w * from / PHASE_ACROSS);
            double x1 = round(p.x + p.w * i / PHASE_ACROSS);
            draw_rect(part->list, (struct rect){x0, y0, x1 - x0, y1 - y0},
                      slope_color(part, (double)map->slope[j][from]));
        }
    }
}

// The line χ₁ = 1; dotted where no variance stays on it.
static void draw_critical(const struct part *part, const struct phase_map *map, struct rect p)
{
    const struct look *look = part->look;
    struct stroke solid = chart_stroke(part, look->derivative, part->theme->text);
    struct stroke dotted = solid;
    dotted.dash[0] = look->derivative;
    dotted.dash[1] = look->derivative * 2;
    dotted.dash_n = 2;
    draw_clip(part->list, p);
    for (int i = 0; i + 1 < map->line_n; i++) {
        const struct critical_vertex *a = &map->line[i], *b = a + 1;
        if (b->broken)
            continue;
        const double ends[] = {p.x + p.w * a->sigma_w / map->sigma_w_most,
                               p.y + p.h * (1 - a->sigma_b / map->sigma_b_most),
                               p.x + p.w * b->sigma_w / map->sigma_w_most,
                               p.y + p.h * (1 - b->sigma_b / map->sigma_b_most)};
        draw_line(part->list, ends, 2, b->repelling ? &dotted : &solid);
    }
    draw_clip(part->list, (struct rect){0});
    // A function like ReLU has one critical point, at the foot.
    if (map->line_n == 1)
        draw_disc(part->list, p.x + p.w * map->line[0].sigma_w / map->sigma_w_most,
                  p.y + p.h * (1 - map->line[0].sigma_b / map->sigma_b_most), look->point,
                  part->theme->text);
}

static void draw_axes(const struct part *part, const struct phase_map *map, struct rect p)
{
    const struct look *look = part->look;
    double cap = look->cap_axis, below = p.y + p.h + cap * 1.9;
    char number[64];
    draw_text(part->list, p.x, below, cap, WEIGHT_REGULAR, TEXT_CENTER, part->theme->quiet, "0");
    draw_text(part->list, p.x + p.w, below, cap, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
              number_show(number, sizeof number, map->sigma_w_most, 3));
    draw_text(part->list, p.x + p.w / 2, below, cap, WEIGHT_MEDIUM, TEXT_CENTER, part->theme->text,
              "σw");
    draw_text(part->list, p.x - look->gap * 0.7, p.y + cap, cap, WEIGHT_REGULAR, TEXT_RIGHT,
              part->theme->quiet, number_show(number, sizeof number, map->sigma_b_most, 3));
    draw_text(part->list, p.x - look->gap * 0.7, p.y + p.h / 2 + cap / 2, cap, WEIGHT_MEDIUM,
              TEXT_RIGHT, part->theme->text, "σb");
}

// What the colours mean: in how many layers a gradient becomes ten times smaller or larger.
static double draw_key(const struct part *part, struct rect p, double y)
{
    const struct look *look = part->look;
    double cap = look->cap_hint * 0.95, tall = round(look->gap * 0.9);
    enum { STEPS = 41 };
    for (int i = 0; i < STEPS; i++) {
        double x0 = round(p.x + p.w * i / STEPS), x1 = round(p.x + p.w * (i + 1) / STEPS);
        double slope = SLOPE_FULL * (2.0 * i / (STEPS - 1) - 1);
        draw_rect(part->list, (struct rect){x0, y, x1 - x0, tall}, slope_color(part, slope));
    }
    double baseline = y + tall + cap * 1.8;
    draw_text(part->list, p.x, baseline, cap, WEIGHT_REGULAR, TEXT_LEFT, part->theme->quiet,
              _("÷10 in 2 layers"));
    draw_text(part->list, p.x + p.w / 2, baseline, cap, WEIGHT_REGULAR, TEXT_CENTER,
              part->theme->quiet, _("kept"));
    draw_text(part->list, p.x + p.w, baseline, cap, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
              _("×10 in 2 layers"));
    return baseline + cap;
}

static void draw_dot(const struct part *part, const struct phase_map *map, struct rect p)
{
    const struct look *look = part->look;
    double w, b;
    network_sigmas(part, &w, &b);
    double x = p.x + p.w * fmin(w / map->sigma_w_most, 1);
    double y = p.y + p.h * (1 - fmin(b / map->sigma_b_most, 1));
    draw_ring(part->list, x, y, look->dot * 1.5, look->dot_ring * 1.2, part->theme->text,
              function_color(part, part->state->focus));
    struct zone *zone = zone_add(part, p, -1, "", "");
    if (zone == NULL)
        return;
    text_copy(zone->value, sizeof zone->value, "network weights");
    zone_help(zone, _("Drag sets the spread of weights and biases"));
    zone->x =
        (struct track){.at = p.x, .length = p.w, .low = 0, .high = map->sigma_w_most, .value = w};
    zone->y = (struct track){
        .at = p.y + p.h, .length = -p.h, .low = 0, .high = map->sigma_b_most, .value = b};
}

static void draw_map(const struct part *part, const struct phase_map *map, struct rect p)
{
    const struct look *look = part->look;
    char text[160];
    const struct laboratory *l = &part->state->laboratory;
    // Tied weights have the phases of others; skip connections and normalisations have none.
    snprintf(text, sizeof text,
             l->skip || l->norm != NORM_NONE ? _("Phases of %s without remedies")
                                             : _("Phases of %s"),
             activation_name(map->activation));
    chart_text(part, p.x, p.y - look->cap_label * 0.8, p.w, look->cap_label, WEIGHT_MEDIUM,
               TEXT_LEFT, part->theme->text, text);
    draw_cells(part, map, p);
    draw_critical(part, map, p);
    draw_axes(part, map, p);
    draw_dot(part, map, p);
}

double scene_phase_map(const struct part *part, const struct phase_map *map, struct rect area)
{
    const struct look *look = part->look;
    double caption = look->cap_label * 1.9;
    struct rect p = {round(area.x), round(area.y + caption), floor(area.w),
                     round(fmin(area.w * 0.62, area.h * 0.3))};
    // A map of a function whose place another one has taken goes by no name.
    if (map != NULL && map->revision == map->activation->revision)
        draw_map(part, map, p);
    else
        draw_rect(part->list, p, part->theme->panel); // nothing moves when the map arrives
    double y = draw_key(part, p, p.y + p.h + look->cap_axis * 2.8);
    return y - area.y + look->gap;
}

#include "scene/around/card.h"

#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/curves/markers.h"

// A line of text in one size, which says how high its capitals are. Returns the next baseline.
static double sample_text(const struct part *part, double x, double y, double cap,
                          enum text_weight weight, struct color color, const char *what)
{
    char line[160];
    double right = part->input->width - part->look->gap * 2;
    char whole[160];
    snprintf(whole, sizeof whole, "%s   %.1f %%   0123456789 σ′(x) = −1/4", _(what),
             100 * cap / part->input->height);
    part_fit_text(part, whole, cap, weight, right - x, line, sizeof line);
    draw_text(part->list, x, y, cap, weight, TEXT_LEFT, color, line);
    return y;
}

static double draw_texts(const struct part *part, double x, double y)
{
    const struct look *look = part->look;
    const struct {
        double cap;
        enum text_weight weight;
        struct color color;
        const char *what;
    } rows[] = {
        {look->cap_title, WEIGHT_BOLD, part->theme->text, N_("Title")},
        {look->cap_readout, WEIGHT_REGULAR, part->theme->text, N_("Values")},
        {look->cap_axis, WEIGHT_REGULAR, part->theme->quiet, N_("Numbers")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        y += rows[i].cap * 1.9;
        sample_text(part, x, y, rows[i].cap, rows[i].weight, rows[i].color, rows[i].what);
    }
    return y;
}

static void rule(const struct part *part, struct rect r, struct color color)
{
    draw_rect(part->list, (struct rect){round(r.x), round(r.y), round(r.w), fmax(1, r.h)}, color);
}

// Grid, axis and cursor lines, beside each other.
static double draw_thin_lines(const struct part *part, double x, double y)
{
    const struct look *look = part->look;
    const struct theme *theme = part->theme;
    const struct {
        double width;
        struct color color;
        const char *what;
    } lines[] = {{look->grid, theme->grid, N_("Grid")},
                 {look->axis, theme->axis, N_("Axis")},
                 {look->cursor, theme->cursor, N_("Cursor")}};
    double cap = look->cap_axis, step = (part->input->width - 2 * x) / 3;
    y += cap * 2;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        double at = x + step * (double)i;
        double w = part_text_width(part, _(lines[i].what), cap, WEIGHT_REGULAR) + cap * 0.6;
        draw_text(part->list, at, y, cap, WEIGHT_REGULAR, TEXT_LEFT, theme->quiet,
                  _(lines[i].what));
        rule(part, (struct rect){at + w, y - cap / 2, step - w - cap, lines[i].width},
             lines[i].color);
    }
    return y;
}

// One curve of the theme: its line as it is drawn, its dash in print, its marker.
static void draw_curve_row(const struct part *part, int place, double x, double y, double w)
{
    const struct look *look = part->look;
    const struct theme *theme = part->theme;
    double cap = look->cap_axis, column = (w - cap * 2) / 3;
    char number[16];
    snprintf(number, sizeof number, "%d", place + 1);
    draw_text(part->list, x, y + cap / 2, cap, WEIGHT_MEDIUM, TEXT_LEFT,
              color_ink(theme->curves[place], theme), number);
    for (int i = 0; i < 3; i++) {
        double from = x + cap * 2 + column * i;
        struct stroke stroke = {.width = i == 0 ? look->focused : look->curve,
                                .color = theme->curves[place]};
        if (i == 1) { // f' beside f
            stroke.width = look->derivative;
            stroke.dash[0] = 5 * stroke.width;
            stroke.dash[1] = 3 * stroke.width;
            stroke.dash_n = 2;
        }
        for (int k = 0; i == 2 && k < theme->dash_n[place]; k++)
            stroke.dash[stroke.dash_n++] = theme->dashes[place][k] * stroke.width;
        const double line[] = {from, y, from + column - cap, y};
        draw_line(part->list, line, 2, &stroke);
        if (i == 2)
            marker_draw(part, theme->markers[place], from + (column - cap) / 2, y,
                        look->point * 1.35, stroke.color);
    }
}

void scene_card(const struct part *part)
{
    const struct look *look = part->look;
    double w = part->input->width, h = part->input->height, x = look->gap * 2;
    draw_rect(part->list, (struct rect){0, 0, w, h}, part->theme->background);
    double y = draw_texts(part, x, look->gap);
    y = draw_thin_lines(part, x, y);
    double step = (h - y - look->gap) / (THEME_CURVES + 0.5);
    for (int i = 0; i < THEME_CURVES; i++)
        draw_curve_row(part, i, x, y + step * (i + 0.8), w - 2 * x);
    // Marks in the corners show whether the projector shows all of the picture.
    double arm = look->gap * 1.5, t = look->axis;
    for (int i = 0; i < 4; i++) {
        double cx = i % 2 == 0 ? 0 : w, cy = i / 2 == 0 ? 0 : h;
        rule(part, (struct rect){cx > 0 ? cx - arm : 0, cy > 0 ? cy - t : 0, arm, t},
             part->theme->text);
        draw_rect(part->list, (struct rect){cx > 0 ? cx - t : 0, cy > 0 ? cy - arm : 0, t, arm},
                  part->theme->text);
    }
}

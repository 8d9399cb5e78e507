#include "scene/chrome.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fact.h"
#include "base/language.h"
#include "base/text.h"
#include "scene/around/buttons.h"
#include "scene/around/entry.h"
#include "scene/around/lecture.h"
#include "scene/around/sliders.h"
#include "scene/around/tour.h"
#include "scene/curves/cursor_values.h"
#include "scene/curves/depth.h"
#include "scene/curves/readout.h"
#include "scene/curves/saturation.h"
#include "scene/zone.h"

struct bands chrome_bands(const struct part *part)
{
    const struct look *look = part->look;
    bool title = part->input->height >= 200 && part->input->width >= 260;
    bool hints = part->state->hints && part->input->height >= 260;
    double sliders = hints ? sliders_height(part) : 0;
    bool room = part->input->height >= 200; // else an open line covers a part of the picture
    double line = fmax(room ? entry_height(part) : 0, hints ? buttons_height(look) : 0);
    return (struct bands){
        .title = title ? look->cap_title * 2.5 + readout_strip(part) : look->gap,
        .hints = line + sliders,
        .sliders = sliders,
        .caption = tour_band(part),
    };
}

// "α = 0.01" for a single function with parameters.
static void parameters_text(const struct state *state, int function, struct text *out)
{
    const struct activation *a = state_function(state, function);
    for (int k = 0; k < a->parameter_count; k++) {
        struct fact value = fact_number(state->parameters[function][k], 6, FACT_DIGITS);
        text_format(out, "   %s %s %s", a->parameters[k].symbol, fact_sign(&value), value.text);
    }
}

static int only_visible(const struct state *state)
{
    for (int i = 0; i < state->shown_n; i++)
        if (!state->shown[i].hidden)
            return state_visible_count(state) == 1 ? state->shown[i].function : -1;
    return -1;
}

// A title that is too long is set smaller, and then cut. Returns its width.
static double fit_title(const struct part *part, double room, char *title, size_t size, double *cap)
{
    const struct look *look = part->look;
    double width = part_text_width(part, title, look->cap_title, WEIGHT_BOLD);
    *cap = fmax(look->cap_label, look->cap_title * fmin(1, room / width));
    char whole[256];
    text_copy(whole, sizeof whole, title);
    part_fit_text(part, whole, *cap, WEIGHT_BOLD, room, title, size);
    return part_text_width(part, title, *cap, WEIGHT_BOLD);
}

static void draw_title(const struct part *part, const struct bands *bands, bool title_taken)
{
    const struct look *look = part->look;
    char title[256];
    scene_title(part->state, title, sizeof title);
    if (tour_title(part) != NULL)
        text_copy(title, sizeof title, tour_title(part));
    double x = part->scene->panel_n > 0 ? part->scene->panels[0].plot.x : look->gap * 2;
    double baseline = bands->title - readout_strip(part) - look->cap_title * 0.55;
    if (bands->title <= look->cap_title || title_taken ||
        part->state->laboratory.page != PAGE_CURVES)
        return; // other pages write their own
    double right = part->input->width - look->gap * 2, title_cap = 0;
    right -= scene_timer(part, right, baseline);
    right -= scene_band_key(part, right, baseline);
    right -= scene_cursor_x(part, right, baseline);
    right -= scene_depth_note(part, right, baseline);
    double title_width = fit_title(part, right - x, title, sizeof title, &title_cap);
    draw_text(part->list, x, baseline, title_cap, WEIGHT_BOLD, TEXT_LEFT, part->theme->text, title);
    int single = only_visible(part->state);
    if (single < 0 || part->state->formula)
        return; // or it is typeset in the panel
    char room[256];
    struct text formula = text_in(room, sizeof room);
    const struct activation *a = state_function(part->state, single);
    text_format(&formula, "%s(x) = ", a->symbol);
    activation_formula(a, ORDER_F, &formula);
    parameters_text(part->state, single, &formula);
    right = fmin(right, part->scene->panels[0].plot.x + part->scene->panels[0].plot.w);
    double taken = title_width + look->gap * 3;
    double cap = look->cap_label;
    if (x + taken + part_text_width(part, text_string(&formula), cap, WEIGHT_REGULAR) <= right)
        draw_text(part->list, right, baseline, cap, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
                  text_string(&formula));
    text_free(&formula);
}

// A strip at the bottom for a message or the entry line.
static double draw_strip(const struct part *part, double cap)
{
    double h = ceil(cap * 2.8), w = part->input->width, y = part->input->height - h;
    draw_rect(part->list, (struct rect){0, y, w, h}, part->theme->panel);
    draw_rect(part->list, (struct rect){0, y, w, 1}, part->theme->grid);
    return part->input->height - h / 2 + cap / 2;
}

// A message in the line at the foot, left of what stands there up to `right`; over all of it where
// the line has no buttons.
static void draw_message(const struct part *part, const struct bands *bands, double right)
{
    const struct session *session = part->input->session;
    const struct look *look = part->look;
    bool strip = bands->hints == 0;
    double cap = look->cap_readout, left = look->gap * 2;
    double baseline =
        strip ? draw_strip(part, cap) : part->input->height - buttons_height(look) / 2 + cap / 2;
    if (!strip && part->scene->panel_n > 0)
        left = part->scene->panels[0].plot.x;
    char line[sizeof session->message + 8];
    part_fit_text(part, session->message, cap, WEIGHT_MEDIUM, right - left, line, sizeof line);
    draw_text(part->list, left, baseline, cap, WEIGHT_MEDIUM, TEXT_LEFT,
              session->message_is_fault ? part->theme->fault : part->theme->text, line);
}

// What stands at the foot: the buttons. A message takes the place of the
// buttons on the left, until the mouse comes for them.
static void draw_foot(const struct part *part, const struct bands *bands)
{
    double height = part->input->height, top = height - buttons_height(part->look);
    const struct rect line = {0, top, part->input->width, height - top};
    bool message = part->input->session->message[0] != '\0';
    bool says = message && !zone_is_hovered(part, line, false);
    double right = part->input->width - part->look->gap * 2;
    if (bands->hints > 0)
        right = scene_buttons(part, top, says);
    if (says && bands->hints > 0) // a mouse that comes here is noticed, and brings the buttons back
        zone_add(part, (struct rect){0, top, fmax(1, right), height - top}, -1, "", "");
    if (says)
        draw_message(part, bands, right);
}

void scene_chrome(const struct part *part, const struct bands *bands, bool title_taken)
{
    draw_title(part, bands, title_taken);
    scene_tour(part, bands);
    if (bands->sliders > 0)
        scene_sliders(part, part->input->height - bands->hints + bands->sliders / 2);
    if (part->input->session->entry.kind != ENTRY_NONE)
        scene_entry(part);
    else
        draw_foot(part, bands);
}

void scene_box(const struct part *part)
{
    struct rect b = part->input->box;
    if (!(b.w > 0))
        return;
    struct color fill = part->theme->cursor, edge = part->theme->cursor;
    fill.a = 36;
    double t = part->look->cursor;
    draw_rect(part->list, b, fill);
    draw_rect(part->list, (struct rect){b.x, b.y, b.w, t}, edge);
    draw_rect(part->list, (struct rect){b.x, b.y + b.h - t, b.w, t}, edge);
    draw_rect(part->list, (struct rect){b.x, b.y, t, b.h}, edge);
    draw_rect(part->list, (struct rect){b.x + b.w - t, b.y, t, b.h}, edge);
}

#include "scene/chrome.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fact.h"
#include "base/language.h"
#include "base/text.h"
#include "scene/around/buttons.h"
#include "scene/around/lecture.h"
#include "scene/around/sliders.h"
#include "scene/around/tour.h"
#include "scene/curves/depth.h"
#include "scene/curves/readout.h"
#include "scene/curves/saturation.h"
#include "scene/curves/values.h"
#include "scene/zone.h"

struct bands chrome_bands(const struct part *part)
{
    const struct look *look = part->look;
    bool title = part->input->height >= 200 && part->input->width >= 260;
    bool hints = part->state->hints && part->input->height >= 260;
    double sliders = hints ? sliders_height(part) : 0;
    return (struct bands){
        .title = title ? look->cap_title * 2.5 + readout_strip(part) : look->gap,
        .hints = hints ? buttons_height(look) + sliders : 0,
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

static void draw_candidates(const struct part *part, double x, double baseline)
{
    const struct entry *entry = &part->input->session->entry;
    const struct look *look = part->look;
    double cap = look->cap_hint, right = part->input->width - look->gap;
    for (int i = 0; i < entry->candidate_n; i++) {
        double w = part_text_width(part, entry->candidates[i], cap, WEIGHT_BOLD);
        if (x + w > right)
            return;
        draw_text(part->list, x, baseline, cap, i == 0 ? WEIGHT_BOLD : WEIGHT_REGULAR, TEXT_LEFT,
                  part->theme->quiet, entry->candidates[i]);
        x += w + look->gap * 1.6;
    }
}

// A mark under the place where a formula goes wrong; `x` is where the text from byte `from` begins.
static void draw_fault_mark(const struct part *part, size_t from, double x, double baseline)
{
    const struct entry *entry = &part->input->session->entry;
    const struct look *look = part->look;
    double cap = look->cap_readout;
    if (entry->fault_at < (int)from)
        return;
    size_t at = (size_t)entry->fault_at, end = utf8_next(entry->text, at);
    char before[ENTRY_MAX], wrong[ENTRY_MAX];
    snprintf(before, sizeof before, "%.*s", (int)(at - from), entry->text + from);
    snprintf(wrong, sizeof wrong, "%.*s", (int)(end - at), entry->text + at);
    double left = x + part_text_width(part, before, cap, WEIGHT_REGULAR);
    double width = fmax(part_text_width(part, wrong, cap, WEIGHT_REGULAR), cap * 0.6);
    double thick = fmax(2, round(look->focused * 0.7));
    draw_rect(part->list,
              (struct rect){round(left), round(baseline + cap * 0.45), round(width), thick},
              part->theme->fault);
}

// A ground under the text that typing replaces.
static void draw_selection(const struct part *part, double x, double baseline, double cap,
                           const char *line)
{
    struct color ground = part->theme->cursor;
    ground.a = 60;
    double width = part_text_width(part, line, cap, WEIGHT_REGULAR);
    draw_rect(
        part->list,
        (struct rect){round(x), round(baseline - cap * 1.35), round(width), round(cap * 1.75)},
        ground);
}

static void draw_entry(const struct part *part)
{
    static const char *const prompts[ENTRY_KIND_COUNT] = {
        "", ":", N_("Find"), "x =", N_("Formula"), N_("Save as"), N_("Open")};
    const struct entry *entry = &part->input->session->entry;
    const struct look *look = part->look;
    double cap = look->cap_readout, baseline = draw_strip(part, cap), x = look->gap * 2;
    const char *prompt = _(prompts[entry->kind]);
    draw_text(part->list, x, baseline, cap, WEIGHT_BOLD, TEXT_LEFT, part->theme->quiet, prompt);
    x += part_text_width(part, prompt, cap, WEIGHT_BOLD) + look->gap;
    // A line longer than the window shows its end, with the caret in sight.
    char before[ENTRY_MAX];
    snprintf(before, sizeof before, "%.*s", (int)entry->caret, entry->text);
    size_t from = 0;
    double room = part->input->width * 0.8 - x;
    while (before[from] != '\0' && part_text_width(part, before + from, cap, WEIGHT_REGULAR) > room)
        from = utf8_next(before, from);
    double caret = x + part_text_width(part, before + from, cap, WEIGHT_REGULAR);
    char line[ENTRY_MAX + 8];
    part_fit_text(part, entry->text + from, cap, WEIGHT_REGULAR,
                  part->input->width - x - look->gap * 2, line, sizeof line);
    if (entry->selected)
        draw_selection(part, x, baseline, cap, line);
    draw_text(part->list, x, baseline, cap, WEIGHT_REGULAR, TEXT_LEFT, part->theme->text, line);
    draw_fault_mark(part, from, x, baseline);
    draw_rect(part->list,
              (struct rect){round(caret), round(baseline - cap * 1.35), fmax(1, look->axis),
                            round(cap * 1.75)},
              part->theme->text);
    double end = x + part_text_width(part, line, cap, WEIGHT_REGULAR);
    draw_candidates(part, fmax(end, caret) + look->gap * 3, baseline);
    const struct session *session = part->input->session;
    if (session->message[0] != '\0') { // what was wrong with the line, above it
        double h = ceil(cap * 2.8), y = part->input->height - 2 * h;
        char text[sizeof session->message + 8];
        draw_rect(part->list, (struct rect){0, y, part->input->width, h}, part->theme->panel);
        part_fit_text(part, session->message, cap, WEIGHT_MEDIUM,
                      part->input->width - look->gap * 4, text, sizeof text);
        draw_text(part->list, look->gap * 2, y + h / 2 + cap / 2, cap, WEIGHT_MEDIUM, TEXT_LEFT,
                  session->message_is_fault ? part->theme->fault : part->theme->text, text);
    }
}

// What stands at the foot: sliders, and under them the buttons. A message takes the place of the
// buttons on the left, until the mouse comes for them.
static void draw_foot(const struct part *part, const struct bands *bands)
{
    double height = part->input->height, top = height - buttons_height(part->look);
    const struct rect line = {0, top, part->input->width, height - top};
    bool message = part->input->session->message[0] != '\0';
    bool says = message && !zone_is_hovered(part, line, false);
    double right = part->input->width - part->look->gap * 2;
    if (bands->sliders > 0)
        scene_sliders(part, top - bands->sliders / 2);
    if (bands->hints > 0)
        right = scene_buttons(part, top, says);
    if (says)
        draw_message(part, bands, right);
}

void scene_chrome(const struct part *part, const struct bands *bands, bool title_taken)
{
    draw_title(part, bands, title_taken);
    scene_tour(part, bands);
    if (part->input->session->entry.kind != ENTRY_NONE)
        draw_entry(part);
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

#include "scene/networks/heads.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/fact.h"
#include "base/language.h"
#include "base/text.h"
#include "scene/networks/chart.h"
#include "scene/networks/facts.h"
#include "scene/zone.h"

#define NAME_SIZE 1.15 // of columns' names, in the size of labels

const struct spread *gradient_of(const struct part *part, const struct study_layer *l)
{
    return part->state->laboratory.weights ? &l->wgrad : &l->delta;
}

static const struct spread *ratio_of(const struct part *part, const struct study_column *column)
{
    return part->state->laboratory.weights ? &column->wgrad_ratio : &column->delta_ratio;
}

void wording_set(struct wording *out, const char *full, const char *terse, ...)
{
    va_list arguments;
    va_start(arguments, terse);
    vsnprintf(out->full, sizeof out->full, full, arguments);
    va_end(arguments);
    va_start(arguments, terse);
    vsnprintf(out->terse, sizeof out->terse, terse, arguments);
    va_end(arguments);
}

const char *percent_text(double share, char *out, size_t size)
{
    snprintf(out, size, share > 0 && share < 0.01 ? "<1 %%" : "%.0f %%", 100 * share);
    return out;
}

static const char *power_or_number(double log10_value, char *out, size_t size)
{
    if (log10_value > -300 && log10_value < 300)
        return number_show(out, size, pow(10, log10_value), 2);
    number_show_power(out, size, "", (int)lround(log10_value));
    return out;
}

// Whether networks of this width are far from what infinite ones do: by more than their scatter
// explains, and so much that it is seen.
static bool theory_misses(const struct heads *c, const struct study_column *column)
{
    const struct spread *ratio = &column->delta_ratio;
    double miss = fabs(ratio->mean - column->theory_ratio);
    return !c->part->state->laboratory.weights && miss > 0.3 && ratio->n > 1 &&
           miss > 2 * spread_se(ratio);
}

// Whether the columns' networks are drawn with weights of different spreads.
static bool scales_differ(const struct study *study)
{
    const double *first = NULL;
    for (int i = 0; i < study->n; i++) {
        const double *here = &study->columns[i].sigma_w;
        if (*here > 0 && first != NULL && fabs(*here / *first - 1) > 1e-9)
            return true;
        first = *here > 0 ? here : first;
    }
    return false;
}

// Each column's own σw, where they differ: behind the line, or alone, as where there is no room for
// both.
static void add_scale(const struct heads *h, const struct study_column *column,
                      struct wording *about)
{
    struct fact sigma = fact_of(NULL, column->sigma_w);
    size_t n = strlen(about->full), t = strlen(about->terse);
    n += (size_t)snprintf(about->full + n, sizeof about->full - n, "%sσw %s %s", n > 0 ? "; " : "",
                          fact_sign(&sigma), sigma.text);
    if (column->sigma_b > 0 && n < sizeof about->full) {
        struct fact bias = fact_of(NULL, column->sigma_b);
        snprintf(about->full + n, sizeof about->full - n, ", σb %s %s", fact_sign(&bias),
                 bias.text);
    }
    snprintf(about->terse + t, sizeof about->terse - t, "%sσw %s %s", t > 0 ? "; " : "",
             fact_sign(&sigma), sigma.text);
    if (part_text_width(h->part, about->terse, h->part->look->cap_hint, WEIGHT_REGULAR) >
        h->first.w)
        snprintf(about->terse, sizeof about->terse, "σw %s %s", fact_sign(&sigma), sigma.text);
}

// Below the large number: what a layer does on average, or the layer that is read out.
static void about_text(const struct heads *c, const struct study_column *column,
                       const struct spread *ratio, struct wording *out)
{
    char a[64], b[64];
    int depth = c->study->request.settings.depth;
    *out = (struct wording){0};
    if (c->picked > 0) {
        const struct study_layer *l = &column->layers[c->picked - 1];
        const struct spread *g = gradient_of(c->part, l);
        wording_set(out, _("layer %d: gradient %s, q %s"), "%d: %s, q %s", c->picked,
                    g->n > 0 ? power_or_number(g->mean, a, sizeof a) : "0",
                    l->q.n > 0 ? power_or_number(l->q.mean, b, sizeof b) : "0");
    } else if (column->lost > 0 && ratio->n > 0) {
        wording_set(out, _("%d of %d networks are lost"), _("%d of %d lost"), column->lost,
                    c->study->seeds_done);
    } else if (c->part->state->laboratory.dead && ratio->n > 0) {
        wording_set(out, _("gradient: %s decades"), _("%s decades"),
                    decades_text(ratio->mean, a, sizeof a));
    } else if (depth > 1 && ratio->n > 0 && isnan(column->theory_ratio)) {
        wording_set(out, _("× %s per layer; no theory"), "× %s",
                    number_show(a, sizeof a, pow(10, ratio->mean / (depth - 1)), 3));
    } else if (depth > 1 && ratio->n > 0) {
        wording_set(out,
                    theory_misses(c, column) ? _("× %s per layer; theory: %s decades")
                                             : _("× %s per layer"),
                    theory_misses(c, column) ? _("× %s; theory: %s") : "× %s",
                    number_show(a, sizeof a, pow(10, ratio->mean / (depth - 1)), 3),
                    decades_text(column->theory_ratio, b, sizeof b));
    }
}

// One word for a column without a gradient from end to end.
static const char *state_word(const struct study_column *column)
{
    if (column->lost == 0)
        return "–";
    switch (column->state) {
    case NETWORK_FORWARD_OVERFLOW:
    case NETWORK_GRADIENT_OVERFLOW:
        return _("overflow");
    case NETWORK_UNDEFINED:
        return _("not defined");
    case NETWORK_UNDERFLOW:
        return _("underflow");
    case NETWORK_DEAD:
        return _("dead");
    case NETWORK_BLOCKED:
        return _("blocked");
    case NETWORK_FLAT:
        return _("flat");
    case NETWORK_ALIVE:
        break;
    }
    return "–";
}

// The large number and its unit.
static void number_text(const struct heads *h, const struct study_column *column, char number[32],
                        struct wording *unit)
{
    int depth = h->study->request.settings.depth;
    if (h->part->state->laboratory.dead) {
        percent_text(column->layers[depth - 1].dead.mean, number, 32);
        snprintf(unit->full, sizeof unit->full, _("dead in layer %d"), depth);
        text_copy(unit->terse, sizeof unit->terse, _("dead"));
    } else {
        decades_text(ratio_of(h->part, column)->mean, number, 32);
        text_copy(unit->full, sizeof unit->full, _("decades"));
        unit->terse[0] = '\0';
    }
}

// Whether a column has something to count: networks with a gradient from end to end.
static bool counts(const struct heads *h, const struct study_column *column)
{
    return ratio_of(h->part, column)->n > 0;
}

// Whether the unit's full name fits behind the number of column i.
static bool unit_fits(const struct heads *h, int i, double width, double big)
{
    const struct look *look = h->part->look;
    char number[32];
    struct wording unit;
    if (!counts(h, &h->study->columns[i]))
        return true;
    number_text(h, &h->study->columns[i], number, &unit);
    return part_text_width(h->part, number, big, WEIGHT_BOLD) + look->gap +
               part_text_width(h->part, unit.full, look->cap_label, WEIGHT_REGULAR) <=
           width;
}

// Whether all columns' full names fit.
static bool names_fit(const struct heads *h, double width)
{
    char name[120];
    for (int i = 0; i < h->shown; i++) {
        column_name(h->part, h->study, i, false, name, sizeof name);
        if (part_text_width(h->part, name, h->part->look->cap_label * NAME_SIZE, WEIGHT_BOLD) >
            width)
            return false;
    }
    return true;
}

void heads_fit(struct heads *h, struct rect first)
{
    const struct look *look = h->part->look;
    double most = fmin(look->cap_title * 2.1, first.w / 6.5), big = most;
    for (int i = 0; i < h->shown; i++) {
        const struct study_column *column = &h->study->columns[i];
        char number[32];
        struct wording unit;
        if (!counts(h, column))
            continue;
        number_text(h, column, number, &unit);
        const char *least = unit.terse[0] != '\0' ? unit.terse : unit.full;
        double taken = part_text_width(h->part, number, most, WEIGHT_BOLD);
        double left = first.w - look->gap * 1.5 -
                      part_text_width(h->part, least, look->cap_label, WEIGHT_REGULAR);
        big = fmin(big, most * left / taken);
    }
    h->terse = false;
    for (int i = 0; i < h->shown; i++) // all columns name the unit alike
        h->terse = h->terse || !unit_fits(h, i, first.w, fmax(big, most * 0.75));
    h->first = first;
    h->brief = !names_fit(h, first.w);
    h->big = fmax(big, most * 0.75);
    h->height = look->cap_label * 1.3 + h->big + look->cap_hint * 1.4 + look->gap * 3;
}

static void draw_number(const struct heads *h, const struct study_column *column, double x,
                        double y)
{
    const struct part *part = h->part;
    const struct look *look = part->look;
    char number[32];
    struct wording unit;
    if (!counts(h, column)) {
        chart_text(part, x, y, h->first.w, h->big * 0.8, WEIGHT_BOLD, TEXT_LEFT, part->theme->fault,
                   state_word(column));
        return;
    }
    number_text(h, column, number, &unit);
    draw_text(part->list, x, y, h->big, WEIGHT_BOLD, TEXT_LEFT, part->theme->text, number);
    double taken = part_text_width(part, number, h->big, WEIGHT_BOLD) + look->gap;
    chart_text_or(part, x + taken, y, h->first.w - taken, look->cap_label,
                  h->terse ? unit.terse : unit.full, unit.terse);
}

// A click takes up what the column is: its function, its initialisation or its remedy. Twice: that
// one alone.
static void add_zone(const struct heads *h, int i, const struct activation *a, double x)
{
    const struct study_want *want = &h->study->request.columns[i];
    char once[ZONE_COMMAND_MAX], twice[ZONE_COMMAND_MAX] = "network compare activations";
    switch (h->part->state->laboratory.compare) {
    case COMPARE_INITIALISATIONS:
        snprintf(once, sizeof once, "network init %s", initialisation_name(want->init));
        break;
    case COMPARE_REMEDIES:
        snprintf(once, sizeof once, "network skip %s; network norm %s; network tied %s",
                 want->remedy.skip ? "on" : "off", norm_name(want->remedy.norm),
                 want->remedy.tied ? "on" : "off");
        break;
    default:
        snprintf(once, sizeof once, "focus %s", a->id);
        snprintf(twice, sizeof twice, "solo %s", a->id);
    }
    bool functions = h->part->state->laboratory.compare == COMPARE_ACTIVATIONS;
    zone_help(
        zone_add(h->part, (struct rect){x, h->first.y, h->first.w, h->height}, -1, once, twice),
        functions ? _("Click: the map and keys are about this one · double click: only this one")
                  : _("Click: all networks as in this column · double click: back to functions"));
}

void heads_draw(const struct heads *h, int i, double step)
{
    const struct part *part = h->part;
    const struct look *look = part->look;
    const struct study_column *column = &h->study->columns[i];
    const struct activation *a = state_function(part->state, column->function);
    double x = h->first.x + i * step, y = h->first.y + look->cap_label * 1.3;
    zone_ground(part, (struct rect){x, h->first.y, h->first.w, h->height});
    bool focused = column->function == part->state->focus;
    enum text_weight weight = focused ? WEIGHT_BOLD : WEIGHT_MEDIUM;
    double cap = look->cap_label * NAME_SIZE;
    char name[120];
    column_name(part, h->study, i, h->brief, name, sizeof name);
    chart_text(part, x, y, h->first.w, cap, weight, TEXT_LEFT, column_ink(part, h->study, i), name);
    y += h->big + look->gap * 1.3;
    draw_number(h, column, x, y);
    struct wording about;
    about_text(h, column, ratio_of(part, column), &about);
    if (h->picked == 0 && column->sigma_w > 0 && scales_differ(h->study))
        add_scale(h, column, &about);
    chart_text_or(part, x, y + look->gap + look->cap_hint * 1.2, h->first.w, look->cap_hint,
                  about.full, about.terse);
    if (a != NULL)
        add_zone(h, i, a, x);
}

#include "scene/networks/pane.h"

#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/networks/chart.h"
#include "scene/networks/facts.h"
#include "scene/zone.h"

static double fraction_of(const struct lab_row *row, double value)
{
    double t = row->log ? log(value / row->slider_low) / log(row->slider_high / row->slider_low)
                        : (value - row->slider_low) / (row->slider_high - row->slider_low);
    return fmin(fmax(isfinite(t) ? t : 0, 0), 1);
}

static void slider_zone(const struct part *part, struct rect row, struct rect track,
                        enum lab_number number, double value)
{
    const struct lab_row *about = lab_row(number);
    char command[64], twice[ZONE_COMMAND_MAX];
    lab_command(number, command, sizeof command);
    snprintf(twice, sizeof twice, "prompt command; type \"%s \"", command);
    struct zone *zone = zone_add(part, row, -1, "", twice);
    if (zone == NULL)
        return;
    char help[ZONE_HELP_MAX];
    snprintf(help, sizeof help, _("Drag or turn the wheel; double click types %s"),
             _(about->label));
    zone_help(zone, help);
    text_copy(zone->value, sizeof zone->value, command);
    zone->x = (struct track){.at = track.x,
                             .length = track.w,
                             .low = about->slider_low,
                             .high = about->slider_high,
                             .value = value,
                             .log = about->log,
                             .whole = about->whole};
}

void pane_slider(const struct part *part, struct rect row, enum lab_number number, double value)
{
    const struct look *look = part->look;
    const struct lab_row *about = lab_row(number);
    double cap = look->cap_label * 0.92, middle = row.y + row.h / 2, baseline = middle + cap / 2;
    double label_w = row.w * 0.24, value_w = row.w * 0.2, thick = fmax(2, look->axis);
    struct rect track = {row.x + label_w, round(middle - thick / 2), row.w - label_w - value_w,
                         thick};
    double knob = track.x + track.w * fraction_of(about, value);
    char number_text[64];
    zone_ground(part, (struct rect){row.x - look->gap * 0.5, row.y, row.w + look->gap, row.h});
    chart_text(part, row.x, baseline, label_w - look->gap, cap, WEIGHT_REGULAR, TEXT_LEFT,
               part->theme->quiet, _(about->label));
    draw_rect(part->list, track, part->theme->axis);
    draw_rect(part->list, (struct rect){track.x, track.y, knob - track.x, thick},
              part->theme->quiet);
    draw_disc(part->list, knob, track.y + thick / 2, cap * 1.25, part->theme->text);
    bool automatic = number == RACE_RATE && value == 0;
    draw_text(part->list, row.x + row.w, baseline, cap, WEIGHT_MEDIUM, TEXT_RIGHT,
              part->theme->text,
              automatic ? _("auto") : number_show(number_text, sizeof number_text, value, 4));
    slider_zone(part, row, track, number, value);
}

double pane_words(const struct part *part, struct rect area, const struct pane_word *words, int n)
{
    const struct look *look = part->look;
    double cap = look->cap_label * 0.92, line = cap * 2.3, pad = look->gap * 0.7;
    double x = area.x, y = area.y;
    for (int i = 0; i < n; i++) {
        enum text_weight weight = words[i].chosen ? WEIGHT_BOLD : WEIGHT_REGULAR;
        double w = part_text_width(part, words[i].label, cap, WEIGHT_BOLD) + 2 * pad;
        if (x > area.x && x + w > area.x + area.w) {
            x = area.x;
            y += line;
        }
        struct rect chip = {x, y, w, line - look->gap * 0.4};
        if (y + line > area.y + area.h)
            break; // no room for more
        bool hovered = zone_is_hovered(part, chip, false);
        draw_round_rect(part->list, chip, look->gap * 0.5,
                        words[i].chosen ? part->theme->text
                        : hovered       ? color_mix(part->theme->panel, part->theme->text, 0.14)
                                        : part->theme->panel);
        draw_text(part->list, x + w / 2, y + chip.h / 2 + cap / 2, cap, weight, TEXT_CENTER,
                  words[i].chosen ? part->theme->background : part->theme->text, words[i].label);
        zone_add(part, chip, -1, words[i].command, "");
        x += w + look->gap * 0.6;
    }
    return y + line - area.y;
}

static double init_words(const struct part *part, struct rect area)
{
    struct pane_word words[INIT_COUNT];
    for (int i = 0; i < INIT_COUNT; i++) {
        words[i] =
            (struct pane_word){.label = _(initialisation_label((enum initialisation)i)),
                               .chosen = part->state->laboratory.init == (enum initialisation)i};
        snprintf(words[i].command, sizeof words[i].command, "network init %s",
                 initialisation_name((enum initialisation)i));
    }
    return pane_words(part, area, words, INIT_COUNT);
}

double pane_remedies(const struct part *part, struct rect area, const char *whose,
                     const struct remedy *remedy, bool tied)
{
    bool layer = remedy->norm == NORM_LAYER, batch = remedy->norm == NORM_BATCH;
    struct pane_word words[] = {
        {.label = _("skip"), .chosen = remedy->skip},
        {.label = _("layer norm"), .chosen = layer},
        {.label = _("batch norm"), .chosen = batch},
        {.label = _("tied weights"), .chosen = remedy->tied},
    };
    snprintf(words[0].command, sizeof words[0].command, "%s skip toggle", whose);
    for (int i = 1; i <= 2; i++)
        snprintf(words[i].command, sizeof words[i].command, "%s norm %s", whose,
                 norm_name(words[i].chosen ? NORM_NONE : (enum network_norm)i));
    snprintf(words[3].command, sizeof words[3].command, "%s tied toggle", whose);
    return pane_words(part, area, words, tied ? 4 : 3);
}

static double remedy_words(const struct part *part, struct rect area)
{
    const struct laboratory *l = &part->state->laboratory;
    const struct remedy remedy = {.norm = l->norm, .skip = l->skip, .tied = l->tied};
    return pane_remedies(part, area, "network", &remedy, true);
}

// What the columns differ in.
static double compare_words(const struct part *part, struct rect area)
{
    enum lab_compare compare = part->state->laboratory.compare;
    const struct pane_word words[] = {
        {"network compare activations", _("functions"), compare == COMPARE_ACTIVATIONS},
        {"network compare initialisations", _("weights"), compare == COMPARE_INITIALISATIONS},
        {"network compare remedies", _("remedies"), compare == COMPARE_REMEDIES},
    };
    return pane_words(part, area, words, sizeof words / sizeof words[0]);
}

// What is drawn: two words each for what can be had in two ways.
static double choice_words(const struct part *part, struct rect area)
{
    const struct laboratory *l = &part->state->laboratory;
    const struct pane_word words[] = {
        {"network gradient delta", "∂z", !l->weights},
        {"network gradient weights", "∂W", l->weights},
        {"network histogram z", "z", !l->outputs},
        {"network histogram h", "f(z)", l->outputs},
        {"network precision float64", "float64", !l->float32},
        {"network precision float32", "float32", l->float32},
    };
    return pane_words(part, area, words, sizeof words / sizeof words[0]);
}

void network_controls(const struct part *part, struct rect area)
{
    static const enum lab_number order[] = {LAB_DEPTH, LAB_WIDTH, LAB_SIGMA_W, LAB_SIGMA_B,
                                            LAB_SEEDS, LAB_BATCH, LAB_SEED};
    enum { N = sizeof order / sizeof order[0] };
    const struct look *look = part->look;
    double (*const words[])(const struct part *, struct rect) = {init_words, remedy_words,
                                                                 compare_words, choice_words};
    for (int i = 0; i < 4; i++) {
        double taken = words[i](part, area) + look->gap * 0.6;
        area.y += taken;
        area.h -= taken;
    }
    double row = fmin(look->cap_label * 2.6, area.h / N), w, b;
    network_sigmas(part, &w, &b);
    for (int i = 0; i < N && row > look->cap_label * 1.2; i++) {
        double value = order[i] == LAB_SIGMA_W   ? w
                       : order[i] == LAB_SIGMA_B ? b
                                                 : part->state->laboratory.numbers[order[i]];
        bool gain = order[i] == LAB_SIGMA_W && part->state->laboratory.init == INIT_ORTHOGONAL;
        pane_slider(part, (struct rect){area.x, area.y + i * row, area.w, row},
                    gain ? LAB_GAIN : order[i], value);
    }
}

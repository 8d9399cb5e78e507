#include "scene/curves/labels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/curves/curve.h"
#include "scene/curves/markers.h"
#include "scene/zone.h"

enum { LABELS_MAX = SHOWN_MAX * ORDER_COUNT };

#define LINE_HEIGHT 2.0 // of a label, in capital heights
#define MARKER_ROOM 1.6 // before a label, in gaps, where curves are marked

static void curve_label(const struct activation *activation, enum order order, char *out,
                        size_t size)
{
    if (order == ORDER_F)
        text_copy(out, size, activation_name(activation));
    else
        order_symbol(activation, order, out, size);
}

static bool labels_wanted(const struct part *part)
{
    return part->input->width >= 260 && part->input->height >= 160;
}

// Whether names stand at the curves' ends. Where each function has a column or panel of its own
// they stand above it instead (curves/panel_names.h).
static bool labels_at_ends(const struct part *part)
{
    return labels_wanted(part) && !part->state->legend && part->state->layout != LAYOUT_GRID &&
           part->state->layout != LAYOUT_SIDE_BY_SIDE;
}

double labels_width(const struct part *part)
{
    const struct look *look = part->look;
    // Room for a usual name, so that the panels keep their width while functions change.
    double widest = part_text_width(part, _("Binary step"), look->cap_label, WEIGHT_MEDIUM);
    if (!labels_wanted(part) || (!part->state->legend && !labels_at_ends(part)))
        return 0;
    for (int i = 0; i < part->state->shown_n; i++) {
        if (part->state->shown[i].hidden && !part->state->legend)
            continue;
        const struct activation *a = state_function(part->state, part->state->shown[i].function);
        widest =
            fmax(widest, part_text_width(part, activation_name(a), look->cap_label, WEIGHT_MEDIUM));
    }
    double swatch = part->state->legend ? look->gap * 3 : 0;
    double most = part->input->width * 0.25;
    if (part_marked(part) && !part->state->legend)
        swatch = look->gap * MARKER_ROOM;
    return fmin(widest + look->gap * 3.2 + swatch, most);
}

struct label {
    double want, y; // where the curve ends, where the label goes
    bool inside;    // the curve ends within the panel's height
    int function, slot;
    enum order order;
    char text[96];
};

static int label_compare(const void *a, const void *b)
{
    const struct label *p = a, *q = b;
    if (p->want != q->want)
        return p->want < q->want ? -1 : 1;
    return p->slot - q->slot;
}

// Sets *y to the height at which a curve ends at the panel's right edge, at most that of the
// panel's upper or lower edge; false where the function has no value there.
static bool end_height(const struct part *part, const struct panel *panel, int k, enum order order,
                       double *y, bool *inside)
{
    int id = panel->functions[k];
    double py = panel_py(panel, panel_value(part->state, panel, id, order, panel->x.high));
    if (isnan(py))
        return false;
    *y = fmin(fmax(py, panel->plot.y), panel->plot.y + panel->plot.h);
    *inside = *y == py;
    return true;
}

// Moves labels, which are sorted by `want`, apart where they overlap, and back into the panel.
static void spread(struct label *labels, int n, double step, double top, double bottom)
{
    // Groups that overlap settle around their middle: neighbours are merged until none overlap.
    struct group {
        double sum;
        int n;
    } groups[LABELS_MAX];
    int group_n = 0;
    for (int i = 0; i < n; i++) {
        groups[group_n++] = (struct group){.sum = labels[i].want, .n = 1};
        while (group_n > 1) {
            struct group *a = &groups[group_n - 2], *b = &groups[group_n - 1];
            if (b->sum / b->n - a->sum / a->n >= step * (a->n + b->n) / 2.0)
                break;
            a->sum += b->sum;
            a->n += b->n;
            group_n--;
        }
    }
    int k = 0;
    for (int g = 0; g < group_n; g++) {
        double first = groups[g].sum / groups[g].n - step * (groups[g].n - 1) / 2.0;
        for (int i = 0; i < groups[g].n; i++)
            labels[k++].y = first + step * i;
    }
    for (int i = 0; i < n; i++)
        labels[i].y = fmax(labels[i].y, i == 0 ? top : labels[i - 1].y + step);
    for (int i = n; i-- > 0;)
        labels[i].y = fmin(labels[i].y, i == n - 1 ? bottom : labels[i + 1].y - step);
}

static int collect(const struct part *part, const struct panel *panel, struct label *labels)
{
    int n = 0;
    for (int k = 0; k < panel->function_n; k++)
        for (int o = 0; o < ORDER_COUNT; o++) {
            double y;
            bool inside;
            if (!panel->orders[o] || n == LABELS_MAX ||
                !end_height(part, panel, k, (enum order)o, &y, &inside))
                continue;
            struct label *l = &labels[n++];
            *l = (struct label){.want = y,
                                .inside = inside,
                                .function = panel->functions[k],
                                .slot = panel->slots[k],
                                .order = (enum order)o};
            curve_label(state_function(part->state, l->function), l->order, l->text,
                        sizeof l->text);
        }
    qsort(labels, (size_t)n, sizeof *labels, label_compare);
    return n;
}

// A colour of a label, pale where another function is pointed at.
static struct color dimmed(const struct part *part, const struct label *label, struct color color)
{
    int highlight = part->input->session->highlight;
    bool dim = highlight >= 0 && highlight != label->function;
    return color_mix(color, part->theme->background, dim ? 0.6 : 0);
}

// Where labels begin: with their curve's marker, if curves are marked.
static double label_left(const struct part *part, const struct panel *panel)
{
    return panel->plot.x + panel->plot.w + part->look->gap * 1.6;
}

static double label_text_left(const struct part *part, const struct panel *panel)
{
    return label_left(part, panel) + (part_marked(part) ? part->look->gap * MARKER_ROOM : 0);
}

// A line from the curve's end to its label, where that had to be moved.
static void draw_label_leader(const struct part *part, const struct panel *panel,
                              const struct label *label)
{
    const struct look *look = part->look;
    if (!label->inside || fabs(label->y - label->want) <= look->cap_label * 0.3)
        return;
    const double leader[] = {panel->plot.x + panel->plot.w + look->gap * 0.2, label->want,
                             label_left(part, panel) - look->gap * 0.35, label->y};
    const struct stroke thin = {.width = fmax(1, look->grid),
                                .color = dimmed(part, label, part_color(part, label->slot))};
    draw_line(part->list, leader, 2, &thin);
}

// Where a name is too long for the room at the right, the function's symbol stands instead.
static void fit_label(const struct part *part, const struct panel *panel, struct label *label)
{
    double cap = part->look->cap_label;
    double room = part->input->width - label_text_left(part, panel) - part->look->gap * 0.5;
    const struct activation *a = state_function(part->state, label->function);
    if (part_text_width(part, label->text, cap, WEIGHT_BOLD) > room && label->order == ORDER_F)
        text_copy(label->text, sizeof label->text, a->symbol);
    char whole[sizeof label->text];
    text_copy(whole, sizeof whole, label->text);
    part_fit_text(part, whole, cap, WEIGHT_MEDIUM, room, label->text, sizeof label->text);
}

static void draw_label(const struct part *part, const struct panel *panel,
                       const struct label *label)
{
    const struct look *look = part->look;
    int highlight = part->input->session->highlight;
    struct color color = dimmed(part, label, part_ink(part, label->slot));
    double x = label_text_left(part, panel);
    if (part_marked(part))
        marker_swatch(part, label->slot, label_left(part, panel) + look->gap * 0.5, label->y,
                      look->gap);
    double width = part_text_width(part, label->text, look->cap_label, WEIGHT_MEDIUM);
    bool focused = highlight < 0 ? label->function == part->state->focus && panel->function_n > 1
                                 : label->function == highlight;
    double tall = look->cap_label * LINE_HEIGHT;
    zone_of_name(part,
                 (struct rect){x - look->gap, label->y - tall / 2, width + 2 * look->gap, tall},
                 label->function, "hide");
    draw_text(part->list, x, label->y + look->cap_label / 2, look->cap_label,
              focused ? WEIGHT_BOLD : WEIGHT_MEDIUM, TEXT_LEFT, color, label->text);
}

// "⊕ function": what opens the list of functions, quiet, in the line of a name around y. Only in a
// window with its buttons: nobody can click a file.
static void draw_add(const struct part *part, double x, double y)
{
    const struct look *look = part->look;
    double cap = look->cap_label, d = round(cap * 1.5), arm = round(cap * 0.62), tall = cap * 2;
    const char *word = _("function");
    double width = d + look->gap * 0.7 + part_text_width(part, word, cap, WEIGHT_REGULAR);
    struct rect rect = {x - look->gap * 0.6, y - tall / 2, width + look->gap * 1.4, tall};
    if (!part->state->hints || part->state->lecture.on || rect.x + rect.w > part->input->width)
        return;
    bool hovered = zone_is_hovered(part, rect, false);
    struct color ink = hovered ? part->theme->text : part->theme->quiet;
    double thick = fmax(1, round(look->axis)), middle = x + d / 2;
    zone_ground(part, rect);
    draw_round_rect(part->list, (struct rect){x, y - d / 2, d, d}, d / 2,
                    hovered ? ink : part->theme->axis);
    draw_round_rect(part->list,
                    (struct rect){x + thick, y - d / 2 + thick, d - 2 * thick, d - 2 * thick},
                    d / 2 - thick, part->theme->background);
    draw_rect(part->list, (struct rect){middle - arm / 2, y - thick / 2, arm, thick}, ink);
    draw_rect(part->list, (struct rect){middle - thick / 2, y - arm / 2, thick, arm}, ink);
    draw_text(part->list, x + d + look->gap * 0.7, y + cap / 2, cap, WEIGHT_REGULAR, TEXT_LEFT, ink,
              word);
    zone_help(zone_add(part, rect, -1, "prompt find", ""), _("Look for a function and show it"));
}

// Under the last name at the first panel that has room under it; else above the first one.
static void add_under(const struct part *part, const struct panel *panel,
                      const struct label *labels, int n)
{
    double step = part->look->cap_label * LINE_HEIGHT, half = part->look->cap_label;
    double bottom = panel->plot.y + panel->plot.h - half, x = label_left(part, panel);
    double end = bottom;
    for (int i = n; i-- > 0; end = labels[i].y - step)
        if (labels[i].y + step * 1.15 <= end) {
            draw_add(part, x, labels[i].y + step * 1.15);
            return;
        }
    if (end >= panel->plot.y)
        draw_add(part, x, n > 0 ? end : panel->plot.y + half);
}

// Keeps so many of the labels: that of the focused and the highlighted function, and of the others
// the first in the list. Returns how many; they stay in their order.
static int keep_first(const struct part *part, struct label *labels, int n, int most)
{
    int kept = 0, highlight = part->input->session->highlight;
    bool keep[LABELS_MAX] = {false};
    for (int pass = 0; pass < 2; pass++)
        for (int slot = 0; slot < part->state->shown_n; slot++)
            for (int i = 0; i < n; i++) {
                bool first =
                    labels[i].function == part->state->focus || labels[i].function == highlight;
                if (labels[i].slot != slot || first != (pass == 0) || kept >= most)
                    continue;
                keep[i] = true;
                kept++;
            }
    int k = 0;
    for (int i = 0; i < n; i++)
        if (keep[i])
            labels[k++] = labels[i];
    return k;
}

// Says how many names have no room; the legend has them.
static void draw_more(const struct part *part, double x, double y, int n)
{
    const struct look *look = part->look;
    char words[64], line[64];
    snprintf(words, sizeof words, _("and %d more"), n);
    part_fit_text(part, words, look->cap_label, WEIGHT_REGULAR, part->input->width - x, line,
                  sizeof line);
    draw_text(part->list, x, y + look->cap_label / 2, look->cap_label, WEIGHT_REGULAR, TEXT_LEFT,
              part->theme->quiet, line);
}

void scene_end_labels(const struct part *part, const struct panel *panel)
{
    if (!labels_at_ends(part))
        return;
    struct label labels[LABELS_MAX];
    const struct look *look = part->look;
    int all = collect(part, panel, labels);
    double step = look->cap_label * LINE_HEIGHT, bottom = panel->plot.y + panel->plot.h;
    int room = (int)(panel->plot.h / step) + 1, n = all;
    if (all > room) {
        n = keep_first(part, labels, all, room - 1);
        bottom -= step;
    }
    spread(labels, n, step, panel->plot.y + look->cap_label / 2, bottom - look->cap_label / 2);
    // All lines come first, then all texts: painters are faster with many items of one kind.
    for (int i = 0; i < n; i++)
        draw_label_leader(part, panel, &labels[i]);
    for (int i = 0; i < n; i++) {
        fit_label(part, panel, &labels[i]);
        draw_label(part, panel, &labels[i]);
    }
    if (n < all) {
        labels[n].y = bottom + step - look->cap_label / 2;
        draw_more(part, label_left(part, panel), labels[n].y, all - n);
        n++;
    }
    if (panel->first_row)
        add_under(part, panel, labels, n);
}

// Where several orders share a panel: which dash stands for which order, under the names.
static void legend_orders(const struct part *part, double x, double y, double step)
{
    const struct look *look = part->look;
    const struct panel *panel = &part->scene->panels[0];
    int n = panel->orders[ORDER_F] + panel->orders[ORDER_DF] + panel->orders[ORDER_D2F];
    double swatch = look->gap * 3.4;
    for (int o = 0; n > 1 && o < ORDER_COUNT; o++) {
        if (!panel->orders[o] || y + step > part->input->height)
            continue;
        struct stroke stroke = {.width = look->curve, .color = part->theme->quiet};
        panel_dash(part, panel, (enum order)o, &stroke);
        const double line[] = {x, y + step / 2, x + swatch, y + step / 2};
        draw_line(part->list, line, 2, &stroke);
        draw_text(part->list, x + swatch + look->gap * 0.8, y + step / 2 + look->cap_label / 2,
                  look->cap_label, WEIGHT_REGULAR, TEXT_LEFT, part->theme->quiet,
                  order_name((enum order)o));
        y += step;
    }
}

// A piece of the function's line, with its dash and marker where curves are marked.
static void legend_swatch(const struct part *part, int slot, double x, double y, double width,
                          struct color color)
{
    const struct look *look = part->look;
    struct rect bar = {x, round(y - look->focused / 2), width, fmax(2, round(look->focused))};
    struct stroke stroke = {.width = look->curve, .color = color};
    if (!part_marked(part)) {
        draw_round_rect(part->list, bar, bar.h / 2, color);
        return;
    }
    part_dash(part, slot, &stroke);
    draw_line(part->list, (const double[]){x, y, x + width, y}, 2, &stroke);
    marker_draw(part, look_marker(part->theme, part_look(part, slot)), x + width / 2, y,
                look->point * 1.35, color);
}

// One function's line in the legend: a swatch and its name; pale while it is hidden.
static void legend_row(const struct part *part, int slot, double x, double y, double step)
{
    const struct look *look = part->look;
    const struct shown *shown = &part->state->shown[slot];
    const struct activation *a = state_function(part->state, shown->function);
    struct color color = part_color(part, slot);
    struct color ink = shown->hidden ? part->theme->axis : part->theme->text;
    double middle = y + step / 2, swatch = look->gap * 2.2;
    zone_of_name(
        part, (struct rect){x - look->gap * 0.5, y, part->input->width - x + look->gap * 0.5, step},
        shown->function, "toggle");
    legend_swatch(part, slot, x, middle, swatch,
                  shown->hidden ? color_mix(color, part->theme->background, 0.7) : color);
    draw_text(part->list, x + swatch + look->gap * 0.8, middle + look->cap_label / 2,
              look->cap_label, shown->function == part->state->focus ? WEIGHT_BOLD : WEIGHT_MEDIUM,
              TEXT_LEFT, ink, activation_name(a));
}

void scene_legend(const struct part *part)
{
    const struct look *look = part->look;
    if (part->scene->panel_n == 0 || !labels_wanted(part))
        return;
    const struct panel *first = &part->scene->panels[0];
    const struct panel *last = &part->scene->panels[part->scene->panel_n - 1];
    double x = last->plot.x + last->plot.w + look->gap * 1.6, step = look->cap_label * 2.2;
    int rows = (int)((part->input->height - first->plot.y) / step);
    int n = part->state->shown_n < rows ? part->state->shown_n : rows;
    for (int i = 0; i < n; i++)
        legend_row(part, i, x, first->plot.y + i * step, step);
    bool room = n < rows;
    if (room)
        draw_add(part, x, first->plot.y + (n + 0.5) * step);
    legend_orders(part, x, first->plot.y + (n + (room ? 1.5 : 0.5)) * step, step);
}

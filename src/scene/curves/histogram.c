#include "scene/curves/histogram.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fact.h"
#include "base/language.h"
#include "base/text.h"
#include "plot/dataset.h"
#include "scene/curves/saturation.h"
#include "scene/networks/ramp.h"
#include "scene/place.h"

enum { BARS_MAX = 120, BARS_LEAST = 16, LINES_MAX = 5, SHARE_DIGITS = 3 };

#define BAR_PIXELS 7.0
#define ALONE      0.36 // of the panel's height for one file's bars
#define TOGETHER   0.84 // for all of several
#define WORDS_GAPS 26.0 // width of one file's words, in gaps
#define PALE       0.30 // bars are mixed with the background: curves are louder

// Whether a panel has bars: the one that shows f has, or where f is not drawn the one of f'; not
// one of |f'|^L, whose values have nothing to do with the bars' colours.
static bool has_bars(const struct part *part, const struct panel *panel)
{
    const bool *drawn = part->state->orders;
    bool here =
        drawn[ORDER_F] ? panel->orders[ORDER_F] : panel->orders[ORDER_DF] || !drawn[ORDER_DF];
    return here && panel->depth == 0 && part->input->session->data != NULL &&
           part->state->compare.data_n > 0 && panel_measured(part, panel) >= 0;
}

// The i-th file's part of the panel: the first file is on top, as layers are read.
static struct rect row_of(const struct part *part, const struct panel *panel, int i)
{
    int n = part->state->compare.data_n;
    const struct rect *p = &panel->plot;
    double all = n == 1 ? ALONE : TOGETHER, h = all * p->h / n;
    return (struct rect){p->x, p->y + p->h - h * (n - i), p->w, h};
}

static const struct dataset *set_at(const struct part *part, int i)
{
    return dataset_find(part->input->session->data, part->state->compare.data[i]);
}

static int bars_of(const struct part *part, const struct panel *panel)
{
    double n = panel->plot.w / (BAR_PIXELS * fmax(part->input->pixel_ratio, 1));
    return (int)fmin(fmax(n, BARS_LEAST), BARS_MAX);
}

static void draw_bars(const struct part *part, const struct panel *panel, const struct dataset *set,
                      struct rect row)
{
    size_t counts[BARS_MAX], most = 1;
    double middles[BARS_MAX], slopes[BARS_MAX];
    int n = bars_of(part, panel), id = panel->functions[panel_measured(part, panel)];
    for (int i = 0; i < n; i++) {
        counts[i] = dataset_count(set, axis_value(&panel->x, (double)i / n),
                                  axis_value(&panel->x, (i + 1.0) / n));
        middles[i] = axis_value(&panel->x, (i + 0.5) / n);
        most = counts[i] > most ? counts[i] : most;
    }
    activation_eval(state_function(part->state, id), part->state->parameters[id], middles,
                    (size_t)n, NULL, slopes, NULL);
    double room = row.h * (part->state->compare.data_n > 1 ? 0.86 : 1);
    for (int i = 0; i < n; i++) {
        double x0 = round(row.w * i / n), x1 = round(row.w * (i + 1) / n);
        double h = room * (double)counts[i] / (double)most;
        if (counts[i] > 0)
            draw_rect(part->list,
                      (struct rect){row.x + x0, row.y + row.h - fmax(h, 1),
                                    fmax(x1 - x0 - part->input->pixel_ratio, 1), fmax(h, 1)},
                      color_mix(ramp_color(fabs(slopes[i])), part->theme->background, PALE));
    }
}

// --- words ---

// A file's name without its folder and ending.
static void short_name(const char *path, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    text_copy(out, size, slash != NULL ? slash + 1 : path);
    char *dot = strrchr(out, '.');
    if (dot != NULL && dot > out)
        *dot = '\0';
}

// Writes a share in percent, "12.3 %"; a share that is small, but not 0, does not read as 0.
static void share_text(double share, char *out, size_t size)
{
    char number[64];
    number_show(number, sizeof number, 100 * share, SHARE_DIGITS);
    snprintf(out, size, "%s %%", share > 0 && share < 1e-6 ? "< 0.0001" : number);
}

struct words {
    char pieces[LINES_MAX][120];
    int n;
};

static void words_of(const struct part *part, const struct panel *panel, const struct dataset *set,
                     struct words *words)
{
    int id = panel->functions[panel_measured(part, panel)];
    const struct activation *a = state_function(part->state, id);
    struct dataset_measure m =
        dataset_measure(part->input->session->data, set, a, part->state->parameters[id],
                        part->state->compare.threshold);
    char name[64], symbol[64], share[80], mean[64];
    enum { SIZE = sizeof words->pieces[0] };
    short_name(set->path, name, sizeof name);
    order_symbol(a, ORDER_DF, symbol, sizeof symbol);
    share_text(m.saturated, share, sizeof share);
    snprintf(words->pieces[0], SIZE, "%s", name);
    snprintf(words->pieces[1], SIZE, _("%s saturated"), share);
    struct fact slope = fact_of(NULL, m.mean_slope);
    snprintf(mean, sizeof mean, _("mean |%s|"), symbol);
    fact_write(words->pieces[2], SIZE, mean, &slope);
    share_text(m.zero, share, sizeof share);
    if (m.units == 0 && m.zero == 0)
        snprintf(words->pieces[3], SIZE, _("%s = 0 nowhere"), symbol);
    else if (m.units > 0)
        snprintf(words->pieces[3], SIZE, _("%zu of %zu units dead"), m.dead, m.units);
    else
        snprintf(words->pieces[3], SIZE, _("%s = 0 for %s"), symbol, share);
    struct text gaps = text_in(words->pieces[4], SIZE);
    dataset_gaps(&set, 1, &gaps);
    words->n = gaps.n > 0 ? LINES_MAX : LINES_MAX - 1;
    text_free(&gaps);
}

// Joins pieces to lines no wider than `width`; returns how many lines, or 0 where one piece is too
// wide.
static int wrap(const struct part *part, const struct words *words, double cap, double width,
                char lines[LINES_MAX][500])
{
    int n = 0;
    for (int i = 0; i < words->n; i++) {
        char joined[500];
        snprintf(joined, sizeof joined, "%s · %s", n > 0 ? lines[n - 1] : "", words->pieces[i]);
        if (part_text_width(part, words->pieces[i], cap, WEIGHT_MEDIUM) > width)
            return 0;
        if (n > 0 && part_text_width(part, joined, cap, WEIGHT_MEDIUM) <= width)
            text_copy(lines[n - 1], sizeof lines[0], joined);
        else
            text_copy(lines[n++], sizeof lines[0], words->pieces[i]);
    }
    return n;
}

static void draw_words(const struct part *part, const struct panel *panel,
                       const struct dataset *set, struct rect row)
{
    const struct look *look = part->look;
    double cap = look->cap_label * 0.85, step = cap * 1.75, widest = 0;
    struct words words = {.n = 0};
    char lines[LINES_MAX][500];
    words_of(part, panel, set, &words);
    bool one = part->state->compare.data_n == 1;
    double most = panel->plot.w - 3 * look->gap;
    int n = wrap(part, &words, cap, one ? fmin(most, look->gap * WORDS_GAPS) : most, lines);
    double room = one ? panel->plot.h * 0.5 : row.h;
    if (n == 0 || n * step > room)
        return;
    for (int i = 0; i < n; i++)
        widest = fmax(widest, part_text_width(part, lines[i], cap, WEIGHT_MEDIUM));
    struct rect r = {row.x + look->gap * 0.6, row.y + row.h - room + cap * 0.2,
                     widest + look->gap * 1.2, n * step};
    if (one) { // it may stand where there is most room
        struct place_search search = {.panels = panel, .panel_n = 1};
        const struct rect *p = &panel->plot;
        const struct place_net net = {
            .area = {p->x + look->gap, p->y + look->gap, p->w - 2 * look->gap,
                     p->h - 2 * look->gap},
            .w = r.w,
            .h = r.h,
            .across = 3,
            .down = 7,
        };
        place_offer_net(part, &search, &net);
        r = place_find(part, &search).rect;
    }
    struct color back = part->theme->background;
    back.a = 205;
    draw_round_rect(part->list, r, cap * 0.4, back);
    for (int i = 0; i < n; i++)
        draw_text(part->list, r.x + look->gap * 0.6, r.y + step * i + cap * 1.35, cap,
                  i == 0 ? WEIGHT_MEDIUM : WEIGHT_REGULAR, TEXT_LEFT, part->theme->text, lines[i]);
}

static bool has_room(const struct part *part, const struct panel *panel)
{
    return panel->plot.h >= fmax(part->look->cap_label * 12, 0.16 * part->input->height);
}

void scene_histograms(const struct part *part, const struct panel *panel)
{
    if (!has_bars(part, panel))
        return;
    for (int i = 0; i < part->state->compare.data_n; i++) {
        const struct dataset *set = set_at(part, i);
        if (set == NULL)
            continue;
        draw_bars(part, panel, set, row_of(part, panel, i));
        // The words of each of several files stand at its bars, under the curves, which must be
        // seen.
        if (part->state->compare.data_n > 1 && has_room(part, panel))
            draw_words(part, panel, set, row_of(part, panel, i));
    }
}

void scene_histogram_words(const struct part *part, const struct panel *panel)
{
    if (!has_bars(part, panel) || part->state->compare.data_n != 1 || !has_room(part, panel))
        return;
    const struct dataset *set = set_at(part, 0);
    if (set != NULL)
        draw_words(part, panel, set, row_of(part, panel, 0));
}

#include "scene/networks/race.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fact.h"
#include "base/language.h"
#include "base/text.h"
#include "scene/around/tour.h"
#include "scene/networks/chart.h"
#include "scene/networks/facts.h"
#include "scene/networks/pane.h"

#define PANE_FROM_WIDTH 760.0
#define LN2             0.69314718055994531 // the loss of a coin

enum { LEVELS = 20 }; // shades of a surface

struct tiles {
    const struct part *part;
    const struct race_board *board;
    struct axis gradients;
    int rows, columns;
    struct rect area;
    double numbers; // width of the numbers beside the bars
};

// --- a tile ---

static struct color class_color(const struct part *part, double probability)
{
    const struct color one = {0xE0, 0x8A, 0x3C, 255}, zero = {0x4C, 0x78, 0xA8, 255};
    struct color ground = part->theme->background;
    double t = fmin(fabs(2 * probability - 1), 1);
    return color_mix(ground, probability > 0.5 ? one : zero, 0.12 + 0.58 * t);
}

// Cells of one shade that lie side by side become one rectangle.
static void draw_surface(const struct part *part, const struct racer *racer, struct rect p)
{
    for (int j = 0; j < BOARD_SURFACE; j++) {
        double y0 = round(p.y + p.h * (BOARD_SURFACE - 1 - j) / BOARD_SURFACE);
        double y1 = round(p.y + p.h * (BOARD_SURFACE - j) / BOARD_SURFACE);
        for (int i = 0; i < BOARD_SURFACE;) {
            int level = racer->surface[j][i] * LEVELS / 256, from = i;
            while (i < BOARD_SURFACE && racer->surface[j][i] * LEVELS / 256 == level)
                i++;
            double x0 = round(p.x + p.w * from / BOARD_SURFACE);
            double x1 = round(p.x + p.w * i / BOARD_SURFACE);
            draw_rect(part->list, (struct rect){x0, y0, x1 - x0, y1 - y0},
                      class_color(part, (level + 0.5) / LEVELS));
        }
    }
}

static void draw_points(const struct part *part, const struct race_board *board, struct rect p)
{
    bool dark = part->theme->background.r < 128;
    const struct color one =
        dark ? (struct color){0xFF, 0xC0, 0x85, 255} : (struct color){0xA8, 0x4E, 0x08, 255};
    const struct color zero =
        dark ? (struct color){0x9C, 0xCB, 0xFF, 255} : (struct color){0x1F, 0x46, 0x70, 255};
    double size = fmax(3, part->look->point * 0.62);
    draw_clip(part->list, p);
    for (int i = 0; i < board->point_n; i++) {
        double x = p.x + p.w * ((double)board->points[i][0] / BOARD_EXTENT + 1) / 2;
        double y = p.y + p.h * (1 - (double)board->points[i][1] / BOARD_EXTENT) / 2;
        draw_disc(part->list, x, y, size, board->labels[i] ? one : zero);
    }
    draw_clip(part->list, (struct rect){0});
}

// A bar for each layer: how large the gradient of its weights is, from the input on the left.
static void draw_bars(const struct tiles *t, const struct racer *racer, struct rect p)
{
    const struct part *part = t->part;
    struct chart chart = {.plot = p, .y = t->gradients, .powers = true};
    int n = t->board->request.settings.depth;
    chart_ground(part, &chart, 2);
    for (int i = 0; i < n; i++) {
        double x0 = round(p.x + p.w * i / n), x1 = round(p.x + p.w * (i + 1) / n);
        double y = chart_y(&chart, racer->gradients[i]), foot = p.y + p.h;
        if (!isfinite(y))
            continue;
        y = fmin(fmax(y, p.y), foot);
        draw_rect(part->list,
                  (struct rect){x0, round(y), fmax(1, x1 - x0 - fmax(1, part->look->grid)),
                                foot - round(y)},
                  function_color(part, racer->function));
    }
}

static int place_of(const struct race_board *board, const struct racer *racer)
{
    int place = 1;
    for (int i = 0; i < board->n; i++)
        place += board->racers[i].finished > 0 && board->racers[i].finished < racer->finished;
    return place;
}

// What is to be said of a racer: a line that is read from afar, and one below it.
struct news {
    char large[64], small[120];
    char scale[64]; // what its weights were drawn with
    struct color color;
};

static struct news news_of(const struct tiles *t, const struct racer *racer)
{
    struct news news = {.color = t->part->theme->text};
    char number[64];
    struct fact sigma = fact_of(NULL, racer->sigma_w);
    fact_write(news.scale, sizeof news.scale, "σw", &sigma);
    if (racer->broken) {
        news.color = t->part->theme->fault;
        snprintf(news.large, sizeof news.large, "%s", _("broken"));
        snprintf(news.small, sizeof news.small, "%s", _("its numbers ran away"));
        return news;
    }
    number_show(number, sizeof number, racer->loss, 2);
    if (racer->finished > 0) {
        snprintf(news.large, sizeof news.large, _("no. %d"), place_of(t->board, racer));
        snprintf(news.small, sizeof news.small, _("step %d"), racer->finished);
    } else {
        snprintf(news.large, sizeof news.large, _("%.0f %% right"), 100 * racer->accuracy);
        snprintf(news.small, sizeof news.small, _("loss %s"), number);
    }
    return news;
}

static void draw_news(const struct tiles *t, const struct racer *racer, struct rect p, bool wide)
{
    const struct part *part = t->part;
    const struct look *look = part->look;
    const struct activation *a = state_function(part->state, racer->function);
    struct news news = news_of(t, racer);
    double y = p.y + look->cap_label * 1.5, line = look->cap_label * 2.2, cap = look->cap_label;
    double small = part_text_width(part, news.small, cap, WEIGHT_REGULAR) + look->gap;
    chart_text(part, p.x, y, wide ? p.w : p.w - small, cap * 1.15, WEIGHT_BOLD, TEXT_LEFT,
               function_ink(part, racer->function), a != NULL ? activation_name(a) : "");
    if (!wide)
        chart_text(part, p.x + p.w, y, p.w * 0.7, cap, WEIGHT_REGULAR, TEXT_RIGHT,
                   part->theme->quiet, news.small);
    y += line * (wide ? 1.2 : 1);
    chart_text(part, p.x, y, p.w, cap * (wide ? 1.25 : 1.1), WEIGHT_BOLD, TEXT_LEFT, news.color,
               news.large);
    double said = part_text_width(part, news.large, cap * 1.25, WEIGHT_BOLD) + look->gap;
    if (wide)
        chart_paragraph(part, p.x, y + line * 0.9, p.w, cap, part->theme->quiet, news.small);
    if (wide)
        chart_text(part, p.x, y + line * 1.8, p.w, cap, WEIGHT_REGULAR, TEXT_LEFT,
                   part->theme->quiet, news.scale);
    else if (said + part_text_width(part, news.scale, cap, WEIGHT_REGULAR) <= p.w)
        draw_text(part->list, p.x + p.w, y, cap, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
                  news.scale);
}

static void draw_gradients(const struct tiles *t, const struct racer *racer, struct rect bars)
{
    const struct part *part = t->part;
    const struct look *look = part->look;
    chart_text(part, bars.x + bars.w, bars.y - look->cap_hint * 0.7, bars.w + t->numbers,
               look->cap_hint, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
               _("gradient by layer"));
    draw_bars(t, racer, bars);
    struct chart chart = {.plot = bars, .y = t->gradients, .powers = true};
    chart_numbers_y(part, &chart, 2);
}

// How large the surface is with all else to the right of it, and with all else above and below.
static double wide_side(const struct tiles *t, struct rect tile)
{
    const struct look *look = t->part->look;
    return floor(fmin(tile.h, tile.w - t->numbers - look->gap * 12));
}

static double tall_side(const struct tiles *t, struct rect tile)
{
    const struct look *look = t->part->look;
    double others = look->cap_label * 4.6 + look->cap_hint * 3 + tile.h * 0.16;
    return floor(fmin(tile.w - t->numbers, tile.h - others));
}

static void draw_wide(const struct tiles *t, const struct racer *racer, struct rect tile)
{
    const struct look *look = t->part->look;
    double side = wide_side(t, tile);
    struct rect p = {round(tile.x), round(tile.y), side, side};
    draw_surface(t->part, racer, p);
    draw_points(t->part, t->board, p);
    double left = p.x + side + look->gap * 1.5;
    struct rect right = {left, tile.y, tile.x + tile.w - left, tile.h};
    draw_news(t, racer, right, true);
    double h = round(side * 0.4);
    draw_gradients(t, racer,
                   (struct rect){round(left + t->numbers), round(tile.y + side - h),
                                 floor(right.w - t->numbers), h});
}

static void draw_tall(const struct tiles *t, const struct racer *racer, struct rect tile)
{
    const struct look *look = t->part->look;
    double header = look->cap_label * 4.6, side = tall_side(t, tile);
    struct rect p = {round(tile.x + t->numbers), round(tile.y + header), side, side};
    draw_news(t, racer, (struct rect){p.x, tile.y, side, header}, false);
    draw_surface(t->part, racer, p);
    draw_points(t->part, t->board, p);
    double top = round(p.y + side + look->cap_hint * 3);
    double h = round(fmin(tile.y + tile.h - top, tile.h * 0.35));
    draw_gradients(t, racer, (struct rect){p.x, top, side, h});
}

// For a lecture, nothing small: name, news and surface; and the bars, where there is one row of
// tiles. (In two rows they would take the surfaces' height.) The numbers at the bars stand left of
// the first.
static void draw_bare_bars(const struct tiles *t, int i, struct rect tile, double side)
{
    const struct part *part = t->part;
    const struct look *look = part->look;
    double caption = look->cap_axis * 2.6, left = tile.h - side - caption;
    struct chart chart = {.y = t->gradients, .powers = true};
    chart.plot = (struct rect){round(tile.x), round(tile.y + side + caption), side,
                               floor(fmin(left, tile.h * 0.3) - look->cap_axis)};
    if (t->rows > 1 || chart.plot.h < look->cap_axis * 3)
        return;
    chart_text(part, tile.x, chart.plot.y - look->cap_axis * 0.7, i == 0 ? t->area.w : side,
               look->cap_axis, WEIGHT_REGULAR, TEXT_LEFT, part->theme->quiet,
               i == 0 ? _("gradient by layer") : "");
    draw_bars(t, &t->board->racers[i], chart.plot);
    if (i == 0)
        chart_numbers_y(part, &chart, 2);
}

// A network alone in a lecture: a surface as high as the page, its bars to the right of it. False
// where the tile is not wide enough for that.
static bool draw_bare_alone(const struct tiles *t, struct rect tile)
{
    const struct part *part = t->part;
    const struct look *look = part->look;
    const struct racer *racer = &t->board->racers[0];
    const struct activation *a = state_function(part->state, racer->function);
    struct news news = news_of(t, racer);
    double cap = look->cap_label, header = cap * 2.1, between = t->numbers + look->gap * 2;
    tile.x -= t->numbers; // which the numbers of the bars do not need there
    tile.w += t->numbers;
    double least = part_text_width(part, _("gradient by layer"), look->cap_axis, WEIGHT_REGULAR);
    double side = floor(fmin(tile.h - header, tile.w - between - least));
    double left = tile.x + side + between, room = tile.x + tile.w - left;
    if (t->board->n != 1 || side < tile.h / 2)
        return false;
    struct rect p = {round(tile.x), round(tile.y + header), side, side};
    chart_text(part, p.x, tile.y + cap * 1.4, side, cap, WEIGHT_BOLD, TEXT_LEFT,
               function_ink(part, racer->function), a != NULL ? activation_name(a) : "");
    draw_surface(part, racer, p);
    draw_points(part, t->board, p);
    draw_text(part->list, left, tile.y + cap * 1.4, cap, WEIGHT_BOLD, TEXT_LEFT, news.color,
              news.large);
    double h = round(side * 0.6);
    struct chart chart = {
        .plot = {round(left), p.y + side - h, floor(room), h}, .y = t->gradients, .powers = true};
    chart_text(part, chart.plot.x, chart.plot.y - look->cap_axis * 0.7, chart.plot.w,
               look->cap_axis, WEIGHT_REGULAR, TEXT_LEFT, part->theme->quiet,
               _("gradient by layer"));
    draw_bars(t, racer, chart.plot);
    chart_numbers_y(part, &chart, 2);
    return true;
}

static void draw_bare(const struct tiles *t, int i, struct rect tile)
{
    if (draw_bare_alone(t, tile))
        return;
    const struct part *part = t->part;
    const struct look *look = part->look;
    const struct racer *racer = &t->board->racers[i];
    const struct activation *a = state_function(part->state, racer->function);
    struct news news = news_of(t, racer);
    const char *name = a != NULL ? activation_name(a) : "";
    double cap = look->cap_label, line = cap * 2.1, y = tile.y + cap * 1.4;
    double said = part_text_width(part, news.large, cap, WEIGHT_BOLD) + look->gap;
    bool beside = t->rows > 1; // else under the name, in all tiles alike
    double bars = t->rows > 1 ? 0 : look->cap_axis * 7.6, header = beside ? line : line * 2;
    double side = floor(fmin(tile.w, tile.h - header - bars));
    struct rect p = {round(tile.x), round(tile.y + header), side, side};
    if (side < 8)
        return;
    chart_text(part, p.x, y, beside ? tile.w - said : tile.w, cap, WEIGHT_BOLD, TEXT_LEFT,
               function_ink(part, racer->function), name);
    draw_text(part->list, beside ? p.x + fmax(side, tile.w * 0.9) : p.x, beside ? y : y + line, cap,
              WEIGHT_BOLD, beside ? TEXT_RIGHT : TEXT_LEFT, news.color, news.large);
    draw_surface(part, racer, p);
    draw_points(part, t->board, p);
    draw_bare_bars(t, i, (struct rect){tile.x, tile.y + header, tile.w, tile.h - header}, side);
}

static void draw_tile(const struct tiles *t, int i)
{
    double gap = t->part->look->gap * 2.5;
    double w = (t->area.w - gap * (t->columns - 1)) / t->columns;
    double h = (t->area.h - gap * (t->rows - 1)) / t->rows;
    int row = i / t->columns;
    struct rect tile = {t->area.x + (i % t->columns) * (w + gap), t->area.y + row * (h + gap), w,
                        h};
    if (t->part->state->lecture.on) {
        draw_bare(t, i, tile);
        return;
    }
    double wide = wide_side(t, tile), tall = tall_side(t, tile);
    if (fmax(wide, tall) < 8)
        return; // no room for a picture
    if (wide > tall)
        draw_wide(t, &t->board->racers[i], tile);
    else
        draw_tall(t, &t->board->racers[i], tile);
}

static void share_gradients(struct tiles *t)
{
    struct axis axis = {.scale = SCALE_LINEAR, .low = -4, .high = 0};
    for (int i = 0; i < t->board->n; i++)
        for (int l = 0; l < t->board->request.settings.depth; l++) {
            double g = t->board->racers[i].gradients[l];
            if (!isfinite(g))
                continue;
            axis.low = fmin(axis.low, g);
            axis.high = fmax(axis.high, g);
        }
    // Whole decades, so that the bars do not dance while the axis follows them.
    axis.low = fmax(floor(axis.low / 4) * 4, -40);
    axis.high = fmin(ceil(axis.high / 2) * 2, 20);
    t->gradients = axis;
}

static void draw_tiles(const struct part *part, const struct race_board *board, struct rect area)
{
    struct tiles t = {.part = part, .board = board, .area = area, .rows = 1, .columns = board->n};
    if (board->n > 3) {
        t.columns = (board->n + 1) / 2;
        t.rows = 2;
    }
    share_gradients(&t);
    // Room for the numbers of a chart of any height: a low one has fewer and shorter ones.
    struct chart chart = {
        .plot = {.h = part->look->cap_axis * 100}, .y = t.gradients, .powers = true};
    t.numbers = chart_numbers_width(part, &chart, 2) + part->look->gap;
    if (part->state->lecture.on && t.rows == 1) {
        t.area.x += t.numbers;
        t.area.w -= t.numbers;
    }
    for (int i = 0; i < board->n; i++)
        draw_tile(&t, i);
}

// --- the pane ---

static void curve_of(const struct racer *racer, const float *values, bool log, double *x, double *y)
{
    for (int i = 0; i < racer->history_n; i++) {
        x[i] = (double)racer->steps[i];
        y[i] = log ? log10((double)values[i]) : (double)values[i];
    }
}

static struct axis loss_axis(const struct race_board *board)
{
    double low = -1;
    for (int i = 0; i < board->n; i++)
        for (int k = 0; k < board->racers[i].history_n; k++) {
            double v = log10((double)board->racers[i].losses[k]);
            if (isfinite(v))
                low = fmin(low, v);
        }
    return (struct axis){SCALE_LINEAR, fmax(floor(low), -12) - 0.1, 0.5};
}

static void draw_curves(const struct part *part, const struct race_board *board,
                        const struct chart *chart, bool loss)
{
    double x[BOARD_HISTORY], y[BOARD_HISTORY];
    for (int i = 0; i < board->n; i++) {
        const struct racer *racer = &board->racers[i];
        struct color color = function_color(part, racer->function);
        curve_of(racer, loss ? racer->losses : racer->accuracies, loss, x, y);
        struct stroke stroke = chart_stroke(part, part->look->curve, color);
        chart_line(part, chart, x, y, racer->history_n, &stroke);
        if (racer->finished > 0 && !loss)
            draw_disc(part->list, chart_x(chart, (double)racer->finished),
                      chart_y(chart, BOARD_FINISHED), part->look->point, color);
    }
}

// A horizontal line with a name at a level to compare with: what guessing reaches, or the finish.
static void draw_level(const struct part *part, const struct chart *chart, double y,
                       const char *label)
{
    const struct look *look = part->look;
    double at = chart_y(chart, y), ends[4] = {chart->plot.x, at, chart->plot.x + chart->plot.w, at};
    struct stroke stroke = chart_dashed(part, look->cursor, part->theme->quiet);
    draw_line(part->list, ends, 2, &stroke);
    draw_text(part->list, chart->plot.x + chart->plot.w - look->gap * 0.5, at - look->gap * 0.5,
              look->cap_hint, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet, label);
}

// From the tiles to the charts: their numbers stand there.
static double charts_margin(const struct part *part, const struct race_board *board)
{
    const struct look *look = part->look;
    if (board == NULL)
        return look->gap * 5.5;
    struct chart loss = {
        .y = loss_axis(board), .powers = true, .plot = {.h = look->cap_axis * 100}};
    return fmax(look->gap * 5.5, chart_numbers_width(part, &loss, 4) + look->gap * 2);
}

static double draw_charts(const struct part *part, const struct race_board *board, struct rect area)
{
    const struct look *look = part->look;
    struct axis steps = {SCALE_LINEAR, 0, (double)board->request.settings.steps};
    struct chart loss = {.x = steps, .y = loss_axis(board), .powers = true};
    double caption = look->cap_label * 1.7,
           h = round(area.h * (part->state->lecture.on ? 0.72 : 0.27));
    loss.plot = (struct rect){area.x, area.y + caption, area.w, h};
    chart_text(part, loss.plot.x, area.y + look->cap_label, loss.plot.w, look->cap_label,
               WEIGHT_MEDIUM, TEXT_LEFT, part->theme->text, _("Loss"));
    chart_ground(part, &loss, 4);
    chart_numbers_y(part, &loss, 4);
    draw_level(part, &loss, log10(LN2), _("guessing"));
    draw_curves(part, board, &loss, true);
    if (part->state->lecture.on) {
        chart_numbers_x(part, &loss, 0, (double)board->request.settings.steps);
        return h;
    }
    struct chart right = {.x = steps, .y = {SCALE_LINEAR, 0.4, 1.04}};
    double top = loss.plot.y + h + caption + look->gap;
    right.plot = (struct rect){loss.plot.x, top, loss.plot.w, round(h * 0.5)};
    chart_text(part, loss.plot.x, top - caption + look->cap_label, loss.plot.w, look->cap_label,
               WEIGHT_MEDIUM, TEXT_LEFT, part->theme->text, _("Right on fresh points"));
    chart_ground(part, &right, 2);
    chart_numbers_y(part, &right, 2);
    draw_level(part, &right, BOARD_FINISHED, _("finish"));
    draw_curves(part, board, &right, false);
    chart_numbers_x(part, &right, 0, (double)board->request.settings.steps);
    return right.plot.y + right.plot.h + look->cap_axis * 3 - area.y;
}

static double run_words(const struct part *part, struct rect area)
{
    bool running = part->state->laboratory.running;
    const struct pane_word words[] = {
        {"race toggle", running ? _("pause") : _("start"), running},
        {"race step", _("step"), false},
        {"race reset", _("reset"), false},
        {"race optimiser next", part->state->laboratory.optimiser == RACE_ADAM ? "Adam" : "SGD",
         false},
    };
    return pane_words(part, area, words, 4);
}

static double data_words(const struct part *part, struct rect area)
{
    struct pane_word words[RACE_DATA_COUNT];
    for (int i = 0; i < RACE_DATA_COUNT; i++) {
        words[i] = (struct pane_word){.label = _(data_label((enum race_data)i)),
                                      .chosen = part->state->laboratory.data == (enum race_data)i};
        snprintf(words[i].command, sizeof words[i].command, "race dataset %s",
                 race_data_name((enum race_data)i));
    }
    return pane_words(part, area, words, RACE_DATA_COUNT);
}

static double start_words(const struct part *part, struct rect area)
{
    struct pane_word words[RACE_INIT_COUNT];
    for (int i = 0; i < RACE_INIT_COUNT; i++) {
        enum race_init init = (enum race_init)i;
        words[i] = (struct pane_word){.label = _(race_init_label(init)),
                                      .chosen = part->state->laboratory.race_init == init};
        snprintf(words[i].command, sizeof words[i].command, "race init %s", race_init_name(init));
    }
    return pane_words(part, area, words, RACE_INIT_COUNT);
}

static struct remedy remedy_of(const struct laboratory *l)
{
    return (struct remedy){.norm = l->race_norm, .skip = l->race_skip};
}

static double remedy_words(const struct part *part, struct rect area)
{
    const struct remedy remedy = remedy_of(&part->state->laboratory);
    return pane_remedies(part, area, "race", &remedy, false);
}

static void draw_controls(const struct part *part, struct rect area)
{
    static const enum lab_number order[] = {RACE_DEPTH, RACE_WIDTH, RACE_RATE,
                                            RACE_SPEED, RACE_STEPS, RACE_SEED};
    enum { N = sizeof order / sizeof order[0] };
    const struct look *look = part->look;
    double (*const words[])(const struct part *, struct rect) = {run_words, data_words, start_words,
                                                                 remedy_words};
    for (int i = 0; i < 4; i++) {
        double taken = words[i](part, area) + look->gap * 0.3;
        area.y += taken;
        area.h -= taken;
    }
    double row = fmin(look->cap_label * 2.5, area.h / N);
    for (int i = 0; i < N && row > look->cap_label * 1.2; i++)
        pane_slider(part, (struct rect){area.x, area.y + i * row, area.w, row}, order[i],
                    part->state->laboratory.numbers[order[i]]);
}

// --- the page ---

static void draw_title(const struct part *part, const struct bands *bands, double x, double right)
{
    const struct look *look = part->look;
    const struct laboratory *l = &part->state->laboratory;
    const struct race_board *board = part->input->board;
    double baseline = bands->title - look->cap_title * 0.55;
    char title[200], about[120];
    if (bands->title <= look->cap_title)
        return;
    const struct remedy remedy = remedy_of(l);
    char words[80];
    remedy_text(&remedy, false, words, sizeof words);
    bool plain = !l->race_skip && l->race_norm == NORM_NONE;
    const char *comma = plain ? "" : _(", "), *what = plain ? "" : words;
    snprintf(title, sizeof title, _("Training race: %s, %d hidden layers of %d units%s%s"),
             _(data_label(l->data)), lab_whole(l, RACE_DEPTH), lab_whole(l, RACE_WIDTH), comma,
             what);
    if (part_text_width(part, title, look->cap_title, WEIGHT_BOLD) > (right - x) * 0.7)
        snprintf(title, sizeof title, _("Race: %s, %d layers of %d%s%s"), _(data_label(l->data)),
                 lab_whole(l, RACE_DEPTH), lab_whole(l, RACE_WIDTH), comma, what);
    if (tour_title(part) != NULL)
        text_copy(title, sizeof title, tour_title(part));
    draw_text(part->list, x, baseline, look->cap_title, WEIGHT_BOLD, TEXT_LEFT, part->theme->text,
              title);
    bool more = state_visible_count(part->state) > RACE_NETS_MAX;
    snprintf(about, sizeof about,
             more ? _("step %d of %d, the first %d functions") : _("step %d of %d"),
             board != NULL ? board->step : 0, lab_whole(l, RACE_STEPS), RACE_NETS_MAX);
    double taken = part_text_width(part, title, look->cap_title, WEIGHT_BOLD) + look->gap * 3;
    chart_text(part, right, baseline, right - x - taken, look->cap_label, WEIGHT_MEDIUM, TEXT_RIGHT,
               part->theme->text, about);
}

void scene_race(const struct part *part, const struct bands *bands)
{
    const struct look *look = part->look;
    const struct race_board *board = part->input->board;
    double w = part->input->width, top = bands->title + look->gap * 0.5;
    double bottom = part->input->height - bands->hints - bands->caption - look->gap,
           margin = look->gap * 2;
    bool pane = w >= PANE_FROM_WIDTH * part->input->pixel_ratio;
    double pane_w = pane ? round(fmax(0.27 * w, 22 * look->gap)) : 0;
    double beside = pane ? pane_w + margin + charts_margin(part, board) : margin;
    struct rect area = {margin, top, w - margin - beside, fmax(1, bottom - top)};
    struct rect right = {w - pane_w - margin, top, pane_w, area.h};
    draw_title(part, bands, margin, w - margin);
    if (board != NULL && board->n > 0) {
        draw_tiles(part, board, area);
        double taken = pane ? draw_charts(part, board, right) : 0;
        right.y += taken;
        right.h -= taken;
    } else {
        chart_text(part, area.x + area.w / 2, area.y + area.h / 2, area.w, look->cap_label,
                   WEIGHT_REGULAR, TEXT_CENTER, part->theme->quiet,
                   state_visible_count(part->state) == 0
                       ? _("Nothing is shown. Press 1 to 9, or / to find a function.")
                       : _("Getting ready …"));
    }
    if (pane && !part->state->lecture.on) // in a lecture keys do that
        draw_controls(part, right);
}

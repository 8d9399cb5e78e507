// The network page and the race, built from snapshots made by hand: what is said in words, where
// values lie, and what a mouse does to sliders, the phase map and the layers.
#include "control/requests.h"
#include "stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// --- snapshots ---

static struct spread spread_of(double mean, double half)
{
    struct spread spread = {0};
    spread_add(&spread, mean - half);
    spread_add(&spread, mean + half);
    return spread;
}

// A network whose gradient loses `loss` decades per layer.
static void fill_column(struct study_column *column, const char *id, int depth, double loss)
{
    column->function = activation_find(id);
    column->sigma_w = 1;
    for (int l = 0; l < depth; l++) {
        struct study_layer *layer = &column->layers[l];
        double height = -loss * (depth - 1 - l);
        layer->delta = spread_of(height, 0.1);
        layer->wgrad = spread_of(height - 1, 0.1);
        layer->q = spread_of(-0.5, 0.01);
        layer->gain = spread_of(-2 * loss, 0.01);
        layer->gain_weights = spread_of(0, 0.01);
        layer->gain_slopes = spread_of(-2 * loss, 0.01);
        layer->saturated = spread_of(0.25, 0);
        layer->dead = spread_of(0, 0);
        layer->theory_delta = height;
        layer->theory_wgrad = height - 1;
        layer->theory_q = -0.5;
        layer->theory_gain = -2 * loss;
    }
    column->delta_ratio = spread_of(-loss * (depth - 1), 0.1);
    column->wgrad_ratio = column->delta_ratio;
    column->theory_ratio = -loss * (depth - 1);
}

static void fill_ridges(struct study *study, struct study_column *column)
{
    for (int i = 0; i < study->ridge_n; i++) {
        struct layer_histogram *h = &column->z[i];
        *h = (struct layer_histogram){.low = -3, .high = 3, .count = 1000};
        for (int k = 0; k < HISTOGRAM_BINS; k++)
            h->share[k] = h->slope[k] = 1.0F / HISTOGRAM_BINS;
        column->h[i] = *h;
    }
}

static struct study *study_new(const struct state *state)
{
    struct study *study = calloc(1, sizeof *study);
    assert_non_null(study);
    state_study_request(state, &study->request);
    int depth = study->request.settings.depth;
    study->seeds_done = 2;
    study->ridge_n = depth < STUDY_RIDGES ? depth : STUDY_RIDGES;
    for (int i = 0; i < study->ridge_n; i++)
        study->ridge_layers[i] = i + 1;
    study->n = study->request.n;
    for (int i = 0; i < study->n; i++) {
        const struct network_settings settings = study_settings(&study->request, i);
        const struct network_mix *mix = &study->request.columns[i].mix;
        fill_column(&study->columns[i], mix->parts[0].activation->id, depth, 0.2 * (i + 1));
        network_scales(&settings, mix, &study->columns[i].sigma_w, &study->columns[i].sigma_b,
                       NULL);
        fill_ridges(study, &study->columns[i]);
    }
    return study;
}

static struct phase_map *phase_new(const char *id)
{
    struct phase_map *map = calloc(1, sizeof *map);
    assert_non_null(map);
    map->activation = activation_at(activation_find(id));
    map->sigma_w_most = 4;
    map->sigma_b_most = 1;
    for (int j = 0; j < PHASE_UP; j++)
        for (int i = 0; i < PHASE_ACROSS; i++)
            map->slope[j][i] = i == 0 ? NAN : (float)(i - PHASE_ACROSS / 2) / PHASE_ACROSS;
    return map;
}

struct visit {
    struct stage *stage;
    struct study *study;
    struct phase_map *phase;
};

static struct visit page_open(const char *commands)
{
    struct visit page = {.stage = stage_new()};
    stage_apply(page.stage, "page network");
    stage_apply(page.stage, commands);
    page.stage->study = page.study = study_new(&page.stage->session.state);
    page.stage->phase = page.phase = phase_new("sigmoid");
    stage_build(page.stage);
    return page;
}

static void page_close(struct visit *page)
{
    stage_free(page->stage);
    free(page->study);
    free(page->phase);
}

// --- what the list says ---

static bool says(const struct scene *scene, const char *part)
{
    for (size_t i = 0; i < scene->list.item_n; i++)
        if (scene->list.items[i].kind == DRAW_TEXT &&
            strstr(draw_item_text(&scene->list, &scene->list.items[i]), part) != NULL)
            return true;
    return false;
}

static bool item_finite(const struct draw_list *list, const struct draw_item *item)
{
    bool finite = isfinite(item->x) && isfinite(item->y) && isfinite(item->size) &&
                  isfinite(item->rect.x) && isfinite(item->rect.y) && isfinite(item->rect.w) &&
                  isfinite(item->rect.h) && item->rect.w >= 0 && item->rect.h >= 0;
    bool points = item->kind == DRAW_LINE || item->kind == DRAW_FILL;
    for (size_t i = 0; points && i < 2 * item->point_n; i++)
        finite = finite && isfinite(draw_item_points(list, item)[i]);
    return finite;
}

static void assert_in_words(const struct scene *scene, const char *about)
{
    for (size_t i = 0; i < scene->list.item_n; i++)
        if (!item_finite(&scene->list, &scene->list.items[i]))
            fail_msg("%s: item %zu has no place", about, i);
    static const char *const wrong[] = {"NaN", "nan", "inf", "∞"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        if (says(scene, wrong[i]))
            fail_msg("%s: the page says \"%s\"", about, wrong[i]);
}

static const struct zone *zone_of(const struct scene *scene, const char *value)
{
    for (int i = 0; i < scene->zone_n; i++)
        if (strcmp(scene->zones[i].value, value) == 0)
            return &scene->zones[i];
    fail_msg("no zone sets `%s`", value);
    return NULL;
}

static void the_page_says_the_decades(void **state)
{
    (void)state;
    struct visit page = page_open("only sigmoid tanh; network depth 31");
    assert_in_words(&page.stage->scene, "two functions");
    assert_true(says(&page.stage->scene, "Sigmoid"));
    assert_true(says(&page.stage->scene, "−6.0"));  // 30 · 0.2
    assert_true(says(&page.stage->scene, "−12.0")); // 30 · 0.4
    assert_true(says(&page.stage->scene, "× 0.631 per layer"));
    assert_true(says(&page.stage->scene, "31 layers of 256 units, LeCun"));
    assert_true(says(&page.stage->scene, "layer 16: saturated 25 %, dead 0 %"));
    page_close(&page);
}

static void lost_networks_are_reported_in_words(void **state)
{
    (void)state;
    static const struct {
        enum network_state state;
        const char *word;
    } rows[] = {{NETWORK_DEAD, "dead"},
                {NETWORK_UNDERFLOW, "underflow"},
                {NETWORK_UNDEFINED, "not defined"},
                {NETWORK_FORWARD_OVERFLOW, "overflow"},
                {NETWORK_GRADIENT_OVERFLOW, "overflow"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct visit page = page_open("only relu sigmoid");
        struct study_column *column = &page.study->columns[0];
        for (int l = 0; l < 10; l++) { // nothing to measure in the lower layers
            column->layers[l] = (struct study_layer){.theory_delta = NAN,
                                                     .theory_wgrad = INFINITY,
                                                     .theory_q = -INFINITY,
                                                     .theory_gain = NAN};
            spread_add(&column->layers[l].delta, -INFINITY);
            spread_add(&column->layers[l].q, NAN);
        }
        column->z[0] = column->h[0] = (struct layer_histogram){0};
        column->z[1] = (struct layer_histogram){.low = 2, .high = 2, .count = 9, .share = {1}};
        column->delta_ratio = (struct spread){.left_out = 2};
        column->lost = 2;
        column->state = rows[i].state;
        strcpy(column->sentence, "This is why.");
        stage_build(page.stage);
        assert_in_words(&page.stage->scene, rows[i].word);
        assert_true(says(&page.stage->scene, rows[i].word));
        assert_true(says(&page.stage->scene, "This is why."));
        assert_true(says(&page.stage->scene, "−11.6")); // the other one goes on
        stage_apply(page.stage, "network layer 3");
        assert_in_words(&page.stage->scene, "a layer without numbers");
        page_close(&page);
    }
}

// Lines of a width, in the order of the columns.
static const struct draw_item *thickest_line(const struct scene *scene, int n)
{
    double most = 0;
    for (size_t i = 0; i < scene->list.item_n; i++)
        if (scene->list.items[i].kind == DRAW_LINE && scene->list.items[i].stroke.dash_n == 0)
            most = fmax(most, scene->list.items[i].stroke.width);
    for (size_t i = 0; i < scene->list.item_n; i++) {
        const struct draw_item *item = &scene->list.items[i];
        if (item->kind == DRAW_LINE && item->stroke.dash_n == 0 && item->stroke.width == most &&
            n-- == 0)
            return item;
    }
    fail_msg("no such line");
    return NULL;
}

static void columns_share_their_axes(void **state)
{
    (void)state;
    struct visit page = page_open("only sigmoid tanh relu; network depth 10");
    // The top layer is at 1 in all of them; in layer 1 they are 1.8, 3.6 and 5.4 decades below.
    const struct scene *scene = &page.stage->scene;
    double top = 0, foot[3];
    for (int i = 0; i < 3; i++) {
        const struct draw_item *line = thickest_line(scene, i);
        const double *xy = draw_item_points(&scene->list, line);
        assert_int_equal(line->point_n, 10);
        if (i == 0)
            top = xy[19];
        assert_true(fabs(xy[19] - top) < 1e-9);
        foot[i] = xy[1] - top;
        assert_true(foot[i] > 10); // down is smaller
    }
    assert_true(fabs(foot[1] / foot[0] - 2) < 1e-9);
    assert_true(fabs(foot[2] / foot[0] - 3) < 1e-9);
    page_close(&page);
}

// A loss of no decades is written 1, and what is drawn keeps off its chart's edges; single
// precision is spoken of where gradients are below its 10^-37.93.
static void charts_hold_their_curves(void **state)
{
    (void)state;
    static const struct {
        const char *commands;
        bool below;
    } rows[] = {{"only sigmoid; network depth 200", true},  // 0.2 · 199 = 39.8
                {"only sigmoid; network depth 160", false}, // 31.8, and what pads the chart
                {"only sigmoid; network depth 40", false}}; // 7.8
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct visit page = page_open(rows[i].commands);
        const struct scene *scene = &page.stage->scene;
        assert_int_equal(says(scene, "too small for float32"), rows[i].below);
        bool one = false;
        double low = 0, high = HUGE_VAL; // of the numbers beside the topmost chart
        const struct draw_item *line = thickest_line(scene, 0);
        const double *xy = draw_item_points(&scene->list, line);
        double top = xy[2 * line->point_n - 1], foot = xy[1];
        for (size_t k = 0; k < scene->list.item_n; k++) {
            const struct draw_item *item = &scene->list.items[k];
            if (item->kind == DRAW_TEXT && item->align == TEXT_RIGHT && item->x < xy[0] &&
                strcmp(draw_item_text(&scene->list, item), "1") == 0 &&
                fabs(item->y - item->size / 2 - top) < 1)
                one = true;
            if (item->kind == DRAW_RECT && item->rect.x < xy[0] && item->rect.h > 50 &&
                item->rect.y < top && item->rect.x + item->rect.w > xy[2 * line->point_n - 2] &&
                item->rect.h < high - low) {
                low = item->rect.y;
                high = low + item->rect.h;
            }
        }
        assert_true(one);
        assert_true(top - low > 3 && high - foot > 3); // within the smallest ground below it
        page_close(&page);
    }
}

static void sliders_set_what_they_stand_for(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        enum lab_number number;
        double low, high;
    } rows[] = {
        {"network depth", LAB_DEPTH, 1, 200},    {"network width", LAB_WIDTH, 8, 1024},
        {"network seeds", LAB_SEEDS, 1, 20},     {"network batch", LAB_BATCH, 1, 256},
        {"network sigma-w", LAB_SIGMA_W, 0, 12}, {"network sigma-b", LAB_SIGMA_B, 0, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct visit page = page_open("only sigmoid");
        struct stage *stage = page.stage;
        struct zone zone = *zone_of(&stage->scene, rows[i].value);
        double y = zone.rect.y + zone.rect.h / 2, x = zone.x.at + zone.x.length / 2;
        const double *number = &stage->session.state.laboratory.numbers[rows[i].number];
        stage_press(stage, BUTTON_LEFT, 1, x, y, 0);
        stage_move(stage, zone.x.at + 2 * zone.x.length, y, 0); // beyond the end is the end
        assert_true(*number == rows[i].high);
        stage_move(stage, zone.x.at - 300, y, 0);
        assert_true(*number == rows[i].low);
        stage_move(stage, x, y, 0);
        assert_true(*number > rows[i].low && *number < rows[i].high);
        stage_release(stage, BUTTON_LEFT, x, y);
        double before = *number;
        stage_wheel(stage, 1, x, y, 0);
        assert_true(*number > before);
        page_close(&page);
    }
}

// The slider, the dot on the map and the heads say the σw that the networks are drawn with.
static void one_sigma_is_said_everywhere(void **state)
{
    (void)state;
    static const struct {
        const char *commands, *slider;
        double value;
        const char *heads[2]; // NULL where the columns do not differ
    } rows[] = {
        {"param leaky_relu alpha 0.5; only leaky_relu; network init he_normal",
         "1.265",
         1.2649110640673518,
         {NULL, NULL}},
        {"param leaky_relu alpha 0.5; only relu leaky_relu; focus leaky_relu; "
         "network init he_uniform",
         "1.265",
         1.2649110640673518,
         {"σw ≈ 1.41", "σw ≈ 1.26"}},
        {"param leaky_relu alpha 0.5; only relu leaky_relu; focus relu; network init he_uniform",
         "1.414",
         1.4142135623730951,
         {"σw ≈ 1.41", "σw ≈ 1.26"}},
        {"only tanh sigmoid; network init critical; focus tanh", "1", 1, {"σw = 1", "σw ≈ 10.1"}},
        {"only tanh sigmoid; network init pytorch", "0.5774", 0.57735026918962573, {NULL, NULL}},
        {"only tanh sigmoid; network init orthogonal; network gain 1.5", "1.5", 1.5, {NULL, NULL}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct visit page = page_open(rows[i].commands);
        const struct scene *scene = &page.stage->scene;
        assert_true(fabs(zone_of(scene, "network weights")->x.value - rows[i].value) < 1e-11);
        assert_true(says(scene, rows[i].slider));
        for (int k = 0; k < 2; k++)
            if (rows[i].heads[k] != NULL && !says(scene, rows[i].heads[k]))
                fail_msg("%s: nowhere %s", rows[i].commands, rows[i].heads[k]);
        if (rows[i].heads[0] == NULL)
            assert_false(says(scene, "; σw"));
        page_close(&page);
    }
}

static void depth_lies_on_its_slider_by_factors(void **state)
{
    (void)state;
    struct visit page = page_open("only sigmoid; network depth 1");
    struct zone zone = *zone_of(&page.stage->scene, "network depth");
    double y = zone.rect.y + 1;
    stage_press(page.stage, BUTTON_LEFT, 1, zone.x.at, y, 0);
    stage_move(page.stage, zone.x.at + zone.x.length / 2, y, 0);
    // Half way from 1 to 200 is the square root of 200.
    assert_true(page.stage->session.state.laboratory.numbers[LAB_DEPTH] == 14);
    page_close(&page);
}

static void the_dot_on_the_map_is_the_network(void **state)
{
    (void)state;
    struct visit page = page_open("only sigmoid; network init he_normal");
    struct stage *stage = page.stage;
    struct zone zone = *zone_of(&stage->scene, "network weights");
    double x = zone.rect.x + zone.rect.w / 2, y = zone.rect.y + zone.rect.h / 4;
    stage_press(stage, BUTTON_LEFT, 1, zone.rect.x + 1, zone.rect.y + zone.rect.h - 2, 0);
    const char *said = stage_move(stage, x, y, 0);
    assert_non_null(strstr(said, "network weights 2"));
    const struct laboratory *l = &stage->session.state.laboratory;
    assert_int_equal(l->init, INIT_CUSTOM);
    assert_true(fabs(l->numbers[LAB_SIGMA_W] - 2) < 0.02);
    assert_true(fabs(l->numbers[LAB_SIGMA_B] - 0.75) < 0.01);
    // A ring lies where the pointer is.
    bool found = false;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        found |= item->kind == DRAW_MARKER && item->ring > 0 && fabs(item->x - x) < 2 &&
                 fabs(item->y - y) < 2;
    }
    assert_true(found);
    page_close(&page);
}

static void passing_over_a_chart_reads_a_layer(void **state)
{
    (void)state;
    struct visit page = page_open("only sigmoid; network depth 21");
    struct stage *stage = page.stage;
    struct zone zone = *zone_of(&stage->scene, "network layer");
    const double *layer = &stage->session.state.laboratory.numbers[LAB_LAYER];
    double y = zone.rect.y + 5;
    stage_move(stage, zone.x.at + zone.x.length * 0.5, y, 0);
    assert_true(*layer == 11);
    assert_true(says(&stage->scene, "layer 11: gradient 0.01, q 0.32"));
    stage_move(stage, zone.x.at + zone.x.length, y, 0);
    assert_true(*layer == 21);
    stage_move(stage, 2, 2, 0); // away
    assert_true(*layer == 0);
    stage_move(stage, zone.x.at, y, 0);
    assert_true(*layer == 1);
    text_clear(&stage->said);
    pointer_leave(&stage->pointer, &stage->said);
    assert_string_equal(text_string(&stage->said), "network layer 0\n");
    // A layer that a smaller depth no longer has.
    stage_apply(stage, "network layer 21");
    stage_apply(stage, "network depth 5");
    free(page.study);
    stage->study = page.study = study_new(&stage->session.state);
    stage_build(stage);
    assert_in_words(&stage->scene, "a layer beyond");
    assert_true(says(&stage->scene, "layer 5:"));
    page_close(&page);
}

static void words_are_clicked(void **state)
{
    (void)state;
    static const char *const commands[] = {"network init he_normal", "network init critical",
                                           "network gradient weights", "network histogram h",
                                           "network precision float32"};
    for (size_t i = 0; i < COUNT(commands); i++) {
        struct visit page = page_open("only sigmoid");
        struct stage *stage = page.stage;
        for (int k = 0; k < stage->scene.zone_n; k++) {
            struct zone zone = stage->scene.zones[k];
            if (strcmp(zone.click, commands[i]) != 0)
                continue;
            stage_press(stage, BUTTON_LEFT, 1, zone.rect.x + 3, zone.rect.y + 3, 0);
            const char *said = stage_release(stage, BUTTON_LEFT, zone.rect.x + 3, zone.rect.y + 3);
            assert_non_null(strstr(said, commands[i]));
            assert_in_words(&stage->scene, commands[i]);
            goto clicked;
        }
        fail_msg("nothing to click for `%s`", commands[i]);
    clicked:
        page_close(&page);
    }
}

static void a_lecture_shows_less_and_larger(void **state)
{
    (void)state;
    struct visit page = page_open("only sigmoid tanh relu; lecture on");
    assert_in_words(&page.stage->scene, "a lecture");
    assert_true(says(&page.stage->scene, "−5.8"));
    assert_false(says(&page.stage->scene, "…"));       // nothing is cut
    for (int i = 0; i < page.stage->scene.zone_n; i++) // keys do what sliders do at the desk
        assert_string_not_equal(page.stage->scene.zones[i].value, "network depth");
    stage_apply(page.stage, "lecture off");
    zone_of(&page.stage->scene, "network depth");
    page_close(&page);
}

static void dead_units_may_come_first(void **state)
{
    (void)state;
    struct visit page = page_open("only relu elu; network depth 9; lecture on");
    struct scene *scene = &page.stage->scene;
    page.study->columns[0].layers[8].dead = spread_of(0.364, 0);
    page.study->columns[1].layers[8].dead = spread_of(0.004, 0);
    page.study->columns[1].layers[7].dead = spread_of(0.77, 0); // not the last layer
    stage_build(page.stage);
    assert_false(says(scene, "36 %"));
    assert_true(says(scene, "−1.6"));
    stage_apply(page.stage, "network lead dead");
    assert_true(says(scene, "36 %"));
    assert_true(says(scene, "<1 %"));
    assert_true(says(scene, "dead in layer 9"));
    assert_true(says(scene, "gradient: −1.6 decades"));
    assert_true(says(scene, "100 %")); // the chart's own axis
    assert_false(says(scene, "77 %"));
    assert_false(says(scene, "…"));
    assert_in_words(scene, "dead units");
    stage_apply(page.stage, "network lead toggle");
    assert_false(says(scene, "36 %"));
    page_close(&page);
}

static void every_size_and_number_of_columns_has_its_place(void **state)
{
    (void)state;
    static const struct {
        double width, height;
    } sizes[] = {{1280, 720}, {1920, 1080}, {200, 150}, {320, 900}, {3000, 200}, {760, 430}};
    static const char *const shown[] = {
        "hide all", "only sigmoid", "only sigmoid tanh relu gelu",
        "only step sigmoid tanh relu leaky_relu elu selu gelu silu mish softplus softsign arctan"};
    static const char *const depths[] = {"network depth 1", "network depth 2", "network depth 200"};
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (size_t k = 0; k < COUNT(shown); k++)
            for (size_t d = 0; d < COUNT(depths); d++) {
                struct visit page = page_open(depths[d]);
                stage_apply(page.stage, shown[k]);
                free(page.study);
                page.stage->study = page.study = study_new(&page.stage->session.state);
                page.stage->width = sizes[i].width;
                page.stage->height = sizes[i].height;
                stage_build(page.stage);
                assert_in_words(&page.stage->scene, shown[k]);
                if (k == 3)
                    assert_true(says(&page.stage->scene, "have no room here"));
                page.stage->study = NULL; // before the first snapshot
                page.stage->phase = NULL;
                stage_build(page.stage);
                assert_in_words(&page.stage->scene, "nothing yet");
                page_close(&page);
            }
}

// --- the race ---

static struct race_board *board_new(const struct state *state)
{
    struct race_board *board = calloc(1, sizeof *board);
    assert_non_null(board);
    state_race_request(state, &board->request);
    board->n = board->request.n;
    board->step = 120;
    board->point_n = 4;
    for (int i = 0; i < board->n; i++) {
        struct racer *racer = &board->racers[i];
        racer->function = board->request.racers[i].function;
        racer->loss = 0.6931;
        racer->accuracy = 0.5;
        racer->history_n = 20;
        for (int k = 0; k < 20; k++) {
            racer->steps[k] = (float)(6 * k);
            racer->losses[k] = 0.7F;
            racer->accuracies[k] = 0.5F;
        }
        for (int l = 0; l < board->request.settings.depth; l++)
            racer->gradients[l] = -l;
    }
    return board;
}

static void nothing_shown_is_nothing_computed(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "page network; only sigmoid");
    assert_true(says(&stage->scene, "computing"));
    stage_apply(stage, "hide all");
    assert_true(says(&stage->scene, "Nothing is shown"));
    assert_false(says(&stage->scene, "computing"));
    stage_free(stage);
}

// The axis of the gradients' bars keeps its room at the left, whatever its decades.
static void numbers_at_the_bars_stay_inside(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "only step sigmoid tanh relu elu gelu; page race; race depth 8");
    struct race_board *board = board_new(&stage->session.state);
    stage->board = board;
    stage_build(stage);
    int powers = 0;
    const struct draw_list *list = &stage->scene.list;
    for (size_t i = 0; i < list->item_n; i++) {
        const struct draw_item *item = &list->items[i];
        if (item->kind != DRAW_TEXT || item->align != TEXT_RIGHT)
            continue;
        const char *text = draw_item_text(list, item);
        powers += strncmp(text, "10⁻", strlen("10⁻")) == 0;
        double width = 0.6 * item->size * (double)utf8_count(text, strlen(text)); // as the stage's
        if (item->x < width)
            fail_msg("%s begins at %g", text, item->x - width);
    }
    assert_true(powers > 0);
    stage_free(stage);
    free(board);
}

// In a lecture the gradients' bars stand under one row of surfaces, with letters that are read from
// the last row; two rows of tiles leave no room for them.
static void a_lecture_shows_gradients_of_few(void **state)
{
    (void)state;
    static const struct {
        const char *functions;
        bool bars;
    } rows[] = {{"only sigmoid tanh", true},
                {"only sigmoid tanh relu", true},
                {"only sigmoid tanh relu gelu", false}};
    for (size_t r = 0; r < COUNT(rows); r++) {
        struct stage *stage = stage_new();
        stage_apply(stage, rows[r].functions);
        stage_apply(stage, "page race; lecture on");
        struct race_board *board = board_new(&stage->session.state);
        stage->board = board;
        stage_build(stage);
        assert_int_equal(says(&stage->scene, "gradient by layer"), rows[r].bars);
        for (size_t i = 0; i < stage->scene.list.item_n; i++)
            if (stage->scene.list.items[i].kind == DRAW_TEXT)
                assert_true(stage->scene.list.items[i].size >= 0.028 * stage->height);
        stage_free(stage);
        free(board);
    }
}

// A network alone has the page to itself: its surface is as high as the page allows, its bars
// beside it with their name in full.
static void a_lecture_of_one_fills_the_page(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "only sigmoid; page race; lecture on");
    struct race_board *board = board_new(&stage->session.state);
    stage->board = board;
    stage_build(stage);
    double most = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        if (stage->scene.list.items[i].kind == DRAW_CLIP)
            most = fmax(most, stage->scene.list.items[i].rect.h);
    assert_true(most > 0.6 * stage->height);
    assert_int_equal(says(&stage->scene, "gradient by layer"), 1);
    stage_free(stage);
    free(board);
}

// In a lecture, too, the numbers at the loss stand beside the tiles, not on them.
static void numbers_at_the_loss_keep_off_the_tiles(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "only sigmoid tanh; page race; lecture on");
    struct race_board *board = board_new(&stage->session.state);
    board->racers[1].losses[19] = 1e-11F;
    stage->board = board;
    stage_build(stage);
    const struct draw_list *list = &stage->scene.list;
    double from = stage->width, tiles = 0, numbers = stage->width;
    for (size_t i = 0; i < list->item_n; i++) {
        const struct draw_item *item = &list->items[i];
        if (item->kind == DRAW_CLIP && item->rect.w > 0) {
            from = fmin(from, item->rect.x);
            tiles = fmax(tiles, item->rect.x + item->rect.w);
        }
    }
    for (size_t i = 0; i < list->item_n; i++) {
        const struct draw_item *item = &list->items[i];
        if (item->kind != DRAW_TEXT || item->align != TEXT_RIGHT || item->x <= from)
            continue; // those at the bars end left of the tiles
        const char *text = draw_item_text(list, item);
        double width = 0.6 * item->size * (double)utf8_count(text, strlen(text)); // as the stage's
        if (strncmp(text, "10⁻", strlen("10⁻")) == 0)
            numbers = fmin(numbers, item->x - width);
    }
    assert_true(tiles > 0 && numbers < stage->width);
    if (numbers < tiles)
        fail_msg("numbers begin at %g, on a tile that ends at %g", numbers, tiles);
    stage_free(stage);
    free(board);
}

static void the_race_names_its_winner_and_what_broke(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "only sigmoid tanh relu gelu; page race");
    assert_in_words(&stage->scene, "no board yet");
    struct race_board *board = board_new(&stage->session.state);
    board->racers[1].finished = 90;
    board->racers[2].finished = 60;
    board->racers[3].broken = true;
    board->racers[3].loss = board->racers[3].losses[19] = NAN;
    board->racers[3].accuracy = NAN;
    board->racers[3].losses[18] = 0;
    board->racers[3].gradients[0] = -INFINITY;
    board->racers[3].gradients[1] = NAN;
    stage->board = board;
    stage->width = 1920;
    stage->height = 1080;
    stage_build(stage);
    assert_in_words(&stage->scene, "the race");
    assert_true(says(&stage->scene, "step 120 of 2000"));
    assert_true(says(&stage->scene, "50 % right") && says(&stage->scene, "0.69"));
    assert_true(says(&stage->scene, "no. 1"));
    assert_true(says(&stage->scene, "step 60"));
    assert_true(says(&stage->scene, "no. 2"));
    assert_true(says(&stage->scene, "its numbers"));
    struct zone zone = *zone_of(&stage->scene, "race depth");
    stage_press(stage, BUTTON_LEFT, 1, zone.x.at, zone.rect.y + 2, 0);
    stage_move(stage, zone.x.at + zone.x.length, zone.rect.y + 2, 0);
    assert_true(stage->session.state.laboratory.numbers[RACE_DEPTH] == 30);
    stage_free(stage);
    free(board);
}

static void every_size_of_race_has_its_place(void **state)
{
    (void)state;
    static const struct {
        double width, height;
    } sizes[] = {{1280, 720}, {1920, 1080}, {200, 150}, {320, 900}, {3000, 200}};
    static const char *const shown[] = {"hide all", "only sigmoid", "only sigmoid tanh relu",
                                        "only step sigmoid tanh relu leaky_relu elu selu gelu"};
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (size_t k = 0; k < COUNT(shown); k++) {
            struct stage *stage = stage_new();
            stage_apply(stage, "page race");
            stage_apply(stage, shown[k]);
            struct race_board *board = board_new(&stage->session.state);
            assert_true(board->n <= RACE_NETS_MAX);
            stage->board = board;
            stage->width = sizes[i].width;
            stage->height = sizes[i].height;
            stage_build(stage);
            assert_in_words(&stage->scene, shown[k]);
            stage_free(stage);
            free(board);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_says_the_decades),
        cmocka_unit_test(lost_networks_are_reported_in_words),
        cmocka_unit_test(columns_share_their_axes),
        cmocka_unit_test(charts_hold_their_curves),
        cmocka_unit_test(sliders_set_what_they_stand_for),
        cmocka_unit_test(one_sigma_is_said_everywhere),
        cmocka_unit_test(depth_lies_on_its_slider_by_factors),
        cmocka_unit_test(the_dot_on_the_map_is_the_network),
        cmocka_unit_test(passing_over_a_chart_reads_a_layer),
        cmocka_unit_test(words_are_clicked),
        cmocka_unit_test(a_lecture_shows_less_and_larger),
        cmocka_unit_test(dead_units_may_come_first),
        cmocka_unit_test(every_size_and_number_of_columns_has_its_place),
        cmocka_unit_test(nothing_shown_is_nothing_computed),
        cmocka_unit_test(numbers_at_the_bars_stay_inside),
        cmocka_unit_test(numbers_at_the_loss_keep_off_the_tiles),
        cmocka_unit_test(a_lecture_shows_gradients_of_few),
        cmocka_unit_test(a_lecture_of_one_fills_the_page),
        cmocka_unit_test(the_race_names_its_winner_and_what_broke),
        cmocka_unit_test(every_size_of_race_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

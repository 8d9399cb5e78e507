// Dashes keep still on their curve: panned by one pixel at a time, past samplings, each picture is
// the one before it, moved by a pixel. Both painters.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gl_stage.h"

#include "activation/activation.h"
#include "plot/curve_cache.h"
#include "plot/scale.h"

enum { WIDTH = 320, HEIGHT = 160, STEPS = 700, EDGE = 3 };

static const struct stroke stroke = {
    .width = 3, .color = {0, 0, 0, 255}, .dash = {15, 9}, .dash_n = 2};

static const struct {
    const char *id;
    enum order order;
    double x[2], y[2];
    double dx, dy; // pixels a step
} rows[] = {
    {"sine", ORDER_F, {50, 60}, {-1.2, 1.2}, 1, 0},
    {"sine", ORDER_F, {50, 60}, {-1.2, 1.2}, -1, 0},
    {"sine", ORDER_F, {-3, 7}, {-1.2, 1.2}, 1, 0},   // begins with 0 in view and leaves it
    {"sine", ORDER_F, {25, 35}, {-1.2, 1.2}, -1, 0}, // comes to it
    {"softplus", ORDER_F, {-30, -10}, {0, 0.001}, 1, 0},
    {"sigmoid", ORDER_DF, {2, 4}, {0, 0.1}, -1, 0},
    {"softplus", ORDER_F, {40, 50}, {42, 47}, 1, 1}, // y, too
    {"tanh", ORDER_DF, {1, 3}, {0, 0.5}, 1, -1},
    {"gelu", ORDER_F, {20, 25}, {20, 25}, 0, 1},
};

static const struct curve *get_curve(struct curve_cache *cache, const struct activation *activation,
                                     enum order order, const double x[2], const double y[2])
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(activation, parameters);
    const struct sample_request request = {
        .activation = activation,
        .parameters = parameters,
        .order = order,
        .x = {SCALE_LINEAR, x[0], x[1]},
        .y = {SCALE_LINEAR, y[0], y[1]},
        .width = WIDTH,
        .height = HEIGHT,
        .margin = 0.5,
    };
    return curve_cache_get(cache, 0, &request);
}

// The view, moved by so many pixels.
static void draw_moved(struct stage *stage, struct curve_cache *cache, size_t row, int step)
{
    double unit_x = WIDTH / (rows[row].x[1] - rows[row].x[0]);
    double unit_y = HEIGHT / (rows[row].y[1] - rows[row].y[0]);
    double x[2], y[2];
    for (int i = 0; i < 2; i++) {
        x[i] = rows[row].x[i] + step * rows[row].dx / unit_x;
        y[i] = rows[row].y[i] + step * rows[row].dy / unit_y;
    }
    const struct activation *activation = activation_at(activation_find(rows[row].id));
    const struct curve *curve = get_curve(cache, activation, rows[row].order, x, y);
    draw_curve(stage_begin(stage, (struct color){255, 255, 255, 255}), curve,
               (curve->origin_u - x[0]) * unit_x, HEIGHT - (curve->origin_v - y[0]) * unit_y,
               unit_x, -unit_y, &stroke);
}

// The most by which a picture differs from an earlier one that is moved by (dx, dy).
static int difference_of(const uint8_t *now, const uint8_t *before, int dx, int dy)
{
    int most = 0;
    for (int y = EDGE; y < HEIGHT - EDGE; y++)
        for (int x = EDGE; x < WIDTH - EDGE; x++) {
            int difference = now[4 * (y * WIDTH + x)] - before[4 * ((y - dy) * WIDTH + x + dx)];
            most = abs(difference) > most ? abs(difference) : most;
        }
    return most;
}

static void check_row(struct stage *stage, size_t row)
{
    enum { BYTES = WIDTH * HEIGHT * 4, ALLOWED = 64 }; // a tenth of a pixel, at two edges
    struct curve_cache cache = {0};
    uint8_t *gl = malloc(BYTES), *cairo = malloc(BYTES);
    assert_true(gl && cairo);
    for (int step = 0; step < STEPS; step++) {
        draw_moved(stage, &cache, row, step);
        stage_draw_both(stage, &stage->list, "dashes");
        int dx = (int)rows[row].dx, dy = (int)rows[row].dy;
        int by_gl = step > 0 ? difference_of(stage->gl, gl, dx, dy) : 0;
        int by_cairo = step > 0 ? difference_of(stage->cairo, cairo, dx, dy) : 0;
        if (by_gl > ALLOWED || by_cairo > ALLOWED)
            fail_msg("row %zu (%s), step %d, sampled %ld times: %d and %d off", row, rows[row].id,
                     step, cache.samplings, by_gl, by_cairo);
        memcpy(gl, stage->gl, BYTES);
        memcpy(cairo, stage->cairo, BYTES);
    }
    assert_true(cache.samplings > 2);
    curve_cache_free(&cache);
    free(gl);
    free(cairo);
}

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { ROW_STEP = 3 };
#else
enum { ROW_STEP = 1 };
#endif

static void dashes_keep_still_while_panning(void **state)
{
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row += ROW_STEP)
        check_row(*state, row);
}

static int set_up(void **state)
{
    *state = stage_open(WIDTH, HEIGHT);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    stage_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dashes_keep_still_while_panning)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

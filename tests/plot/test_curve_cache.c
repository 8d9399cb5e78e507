// The curve cache: what is sampled again, what is kept, and that curves keep their address.
#include "plot/curve_cache.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const double alpha[ACTIVATION_PARAMETERS_MAX] = {0.01};

static struct sample_request request_of(const char *id)
{
    return (struct sample_request){
        .activation = activation_at(activation_find(id)),
        .parameters = alpha,
        .order = ORDER_F,
        .x = {SCALE_LINEAR, -5, 5},
        .y = {SCALE_LINEAR, -1, 2},
        .width = 1280,
        .height = 720,
        .margin = 0.5,
    };
}

static void the_same_view_is_sampled_once(void **state)
{
    (void)state;
    struct curve_cache cache = {0};
    struct sample_request request = request_of("sigmoid");
    const struct curve *curve = curve_cache_get(&cache, 0, &request);
    uint64_t revision = curve->revision;
    assert_true(curve->identity != 0);
    assert_true(curve->n > 2);
    for (int i = 0; i < 10; i++)
        assert_ptr_equal(curve_cache_get(&cache, 0, &request), curve);
    assert_int_equal(curve->revision, revision);
    assert_int_equal(cache.samplings, 1);
    curve_cache_free(&cache);
}

static void panning_within_the_margin_samples_nothing(void **state)
{
    (void)state;
    struct curve_cache cache = {0};
    struct sample_request request = request_of("tanh");
    curve_cache_get(&cache, 0, &request);
    for (int i = 0; i < 40; i++) {
        request.x.low += 0.1;
        request.x.high += 0.1;
        curve_cache_get(&cache, 0, &request);
    }
    assert_int_equal(cache.samplings, 1);
    request.x.low += 2;
    request.x.high += 2;
    curve_cache_get(&cache, 0, &request);
    assert_int_equal(cache.samplings, 2);
    curve_cache_free(&cache);
}

static void what_changes_the_curve_samples_again(void **state)
{
    (void)state;
    const double other[ACTIVATION_PARAMETERS_MAX] = {0.2};
    struct sample_request rows[4];
    for (size_t i = 0; i < COUNT(rows); i++)
        rows[i] = request_of("leaky_relu");
    rows[0].parameters = other;
    rows[1].x = (struct axis){SCALE_SYMLOG, -5, 5};
    rows[2].y = (struct axis){SCALE_SYMLOG, -1, 2};
    rows[3].x = (struct axis){SCALE_LINEAR, -1, 1};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct curve_cache cache = {0};
        struct sample_request first = request_of("leaky_relu");
        const struct curve *curve = curve_cache_get(&cache, 0, &first);
        uint64_t identity = curve->identity, revision = curve->revision;
        assert_ptr_equal(curve_cache_get(&cache, 0, &rows[i]), curve);
        assert_int_equal(cache.samplings, 2);
        assert_int_equal(curve->identity, identity);
        assert_true(curve->revision > revision);
        curve_cache_free(&cache);
    }
}

// Far from 0, log and symlog differ by a shift only: the view seems to be one that is covered.
static void a_scale_that_only_shifts_samples_again(void **state)
{
    (void)state;
    struct curve_cache cache = {0};
    struct sample_request request = request_of("relu");
    request.x = (struct axis){SCALE_LOG, 10, 1e4};
    request.y = (struct axis){SCALE_LOG, 10, 1e4};
    const struct curve *curve = curve_cache_get(&cache, 0, &request);
    request.y.scale = SCALE_SYMLOG;
    assert_true(curve_covers(curve, &request));
    curve_cache_get(&cache, 0, &request);
    assert_int_equal(cache.samplings, 2);
    curve_cache_free(&cache);
}

// The parameters are compared by value: a caller may change them in place.
static void parameters_changed_in_place_are_noticed(void **state)
{
    (void)state;
    struct curve_cache cache = {0};
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0.01};
    struct sample_request request = request_of("leaky_relu");
    request.parameters = parameters;
    const struct curve *curve = curve_cache_get(&cache, 0, &request);
    parameters[0] = 0.2;
    curve_cache_get(&cache, 0, &request);
    assert_int_equal(cache.samplings, 2);
    assert_true(curve->vertices[0].y == 0.2 * curve->vertices[0].x);
    curve_cache_free(&cache);
}

// A user's own function may be another one, in the same place, with the same parameters.
static void a_function_defined_anew_is_noticed(void **state)
{
    (void)state;
    struct curve_cache cache = {0};
    struct activation own = *activation_at(activation_find("relu"));
    struct sample_request request = request_of("relu");
    own.revision = 1;
    request.activation = &own;
    const struct curve *curve = curve_cache_get(&cache, 0, &request);
    assert_true(curve->vertices[0].y == 0);
    own = *activation_at(activation_find("identity"));
    own.revision = 2;
    assert_ptr_equal(curve_cache_get(&cache, 0, &request), curve);
    assert_int_equal(cache.samplings, 2);
    assert_true(curve->vertices[0].y == curve->vertices[0].x);
    curve_cache_get(&cache, 0, &request);
    assert_int_equal(cache.samplings, 2);
    curve_cache_free(&cache);
}

static void function_order_and_panel_have_curves_of_their_own(void **state)
{
    (void)state;
    enum { PANELS = 20, ALL = 5 * ORDER_COUNT * PANELS };
    struct curve_cache cache = {0};
    const struct curve *curves[ALL];
    int n = 0;
    for (int round = 0; round < 2; round++) {
        n = 0;
        for (int function = 0; function < 5; function++)
            for (int order = 0; order < ORDER_COUNT; order++)
                for (int panel = 0; panel < PANELS; panel++, n++) {
                    struct sample_request request = request_of(activation_at(function)->id);
                    request.order = (enum order)order;
                    const struct curve *curve = curve_cache_get(&cache, panel, &request);
                    if (round == 0)
                        curves[n] = curve;
                    else
                        assert_ptr_equal(curves[n], curve); // though the cache has grown
                }
    }
    for (int i = 0; i < ALL; i++)
        for (int j = 0; j < i; j++)
            assert_true(curves[i]->identity != curves[j]->identity);
    assert_int_equal(cache.samplings, ALL);
    curve_cache_free(&cache);
}

static void freeing_leaves_an_empty_cache(void **state)
{
    (void)state;
    struct curve_cache cache = {0};
    struct sample_request request = request_of("relu");
    curve_cache_free(NULL);
    curve_cache_free(&cache);
    curve_cache_get(&cache, 0, &request);
    curve_cache_free(&cache);
    assert_int_equal(cache.n, 0);
    assert_int_equal(curve_cache_get(&cache, 0, &request)->run_n, 1);
    curve_cache_free(&cache);
}

// A function without parameters may come without any.
static void no_parameters_are_fine(void **state)
{
    (void)state;
    struct curve_cache cache = {0};
    struct sample_request request = request_of("relu");
    request.parameters = NULL;
    curve_cache_get(&cache, 0, &request);
    curve_cache_get(&cache, 0, &request);
    assert_int_equal(cache.samplings, 1);
    curve_cache_free(&cache);
}

static void a_bound_grows_with_the_zoom(void **state)
{
    (void)state;
    struct curve_vertex vertices[] = {{.bound = 0}, {.bound = 0.0625f}, {.bound = HUGE_VALF}};
    const struct curve curve = {.vertices = vertices, .n = 3, .unit_x = 100, .unit_y = 200};
    static const struct {
        double unit_x, unit_y, times;
    } rows[] = {{100, 200, 1},   {100, -200, 1}, {150, -200, 1.5}, {100, -300, 1.5},
                {50, -300, 1.5}, {150, -400, 2}, {50, -100, 0.5}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(curve_bound(&curve, 0, rows[i].unit_x, rows[i].unit_y) == 0);
        assert_true(curve_bound(&curve, 1, rows[i].unit_x, rows[i].unit_y) ==
                    0.0625 * rows[i].times);
        assert_true(isinf(curve_bound(&curve, 2, rows[i].unit_x, rows[i].unit_y)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_view_is_sampled_once),
        cmocka_unit_test(panning_within_the_margin_samples_nothing),
        cmocka_unit_test(what_changes_the_curve_samples_again),
        cmocka_unit_test(a_scale_that_only_shifts_samples_again),
        cmocka_unit_test(parameters_changed_in_place_are_noticed),
        cmocka_unit_test(a_function_defined_anew_is_noticed),
        cmocka_unit_test(function_order_and_panel_have_curves_of_their_own),
        cmocka_unit_test(freeing_leaves_an_empty_cache),
        cmocka_unit_test(no_parameters_are_fine),
        cmocka_unit_test(a_bound_grows_with_the_zoom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

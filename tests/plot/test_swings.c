// Columns of swings: what a curve takes within a pixel is proven where it goes round and round, as
// far out as doubles go; it is drawn from its lowest to its highest value, which are known here in
// closed form, and jumps leave out what is between.
#include "activation/own.h"
#include "picture.h"

#include <math.h>
#include <string.h>

enum { BANDS = 2 };

struct band {
    double low, high;
};

static const struct {
    const char *formula;
    enum order order;
    double from, to; // of x
    double bottom, top;
    struct band bands[BANDS]; // the second is {0, 0} where there is one
} rows[] = {
    {"sin(x)", ORDER_F, 1e6, 2e6, -2, 2, {{-1, 1}, {0, 0}}},
    {"sin(x)", ORDER_F, 1e200, 2e200, -2, 2, {{-1, 1}, {0, 0}}},
    {"sin(x)", ORDER_F, -3e307, -1e307, -1.01, -0.99, {{-1, -0.97}, {0, 0}}},
    {"sin(x)", ORDER_DF, 1e15, 2e15, -2, 2, {{-1, 1}, {0, 0}}},
    {"sin(-4*x)", ORDER_D2F, 1e9, 2e9, -20, 20, {{-16, 16}, {0, 0}}},
    {"sin(x/3)+5", ORDER_F, 1e9, 2e9, 0, 10, {{4, 6}, {0, 0}}},
    {"sin(x^2)", ORDER_F, 1e5, 2e5, -2, 2, {{-1, 1}, {0, 0}}},
    {"sin(1/x)", ORDER_F, 1e-9, 2e-9, -2, 2, {{-1, 1}, {0, 0}}},
    {"abs(sin(x))", ORDER_F, 1e6, 2e6, -2, 2, {{0, 1}, {0, 0}}},
    {"exp(sin(x))", ORDER_F, 1e6, 2e6, 0, 4, {{0.36787944117144233, 2.7182818284590452}, {0, 0}}},
    {"cos(3*x)^2", ORDER_F, 1e6, 2e6, -2, 2, {{0, 1}, {0, 0}}},
    {"tan(x)", ORDER_F, 1e6, 2e6, -1e9, 1e9, {{-3e9, 3e9}, {0, 0}}},
    {"tan(x)", ORDER_D2F, 1e100, 2e100, -1e200, 1e200, {{-3e200, 3e200}, {0, 0}}},
    {"min(tan(x), 2)", ORDER_F, 1e6, 2e6, -10, 10, {{-30, 2}, {0, 0}}},
    {"tanh(tan(x))", ORDER_F, 1e6, 2e6, -2, 2, {{-1, 1}, {0, 0}}},
    {"log(sin(x))", ORDER_F, 1e6, 2e6, -100, 10, {{-210, 0}, {0, 0}}},
    {"sign(sin(x))", ORDER_F, 1e6, 2e6, -2, 2, {{-1, -1}, {1, 1}}},
    {"floor(sin(3*x))", ORDER_F, 1e6, 2e6, -2, 2, {{-1, -1}, {0, 0}}},
    {"if(cos(x) > 1/2, 3, sin(x))", ORDER_F, 1e6, 2e6, -4, 4, {{-1, 1}, {3, 3}}},
    {"if(sin(x) > 0, 2+sin(x), sin(x))", ORDER_F, 1e250, 2e250, -4, 4, {{-1, 0}, {2, 3}}},
    {"max(sin(x), cos(2*x))", ORDER_F, 1e6, 2e6, -2, 2, {{-1, 1}, {0, 0}}},
    {"x*cos(x)", ORDER_F, 1e10, 1.000001e10, -2e10, 2e10, {{-1e10, 1e10}, {0, 0}}},
    {"relu(sin(x))+step(cos(x))", ORDER_F, 1e6, 2e6, -1, 3, {{0, 2}, {0, 0}}},
};

static double height_of(const struct picture *p, double y)
{
    return pixel_at(p, p->request.x.low, y).y;
}

// The band of a vertex; BANDS where it is in none.
static int band_of(const struct picture *p, const struct band *bands, size_t vertex)
{
    double at = vertex_pixel(p, vertex).y;
    int i = 0;
    while (i < BANDS && (at < height_of(p, bands[i].low) - PROMISE_PIXELS ||
                         at > height_of(p, bands[i].high) + PROMISE_PIXELS))
        i++;
    return i;
}

// How many vertices are at each end of a band. All strokes are proven; the first column and the
// last may be anything.
static void bands_are_taken(const struct picture *p, const struct band *bands)
{
    int at_low[BANDS + 1] = {0}, at_high[BANDS + 1] = {0};
    for (size_t i = 0; i < p->curve.n; i++) {
        int band = band_of(p, bands, i);
        double at = vertex_pixel(p, i).y;
        REQUIRE(p, band < BANDS, "vertex %zu is in no band, at %.17g", i, p->curve.vertices[i].y);
        at_low[band] += fabs(at - height_of(p, bands[band].low)) <= PROMISE_PIXELS;
        at_high[band] += fabs(at - height_of(p, bands[band].high)) <= PROMISE_PIXELS;
    }
    int least = (int)p->request.width * 9 / 10;
    for (int i = 0; i < BANDS; i++)
        if (i == 0 || bands[i].low != 0)
            REQUIRE(p, at_low[i] >= least && at_high[i] >= least,
                    "band %d: %d at its foot, %d at "
                    "its top",
                    i, at_low[i], at_high[i]);
}

static void swings_are_proven_and_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct own own = {0};
        struct picture p =
            picture_of("step", rows[i].order, (struct axis){SCALE_LINEAR, rows[i].from, rows[i].to},
                       (struct axis){SCALE_LINEAR, rows[i].bottom, rows[i].top});
        assert_true(own_formula(&own, rows[i].formula, NULL));
        p.request.activation = &own.activation;
        p.request.width = 200;
        p.request.height = 300;
        picture_sample(&p);
        struct curve_proof proof = curve_proof(&p.curve);
        REQUIRE(&p, proof.bounded + 4 >= proof.pieces, "%s: %zu of %zu pieces", rows[i].formula,
                proof.bounded, proof.pieces);
        bands_are_taken(&p, rows[i].bands);
        curve_free(&p.curve);
        own_clear(&own);
    }
}

// What only seems to go round, or goes round less than doubles can tell, is no proof: a sum that
// cancels, an argument whose bounds alone are wide, a slope on which a curve swings.
static void what_does_not_swing_is_not_proven(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "sin(x+sin(1000*x))",
        "sin(floor(x))",
        "sin(1000*sin(x))",
        "sin(if(sin(x) > 0, x, -x))",
    };
    const struct axis x = {SCALE_LINEAR, 1e6, 1.2e6}, y = {SCALE_LINEAR, -2, 2};
    for (size_t i = 0; i < COUNT(formulas); i++) {
        struct own own = {0};
        struct picture p = picture_of("step", ORDER_F, x, y);
        assert_true(own_formula(&own, formulas[i], NULL));
        p.request.activation = &own.activation;
        p.request.width = 200;
        picture_sample(&p);
        struct curve_proof proof = curve_proof(&p.curve);
        REQUIRE(&p, proof.pieces > 0 && proof.bounded < proof.pieces / 10, "%s: %zu of %zu pieces",
                formulas[i], proof.bounded, proof.pieces);
        curve_free(&p.curve);
        own_clear(&own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swings_are_proven_and_whole),
        cmocka_unit_test(what_does_not_swing_is_not_proven),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

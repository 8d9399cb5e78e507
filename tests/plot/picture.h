// Sampled requests for tests, at every function, order, scale and depth: what they mean in pixels,
// and random ones. Failures print the seed that repeats them.
#ifndef ACTSCOPE_TESTS_PLOT_PICTURE_H
#define ACTSCOPE_TESTS_PLOT_PICTURE_H

#include "activation/expression/expression.h"
#include "plot/sample/sample.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

// The promise to whoever looks at the screen.
#define PROMISE_PIXELS 0.1

// One sampled request. Pixels count from the lower left corner of the panel.
struct picture {
    struct sample_request request;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    double ul, vl, unit_x, unit_y;
    double grain; // a double's last digit in pixels: in the deepest zooms nothing is finer
    double marks[ACTIVATION_POINTS_MAX + EXPRESSION_BREAKS_MAX]; // x that must be vertices
    int mark_n;
    struct activation_break breaks[EXPRESSION_BREAKS_MAX];
    int break_n;
    const struct activation
        *marked; // the function, and its parameters, that marks and breaks are of
    double marked_with[ACTIVATION_PARAMETERS_MAX];
    struct curve curve;
};

struct pixel {
    double x, y;
};

// A function of the catalogue with its defaults in a panel of 1280 × 720.
struct picture picture_of(const char *id, enum order order, struct axis x, struct axis y);

// Fills in what depends on the request; to be called after a change of the request. picture_sample
// does it, and samples the curve.
void picture_measure(struct picture *p);
void picture_sample(struct picture *p);
void picture_print(const struct picture *p);

double spacing(double value); // from |value| to the next double
double value_at(const struct picture *p, double x);
const struct activation_break *break_at(const struct picture *p, double x); // NULL for none

struct pixel pixel_at(const struct picture *p, double x, double y);
struct pixel vertex_pixel(const struct picture *p, size_t i); // where painters put a vertex
bool visible(const struct picture *p, struct pixel at);

const struct curve_dot *dot_at(const struct curve *c, double x, double y); // NULL for none

// Runs and anchor hold all vertices, each run goes from left to right without standing still, and
// nothing is further outside than painters can take.
void vertices_are_in_order_and_moderate(const struct picture *p);

double distance_to_segment(struct pixel p, struct pixel a, struct pixel b);
double distance_to_polyline(const struct picture *p, struct pixel at); // HUGE_VAL if none is near

// --- random pictures ---

// The user's formulas among them are parsed by a group's setup and freed by its teardown.
int parse_formulas(void **state);
int forget_formulas(void **state);

// Any function, a user's formula one time in six; any order, size, scales and view.
void random_picture(struct picture *p, uint64_t *seed);

// From ACTSCOPE_CASES, or 20,000.
int case_count(void);

typedef void property(struct picture *p, uint64_t *seed);

// Every case has a seed of its own, so that one can be repeated alone: ACTSCOPE_SEED=… CASES=1.
// Goes on after a case that fails, up to a hundred of them, and fails at the end.
void for_random_pictures(int n, property *holds);

extern uint64_t property_start; // the seed of the present case, printed with every failure
extern int property_case;

// Ends the present case, or the test where there is none.
void property_fail(void);

#define REQUIRE(p, condition, ...)                                                                 \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            print_error("ACTSCOPE_SEED=%" PRIu64 ", case %d: ", property_start, property_case);    \
            print_error(__VA_ARGS__);                                                              \
            print_error("\n");                                                                     \
            picture_print(p);                                                                      \
            property_fail();                                                                       \
        }                                                                                          \
    } while (0)

#endif

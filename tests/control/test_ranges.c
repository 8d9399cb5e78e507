// Ranges: those of the laboratory's numbers and of its sliders, those that fitted axes have, and
// those that parameters run through.
#include "control/requests.h"
#include "helper.h"
#include "plot/fit.h"

#include <math.h>

// --- numbers of the laboratory ---

// Each number with the least and the greatest that its command takes, whether halves are refused,
// where its slider begins and ends, and what it is at the start: as docs/manual.md and the --help
// of the subcommands `gradient` and `race` have it.
static const struct {
    const char *command;
    double low, high;
    bool whole;
    double slider_low, slider_high, initial;
} numbers[] = {
    {"network depth", 1, 200, true, 1, 200, 30},
    {"network width", 8, 1024, true, 8, 1024, 256},
    {"network batch", 1, 256, true, 1, 256, 64},
    {"network seed", 0, 2147483647, true, 0, 99, 1},
    {"network seeds", 1, 100, true, 1, 20, 5},
    {"network sigma-w", 0, 50, false, 0, 12, 1},
    {"network sigma-b", 0, 50, false, 0, 2, 0},
    {"network gain", 0, 50, false, 0, 4, 1},
    {"network layer", 0, 200, true, 0, 200, 0},
    {"race depth", 1, 50, true, 1, 30, 10},
    {"race width", 2, 128, true, 2, 128, 32},
    {"race batch", 1, 512, true, 1, 512, 64},
    {"race rate", 0, 10, false, 0, 0.1, 0},
    {"race steps", 10, 100000, true, 100, 10000, 2000},
    {"race speed", 1, 100000, true, 10, 5000, 500},
    {"race seed", 0, 2147483647, true, 0, 99, 1},
    {"race sigma-w", 0, 50, false, 0, 12, 1},
};

static void numbers_have_their_limits(void **state)
{
    struct session *s = *state;
    char line[64];
    assert_int_equal(COUNT(numbers), LAB_NUMBERS);
    for (int i = 0; i < LAB_NUMBERS; i++) {
        const double ends[] = {numbers[i].low, numbers[i].high};
        assert_true(s->state.laboratory.numbers[i] == numbers[i].initial);
        for (int end = 0; end <= 1; end++) {
            snprintf(line, sizeof line, "%s %.17g", numbers[i].command, ends[end]);
            apply(s, line);
            assert_true(s->state.laboratory.numbers[i] == ends[end]);
            double beyond = ends[end] + (numbers[i].whole ? 1 : 1e-6) * (end == 0 ? -1 : 1);
            snprintf(line, sizeof line, "%s %.17g", numbers[i].command, beyond);
            assert_int_equal(apply_wrong(s, line).id, FAULT_RANGE);
            assert_true(s->state.laboratory.numbers[i] == ends[end]);
        }
        snprintf(line, sizeof line, "%s %.17g", numbers[i].command, numbers[i].high - 0.5);
        if (numbers[i].whole)
            assert_int_equal(apply_wrong(s, line).id, FAULT_RANGE);
        else
            apply(s, line);
    }
}

static void sliders_have_their_stretch(void **state)
{
    (void)state;
    for (int i = 0; i < LAB_NUMBERS; i++) {
        const struct lab_row *row = lab_row((enum lab_number)i);
        char command[64];
        lab_command((enum lab_number)i, command, sizeof command);
        assert_string_equal(command, numbers[i].command);
        assert_true(row->slider_low == numbers[i].slider_low);
        assert_true(row->slider_high == numbers[i].slider_high);
    }
}

// Steps that are neither added nor multiplied go along these round numbers, and stop at the ends.
static void steps_go_along_round_numbers(void **state)
{
    (void)state;
    static const double up[] = {1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 200};
    double value = 1;
    for (size_t i = 0; i + 1 < COUNT(up); i++) {
        assert_true(value == up[i]);
        value = lab_moved(LAB_DEPTH, value, 1);
    }
    assert_true(value == 200 && lab_moved(LAB_DEPTH, 200, -1) == 150);
    assert_true(lab_moved(LAB_DEPTH, 6, 1) == 7 && lab_moved(LAB_DEPTH, 6, -1) == 5);
    assert_true(lab_moved(LAB_DEPTH, 1, -3) == 1 && lab_moved(LAB_DEPTH, 1, 5) == 10);
    assert_true(lab_moved(LAB_WIDTH, 256, 1) == 512 && lab_moved(LAB_WIDTH, 1024, 1) == 1024);
    assert_true(lab_moved(LAB_SIGMA_B, 0.05, -2) == 0 && lab_moved(LAB_SIGMA_B, 0.07, 1) == 0.1);
}

// What the networks are trained with: the article's momentum, and the numbers as they stand.
static void the_race_is_run_with_what_stands_there(void **state)
{
    struct session *s = *state;
    struct race_request request;
    apply(s,
          "race depth 7; race width 16; race batch 32; race rate 0.02; race steps 300;"
          "race seed 9; race dataset moons; race optimiser adam; only relu gelu tanh; hide gelu");
    state_race_request(&s->state, &request);
    const struct race_settings *r = &request.settings;
    assert_true(r->depth == 7 && r->width == 16 && r->batch == 32 && r->steps == 300);
    assert_true(r->learning_rate == 0.02 && r->momentum == 0.9 && r->seed == 9);
    assert_true(r->data == RACE_MOONS && r->optimiser == RACE_ADAM);
    assert_int_equal(request.n, 2);
    assert_int_equal(request.racers[0].function, activation_find("relu"));
    assert_int_equal(request.racers[1].function, activation_find("tanh"));
}

// --- fitted axes ---

static void assert_axis(const struct axis *axis, double low, double high, const char *about)
{
    if (!(fabs(axis->low - low) <= 1e-12 * fmax(1, fabs(low)) &&
          fabs(axis->high - high) <= 1e-12 * fabs(high)))
        fail_msg("%s: %.17g to %.17g, not %.17g to %.17g", about, axis->low, axis->high, low, high);
}

// A fitted axis has 8 % of what it shows as room on each side; a flat curve a tenth of its height.
static void fitted_axes_have_room(void **state)
{
    struct session *s = *state;
    static const struct {
        const char *commands;
        enum order row;
        double low, high;
    } rows[] = {
        {"only identity; view -5 5", ORDER_F, -5.8, 5.8},
        {"only relu; view -2 10", ORDER_F, -0.8, 10.8},
        {"only relu", ORDER_DF, -0.08, 1.08},
        {"only identity", ORDER_DF, 0.9, 1.1},            // flat
        {"define c = 0*x-30; only c", ORDER_F, -33, -27}, // flat and negative
        {"only identity", ORDER_D2F, -1.25, 1.25},        // flat at 0
        {"only relu identity; view -4 2", ORDER_F, -4.48, 2.48},
        {"hide identity", ORDER_F, -0.16, 2.16}, // what is hidden takes no room
    };
    apply(s, "derivative 0,1,2; layout stacked");
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct view view;
        apply(s, rows[i].commands);
        state_view(&s->state, &view);
        assert_axis(&view.y[rows[i].row], rows[i].low, rows[i].high, rows[i].commands);
    }
}

// On a log axis the room is a factor: 8 % of the decades shown, of one decade at least.
static void fitted_log_axes_have_room(void **state)
{
    (void)state;
    static const struct {
        double from, to, low, high;
    } rows[] = {
        {1e-3, 1e3, -3 - 0.48, 3 + 0.48}, {1, 1e10, -0.8, 10.8}, {5, 5, -0.08, 0.08},
        {-2, 1e4, -2 - 0.48, 4 + 0.48}, // six decades of what is positive
        {0, 1, -6 - 0.48, 0.48},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct axis axis = axis_fit(SCALE_LOG, rows[i].from, rows[i].to);
        double shift = rows[i].from == rows[i].to ? log10(rows[i].from) : 0;
        assert_true(fabs(log10(axis.low) - shift - rows[i].low) < 1e-12);
        assert_true(fabs(log10(axis.high) - shift - rows[i].high) < 1e-12);
    }
    struct axis none = axis_fit(SCALE_LOG, -2, -1); // nothing that it could show
    assert_true(none.low == 1e-3 && none.high == 1);
}

// Of a swept function the whole family is in sight.
static void a_family_is_in_sight(void **state)
{
    struct session *s = *state;
    struct view view;
    apply(s, "only leaky_relu; derivative 0; view -10 10");
    const struct activation *a = activation_at(activation_find("leaky_relu"));
    apply(s, "param leaky_relu alpha sweep");
    state_view(&s->state, &view);
    double lowest = -10 * fmax(a->parameters[0].high, a->parameters[0].low);
    double room = 0.08 * (10 - fmin(lowest, 0));
    assert_axis(&view.y[ORDER_F], fmin(lowest, 0) - room, 10 + room, "leaky_relu, swept");
}

// --- parameters ---

// Up in four seconds and down again in four, along a cosine.
static void a_parameter_swings_in_eight_seconds(void **state)
{
    struct session *s = *state;
    int function = activation_find("leaky_relu");
    const struct activation_parameter *p = &activation_at(function)->parameters[0];
    double *value = &s->state.parameters[function][0];
    apply(s, "only leaky_relu");
    *value = p->low;
    apply(s, "animate on");
    static const double shares[] = {0.5, 1, 0.5, 0};
    for (size_t i = 0; i < COUNT(shares); i++) {
        assert_true(session_animate(s, 2));
        assert_true(fabs(*value - (p->low + shares[i] * (p->high - p->low))) < 1e-9);
    }
}

// A fiftieth of the slider a step, and never beyond its ends.
static void nudges_are_fiftieths_of_the_slider(void **state)
{
    struct session *s = *state;
    static const char *const ids[] = {"leaky_relu", "elu", "hard_tanh"};
    for (size_t i = 0; i < COUNT(ids); i++) {
        int function = activation_find(ids[i]);
        const struct activation_parameter *p = &activation_at(function)->parameters[0];
        double *value = &s->state.parameters[function][0], step = (p->high - p->low) / 50;
        char line[64];
        snprintf(line, sizeof line, "only %s", ids[i]);
        apply(s, line);
        *value = p->low + 10 * step;
        double round_value = round(*value / step) * step;
        apply(s, "nudge 1");
        assert_true(fabs(*value - (round_value + step)) < 1e-9);
        apply(s, "nudge -3");
        assert_true(fabs(*value - (round_value - 2 * step)) < 1e-9);
        apply(s, "nudge 1000");
        assert_true(*value == p->high);
    }
}

// --- switches ---

// What each switch's words do to its member, whatever the state prints itself as.
static void switches_do_what_their_words_say(void **state)
{
    struct session *s = *state;
    static const struct {
        const char *command, *off, *on;
        size_t at; // of the bool in the state
    } rows[] = {
        {"link y", "on", "off", offsetof(struct state, compare.free_y)},
        {"saturation", "off", "on", offsetof(struct state, compare.saturation)},
        {"band", "off", "on", offsetof(struct state, compare.band)},
        {"lecture", "off", "on", offsetof(struct state, lecture.on)},
        {"reduced-motion", "off", "on", offsetof(struct state, lecture.still)},
        {"echo", "off", "on", offsetof(struct state, lecture.echo)},
        {"timer", "off", "on", offsetof(struct state, lecture.timer)},
        {"card", "off", "on", offsetof(struct state, lecture.card)},
        {"markers", "off", "on", offsetof(struct state, lecture.markers)},
        {"hear", "off", "on", offsetof(struct state, lecture.hear)},
        {"hear", "value", "slope", offsetof(struct state, lecture.hear_slope)},
        {"speak", "off", "on", offsetof(struct state, lecture.speak)},
        {"grid", "off", "on", offsetof(struct state, grid)},
        {"legend", "off", "on", offsetof(struct state, legend)},
        {"readout", "off", "on", offsetof(struct state, readout)},
        {"points", "off", "on", offsetof(struct state, points)},
        {"naive", "off", "on", offsetof(struct state, naive)},
        {"proof", "off", "on", offsetof(struct state, proof)},
        {"formula", "off", "on", offsetof(struct state, formula)},
        {"hints", "off", "on", offsetof(struct state, hints)},
        {"fullscreen", "off", "on", offsetof(struct state, fullscreen)},
        {"help", "off", "on", offsetof(struct state, help)},
        {"blank", "off", "on", offsetof(struct state, blank)},
        {"network precision", "float64", "float32", offsetof(struct state, laboratory.float32)},
        {"network histogram", "z", "h", offsetof(struct state, laboratory.outputs)},
        {"network gradient", "delta", "weights", offsetof(struct state, laboratory.weights)},
        {"network lead", "gradient", "dead", offsetof(struct state, laboratory.dead)},
        {"network skip", "off", "on", offsetof(struct state, laboratory.skip)},
        {"network tied", "off", "on", offsetof(struct state, laboratory.tied)},
        {"race skip", "off", "on", offsetof(struct state, laboratory.race_skip)},
        {"race", "pause", "start", offsetof(struct state, laboratory.running)},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const bool *member = (const bool *)((const char *)&s->state + rows[i].at);
        const char *const words[] = {rows[i].on, rows[i].on, rows[i].off, rows[i].on, rows[i].off};
        for (size_t k = 0; k < COUNT(words); k++) {
            char line[64];
            snprintf(line, sizeof line, "%s %s", rows[i].command, words[k]);
            apply(s, line);
            if (*member != (words[k] == rows[i].on))
                fail_msg("`%s` leaves %s", line, *member ? "on" : "off");
        }
    }
}

// What the first screen has, and has not.
static void switches_begin_as_the_first_screen_is(void **state)
{
    const struct state *s = &((struct session *)*state)->state;
    assert_true(s->grid && s->readout && s->points && s->hints);
    assert_false(s->legend || s->naive || s->proof || s->formula || s->fullscreen || s->help);
    assert_false(s->blank || s->cursor_on || s->compare.free_y || s->compare.saturation);
    assert_false(s->compare.band || s->lecture.on || s->lecture.echo || s->lecture.markers);
    assert_false(s->laboratory.float32 || s->laboratory.dead || s->laboratory.running);
    assert_true(s->orders[ORDER_F] && s->orders[ORDER_DF] && !s->orders[ORDER_D2F]);
    assert_true(s->x.low == -5 && s->x.high == 5 && s->text_size == 1);
}

static int setup(void **state)
{
    *state = session_new();
    return 0;
}

static int teardown(void **state)
{
    session_delete(*state);
    return 0;
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(numbers_have_their_limits),
        TEST(sliders_have_their_stretch),
        TEST(steps_go_along_round_numbers),
        TEST(the_race_is_run_with_what_stands_there),
        TEST(fitted_axes_have_room),
        TEST(fitted_log_axes_have_room),
        TEST(a_family_is_in_sight),
        TEST(a_parameter_swings_in_eight_seconds),
        TEST(nudges_are_fiftieths_of_the_slider),
        TEST(switches_do_what_their_words_say),
        TEST(switches_begin_as_the_first_screen_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

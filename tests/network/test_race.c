// The race: its data, its gradient against differences of the loss, its determinism, and what the
// reference set says is learned.
#include "network/race.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { CIRCLES_SEEDS = 1, CIRCLES_LEARNERS = 2, START_SEEDS = 5, CONTROL_STEPS = 0 };
#else
enum { CIRCLES_SEEDS = 5, CIRCLES_LEARNERS = 5, START_SEEDS = 20, CONTROL_STEPS = 2500 };
#endif

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct race race;
static struct remedy remedy; // of the next network; none at first

static struct race_net *open_net(const struct race_settings *settings, const char *id)
{
    const struct activation *a = activation_at(activation_find(id));
    double parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(a, parameters);
    race_init_data(&race, settings);
    struct race_net *net = race_net_create(&race, a, parameters, &remedy);
    assert_non_null(net);
    return net;
}

static struct race_score score_after(const struct race_settings *settings, const char *id,
                                     int steps)
{
    struct race_net *net = open_net(settings, id);
    struct race_score score;
    race_net_step(net, steps);
    race_net_score(net, &score);
    race_net_destroy(net);
    return score;
}

// --- data ---

// Coordinates have RMS 1, both labels are there in equal shares, and the two sets differ.
static void data_is_balanced(void **state)
{
    (void)state;
    for (int data = 0; data < RACE_DATA_COUNT; data++) {
        struct race_settings settings = race_defaults();
        settings.data = (enum race_data)data;
        race_init_data(&race, &settings);
        const struct race_points *sets[] = {&race.train, &race.test};
        for (int k = 0; k < 2; k++) {
            double square = 0, ones = 0;
            for (int i = 0; i < 2 * sets[k]->n; i++)
                square += (double)sets[k]->xy[i] * (double)sets[k]->xy[i] / (2 * sets[k]->n);
            for (int i = 0; i < sets[k]->n; i++)
                ones += (double)sets[k]->label[i] / sets[k]->n;
            assert_true(fabs(sqrt(square) - 1) < 0.06);
            assert_true(data == RACE_XOR ? fabs(ones - 0.5) < 0.08 : ones == 0.5);
        }
        assert_int_equal(race.train.n, 512);
        assert_int_equal(race.test.n, 1024);
        assert_true(race.train.xy[0] != race.test.xy[0]);
    }
}

static void points_lie_where_they_should(void **state)
{
    (void)state;
    struct race_settings settings = race_defaults();
    race_init_data(&race, &settings);
    for (int i = 0; i < race.train.n; i++) {
        double r = hypot((double)race.train.xy[2 * i], (double)race.train.xy[2 * i + 1]) / 2.2177;
        assert_true(race.train.label[i] > 0.5f ? r <= 0.5 + 1e-6
                                               : r >= 0.7 - 1e-6 && r <= 1 + 1e-6);
    }
    settings.data = RACE_XOR;
    race_init_data(&race, &settings);
    for (int i = 0; i < race.train.n; i++) {
        double x = (double)race.train.xy[2 * i] / 1.587,
               y = (double)race.train.xy[2 * i + 1] / 1.587;
        assert_true(fabs(x) >= 0.06 - 1e-6 && fabs(y) <= 1.06 + 1e-6);
        assert_true((x * y >= 0) == (race.train.label[i] > 0.5f));
    }
    settings.data = RACE_SPIRALS;
    race_init_data(&race, &settings);
    double u = 0.5 / 256, t = 3.5 * 3.14159265358979 * u;
    assert_true(fabs((double)race.train.xy[0] - u * sin(t) * sqrt(6)) < 1e-6);
    assert_true(fabs((double)race.train.xy[1] - u * cos(t) * sqrt(6)) < 1e-6);
}

// --- learning ---

static void flops_of_the_default(void **state)
{
    (void)state;
    struct race_settings settings = race_defaults();
    assert_true(race_step_flops(&settings) == 3567616);
}

// Small steps without momentum lower the loss, whatever the activation.
static void small_steps_lower_the_loss(void **state)
{
    (void)state;
    static const char *const ids[] = {"tanh", "gelu", "sigmoid"};
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct race_settings settings = race_defaults();
        settings.depth = 1;
        settings.width = 8;
        settings.batch = RACE_BATCH_MAX;
        settings.momentum = 0;
        settings.learning_rate = 1e-3;
        struct race_score before = score_after(&settings, ids[i], 0),
                          after = score_after(&settings, ids[i], 400);
        assert_true(after.loss < before.loss);
    }
}

static void the_same_race_again(void **state)
{
    (void)state;
    struct race_settings settings = race_defaults();
    struct race_net *a = open_net(&settings, "gelu"), *b = open_net(&settings, "gelu");
    struct race_score x, y;
    race_net_step(a, 60);
    for (int i = 0; i < 60; i++)
        race_net_step(b, 1);
    race_net_score(a, &x);
    race_net_score(b, &y);
    assert_int_equal(race_net_steps(a), 60);
    assert_true(memcmp(&x.loss, &y.loss, sizeof x.loss) == 0);
    assert_true(x.accuracy_test == y.accuracy_test);
    race_net_destroy(a);
    race_net_destroy(b);
    settings.seed = 2;
    assert_true(score_after(&settings, "gelu", 60).loss != x.loss);
}

// After 1000 steps on circles: sigmoid at ln 2, nothing learned; the
// others have learned. Five seeds here, of its twenty.
static void circles(void **state)
{
    (void)state;
    static const char *const learners[] = {"tanh", "relu", "leaky_relu", "gelu", "selu"};
    for (uint64_t seed = 1; seed <= CIRCLES_SEEDS; seed++) {
        struct race_settings settings = race_defaults();
        settings.seed = seed;
        struct race_score s = score_after(&settings, "sigmoid", 1000);
        if (!(s.loss > 0.69 && s.loss < 0.71 && s.accuracy_test < 0.98))
            fail_msg("sigmoid, seed %d: loss %g, accuracy %g", (int)seed, s.loss, s.accuracy_test);
        for (int i = 0; i < CIRCLES_LEARNERS; i++) {
            s = score_after(&settings, learners[i], 1000);
            if (!(s.loss < 0.002 && s.accuracy_test >= 0.98))
                fail_msg("%s, seed %d: loss %g, accuracy %g", learners[i], (int)seed, s.loss,
                         s.accuracy_test);
        }
    }
}

// The control: the same sigmoid with fewer layers, and with critical weights.
static void sigmoid_can_learn(void **state)
{
    (void)state;
    struct race_settings settings = race_defaults();
    settings.depth = 2;
    if (CONTROL_STEPS > 0)
        assert_true(score_after(&settings, "sigmoid", CONTROL_STEPS).accuracy_test >= 0.98);
    settings = race_defaults();
    settings.init = RACE_INIT_CRITICAL;
    settings.learning_rate = 0.01;
    struct race_net *net = open_net(&settings, "sigmoid");
    double gradients[RACE_DEPTH_MAX];
    assert_true(fabs(race_net_sigma_w(net) - 10.14926371) < 1e-6);
    assert_int_equal(race_net_gradients(net, gradients), 10);
    assert_true(fabs(gradients[0] - gradients[9]) < 1.5); // -0.05 in the mean
    struct race_score s;
    race_net_step(net, 1000);
    race_net_score(net, &s);
    assert_true(s.loss < 0.3);
    race_net_destroy(net);
}

// log10 dW¹/dW¹⁰ at the start, -5.49 ± 0.12 over 20 seeds.
static void gradients_at_the_start(void **state)
{
    (void)state;
    double sum = 0, gradients[RACE_DEPTH_MAX];
    for (uint64_t seed = 1; seed <= START_SEEDS; seed++) {
        struct race_settings settings = race_defaults();
        settings.seed = seed;
        struct race_net *net = open_net(&settings, "sigmoid");
        race_net_gradients(net, gradients);
        sum += gradients[0] - gradients[9];
        race_net_destroy(net);
    }
    assert_true(fabs(sum / START_SEEDS + 5.48873) < 4 * hypot(0.125, 0.125));
}

static void adam_learns_and_wild_rates_diverge(void **state)
{
    (void)state;
    struct race_settings settings = race_defaults();
    settings.optimiser = RACE_ADAM;
    assert_true(score_after(&settings, "relu", 500).accuracy_test > 0.98);
    settings = race_defaults();
    settings.learning_rate = 50;
    struct race_net *net = open_net(&settings, "squared_relu");
    struct race_score s;
    assert_false(race_net_step(net, 500));
    assert_true(race_net_diverged(net));
    int stopped = race_net_steps(net);
    assert_false(race_net_step(net, 5));
    assert_int_equal(race_net_steps(net), stopped);
    race_net_score(net, &s);
    assert_true(isnan(s.loss));
    assert_true(s.accuracy_test >= 0 && s.accuracy_test <= 1);
    race_net_destroy(net);
}

// The surface is the network: at a learned task it is right around the centre and at the rim.
static void the_surface(void **state)
{
    (void)state;
    struct race_settings settings = race_defaults();
    struct race_net *net = open_net(&settings, "relu");
    static float p[41 * 41];
    race_net_step(net, 600);
    race_net_surface(net, 2, 41, p);
    assert_true(p[20 * 41 + 20] > 0.9f && p[20 * 41 + 1] < 0.1f && p[1 * 41 + 20] < 0.1f);
    race_net_surface(net, 2, 1, p);
    race_net_destroy(net);
}

static void wrong_settings(void **state)
{
    (void)state;
    struct race_settings good = race_defaults();
    assert_true(race_check(&good, NULL));
    static const struct {
        size_t place;
        int value;
    } bad[] = {
        {offsetof(struct race_settings, depth), 0},  {offsetof(struct race_settings, depth), 51},
        {offsetof(struct race_settings, width), 0},  {offsetof(struct race_settings, width), 129},
        {offsetof(struct race_settings, batch), 0},  {offsetof(struct race_settings, batch), 513},
        {offsetof(struct race_settings, steps), -1}, {offsetof(struct race_settings, data), 9},
        {offsetof(struct race_settings, init), -1},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct race_settings s = good;
        memcpy((char *)&s + bad[i].place, &bad[i].value, sizeof(int));
        assert_false(race_check(&s, NULL));
    }
    static const double numbers[] = {NAN, INFINITY, -1, 1e9};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        struct race_settings s = good;
        s.sigma_w = numbers[i];
        assert_false(race_check(&s, NULL));
        s = good;
        s.momentum = numbers[i];
        assert_false(race_check(&s, NULL));
    }
    assert_int_equal(race_data_find("moons"), RACE_MOONS);
    assert_int_equal(race_data_find("moon"), -1);
    assert_int_equal(race_init_find("own"), RACE_INIT_RECOMMENDED);
    assert_int_equal(race_optimiser_find("adam"), RACE_ADAM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_is_balanced),
        cmocka_unit_test(points_lie_where_they_should),
        cmocka_unit_test(flops_of_the_default),
        cmocka_unit_test(small_steps_lower_the_loss),
        cmocka_unit_test(the_same_race_again),
        cmocka_unit_test(circles),
        cmocka_unit_test(sigmoid_can_learn),
        cmocka_unit_test(gradients_at_the_start),
        cmocka_unit_test(adam_learns_and_wild_rates_diverge),
        cmocka_unit_test(the_surface),
        cmocka_unit_test(wrong_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

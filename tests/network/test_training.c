// Training step by step, against a network of plain loops in doubles: gradients, momentum, Adam,
// loss and accuracy; and the board that says how far each network has come.
#include "activation/own.h"
#include "network/race_board.h"
#include "network/rng.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { WIDTH = 3, VALUES = 2 * WIDTH + WIDTH + WIDTH + 1 };

static struct race race;

// --- a network of one hidden layer ---

// logit = Σ out[i] f(in[i][0] x + in[i][1] y + b[i]) + c.
struct plain {
    const struct activation *activation;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    double v[VALUES]; // in, b, out, c
    double first[VALUES], second[VALUES];
    int step;
};

static double unit(const struct plain *net, int i, double x, double y)
{
    return net->v[2 * i] * x + net->v[2 * i + 1] * y + net->v[2 * WIDTH + i];
}

static double slope(const struct plain *net, enum order order, double z)
{
    return activation_value(net->activation, net->parameters, order, z);
}

static double logit(const struct plain *net, double x, double y)
{
    double sum = net->v[VALUES - 1];
    for (int i = 0; i < WIDTH; i++)
        sum += net->v[3 * WIDTH + i] * slope(net, ORDER_F, unit(net, i, x, y));
    return sum;
}

static void add_gradient(const struct plain *net, double x, double y, double delta, double *out)
{
    for (int i = 0; i < WIDTH; i++) {
        double z = unit(net, i, x, y);
        double back = delta * net->v[3 * WIDTH + i] * slope(net, ORDER_DF, z);
        out[2 * i] += back * x;
        out[2 * i + 1] += back * y;
        out[2 * WIDTH + i] += back;
        out[3 * WIDTH + i] += delta * slope(net, ORDER_F, z);
    }
    out[VALUES - 1] += delta;
}

// Of the mean cross-entropy over the mini-batch of a step.
static void gradient_of(const struct plain *net, double out[VALUES])
{
    const struct race_settings *s = &race.settings;
    struct rng rng = rng_open(s->seed, RNG_BATCH, (uint64_t)net->step);
    memset(out, 0, VALUES * sizeof *out);
    for (int r = 0; r < s->batch; r++) {
        uint32_t i = rng_below(&rng, (uint32_t)race.train.n);
        double x = (double)race.train.xy[2 * i], y = (double)race.train.xy[2 * i + 1];
        double p = 1 / (1 + exp(-logit(net, x, y)));
        add_gradient(net, x, y, (p - (double)race.train.label[i]) / s->batch, out);
    }
}

// SGD with momentum, v ← μ v + g, w ← w - η v; and Adam with both moments corrected for their bias.
static void train(struct plain *net)
{
    const struct race_settings *s = &race.settings;
    const double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double g[VALUES], t = net->step + 1;
    gradient_of(net, g);
    for (int i = 0; i < VALUES; i++) {
        if (s->optimiser == RACE_SGD) {
            net->first[i] = s->momentum * net->first[i] + g[i];
            net->v[i] -= s->learning_rate * net->first[i];
            continue;
        }
        net->first[i] = beta1 * net->first[i] + (1 - beta1) * g[i];
        net->second[i] = beta2 * net->second[i] + (1 - beta2) * g[i] * g[i];
        double mean = net->first[i] / (1 - pow(beta1, t));
        double square = net->second[i] / (1 - pow(beta2, t));
        net->v[i] -= s->learning_rate * mean / (sqrt(square) + epsilon);
    }
    net->step++;
}

// The same numbers as the race's network draws: weights of each layer of variance σw²/inputs, no
// biases.
static void draw(struct plain *net, double sigma_w)
{
    struct ziggurat ziggurat;
    ziggurat_init(&ziggurat);
    struct rng hidden = rng_open(race.settings.seed, RNG_WEIGHTS, 0);
    struct rng output = rng_open(race.settings.seed, RNG_WEIGHTS, 1);
    double drawn[3 * WIDTH];
    rng_normals(&hidden, &ziggurat, drawn, 2 * WIDTH);
    rng_normals(&output, &ziggurat, drawn + 2 * WIDTH, WIDTH);
    for (int i = 0; i < 2 * WIDTH; i++)
        net->v[i] = sigma_w / sqrt(2) * drawn[i];
    for (int i = 0; i < WIDTH; i++)
        net->v[3 * WIDTH + i] = drawn[2 * WIDTH + i] / sqrt(WIDTH);
}

static double loss_of(const struct plain *net)
{
    double sum = 0;
    for (int i = 0; i < race.train.n; i++) {
        double o = logit(net, (double)race.train.xy[2 * i], (double)race.train.xy[2 * i + 1]);
        double p = 1 / (1 + exp(-o));
        sum -= race.train.label[i] > 0.5F ? log(p) : log(1 - p);
    }
    return sum / race.train.n;
}

static double accuracy_of(const struct plain *net)
{
    int right = 0;
    for (int i = 0; i < race.test.n; i++) {
        double o = logit(net, (double)race.test.xy[2 * i], (double)race.test.xy[2 * i + 1]);
        right += (o > 0) == (race.test.label[i] > 0.5F);
    }
    return (double)right / race.test.n;
}

static void compare(struct race_net *net, const struct plain *plain, const char *about)
{
    struct race_score score;
    race_net_score(net, &score);
    double loss = loss_of(plain), accuracy = accuracy_of(plain);
    assert_int_equal(score.step, plain->step);
    if (!(fabs(score.loss - loss) < 2e-5 * loss) || fabs(score.accuracy_test - accuracy) > 2e-3)
        fail_msg("%s, step %d: loss %.9g, accuracy %g; not %.9g, %g", about, plain->step,
                 score.loss, score.accuracy_test, loss, accuracy);
    float p[9];
    race_net_surface(net, 2, 3, p);
    for (int k = 0; k < 9; k++) {
        double o = logit(plain, 2 * (k % 3) - 2, 2 * (k / 3) - 2);
        assert_true(fabs((double)p[k] - 1 / (1 + exp(-o))) < 1e-4);
    }
}

static void steps_are_those_of_plain_loops(void **state)
{
    (void)state;
    static const struct {
        const char *about;
        enum race_optimiser optimiser;
        enum race_data data;
        double rate, momentum;
    } rows[] = {
        {"plain descent", RACE_SGD, RACE_CIRCLES, 0.1, 0},
        {"with momentum", RACE_SGD, RACE_MOONS, 0.1, 0.9},
        {"with momentum", RACE_SGD, RACE_XOR, 0.05, 0.5},
        {"Adam", RACE_ADAM, RACE_CIRCLES, 0.02, 0},
        {"Adam", RACE_ADAM, RACE_SPIRALS, 0.1, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct race_settings s = race_defaults();
        s.depth = 1;
        s.width = WIDTH;
        s.batch = 16;
        s.data = rows[i].data;
        s.optimiser = rows[i].optimiser;
        s.learning_rate = rows[i].rate;
        s.momentum = rows[i].momentum;
        s.init = RACE_INIT_CUSTOM;
        s.sigma_w = 1.5;
        race_init_data(&race, &s);
        struct plain plain = {.activation = activation_at(activation_find("tanh"))};
        struct race_net *net = race_net_create(&race, plain.activation, plain.parameters, NULL);
        assert_non_null(net);
        draw(&plain, s.sigma_w);
        compare(net, &plain, rows[i].about);
        for (int step = 1; step <= 30; step++) {
            race_net_step(net, 1);
            train(&plain);
            if (step <= 3 || step % 10 == 0)
                compare(net, &plain, rows[i].about);
        }
        race_net_destroy(net);
    }
}

// Large logits: the loss of what is right is next to nothing, of what is wrong the logit itself.
static void losses_of_large_logits_are_finite(void **state)
{
    (void)state;
    struct race_settings s = race_defaults();
    s.depth = 1;
    s.width = WIDTH;
    s.init = RACE_INIT_CUSTOM;
    s.sigma_w = 50;
    race_init_data(&race, &s);
    struct plain plain = {.activation = activation_at(activation_find("identity"))};
    struct race_net *net = race_net_create(&race, plain.activation, plain.parameters, NULL);
    struct race_score score;
    double sum = 0;
    draw(&plain, s.sigma_w);
    for (int i = 0; i < race.train.n; i++) {
        double o = logit(&plain, (double)race.train.xy[2 * i], (double)race.train.xy[2 * i + 1]);
        double wrong = race.train.label[i] > 0.5F ? -o : o; // > 0 on the wrong side
        sum += wrong > 0 ? wrong + log1p(exp(-wrong)) : log1p(exp(wrong));
    }
    race_net_score(net, &score);
    assert_true(sum / race.train.n > 5);
    assert_true(fabs(score.loss - sum / race.train.n) < 1e-5 * score.loss);
    race_net_destroy(net);
}

// A network that says 0 says nothing: its loss is that of a coin, and nothing is on the right side.
static void what_is_undecided_is_not_right(void **state)
{
    (void)state;
    struct own own = {0};
    const double none[ACTIVATION_PARAMETERS_MAX] = {0};
    struct race_settings s = race_defaults();
    struct race_score score;
    assert_true(own_formula(&own, "0*x", NULL));
    race_init_data(&race, &s);
    struct race_net *net = race_net_create(&race, &own.activation, none, NULL);
    race_net_score(net, &score);
    assert_true(fabs(score.loss - log(2)) < 1e-12);
    assert_true(score.accuracy_train == 0 && score.accuracy_test == 0);
    race_net_destroy(net);
    own_clear(&own);
}

static void rates_are_the_tasks_own(void **state)
{
    (void)state;
    struct race_settings s = race_defaults();
    static const double rates[RACE_DATA_COUNT] = {0.03, 0.01, 0.01, 0.01};
    for (int data = 0; data < RACE_DATA_COUNT; data++) {
        s.data = (enum race_data)data;
        s.optimiser = RACE_SGD;
        assert_true(race_learning_rate(&s) == rates[data]);
        s.optimiser = RACE_ADAM;
        assert_true(race_learning_rate(&s) == 0.001);
    }
    s.learning_rate = 0.5;
    assert_true(race_learning_rate(&s) == 0.5);
}

// --- the board ---

// The step at which a network was first seen at the goal stays, however long the race goes on; and
// the board is where the network is.
static void who_has_finished_stays_finished(void **state)
{
    (void)state;
    static struct race_request request;
    static struct race_board board;
    const struct activation *a = activation_at(activation_find("relu"));
    memset(&request, 0, sizeof request);
    request.settings = race_defaults();
    request.settings.depth = 3;
    request.settings.steps = 900;
    request.n = 1;
    request.racers[0].activation = a;
    struct course *course = course_create(&request);
    assert_non_null(course);
    race_init_data(&race, &request.settings);
    struct race_net *alone = race_net_create(&race, a, request.racers[0].parameters, NULL);
    int finished = 0;
    struct race_score score;
    for (int step = 0; step < 900; step += 100) {
        assert_true(course_run(course, 100, NULL, NULL));
        course_board(course, &board);
        race_net_step(alone, 100);
        race_net_score(alone, &score);
        assert_int_equal(board.step, step + 100);
        assert_true(board.racers[0].loss == score.loss);
        assert_true(board.racers[0].accuracy == score.accuracy_test);
        if (finished == 0)
            finished = board.racers[0].finished;
        assert_int_equal(board.racers[0].finished, finished);
    }
    assert_true(finished > 0 && finished < 600);
    assert_true(course_over(course));
    int seen = -1; // the first point of its curve at the goal
    for (int i = board.racers[0].history_n; i-- > 0;)
        if ((double)board.racers[0].accuracies[i] >= BOARD_FINISHED)
            seen = i;
    assert_true(seen >= 0 && (int)board.racers[0].steps[seen] == finished);
    race_net_destroy(alone);
    course_destroy(course);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_those_of_plain_loops),
        cmocka_unit_test(losses_of_large_logits_are_finite),
        cmocka_unit_test(what_is_undecided_is_not_right),
        cmocka_unit_test(rates_are_the_tasks_own),
        cmocka_unit_test(who_has_finished_stays_finished),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

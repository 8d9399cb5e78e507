// Networks against the reference set's fixtures, against plain loops, against numerical
// differentiation, and in the mean against its Monte-Carlo runs.
#include "network/mlp.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "activation/own.h"
#include "bench.h"
#include "network/mean_field.h"
#include "reference.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct activation *of(const char *id, double parameters[ACTIVATION_PARAMETERS_MAX])
{
    const struct activation *a = activation_at(activation_find(id));
    activation_defaults(a, parameters);
    return a;
}

static void measure(struct bench *bench, const struct network_settings *settings, const char *id)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct network_mix mix;
    network_mix_set(&mix, of(id, parameters), parameters);
    if (!network_measure(bench->mlp, &bench->draws, settings, &mix, true, NULL, NULL, bench->result,
                         &bench->fault))
        fail_msg("%s", bench->fault.text);
}

// --- fixtures ---

struct fixture {
    struct bench *bench;
    char key[80];
    enum precision precision;
    double worst;
};

static void run_fixture(const struct row *row, struct fixture *fixture)
{
    char key[80];
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct own own = {0};
    snprintf(key, sizeof key, "%s %g %g %s", row->activation, row->sigma_w, row->sigma_b,
             row->init);
    if (strcmp(key, fixture->key) == 0)
        return;
    text_copy(fixture->key, sizeof fixture->key, key);
    const struct activation *a = row_activation(row, &own, parameters);
    struct network_settings settings = {.depth = row->depth,
                                        .width = row->width,
                                        .batch = row->batch,
                                        .seed = (uint64_t)atoi(row->init + strlen("seed")),
                                        .init = INIT_CUSTOM,
                                        .sigma_w = row->sigma_w,
                                        .sigma_b = row->sigma_b,
                                        .precision = fixture->precision,
                                        .fixture = true};
    struct network_mix mix;
    network_mix_set(&mix, a, parameters);
    if (!network_measure(fixture->bench->mlp, &fixture->bench->draws, &settings, &mix, false, NULL,
                         NULL, fixture->bench->result, &fixture->bench->fault))
        fail_msg("%s", fixture->bench->fault.text);
    own_clear(&own);
}

static void check_fixture(const struct row *row, void *user)
{
    struct fixture *fixture = user;
    if (*row->activation == '\0')
        return; // of the generator
    run_fixture(row, fixture);
    const struct network_result *r = fixture->bench->result;
    const struct layer_measure *layer = &r->layer[row->layer];
    const char *q = row->quantity;
    double value = strcmp(q, "z_rms") == 0       ? layer->z_rms
                   : strcmp(q, "h_mean") == 0    ? layer->h_mean
                   : strcmp(q, "h_rms") == 0     ? layer->h_rms
                   : strcmp(q, "delta_rms") == 0 ? layer->delta_rms
                   : strcmp(q, "dx_rms") == 0    ? layer->delta_rms
                   : strcmp(q, "wgrad_rms") == 0 ? layer->wgrad_rms
                                                 : r->log10_delta_ratio;
    double error = fabs(value / row->number - 1);
    if (!(error <= (fixture->precision == PRECISION_SINGLE ? 1e-3 : 1e-9)))
        fail_msg("%s, layer %d: %s is %.17g, not %s", fixture->key, row->layer, q, value,
                 row->value);
}

static void fixtures_in_double(void **state)
{
    struct fixture fixture = {.bench = *state, .precision = PRECISION_DOUBLE};
    assert_true(for_rows("fixture", check_fixture, &fixture) > 700);
}

static void fixtures_in_single(void **state)
{
    struct fixture fixture = {.bench = *state, .precision = PRECISION_SINGLE};
    assert_true(for_rows("fixture", check_fixture, &fixture) > 700);
}

// --- plain loops, and the definition of a derivative ---

enum { L = 5, N = 12, B = 7 };

struct plain {
    double w[L + 1][N][N], b[L + 1][N], x[B][N], g[B][N];
    double z[L + 1][B][N], h[L + 1][B][N], delta[L + 2][B][N], dw[L + 1][N][N];
};

static void copy_draws(const struct draws *draws, double sigma_w, double sigma_b, struct plain *p)
{
    for (int l = 1; l <= L; l++)
        for (int i = 0; i < N; i++) {
            p->b[l][i] = sigma_b * ((const double *)draws_bias(draws, l))[i];
            for (int j = 0; j < N; j++)
                p->w[l][i][j] =
                    sigma_w / sqrt(N) * ((const double *)draws_weights(draws, l))[i * N + j];
        }
    memcpy(p->x, draws_input(draws), sizeof p->x);
    memcpy(p->g, draws_top(draws), sizeof p->g);
}

static double plain_loss(const struct activation *a, const double *parameters, struct plain *p)
{
    double loss = 0;
    memcpy(p->h[0], p->x, sizeof p->x);
    for (int l = 1; l <= L; l++)
        for (int b = 0; b < B; b++)
            for (int i = 0; i < N; i++) {
                double z = p->b[l][i];
                for (int j = 0; j < N; j++)
                    z += p->w[l][i][j] * p->h[l - 1][b][j];
                p->z[l][b][i] = z;
                p->h[l][b][i] = activation_value(a, parameters, ORDER_F, z);
            }
    for (int b = 0; b < B; b++)
        for (int i = 0; i < N; i++)
            loss += p->g[b][i] * p->h[L][b][i];
    return loss;
}

static void plain_backward(const struct activation *a, const double *parameters, struct plain *p)
{
    for (int l = L; l >= 1; l--)
        for (int b = 0; b < B; b++)
            for (int i = 0; i < N; i++) {
                double back = l == L ? p->g[b][i] : 0;
                for (int j = 0; l < L && j < N; j++)
                    back += p->delta[l + 1][b][j] * p->w[l + 1][j][i];
                p->delta[l][b][i] = back * activation_value(a, parameters, ORDER_DF, p->z[l][b][i]);
            }
    for (int l = 1; l <= L; l++)
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) {
                p->dw[l][i][j] = 0;
                for (int b = 0; b < B; b++)
                    p->dw[l][i][j] += p->delta[l][b][i] * p->h[l - 1][b][j] / B;
            }
}

static double rms(const double *x, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sqrt(sum / n);
}

static double plain_correlation(const struct plain *p, int l)
{
    double sum = 0;
    for (int a = 0; a < B; a++)
        for (int b = a + 1; b < B; b++) {
            double product = 0;
            for (int i = 0; i < N; i++)
                product += p->z[l][a][i] * p->z[l][b][i];
            sum += product / (N * rms(p->z[l][a], N) * rms(p->z[l][b], N));
        }
    return sum / (B * (B - 1) / 2.);
}

static void assert_close(double value, double exact)
{
    if (!(fabs(value - exact) <= 1e-11 * fmax(fabs(exact), 1e-2)))
        fail_msg("%.17g, not %.17g", value, exact);
}

static void compare_with_plain(const struct network_result *r, const struct plain *p)
{
    for (int l = 1; l <= L; l++) {
        assert_close(r->layer[l].z_rms, rms(p->z[l][0], B * N));
        assert_close(r->layer[l].h_rms, rms(p->h[l][0], B * N));
        assert_close(r->layer[l].delta_rms, rms(p->delta[l][0], B * N));
        assert_close(r->layer[l].wgrad_rms, rms(p->dw[l][0], N * N));
        assert_close(r->layer[l].corr, plain_correlation(p, l));
        if (l < L)
            assert_close(r->layer[l].gain,
                         pow(r->layer[l].delta_rms / r->layer[l + 1].delta_rms, 2));
        if (l < L)
            assert_close(r->layer[l].gain, r->layer[l].gain_weights * r->layer[l].gain_slopes);
    }
}

// dloss/dw, as (loss(w + e) - loss(w - e))/2e. (For kinks e is small enough not to meet any.)
static void compare_with_differences(const struct activation *a, const double *parameters,
                                     struct plain *p)
{
    for (int l = 1; l <= L; l++)
        for (int k = 0; k < 12; k++) {
            double *w = &p->w[l][(5 * k + l) % N][(7 * k) % N], kept = *w, e = 1e-6,
                   dw = p->dw[l][(5 * k + l) % N][(7 * k) % N] * B;
            *w = kept + e;
            double above = plain_loss(a, parameters, p);
            *w = kept - e;
            double below = plain_loss(a, parameters, p);
            *w = kept;
            if (fabs((above - below) / (2 * e) - dw) > 1e-7 * fmax(1, fabs(dw)))
                fail_msg("%s, layer %d: %.12g, not %.12g", a->id, l, dw, (above - below) / (2 * e));
        }
}

static void backward_is_the_derivative(void **state)
{
    static const char *const ids[] = {"sigmoid", "tanh", "relu", "gelu", "selu", "sinusoid"};
    static struct plain plain;
    struct bench *bench = *state;
    for (size_t i = 0; i < COUNT(ids); i++)
        for (int init = 0; init < INIT_COUNT; init++) {
            double parameters[ACTIVATION_PARAMETERS_MAX], sigma_w, sigma_b;
            const struct activation *a = of(ids[i], parameters);
            struct network_settings s = {.depth = L,
                                         .width = N,
                                         .batch = B,
                                         .seed = 3,
                                         .init = (enum initialisation)init,
                                         .sigma_w = 1.3};
            if (init == INIT_CUSTOM)
                s.sigma_b = 0.4;
            struct network_mix mix;
            network_mix_set(&mix, a, parameters);
            if (!network_scales(&s, &mix, &sigma_w, &sigma_b, NULL))
                continue; // the sinusoid is never critical at σb = 0 but at 0
            measure(bench, &s, ids[i]);
            copy_draws(bench->draws, sigma_w, sigma_b, &plain);
            plain_loss(a, parameters, &plain);
            plain_backward(a, parameters, &plain);
            compare_with_plain(bench->result, &plain);
            compare_with_differences(a, parameters, &plain);
        }
}

// More samples than units takes the other way to RMS dW.
static void weight_gradients_either_way(void **state)
{
    struct bench *bench = *state;
    struct network_settings s = {.depth = 3, .width = 8, .batch = 8, .seed = 1, .sigma_w = 1};
    double few[4];
    measure(bench, &s, "tanh");
    for (int l = 1; l <= 3; l++)
        few[l] = bench->result->layer[l].wgrad_rms;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct network_mix mix;
    network_mix_set(&mix, of("tanh", parameters), parameters);
    struct mlp_run run = {.draws = bench->draws,
                          .mix = &mix,
                          .depth = 3,
                          .batch = 9,
                          .sigma_w = 1,
                          .saturated_below = {0.05}};
    assert_true(mlp_run(bench->mlp, &run, bench->result));
    for (int l = 1; l <= 3; l++) // one more sample changes it, but not much
        assert_true(fabs(bench->result->layer[l].wgrad_rms / few[l] - 1) < 0.5);
}

// --- draws ---

static void orthogonal_is_orthogonal(void **state)
{
    (void)state;
    static const int widths[] = {8, 33, 100};
    for (size_t i = 0; i < COUNT(widths); i++) {
        int n = widths[i];
        struct network_settings s = {
            .depth = 1, .width = n, .batch = 1, .seed = 4, .init = INIT_ORTHOGONAL, .sigma_w = 1};
        struct draws *draws = draws_create(&s);
        assert_true(draws_extend(draws, 1, NULL, NULL));
        const double *q = draws_weights(draws, 1);
        for (int a = 0; a < n; a++)
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int k = 0; k < n; k++)
                    sum += q[a * n + k] * q[b * n + k] / n;
                assert_true(fabs(sum - (a == b)) < 1e-13);
            }
        draws_destroy(draws);
    }
}

// No layer, and no seed, has to do with another: correlations of n pairs scatter by 1/√n.
static void layers_are_strangers(void **state)
{
    (void)state;
    static const enum initialisation inits[] = {INIT_LECUN, INIT_HE_UNIFORM, INIT_ORTHOGONAL};
    for (size_t i = 0; i < COUNT(inits); i++) {
        struct network_settings s = {
            .depth = 3, .width = 64, .batch = 1, .seed = 4, .init = inits[i], .sigma_w = 1};
        struct draws *a = draws_create(&s);
        s.seed = 5;
        struct draws *b = draws_create(&s);
        assert_true(draws_extend(a, 3, NULL, NULL) && draws_extend(b, 3, NULL, NULL));
        const double *arrays[] = {draws_weights(a, 1), draws_weights(a, 2), draws_weights(a, 3),
                                  draws_weights(b, 1), draws_input(a),      draws_top(a)};
        for (size_t x = 0; x < COUNT(arrays); x++)
            for (size_t y = 0; y <= x; y++) {
                double sum = 0;
                const int n = 64 * 64;
                for (int k = 0; k < n; k++)
                    sum += arrays[x][k] * arrays[y][k] / n;
                assert_true(fabs(sum - (x == y)) < 0.08);
            }
        draws_destroy(a);
        draws_destroy(b);
    }
}

static void assert_same_result(const struct network_result *a, const struct network_result *b)
{
    for (int l = 1; l <= a->depth; l++) {
        assert_close(a->layer[l].z_rms, b->layer[l].z_rms);
        assert_close(a->layer[l].log10_delta_rms, b->layer[l].log10_delta_rms);
    }
}

// A deeper network shares its first layers with a shallower one, whatever was drawn before; a
// smaller batch is the beginning of a larger one.
static void draws_are_kept(void **state)
{
    struct bench *bench = *state;
    struct network_result *fresh = malloc(sizeof *fresh);
    struct network_settings s = {
        .depth = 9, .width = 16, .batch = 5, .seed = 8, .init = INIT_HE_NORMAL, .sigma_w = 1};
    struct draws *kept = NULL;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct network_mix mix;
    network_mix_set(&mix, of("tanh", parameters), parameters);
    measure(bench, &s, "tanh");
    s.depth = 4;
    assert_true(
        network_measure(bench->mlp, &kept, &s, &mix, false, NULL, NULL, fresh, &bench->fault));
    const struct draws *before = kept;
    s.depth = 9;
    assert_true(
        network_measure(bench->mlp, &kept, &s, &mix, false, NULL, NULL, fresh, &bench->fault));
    assert_ptr_equal(before, kept);
    assert_int_equal(draws_depth(kept), 9);
    assert_same_result(fresh, bench->result);
    s.seed = 9;
    assert_false(draws_serve(kept, &s));
    draws_destroy(kept);
    free(fresh);
}

static bool after_three(void *user)
{
    return ++*(int *)user > 3;
}

static void a_run_can_be_cancelled(void **state)
{
    struct bench *bench = *state;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct network_mix mix;
    network_mix_set(&mix, of("relu", parameters), parameters);
    struct network_settings s = {
        .depth = 20, .width = 16, .batch = 4, .seed = 21, .init = INIT_LECUN, .sigma_w = 1};
    int asked = 0;
    bench->fault.id = FAULT_SIZE;
    assert_false(network_measure(bench->mlp, &bench->draws, &s, &mix, true, after_three, &asked,
                                 bench->result, &bench->fault));
    assert_int_equal(bench->fault.id, FAULT_NONE);
    measure(bench, &s, "relu"); // and all is well afterwards
}

// --- what goes wrong ---

static void precision_ends(void **state)
{
    struct bench *bench = *state;
    struct network_settings s = {.depth = 200, .width = 16, .batch = 4, .seed = 1, .sigma_w = 1};
    char sentence[160];
    measure(bench, &s, "sigmoid");
    assert_int_equal(bench->result->state, NETWORK_ALIVE);
    double deep = bench->result->log10_delta_ratio; // about -0.627 a layer
    assert_true(deep < -110 && deep > -140);
    s.init = INIT_CUSTOM;
    s.sigma_w = 0.01;
    measure(bench, &s, "sigmoid"); // 10^-520 and less: beyond double, but for its logarithm
    assert_int_equal(bench->result->state, NETWORK_ALIVE);
    assert_true(bench->result->log10_delta_ratio < -500);
    assert_true(isfinite(bench->result->log10_delta_ratio));
    s.init = INIT_LECUN;
    s.precision = PRECISION_SINGLE;
    measure(bench, &s, "sigmoid");
    assert_int_equal(bench->result->state, NETWORK_UNDERFLOW);
    assert_true(bench->result->state_layer > 120 && bench->result->state_layer < 140);
    assert_true(bench->result->log10_delta_ratio == -HUGE_VAL);
    network_state_print(bench->result, sentence, sizeof sentence);
    assert_true(strncmp(sentence, "underflow", 9) == 0);
}

// Not for want of range, but of a value: the word for it is another one.
static void networks_beyond_a_domain(void **state)
{
    struct bench *bench = *state;
    static const struct {
        const char *formula;
        enum network_state state;
    } rows[] = {{"log(x)", NETWORK_UNDEFINED},
                {"sqrt(x)", NETWORK_UNDEFINED},
                {"x^0.3", NETWORK_UNDEFINED},
                {"exp(exp(exp(x^2)))", NETWORK_FORWARD_OVERFLOW},
                {"1e200*x", NETWORK_FORWARD_OVERFLOW}};
    const struct network_settings s = {
        .depth = 5, .width = 32, .batch = 8, .seed = 1, .sigma_w = 1};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct own own = {0};
        struct network_mix mix;
        char sentence[160];
        assert_true(own_formula(&own, rows[i].formula, NULL));
        network_mix_set(&mix, &own.activation, NULL);
        assert_true(network_measure(bench->mlp, &bench->draws, &s, &mix, true, NULL, NULL,
                                    bench->result, &bench->fault));
        if (bench->result->state != rows[i].state)
            fail_msg("%s: state %d", rows[i].formula, (int)bench->result->state);
        network_state_print(bench->result, sentence, sizeof sentence);
        const char *begins = rows[i].state == NETWORK_UNDEFINED ? "not defined: " : "overflow: ";
        assert_true(strncmp(sentence, begins, strlen(begins)) == 0);
        own_clear(&own);
    }
}

static void dead_and_overflowing_networks(void **state)
{
    struct bench *bench = *state;
    struct network_settings s = {.depth = 10, .width = 16, .batch = 4, .seed = 1, .sigma_w = 1};
    measure(bench, &s, "step"); // f′ is 0 everywhere
    assert_int_equal(bench->result->state, NETWORK_DEAD);
    assert_int_equal(bench->result->state_layer, 10);
    assert_true(bench->result->layer[5].dead_frac == 1);
    s.init = INIT_CUSTOM;
    s.sigma_w = 3;
    measure(bench, &s, "squared_relu"); // doubly exponential
    assert_int_equal(bench->result->state, NETWORK_FORWARD_OVERFLOW);
    assert_true(isnan(bench->result->log10_delta_ratio));
    s.sigma_w = 100;
    s.depth = 200;
    s.precision = PRECISION_SINGLE;
    measure(bench, &s, "relu");
    assert_int_equal(bench->result->state, NETWORK_FORWARD_OVERFLOW);
    measure(bench, &s, "tanh");
    assert_true(bench->result->state == NETWORK_GRADIENT_OVERFLOW ||
                bench->result->state == NETWORK_UNDERFLOW || bench->result->state == NETWORK_DEAD ||
                bench->result->state == NETWORK_ALIVE);
    s = (struct network_settings){.depth = 1, .width = 8, .batch = 1, .seed = 1, .sigma_w = 1};
    measure(bench, &s, "tanh");
    assert_true(isnan(bench->result->layer[1].corr));
    assert_true(bench->result->log10_delta_ratio == 0);
}

// Saturated is what is flat: |x| is nowhere, falling on the left as steeply as it rises on the
// right, and a ReLU is for about half of its inputs.
static void steep_falls_are_not_saturated(void **state)
{
    struct bench *bench = *state;
    struct network_settings s = network_defaults();
    s.depth = 4;
    s.width = 64;
    measure(bench, &s, "abs");
    for (int l = 1; l <= s.depth; l++)
        assert_true(bench->result->layer[l].sat_frac == 0);
    measure(bench, &s, "relu");
    for (int l = 1; l <= s.depth; l++)
        assert_true(fabs(bench->result->layer[l].sat_frac - 0.5) < 0.2);
    measure(bench, &s, "squared_relu"); // whose slopes have no bound: nothing can be said
    assert_true(isnan(bench->result->layer[1].sat_frac));
}

static void wrong_settings(void **state)
{
    (void)state;
    struct network_settings good = network_defaults();
    struct fault fault;
    assert_true(network_check(&good, &fault));
    static const struct {
        size_t place;
        int value;
    } bad[] = {
        {offsetof(struct network_settings, depth), 0},
        {offsetof(struct network_settings, depth), -1},
        {offsetof(struct network_settings, depth), 201},
        {offsetof(struct network_settings, width), 0},
        {offsetof(struct network_settings, width), 7},
        {offsetof(struct network_settings, width), 1000000000},
        {offsetof(struct network_settings, batch), 0},
        {offsetof(struct network_settings, batch), 257},
        {offsetof(struct network_settings, init), INIT_COUNT},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct network_settings s = good;
        memcpy((char *)&s + bad[i].place, &bad[i].value, sizeof(int));
        fault.id = FAULT_NONE;
        assert_false(network_check(&s, &fault));
        assert_int_equal(fault.id, FAULT_RANGE);
    }
    static const double sigmas[] = {NAN, INFINITY, -1, 0, 1e300};
    for (size_t i = 0; i < COUNT(sigmas); i++) {
        struct network_settings s = good;
        s.sigma_w = sigmas[i];
        assert_false(network_check(&s, NULL));
        s = good;
        s.sigma_b = sigmas[i];
        assert_true(network_check(&s, NULL) == (sigmas[i] == 0));
    }
    assert_int_equal(initialisation_find("he"), INIT_HE_NORMAL);
    assert_int_equal(initialisation_find("xavier"), INIT_XAVIER_NORMAL);
    assert_int_equal(initialisation_find("He "), -1);
    for (int i = 0; i < INIT_COUNT; i++)
        assert_int_equal(initialisation_find(initialisation_name((enum initialisation)i)), i);
}

// By the textbook's normal equations.
static void the_fitted_slope(void **state)
{
    struct bench *bench = *state;
    struct network_settings s = {.depth = 34, .width = 32, .batch = 4, .seed = 1, .sigma_w = 1};
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;
    measure(bench, &s, "sigmoid");
    for (int l = 11; l <= 24; l++) {
        double value = bench->result->layer[l].log10_delta_rms;
        n++;
        x += l;
        y += value;
        xx += l * l;
        xy += l * value;
    }
    assert_close(bench->result->slope_fit, -(n * xy - x * y) / (n * xx - x * x));
    s.depth = 29;
    measure(bench, &s, "sigmoid");
    assert_true(isnan(bench->result->slope_fit));
}

// --- several seeds ---

static void spreads_are_those_of_a_sample(void **state)
{
    (void)state;
    struct spread spread = {0};
    assert_true(isnan(spread_sd(&spread)));
    static const double values[] = {3, 1, 4, 2};
    for (size_t i = 0; i < 4; i++) {
        spread_add(&spread, values[i]);
        if (i == 0)
            assert_true(isnan(spread_sd(&spread)));
    }
    assert_close(spread.mean, 2.5);
    assert_close(spread_sd(&spread), sqrt(5.0 / 3));
    assert_close(spread_se(&spread), sqrt(5.0 / 12));
    assert_true(spread.low == 1 && spread.high == 4 && spread.n == 4 && spread.left_out == 0);
    spread_add(&spread, NAN);
    spread_add(&spread, -INFINITY);
    assert_true(spread.n == 4 && spread.left_out == 2 && spread.low == 1);
}

// --- histograms ---

static void histograms_add_up(void **state)
{
    struct bench *bench = *state;
    struct network_settings s = {.depth = 4, .width = 256, .batch = 64, .seed = 2, .sigma_w = 1};
    measure(bench, &s, "tanh");
    for (int l = 1; l <= 4; l++) {
        const struct layer_measure *m = &bench->result->layer[l];
        const struct layer_histogram *z = &m->z;
        double sum = 0, square = 0, slope = 0, theory = 0;
        for (int i = 0; i < HISTOGRAM_BINS; i++) {
            double x = z->low + (i + 0.5) * (z->high - z->low) / HISTOGRAM_BINS,
                   half = (z->high - z->low) / HISTOGRAM_BINS / 2 / m->z_rms / sqrt(2),
                   share =
                       (erf(x / m->z_rms / sqrt(2) + half) - erf(x / m->z_rms / sqrt(2) - half)) /
                       2;
            sum += (double)z->share[i];
            square += (double)z->share[i] * x * x;
            slope += (double)z->share[i] * (double)z->slope[i];
            theory = fmax(theory, fabs((double)z->share[i] - share));
        }
        assert_int_equal(z->count, 256 * 64);
        assert_close(z->low, -4 * m->z_rms);
        assert_close(z->high, 4 * m->z_rms);
        assert_true(fabs(sum - 1) < 1e-5);
        assert_true(fabs(sqrt(square) / m->z_rms - 1) < 0.01);
        assert_true(slope > 0 && slope * slope <= m->slope_square);
        assert_true(theory < 0.01); // a normal density
        assert_true(m->h.low >= -1 && m->h.high <= 1 && m->h.low < -0.5);
    }
}

// --- Monte Carlo ---

struct monte_carlo {
    struct bench *bench;
    char key[80];
    struct network_band band;
    int checked;
};

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { ROWS_LEAST = 3 };
static bool is_case(const struct row *row)
{
    return strcmp(row->activation, "tanh") == 0 && row->depth == 10;
}
#else
enum { ROWS_LEAST = 40 };
static bool is_case(const struct row *row)
{
    (void)row;
    return true;
}
#endif

// Ten layers of every network; thirty of the initialisations beyond Xavier's and He's. (Orthogonal
// matrices take their time: one network of them.)
static bool is_wanted(const struct row *row)
{
    static const char *const wanted[] = {"log10_delta_ratio", "log10_wgrad_ratio", "log10_q_L"};
    static const char *const deep[] = {"xavier_uniform", "he_uniform", "pytorch", "critical"};
    bool ours = row->depth == 10, sigmoid = strcmp(row->activation, "sigmoid") == 0;
    for (size_t i = 0; row->depth == 30 && i < COUNT(deep); i++)
        ours = ours || strcmp(row->init, deep[i]) == 0;
    ours = ours || (row->depth == 30 && sigmoid && strcmp(row->init, "orthogonal_gain1") == 0);
    if (!ours || !is_case(row) || row->width != 256 || isnan(row->error))
        return false;
    for (size_t i = 0; i < COUNT(wanted); i++)
        if (strcmp(row->quantity, wanted[i]) == 0)
            return true;
    return false;
}

static void run_networks(const struct row *row, struct monte_carlo *mc)
{
    bool orthogonal = strcmp(row->init, "orthogonal_gain1") == 0;
    int init = orthogonal ? INIT_ORTHOGONAL : initialisation_find(row->init);
    assert_true(init >= 0);
    mc->band = (struct network_band){0};
    for (int seed = 0; seed < (row->depth == 10 ? 20 : 12); seed++) {
        struct network_settings s = {.depth = row->depth,
                                     .width = row->width,
                                     .batch = row->batch,
                                     .seed = (uint64_t)(1000 + seed),
                                     .init = (enum initialisation)init,
                                     .sigma_w = 1};
        measure(mc->bench, &s, row->activation);
        network_band_add(&mc->band, mc->bench->result);
    }
}

static void check_monte_carlo(const struct row *row, void *user)
{
    struct monte_carlo *mc = user;
    char key[80];
    if (!is_wanted(row))
        return;
    snprintf(key, sizeof key, "%s %s %d", row->activation, row->init, row->depth);
    if (strcmp(key, mc->key) != 0) {
        text_copy(mc->key, sizeof mc->key, key);
        run_networks(row, mc);
    }
    const struct spread *s = strcmp(row->quantity, "log10_delta_ratio") == 0 ? &mc->band.delta_ratio
                             : strcmp(row->quantity, "log10_wgrad_ratio") == 0
                                 ? &mc->band.wgrad_ratio
                                 : &mc->band.q_top;
    double allowed = 4 * hypot(spread_se(s), row->error);
    if (!(fabs(s->mean - row->number) <= allowed))
        fail_msg("%s, depth %d: %s is %.5f, not %.5f within %.5f", key, row->depth, row->quantity,
                 s->mean, row->number, allowed);
    mc->checked++;
}

static void monte_carlo(void **state)
{
    struct monte_carlo mc = {.bench = *state};
    for_rows("mc", check_monte_carlo, &mc);
    assert_true(mc.checked >= ROWS_LEAST);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)
    const struct CMUnitTest tests[] = {
        TEST(fixtures_in_double),
        TEST(fixtures_in_single),
        TEST(backward_is_the_derivative),
        TEST(weight_gradients_either_way),
        TEST(draws_are_kept),
        TEST(a_run_can_be_cancelled),
        TEST(precision_ends),
        TEST(networks_beyond_a_domain),
        TEST(dead_and_overflowing_networks),
        TEST(steep_falls_are_not_saturated),
        cmocka_unit_test(spreads_are_those_of_a_sample),
        TEST(histograms_add_up),
        TEST(monte_carlo),
        TEST(the_fitted_slope),
        cmocka_unit_test(layers_are_strangers),
        cmocka_unit_test(orthogonal_is_orthogonal),
        cmocka_unit_test(wrong_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

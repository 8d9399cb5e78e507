// Networks with skip connections, normalisation, tied weights and several activations: against the
// reference set, against plain loops, against numerical differentiation, and their theory.
#include "network/mean_field.h"
#include "network/mlp.h"
#include "network/norm.h"
#include "network/study.h"

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
#include "reference.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// Adds `layers` layers of an activation of the catalogue, with its defaults.
static void add(struct network_mix *mix, const char *id, int layers)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct network_mix one;
    const struct activation *a = activation_at(activation_find(id));
    activation_defaults(a, parameters);
    network_mix_set(&one, a, parameters);
    one.parts[0].layers = layers;
    mix->parts[mix->n++] = one.parts[0];
}

static struct network_mix mix_of(const char *id)
{
    struct network_mix mix = {0};
    add(&mix, id, 1);
    return mix;
}

static void measure(struct bench *bench, const struct network_settings *settings,
                    const struct network_mix *mix)
{
    if (!network_measure(bench->mlp, &bench->draws, settings, mix, true, NULL, NULL, bench->result,
                         &bench->fault))
        fail_msg("%s", bench->fault.text);
}

// Remedy number i of twelve.
enum { REMEDIES = 12 };
static struct remedy remedy_at(int i)
{
    return (struct remedy){
        .norm = (enum network_norm)(i % 3), .skip = i / 3 % 2 == 1, .tied = i / 6 == 1};
}

static void name_remedy(const struct remedy *remedy, char out[40])
{
    snprintf(out, 40, "%s%s, norm %s", remedy->skip ? "skip" : "no skip",
             remedy->tied ? ", tied" : "", norm_name(remedy->norm));
}

// --- fixtures ---

struct fixture {
    struct bench *bench;
    enum precision precision;
    struct row last; // whose network stands in the bench
};

static bool same_network(const struct row *a, const struct row *b)
{
    return strcmp(a->activation, b->activation) == 0 && strcmp(a->init, b->init) == 0 &&
           a->sigma_w == b->sigma_w && a->sigma_b == b->sigma_b && a->batch == b->batch &&
           a->depth == b->depth && a->remedy.skip == b->remedy.skip &&
           a->remedy.tied == b->remedy.tied && a->remedy.norm == b->remedy.norm;
}

static void run_fixture(const struct row *row, struct fixture *fixture)
{
    struct network_mix mix = mix_of(row->activation);
    struct network_settings settings = {.depth = row->depth,
                                        .width = row->width,
                                        .batch = row->batch,
                                        .seed = (uint64_t)atoi(row->init + strlen("seed")),
                                        .init = INIT_CUSTOM,
                                        .sigma_w = row->sigma_w,
                                        .sigma_b = row->sigma_b,
                                        .precision = fixture->precision,
                                        .remedy = row->remedy,
                                        .fixture = true};
    if (!same_network(row, &fixture->last))
        measure(fixture->bench, &settings, &mix);
    fixture->last = *row;
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
    // Of a mean near 0 of values near 1 single precision has fewer digits.
    bool single = fixture->precision == PRECISION_SINGLE;
    double size = single ? fmax(fabs(row->number), 1e-2) : fabs(row->number);
    if (value != row->number && !(fabs(value - row->number) <= (single ? 1e-3 : 1e-9) * size)) {
        char name[40];
        name_remedy(&row->remedy, name);
        fail_msg("%s, %s, batch %d, layer %d: %s is %.17g, not %s", row->activation, name,
                 row->batch, row->layer, q, value, row->value);
    }
}

static void fixtures_in_double(void **state)
{
    struct fixture fixture = {.bench = *state, .precision = PRECISION_DOUBLE};
    assert_true(for_remedy_rows("fixture", check_fixture, &fixture) > 2000);
}

static void fixtures_in_single(void **state)
{
    struct fixture fixture = {.bench = *state, .precision = PRECISION_SINGLE};
    assert_true(for_remedy_rows("fixture", check_fixture, &fixture) > 2000);
}

// --- theory ---

static struct mean_field_net net_of(const struct row *row, const struct network_mix *mix)
{
    return (struct mean_field_net){.mix = mix,
                                   .remedy = row->remedy,
                                   .sigma_w = row->sigma_w,
                                   .sigma_b = row->sigma_b,
                                   .depth = row->depth};
}

static void check_theory(const struct row *row, void *user)
{
    int *checked = user;
    static struct depth_profile profile;
    struct network_mix mix = mix_of(row->activation);
    const struct mean_field_net net = net_of(row, &mix);
    const char *q = row->quantity;
    bool delta = strcmp(q, "log10_delta_ratio") == 0 || strcmp(q, "log10_delta_ratio_theory") == 0,
         wgrad = strcmp(q, "log10_wgrad_ratio") == 0;
    if (row->error > 0 || (!delta && !wgrad && strcmp(q, "q_L") != 0))
        return; // measured; or of finite batches
    mean_field_profile(&net, &profile);
    double value = delta   ? profile.log10_delta_ratio
                   : wgrad ? profile.log10_wgrad_ratio
                           : profile.q[row->depth];
    if (!(fabs(value - row->number) <= 1e-8 * fmax(1, fabs(row->number)))) {
        char name[40];
        name_remedy(&row->remedy, name);
        fail_msg("%s, %s, %g, %g, depth %d: %s is %.17g, not %s", row->activation, name,
                 row->sigma_w, row->sigma_b, row->depth, q, value, row->value);
    }
    ++*checked;
}

static void worked_depths(void **state)
{
    (void)state;
    int checked = 0;
    for_remedy_rows("theory", check_theory, &checked);
    assert_true(checked > 450);
    for_remedy_rows("sweep", check_theory, &checked);
    assert_true(checked > 550);
}

static void check_point(const struct row *row, void *user)
{
    int *checked = user;
    struct fixed_point p;
    struct network_mix mix = mix_of(row->activation);
    const struct mean_field_net net = net_of(row, &mix);
    mean_field_remedied(&net, &p);
    ++*checked;
    if (strcmp(row->quantity, "regime") == 0) {
        assert_string_equal(regime_name(p.regime), row->value);
        return;
    }
    double value = strcmp(row->quantity, "q_star") == 0    ? p.q_star
                   : strcmp(row->quantity, "chi_1") == 0   ? p.chi_1
                   : strcmp(row->quantity, "xi_grad") == 0 ? p.xi_grad
                                                           : p.slope;
    if (value != row->number && !(fabs(value - row->number) <= 1e-9 * fabs(row->number)))
        fail_msg("%s, norm %s: %s is %.17g, not %s", row->activation, norm_name(row->remedy.norm),
                 row->quantity, value, row->value);
}

static void worked_fixed_points(void **state)
{
    (void)state;
    int checked = 0;
    for_remedy_rows("meanfield", check_point, &checked);
    assert_int_equal(checked, 100);
}

// What there is no theory of has none, and skip connections have no fixed point.
static void what_is_not_known(void **state)
{
    (void)state;
    static struct depth_profile profile;
    struct network_mix mix = mix_of("tanh");
    for (int i = 0; i < REMEDIES; i++) {
        struct fixed_point p;
        const struct mean_field_net net = {
            .mix = &mix, .remedy = remedy_at(i), .sigma_w = 1, .depth = 10};
        bool none = net.remedy.skip && net.remedy.tied;
        mean_field_profile(&net, &profile);
        mean_field_remedied(&net, &p);
        assert_true(isnan(profile.log10_delta_ratio) == none);
        assert_true(isnan(profile.q[5]) == none);
        assert_true(isnan(p.chi_1) == net.remedy.skip);
        assert_string_equal(regime_name(p.regime), none                           ? "none"
                                                   : net.remedy.skip              ? "skip"
                                                   : net.remedy.norm != NORM_NONE ? "norm"
                                                                                  : "zero");
    }
}

// --- plain loops, and the definition of a derivative ---

enum { L = 5, N = 12, B = 7 };

struct plain {
    struct network_mix mix;
    struct remedy remedy;
    double w[L + 1][N][N], b[L + 1][N], x[B][N], g[B][N];
    double a[L + 1][B][N], z[L + 1][B][N], h[L + 1][B][N];
    double delta[L + 1][B][N], back[L + 1][B][N], dw[L + 1][N][N]; // back: dloss/dh
};

static void copy_draws(const struct draws *draws, double sigma_w, double sigma_b, struct plain *p)
{
    for (int l = 1; l <= L; l++) {
        int from = p->remedy.tied ? 1 : l;
        for (int i = 0; i < N; i++) {
            p->b[l][i] = sigma_b * ((const double *)draws_bias(draws, from))[i];
            for (int j = 0; j < N; j++)
                p->w[l][i][j] =
                    sigma_w / sqrt(N) * ((const double *)draws_weights(draws, from))[i * N + j];
        }
    }
    memcpy(p->x, draws_input(draws), sizeof p->x);
    memcpy(p->g, draws_top(draws), sizeof p->g);
}

static double value_of(const struct plain *p, int l, enum order order, double z)
{
    const struct mix_part *part = &p->mix.parts[network_mix_part(&p->mix, l)];
    return activation_value(part->activation, part->parameters, order, z);
}

// Number k of the line of normalisation that sample b and unit i are in, and how long it is.
static double *on_line(const struct plain *p, double layer[B][N], int b, int i, int k)
{
    return p->remedy.norm == NORM_LAYER ? &layer[b][k] : &layer[k][i];
}

static int line_length(const struct plain *p)
{
    return p->remedy.norm == NORM_LAYER ? N : B;
}

static double line_spread(const struct plain *p, double layer[B][N], int b, int i, double *mean)
{
    int n = line_length(p);
    double square = 0;
    *mean = 0;
    for (int k = 0; k < n; k++)
        *mean += *on_line(p, layer, b, i, k) / n;
    for (int k = 0; k < n; k++)
        square += pow(*on_line(p, layer, b, i, k) - *mean, 2) / n;
    return sqrt(square);
}

static double plain_z(struct plain *p, int l, int b, int i)
{
    double mean, spread;
    if (p->remedy.norm == NORM_NONE)
        return p->a[l][b][i];
    spread = line_spread(p, p->a[l], b, i, &mean);
    return (p->a[l][b][i] - mean) / spread;
}

static double plain_loss(struct plain *p)
{
    double loss = 0;
    memcpy(p->h[0], p->x, sizeof p->x);
    for (int l = 1; l <= L; l++) {
        for (int b = 0; b < B; b++)
            for (int i = 0; i < N; i++) {
                p->a[l][b][i] = p->b[l][i];
                for (int j = 0; j < N; j++)
                    p->a[l][b][i] += p->w[l][i][j] * p->h[l - 1][b][j];
            }
        for (int b = 0; b < B; b++)
            for (int i = 0; i < N; i++) {
                p->z[l][b][i] = plain_z(p, l, b, i);
                p->h[l][b][i] = value_of(p, l, ORDER_F, p->z[l][b][i]) +
                                (p->remedy.skip ? p->h[l - 1][b][i] : 0);
            }
    }
    for (int b = 0; b < B; b++)
        for (int i = 0; i < N; i++)
            loss += p->g[b][i] * p->h[L][b][i];
    return loss;
}

// dloss/da by the matrix dz/da of the line: (1 if j = k - 1/n - z_j z_k/n)/s.
static double plain_epsilon(struct plain *p, int l, int b, int i)
{
    if (p->remedy.norm == NORM_NONE)
        return p->delta[l][b][i];
    int n = line_length(p), own = p->remedy.norm == NORM_LAYER ? i : b;
    double mean, spread = line_spread(p, p->a[l], b, i, &mean), sum = 0;
    for (int k = 0; k < n; k++)
        sum += *on_line(p, p->delta[l], b, i, k) *
               ((k == own) - 1. / n - *on_line(p, p->z[l], b, i, k) * p->z[l][b][i] / n) / spread;
    return sum;
}

static void plain_backward(struct plain *p)
{
    static double epsilon[B][N];
    memcpy(p->back[L], p->g, sizeof p->g);
    memset(p->dw, 0, sizeof p->dw);
    for (int l = L; l >= 1; l--) {
        for (int b = 0; b < B; b++)
            for (int i = 0; i < N; i++)
                p->delta[l][b][i] = p->back[l][b][i] * value_of(p, l, ORDER_DF, p->z[l][b][i]);
        for (int b = 0; b < B; b++)
            for (int i = 0; i < N; i++)
                epsilon[b][i] = plain_epsilon(p, l, b, i);
        for (int b = 0; b < B; b++)
            for (int j = 0; j < N; j++) {
                double back = p->remedy.skip ? p->back[l][b][j] : 0;
                for (int i = 0; i < N; i++) {
                    back += epsilon[b][i] * p->w[l][i][j];
                    p->dw[l][i][j] += epsilon[b][i] * p->h[l - 1][b][j] / B;
                }
                p->back[l - 1][b][j] = back;
            }
    }
    for (int l = 1; l <= L; l++)
        for (int i = 0; i < N * N; i++)
            p->dw[0][i / N][i % N] += p->dw[l][i / N][i % N]; // of tied weights
}

static double rms(const double *x, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sqrt(sum / n);
}

static void assert_close(const struct plain *p, const char *what, int l, double value, double exact)
{
    char name[40];
    name_remedy(&p->remedy, name);
    if (!(fabs(value - exact) <= 1e-11 * fmax(fabs(exact), 1e-2)))
        fail_msg("%s, %s, layer %d: %s is %.17g, not %.17g", p->mix.parts[0].activation->id, name,
                 l, what, value, exact);
}

static void compare_with_plain(const struct network_result *r, const struct plain *p)
{
    for (int l = 1; l <= L; l++) {
        assert_close(p, "z", l, r->layer[l].z_rms, rms(p->z[l][0], B * N));
        assert_close(p, "h", l, r->layer[l].h_rms, rms(p->h[l][0], B * N));
        assert_close(p, "delta", l, r->layer[l].delta_rms, rms(p->delta[l][0], B * N));
        assert_close(p, "dW", l, r->layer[l].wgrad_rms, rms(p->dw[l][0], N * N));
        if (l < L)
            assert_close(p, "gain", l, r->layer[l].gain,
                         pow(r->layer[l].delta_rms / r->layer[l + 1].delta_rms, 2));
        if (l < L)
            assert_close(p, "gains", l, r->layer[l].gain,
                         r->layer[l].gain_weights * r->layer[l].gain_slopes);
    }
    assert_close(p, "dx", 0, r->layer[0].delta_rms, rms(p->back[0][0], B * N));
    if (p->remedy.tied)
        assert_close(p, "dW of all", 0, r->layer[0].wgrad_rms, rms(p->dw[0][0], N * N));
    else
        assert_true(isnan(r->layer[0].wgrad_rms));
}

// Adds e to a weight of layer l, or, if it is tied, of all layers.
static void nudge(struct plain *p, int l, int i, int j, double e)
{
    for (int k = p->remedy.tied ? 1 : l; k <= (p->remedy.tied ? L : l); k++)
        p->w[k][i][j] += e;
}

// dloss/dw, as (loss(w + e) - loss(w - e))/2e. (For kinks e is small enough not to meet any.)
static void compare_with_differences(struct plain *p)
{
    const double e = 1e-6;
    for (int l = 1; l <= L; l++)
        for (int k = 0; k < 6; k++) {
            int i = (5 * k + l) % N, j = 7 * k % N;
            double dw = p->dw[p->remedy.tied ? 0 : l][i][j] * B;
            nudge(p, l, i, j, e);
            double above = plain_loss(p);
            nudge(p, l, i, j, -2 * e);
            double difference = (above - plain_loss(p)) / (2 * e);
            nudge(p, l, i, j, e);
            if (!(fabs(difference - dw) <= 2e-7 * fmax(1, fabs(dw))))
                assert_close(p, "dW by differences", l, dw, difference);
        }
}

static void compare_network(struct bench *bench, struct plain *p, double sigma_b)
{
    struct network_settings s = {.depth = L,
                                 .width = N,
                                 .batch = B,
                                 .seed = 3,
                                 .init = INIT_CUSTOM,
                                 .sigma_w = 1.3,
                                 .sigma_b = sigma_b,
                                 .remedy = p->remedy};
    measure(bench, &s, &p->mix);
    assert_int_equal(bench->result->state, NETWORK_ALIVE);
    copy_draws(bench->draws, s.sigma_w, s.sigma_b, p);
    plain_loss(p);
    plain_backward(p);
    compare_with_plain(bench->result, p);
    compare_with_differences(p);
}

static void backward_is_the_derivative(void **state)
{
    static const char *const ids[] = {"sigmoid", "tanh", "relu", "gelu", "selu", "sinusoid"};
    static struct plain plain;
    for (size_t k = 0; k <= COUNT(ids); k++)
        for (int i = 0; i < REMEDIES; i++) {
            plain.remedy = remedy_at(i);
            plain.mix = mix_of(ids[k % COUNT(ids)]);
            plain.mix.parts[0].layers = k == COUNT(ids) ? 2 : 1;
            if (k == COUNT(ids)) {
                add(&plain.mix, "relu", 1);
                add(&plain.mix, "tanh", 1);
            }
            compare_network(*state, &plain, 0);
            compare_network(*state, &plain, 0.4);
        }
}

// --- several activations ---

static void patterns_repeat(void **state)
{
    (void)state;
    struct network_mix mix = {0};
    add(&mix, "sigmoid", 2);
    add(&mix, "relu", 1);
    add(&mix, "tanh", 3);
    static const int parts[] = {0, 0, 1, 2, 2, 2, 0, 0, 1, 2, 2, 2, 0};
    for (int l = 1; l <= (int)COUNT(parts); l++)
        assert_int_equal(network_mix_part(&mix, l), parts[l - 1]);
    mix = mix_of("relu");
    assert_int_equal(network_mix_part(&mix, 200), 0);
}

// The forward and backward recursions of a mix, from moments, against its profile; and measured.
static void a_mix_is_predicted_layer_by_layer(void **state)
{
    struct bench *bench = *state;
    static struct depth_profile profile;
    struct network_mix mix = {0};
    add(&mix, "sigmoid", 2);
    add(&mix, "relu", 1);
    const double w2 = 1.3 * 1.3, b2 = 0.04;
    const struct mean_field_net net = {.mix = &mix, .sigma_w = 1.3, .sigma_b = 0.2, .depth = 9};
    double q = w2 + b2, sum = 0;
    mean_field_profile(&net, &profile);
    for (int l = 1; l <= 9; l++) {
        struct mean_field m;
        const struct mix_part *part = &mix.parts[l % 3 == 0 ? 1 : 0];
        assert_true(fabs(profile.q[l] / q - 1) < 1e-14);
        assert_true(mean_field_moments(part->activation, part->parameters, q, &m));
        sum += l < 9 ? log10(w2 * m.bp) / 2 : 0;
        q = w2 * m.a + b2;
    }
    assert_true(fabs(profile.log10_delta_ratio - sum) < 1e-12);
    struct spread spread = {0};
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct network_settings s = {.depth = 9,
                                     .width = 256,
                                     .batch = 16,
                                     .seed = seed,
                                     .init = INIT_CUSTOM,
                                     .sigma_w = 1.3,
                                     .sigma_b = 0.2};
        measure(bench, &s, &mix);
        spread_add(&spread, bench->result->log10_delta_ratio);
    }
    assert_true(fabs(spread.mean - sum) < 0.02 + 4 * spread_se(&spread));
}

// Two functions with different σw have none together, unless it is given.
static void a_mix_has_one_spread(void **state)
{
    (void)state;
    struct network_mix mix = mix_of("sigmoid");
    struct network_settings s = network_defaults();
    struct fault fault = {0};
    double sigma_w, sigma_b;
    add(&mix, "tanh", 1);
    for (int init = 0; init < INIT_COUNT; init++) {
        s.init = (enum initialisation)init;
        bool ok = network_scales(&s, &mix, &sigma_w, &sigma_b, &fault);
        assert_true(ok == (init != INIT_CRITICAL));
    }
    assert_int_equal(fault.id, FAULT_RANGE);
    assert_non_null(strstr(fault.text, "10.1"));
}

// --- what has no spread ---

struct line_case {
    double a[4], z[4];
    bool passes; // whether a gradient gets through
};

static const double root_half = 0.70710678118654752, root_two = 1.4142135623730951;

static void check_line(const struct line_case *row, enum network_norm norm)
{
    double z[4], inverse[4], mean[4], delta[4] = {1, -2, 0.5, 7}, along = 0, sum = 0;
    struct norm_lines lines = {.norm = norm,
                               .rows = norm == NORM_LAYER ? 1 : 4,
                               .columns = norm == NORM_LAYER ? 4 : 1,
                               .guard = NORM_GUARD_DOUBLE,
                               .z = z,
                               .inverse = inverse,
                               .mean = mean};
    memcpy(z, row->a, sizeof z);
    assert_int_equal(norm_line_count(norm, lines.rows, lines.columns), 1);
    norm_forward(&lines);
    for (int i = 0; i < 4; i++)
        if (!(fabs(z[i] - row->z[i]) < 1e-14))
            fail_msg("%g, %g, %g, %g: z is %.17g, not %g", row->a[0], row->a[1], row->a[2],
                     row->a[3], z[i], row->z[i]);
    assert_true((*inverse > 0) == row->passes);
    norm_backward(&lines, delta);
    for (int i = 0; i < 4; i++) {
        sum += delta[i];
        along += delta[i] * z[i];
        assert_true((delta[i] != 0) == row->passes);
    }
    double size = fabs(delta[0]) + fabs(delta[3]);
    assert_true(fabs(sum) <= 1e-14 * size && fabs(along) <= 1e-14 * size);
}

static void lines_without_spread(void **state)
{
    (void)state;
    const struct line_case rows[] = {
        {{1, 2, 3, 2}, {-root_two, 0, root_two, 0}, true},
        {{1e-300, 2e-300, 3e-300, 2e-300}, {-root_two, 0, root_two, 0}, true},
        {{1e300, 2e300, 3e300, 2e300}, {-root_two, 0, root_two, 0}, true},
        {{0, 0, 0, 0}, {0, 0, 0, 0}, false},
        {{-7, -7, -7, -7}, {0, 0, 0, 0}, false},
        {{1e300, 1e300, 1e300, 1e300}, {0, 0, 0, 0}, false},
        {{5e-324, 5e-324, 5e-324, 5e-324}, {0, 0, 0, 0}, false},
        {{1, 1 + 1e-13, 1, 1}, {0, 0, 0, 0}, false}, // s²/mean a² is 2e-27 < 2^-80
        {{1e-20, 2e-20, 1e-20, 2e-20}, {-1, 1, -1, 1}, true},
        {{-3, 1, 1, 1},
         {-root_half * 2 * 1.2247448713915890, 0.57735026918962573, 0.57735026918962573,
          0.57735026918962573},
         true},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        check_line(&rows[i], NORM_LAYER);
        check_line(&rows[i], NORM_BATCH);
    }
}

// Batch normalisation of one sample makes every layer 0, of two ±1: no gradient gets through but
// around. And so for any activation.
static void one_and_two_samples(void **state)
{
    struct bench *bench = *state;
    static const char *const ids[] = {"sigmoid", "tanh", "gelu", "relu"};
    for (size_t k = 0; k < COUNT(ids); k++)
        for (int batch = 1; batch <= 2; batch++)
            for (int i = 0; i < REMEDIES; i++) {
                struct network_mix mix = mix_of(ids[k]);
                char sentence[160];
                struct network_settings s = {.depth = 6,
                                             .width = 16,
                                             .batch = batch,
                                             .seed = 4,
                                             .sigma_w = 1,
                                             .remedy = remedy_at(i)};
                measure(bench, &s, &mix);
                const struct network_result *r = bench->result;
                bool blocked = s.remedy.norm == NORM_BATCH && !s.remedy.skip;
                assert_int_equal(r->state, blocked ? NETWORK_BLOCKED : NETWORK_ALIVE);
                assert_true((isinf(r->log10_delta_ratio) != 0) == blocked);
                assert_true(!blocked || r->state_layer == 5);
                network_state_print(r, sentence, sizeof sentence);
                assert_true((strncmp(sentence, "blocked", 7) == 0) == blocked);
                if (s.remedy.norm == NORM_BATCH)
                    assert_true(fabs(r->layer[3].z_rms - (batch == 2)) < 1e-14);
                for (int l = 1; l <= 6; l++)
                    assert_true(!isnan(r->layer[l].delta_rms));
            }
}

// A function whose values are all alike: f(z) = 2. Layers above the first get no gradient, but with
// skip connections what came from the top.
static void constant_functions(void **state)
{
    struct bench *bench = *state;
    struct own own = {0};
    struct network_mix mix;
    assert_true(own_formula(&own, "2+0*x", NULL));
    network_mix_set(&mix, &own.activation, NULL);
    for (int i = 0; i < REMEDIES; i++) {
        struct network_settings s = {
            .depth = 5, .width = 16, .batch = 4, .seed = 4, .sigma_w = 1, .remedy = remedy_at(i)};
        measure(bench, &s, &mix);
        assert_int_equal(bench->result->state, NETWORK_DEAD);
        assert_int_equal(bench->result->state_layer, 5);
        assert_true(bench->result->layer[1].delta_rms == 0);
        assert_true(isfinite(bench->result->layer[5].h_rms));
        assert_true((bench->result->layer[0].delta_rms > 0) == s.remedy.skip);
    }
    own_clear(&own);
}

// --- far out ---

// At 200 layers, with the least and the greatest weights, in both precisions: a number or a word.
static void every_network_has_a_ratio_or_a_word(void **state)
{
    struct bench *bench = *state;
    static const double sigmas[] = {1e-4, 1, 100};
    static const char *const ids[] = {"sigmoid", "relu", "squared_relu", "step"};
    for (size_t k = 0; k < COUNT(ids) * COUNT(sigmas) * 2; k++)
        for (int i = 0; i < REMEDIES; i++) {
            struct network_mix mix = mix_of(ids[k % COUNT(ids)]);
            struct network_settings s = {
                .depth = 200,
                .width = 8,
                .batch = 4,
                .seed = 4,
                .init = INIT_CUSTOM,
                .sigma_w = sigmas[k / COUNT(ids) % COUNT(sigmas)],
                .precision = k / COUNT(ids) >= COUNT(sigmas) ? PRECISION_SINGLE : PRECISION_DOUBLE,
                .remedy = remedy_at(i)};
            char sentence[160], name[40];
            measure(bench, &s, &mix);
            network_state_print(bench->result, sentence, sizeof sentence);
            name_remedy(&s.remedy, name);
            if ((*sentence == '\0') != isfinite(bench->result->log10_delta_ratio))
                fail_msg("%s, %s, σw %g: %g, \"%s\"", ids[k % COUNT(ids)], name, s.sigma_w,
                         bench->result->log10_delta_ratio, sentence);
        }
}

// --- columns ---

static void keep_study(void *user, const struct study *study)
{
    memcpy(user, study, sizeof *study);
}

// Columns differ in initialisation, so that their numbers are of different laws, in remedy and in
// the mix. Each is as its networks are alone, from fresh numbers and from those that were kept.
static void columns_are_networks(void **state)
{
    struct bench *bench = *state;
    static struct study study;
    static struct study_request request;
    struct study_memory *memory = study_memory_create();
    assert_non_null(memory);
    memset(&request, 0, sizeof request);
    request.settings = (struct network_settings){.depth = 6, .width = 16, .batch = 4, .seed = 5};
    request.seeds = 3;
    for (int i = 0; i < 6; i++) {
        static const enum initialisation inits[] = {INIT_HE_NORMAL, INIT_ORTHOGONAL, INIT_PYTORCH};
        struct study_want *want = &request.columns[request.n++];
        want->init = inits[i % 3];
        want->sigma_w = 1;
        want->remedy = remedy_at(2 * i + 1);
        add(&want->mix, "tanh", 1);
        if (i == 4)
            add(&want->mix, "selu", 2);
    }
    for (int again = 0; again < 2; again++) {
        assert_true(study_run(memory, &request, NULL, keep_study, &study));
        assert_int_equal(study.seeds_done, 3);
        for (int i = 0; i < request.n; i++) {
            struct spread spread = {0};
            for (uint64_t seed = 5; seed < 8; seed++) {
                struct network_settings s = request.settings;
                s.seed = seed;
                s.init = request.columns[i].init;
                s.sigma_w = 1;
                s.remedy = remedy_at(2 * i + 1);
                measure(bench, &s, &request.columns[i].mix);
                spread_add(&spread, bench->result->log10_delta_ratio);
            }
            assert_true(spread.mean == study.columns[i].delta_ratio.mean);
            assert_true(spread.squares == study.columns[i].delta_ratio.squares);
        }
    }
    study_memory_destroy(memory);
}

// --- Monte Carlo ---

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { SEEDS = 8, ROWS_LEAST = 15 };
static bool is_case(const struct row *row)
{
    return strcmp(row->activation, "tanh") == 0;
}
#else
enum { SEEDS = 24, ROWS_LEAST = 90 };
static bool is_case(const struct row *row)
{
    (void)row;
    return true;
}
#endif

struct monte_carlo {
    struct bench *bench;
    struct row last;
    struct network_band band;
    int checked, beyond;
};

static void run_networks(const struct row *row, struct monte_carlo *mc)
{
    struct network_mix mix = mix_of(row->activation);
    if (same_network(row, &mc->last))
        return;
    mc->last = *row;
    mc->band = (struct network_band){0};
    for (int seed = 0; seed < SEEDS; seed++) {
        struct network_settings s = {.depth = row->depth,
                                     .width = row->width,
                                     .batch = row->batch,
                                     .seed = (uint64_t)(1000 + seed),
                                     .init = INIT_CUSTOM,
                                     .sigma_w = row->sigma_w,
                                     .remedy = row->remedy};
        measure(mc->bench, &s, &mix);
        network_band_add(&mc->band, mc->bench->result);
    }
}

// Networks of 64 units and 30 layers. One value in a hundred may lie beyond four standard errors:
// two of them are allowed for in all.
static void check_monte_carlo(const struct row *row, void *user)
{
    struct monte_carlo *mc = user;
    bool delta = strcmp(row->quantity, "log10_delta_ratio") == 0,
         wgrad = strcmp(row->quantity, "log10_wgrad_ratio") == 0;
    if (row->width != 64 || row->batch != 64 || row->depth != 30 || !is_case(row) ||
        !(row->error > 0) || (!delta && !wgrad && strcmp(row->quantity, "log10_q_L") != 0))
        return;
    run_networks(row, mc);
    const struct spread *s = delta   ? &mc->band.delta_ratio
                             : wgrad ? &mc->band.wgrad_ratio
                                     : &mc->band.q_top;
    double allowed = 4 * hypot(spread_se(s), row->error), error = fabs(s->mean - row->number);
    mc->beyond += error > allowed;
    if (!(error <= 1.5 * allowed) || mc->beyond > 2) {
        char name[40];
        name_remedy(&row->remedy, name);
        fail_msg("%s, %s: %s is %.5f, not %.5f within %.5f", row->activation, name, row->quantity,
                 s->mean, row->number, allowed);
    }
    mc->checked++;
}

static void monte_carlo(void **state)
{
    struct monte_carlo mc = {.bench = *state};
    for_remedy_rows("mc", check_monte_carlo, &mc);
    assert_true(mc.checked >= ROWS_LEAST);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)
    const struct CMUnitTest tests[] = {
        TEST(fixtures_in_double),
        TEST(fixtures_in_single),
        cmocka_unit_test(worked_depths),
        cmocka_unit_test(worked_fixed_points),
        cmocka_unit_test(what_is_not_known),
        TEST(backward_is_the_derivative),
        cmocka_unit_test(patterns_repeat),
        TEST(a_mix_is_predicted_layer_by_layer),
        cmocka_unit_test(a_mix_has_one_spread),
        cmocka_unit_test(lines_without_spread),
        TEST(one_and_two_samples),
        TEST(constant_functions),
        TEST(every_network_has_a_ratio_or_a_word),
        TEST(columns_are_networks),
        TEST(monte_carlo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

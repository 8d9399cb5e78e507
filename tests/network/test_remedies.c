// Networks with skip connections, normalisation, tied weights and several activations: against the
// reference set, against plain loops, against numerical differentiation, and their theory.
#include "network/mean_field.h"
#include "network/mlp.h"
#include "network/norm.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "activation/own.h"
#include "reference.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct bench {
    struct mlp *mlp;
    struct draws *draws;
    struct network_result *result;
    struct fault fault;
};

static int open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    bench->mlp = mlp_create();
    bench->result = malloc(sizeof *bench->result);
    *state = bench;
    return bench->mlp == NULL || bench->result == NULL;
}

static int close_bench(void **state)
{
    struct bench *bench = *state;
    mlp_destroy(bench->mlp);
    draws_destroy(bench->draws);
    free(bench->result);
    free(bench);
    return 0;
}

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

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)
    const struct CMUnitTest tests[] = {
        TEST(fixtures_in_double),
        TEST(fixtures_in_single),
        cmocka_unit_test(worked_depths),
        cmocka_unit_test(worked_fixed_points),
        cmocka_unit_test(what_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

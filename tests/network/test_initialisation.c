// σw and σb of every initialisation against their closed forms, and what is drawn with them.
#include "network/draws.h"
#include "network/initialisation.h"
#include "network/mean_field.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct activation *get(const char *id, double parameters[ACTIVATION_PARAMETERS_MAX])
{
    int i = activation_find(id);
    if (i < 0)
        fail_msg("no function %s", id);
    activation_defaults(activation_at(i), parameters);
    return activation_at(i);
}

// LeCun's and Xavier's σw² is 1 where layers are as wide as each other; He's is 2/(1 + a²) for a
// leak of a (He et al. 2015, eq. 15); nn.Linear draws both from ±1/√inputs, whose variance is
// 1/(3 inputs).
static void scales_are_those_of_the_papers(void **state)
{
    (void)state;
    static const struct {
        enum initialisation init;
        const char *id;
        double parameter; // the first one; 0: the default
        int inputs;
        double sigma_w2, sigma_b2;
    } rows[] = {
        {INIT_LECUN, "selu", 0, 64, 1, 0},
        {INIT_XAVIER_NORMAL, "tanh", 0, 64, 1, 0},
        {INIT_XAVIER_UNIFORM, "tanh", 0, 64, 1, 0},
        {INIT_HE_NORMAL, "relu", 0, 64, 2, 0},
        {INIT_HE_NORMAL, "tanh", 0, 64, 2, 0},
        {INIT_HE_NORMAL, "gelu", 0, 64, 2, 0},
        {INIT_HE_NORMAL, "leaky_relu", 0.01, 64, 2 / 1.0001, 0},
        {INIT_HE_NORMAL, "leaky_relu", 0.5, 64, 1.6, 0},
        {INIT_HE_UNIFORM, "leaky_relu", -1, 64, 1, 0},
        {INIT_HE_UNIFORM, "prelu", 0.25, 64, 2 / 1.0625, 0},
        {INIT_HE_NORMAL, "rrelu", 0, 64, 2 / (1 + 121. / 2304), 0}, // the mean of 1/8 and 1/3
        {INIT_ORTHOGONAL, "tanh", 0, 64, 9, 0},
        {INIT_CUSTOM, "tanh", 0, 64, 9, 0.25},
        {INIT_PYTORCH, "relu", 0, 64, 1. / 3, 1. / 192},
        {INIT_PYTORCH, "relu", 0, 2, 1. / 3, 1. / 6},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX], w, b;
        const struct activation *a = get(rows[i].id, parameters);
        const struct scale_request request = {rows[i].init, rows[i].inputs, 3, 0.5};
        parameters[0] = rows[i].parameter != 0 ? rows[i].parameter : parameters[0];
        assert_true(initialisation_scales(&request, a, parameters, &w, &b, NULL));
        if (!(fabs(w * w - rows[i].sigma_w2) < 1e-9 && fabs(b * b - rows[i].sigma_b2) < 1e-15))
            fail_msg("%s, %s: σw² %.12g, σb² %.12g", initialisation_name(rows[i].init), rows[i].id,
                     w * w, b * b);
    }
}

// Which of the user's two numbers mean something, and the law that is drawn from.
static void rows_say_what_they_read(void **state)
{
    (void)state;
    static const struct {
        const char *name, *alias;
        bool w, b;
        enum weight_law law;
    } rows[INIT_COUNT] = {
        {"lecun", "lecun_normal", false, false, LAW_NORMAL},
        {"xavier_normal", "xavier", false, false, LAW_NORMAL},
        {"xavier_uniform", "glorot_uniform", false, false, LAW_UNIFORM},
        {"he_normal", "he", false, false, LAW_NORMAL},
        {"he_uniform", "kaiming_uniform", false, false, LAW_UNIFORM},
        {"orthogonal", "ortho", true, false, LAW_ORTHOGONAL},
        {"pytorch", "torch", false, false, LAW_UNIFORM},
        {"custom", "free", true, true, LAW_NORMAL},
        {"critical", "edge_of_chaos", false, true, LAW_NORMAL},
    };
    for (int i = 0; i < INIT_COUNT; i++) {
        enum initialisation init = (enum initialisation)i;
        assert_string_equal(initialisation_name(init), rows[i].name);
        assert_int_equal(initialisation_find(rows[i].name), i);
        assert_int_equal(initialisation_find(rows[i].alias), i);
        assert_int_equal(initialisation_reads_sigma_w(init), rows[i].w);
        assert_int_equal(initialisation_reads_sigma_b(init), rows[i].b);
        assert_int_equal(initialisation_law(init), rows[i].law);
    }
    assert_int_equal(initialisation_find("nobody"), -1);
}

// χ₁ = σw² E[f′²] = 1 has a closed form where f′ is constant on both sides of 0, and at q = 0.
static void critical_weights_have_their_closed_forms(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        double parameter, sigma_w2;
    } rows[] = {{"relu", 0, 2}, {"leaky_relu", 0.5, 1.6}, {"leaky_relu", -1, 1}, {"identity", 0, 1},
                {"tanh", 0, 1}, {"arctan", 0, 1},         {"sinusoid", 0, 1},    {"softsign", 0, 1},
                {"gelu", 0, 4}, {"scaled_tanh", 0, 0}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX], w, b;
        const struct activation *a = get(rows[i].id, parameters);
        const struct scale_request request = {INIT_CRITICAL, 64, 3, 0};
        parameters[0] = rows[i].parameter != 0 ? rows[i].parameter : parameters[0];
        double exact = rows[i].sigma_w2; // of a tanh(b x): 1/(a b)²
        if (exact == 0)
            exact = 1 / (parameters[0] * parameters[1] * parameters[0] * parameters[1]);
        assert_true(initialisation_scales(&request, a, parameters, &w, &b, NULL));
        if (!(fabs(w * w - exact) < 1e-9 && b == 0))
            fail_msg("%s: σw² %.12g, not %.12g", rows[i].id, w * w, exact);
    }
}

// Where there is none, as of softplus, or of ReLU with biases, the fault names the function.
static void what_has_no_critical_weights_is_named(void **state)
{
    (void)state;
    int none = 0;
    for (int k = 0; k < activation_count(); k++) {
        double parameters[ACTIVATION_PARAMETERS_MAX], w = 0, b = 0;
        const struct activation *a = get(activation_at(k)->id, parameters);
        struct critical all[CRITICAL_MAX];
        struct fault fault = {0};
        const struct scale_request request = {INIT_CRITICAL, 64, 3, 0.3};
        int n = mean_field_critical(a, parameters, 0.3, all);
        bool ok = initialisation_scales(&request, a, parameters, &w, &b, &fault);
        assert_int_equal(ok, n > 0);
        assert_true(!ok || (w == all[0].sigma_w && b == 0.3)); // at these there is one at most
        assert_true(ok || (fault.id == FAULT_RANGE && strstr(fault.text, a->name) == fault.text));
        none += !ok;
    }
    assert_true(none >= 3);
}

// Weights and biases of a layer, and layers among each other, are drawn from streams of their own.
static void biases_are_no_weights(void **state)
{
    (void)state;
    enum { DEPTH = 3, LOOKED_AT = 8 };
    struct network_settings settings = network_defaults();
    settings.width = 16;
    settings.depth = DEPTH;
    static const enum initialisation inits[] = {INIT_LECUN, INIT_PYTORCH};
    for (size_t k = 0; k < COUNT(inits); k++) {
        settings.init = inits[k];
        struct draws *draws = draws_create(&settings);
        assert_non_null(draws);
        assert_true(draws_extend(draws, DEPTH, NULL, NULL));
        const double *drawn[2 * DEPTH + 2] = {draws_input(draws), draws_top(draws)};
        for (int l = 1; l <= DEPTH; l++) {
            drawn[2 * l] = draws_weights(draws, l);
            drawn[2 * l + 1] = draws_bias(draws, l);
        }
        for (int a = 0; a < 2 * DEPTH + 2; a++)
            for (int b = 0; b < a; b++)
                for (int i = 0; i < LOOKED_AT; i++)
                    assert_true(drawn[a][i] != drawn[b][i]);
        draws_destroy(draws);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scales_are_those_of_the_papers),
        cmocka_unit_test(rows_say_what_they_read),
        cmocka_unit_test(critical_weights_have_their_closed_forms),
        cmocka_unit_test(what_has_no_critical_weights_is_named),
        cmocka_unit_test(biases_are_no_weights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

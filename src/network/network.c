#include "network/network.h"
#include "base/language.h"

#include <math.h>
#include <string.h>

#include "network/mean_field.h"

struct network_settings network_defaults(void)
{
    return (struct network_settings){.depth = 30,
                                     .width = 256,
                                     .batch = 64,
                                     .seed = 1,
                                     .init = INIT_XAVIER_NORMAL,
                                     .sigma_w = 1,
                                     .precision = PRECISION_DOUBLE};
}

static bool check_count(const char *what, int value, int low, int high, struct fault *fault)
{
    if (value >= low && value <= high)
        return true;
    return fault_set(fault, FAULT_RANGE, _("%s %d is outside of %d … %d"), what, value, low, high);
}

static bool check_sigma(const char *what, double value, bool positive, struct fault *fault)
{
    if (isfinite(value) && value <= NETWORK_SIGMA_MAX && (positive ? value > 0 : value >= 0))
        return true;
    return fault_set(fault, FAULT_RANGE, _("%s %g is not allowed; expected %s %g"), what, value,
                     positive ? "more than 0, at most" : "0 to", NETWORK_SIGMA_MAX);
}

bool network_check(const struct network_settings *settings, struct fault *fault)
{
    if ((unsigned)settings->init >= INIT_COUNT)
        return fault_set(fault, FAULT_RANGE, _("no such initialisation"));
    return check_count("depth", settings->depth, 1, NETWORK_DEPTH_MAX, fault) &&
           check_count("width", settings->width, NETWORK_WIDTH_MIN, NETWORK_WIDTH_MAX, fault) &&
           check_count("batch", settings->batch, 1, NETWORK_BATCH_MAX, fault) &&
           check_sigma("σw", settings->sigma_w, true, fault) &&
           check_sigma("σb", settings->sigma_b, false, fault);
}

// --- initialisations ---

static const struct {
    const char *name, *label, *alias;
    enum weight_law law;
} rows[INIT_COUNT] = {
    [INIT_LECUN] = {"lecun", "LeCun", "lecun_normal", LAW_NORMAL},
    [INIT_XAVIER_NORMAL] = {"xavier_normal", "Xavier", "xavier", LAW_NORMAL},
    [INIT_XAVIER_UNIFORM] = {"xavier_uniform", N_("Xavier, uniform"), "glorot_uniform",
                             LAW_UNIFORM},
    [INIT_HE_NORMAL] = {"he_normal", "He", "he", LAW_NORMAL},
    [INIT_HE_UNIFORM] = {"he_uniform", N_("He, uniform"), "kaiming_uniform", LAW_UNIFORM},
    [INIT_ORTHOGONAL] = {"orthogonal", N_("orthogonal"), "ortho", LAW_ORTHOGONAL},
    [INIT_PYTORCH] = {"pytorch", N_("PyTorch default"), "torch", LAW_UNIFORM},
    [INIT_CUSTOM] = {"custom", N_("free σw, σb"), "free", LAW_NORMAL},
    [INIT_CRITICAL] = {"critical", N_("critical"), "edge_of_chaos", LAW_NORMAL},
};

const char *initialisation_name(enum initialisation init)
{
    return rows[init].name;
}

const char *initialisation_label(enum initialisation init)
{
    return rows[init].label;
}

int initialisation_find(const char *name)
{
    for (int i = 0; i < INIT_COUNT; i++)
        if (strcmp(name, rows[i].name) == 0 || strcmp(name, rows[i].alias) == 0)
            return i;
    return -1;
}

enum weight_law network_law(const struct network_settings *settings)
{
    return settings->fixture ? LAW_FIXTURE : rows[settings->init].law;
}

// The slope of a leaky ReLU on the left, which He et al. 2015 (Delving deep into rectifiers, eq.
// 15) take into account; 0 for everything else.
static double leak(const struct activation *activation, const double *parameters)
{
    static const char *const leaky[] = {"leaky_relu", "prelu", "rrelu"};
    for (size_t i = 0; i < sizeof leaky / sizeof *leaky; i++)
        if (strcmp(activation->id, leaky[i]) == 0)
            return activation_value(activation, parameters, ORDER_DF, -1);
    return 0;
}

// The solution to start a network from: one that the variance does not run away from, if there is.
static bool critical_scale(const struct activation *activation, const double *parameters,
                           double sigma_b, double *sigma_w, struct fault *fault)
{
    struct critical solutions[CRITICAL_MAX];
    int n = mean_field_critical(activation, parameters, sigma_b, solutions);
    if (n == 0)
        return fault_set(fault, FAULT_RANGE, _("%s has no critical σw at σb = %g"),
                         activation->name, sigma_b);
    int best = 0;
    while (best + 1 < n && solutions[best].repelling)
        best++;
    *sigma_w = solutions[solutions[best].repelling ? 0 : best].sigma_w;
    return true;
}

bool network_scales(const struct network_settings *settings, const struct activation *activation,
                    const double *parameters, double *sigma_w, double *sigma_b, struct fault *fault)
{
    double a = leak(activation, parameters);
    *sigma_b = 0;
    switch (settings->init) {
    case INIT_HE_NORMAL:
    case INIT_HE_UNIFORM:
        *sigma_w = sqrt(2 / (1 + a * a));
        return true;
    case INIT_ORTHOGONAL:
        *sigma_w = settings->sigma_w;
        return true;
    case INIT_PYTORCH:
        *sigma_w = sqrt(1. / 3);
        *sigma_b = sqrt(1. / (3. * settings->width));
        return true;
    case INIT_CUSTOM:
        *sigma_w = settings->sigma_w;
        *sigma_b = settings->sigma_b;
        return true;
    case INIT_CRITICAL:
        *sigma_b = settings->sigma_b;
        return critical_scale(activation, parameters, settings->sigma_b, sigma_w, fault);
    default:
        *sigma_w = 1;
        return true;
    }
}

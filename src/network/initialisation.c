#include "network/initialisation.h"

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "network/mean_field.h"

// Where σw and σb come from.
enum scale { SCALE_ONE, SCALE_HE, SCALE_GAIN, SCALE_PYTORCH, SCALE_FREE, SCALE_CRITICAL };

static const struct {
    const char *name, *label, *alias;
    enum weight_law law;
    enum scale scale;
} rows[INIT_COUNT] = {
    [INIT_LECUN] = {"lecun", "LeCun", "lecun_normal", LAW_NORMAL, SCALE_ONE},
    [INIT_XAVIER_NORMAL] = {"xavier_normal", "Xavier", "xavier", LAW_NORMAL, SCALE_ONE},
    [INIT_XAVIER_UNIFORM] = {"xavier_uniform", N_("Xavier, uniform"), "glorot_uniform", LAW_UNIFORM,
                             SCALE_ONE},
    [INIT_HE_NORMAL] = {"he_normal", "He", "he", LAW_NORMAL, SCALE_HE},
    [INIT_HE_UNIFORM] = {"he_uniform", N_("He, uniform"), "kaiming_uniform", LAW_UNIFORM, SCALE_HE},
    [INIT_ORTHOGONAL] = {"orthogonal", N_("orthogonal"), "ortho", LAW_ORTHOGONAL, SCALE_GAIN},
    [INIT_PYTORCH] = {"pytorch", N_("PyTorch default"), "torch", LAW_UNIFORM, SCALE_PYTORCH},
    [INIT_CUSTOM] = {"custom", N_("free σw, σb"), "free", LAW_NORMAL, SCALE_FREE},
    [INIT_CRITICAL] = {"critical", N_("critical"), "edge_of_chaos", LAW_NORMAL, SCALE_CRITICAL},
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

enum weight_law initialisation_law(enum initialisation init)
{
    return rows[init].law;
}

bool initialisation_reads_sigma_w(enum initialisation init)
{
    return rows[init].scale == SCALE_GAIN || rows[init].scale == SCALE_FREE;
}

bool initialisation_reads_sigma_b(enum initialisation init)
{
    return rows[init].scale == SCALE_FREE || rows[init].scale == SCALE_CRITICAL;
}

enum initialisation initialisation_recommended(const struct activation *activation)
{
    return activation->wants == WANTS_LECUN ? INIT_LECUN : INIT_HE_NORMAL;
}

// He et al. 2015, Delving deep into rectifiers, eq. 15: σw² = 2/(1 + a²), a being the slope of a
// leaky ReLU on the left.
static double he_sigma_w(const struct activation *activation, const double *parameters)
{
    const double far_left = -1e100;
    double leak = activation->wants == WANTS_HE_LEAKY
                      ? activation_value(activation, parameters, ORDER_DF, far_left)
                      : 0;
    return sqrt(2 / (1 + leak * leak));
}

// Finds a critical σw to start a network with: the first one that the variance is not repelled
// from, or the first one if all repel.
static bool critical_sigma_w(const struct activation *activation, const double *parameters,
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

bool initialisation_scales(const struct scale_request *request, const struct activation *activation,
                           const double *parameters, double *sigma_w, double *sigma_b,
                           struct fault *fault)
{
    *sigma_w = 1;
    *sigma_b = 0;
    switch (rows[request->init].scale) {
    case SCALE_ONE:
        break;
    case SCALE_HE:
        *sigma_w = he_sigma_w(activation, parameters);
        break;
    case SCALE_GAIN:
        *sigma_w = request->sigma_w;
        break;
    case SCALE_PYTORCH:
        *sigma_w = sqrt(1. / 3);
        *sigma_b = sqrt(1. / (3. * request->inputs));
        break;
    case SCALE_FREE:
        *sigma_w = request->sigma_w;
        *sigma_b = request->sigma_b;
        break;
    case SCALE_CRITICAL:
        *sigma_b = request->sigma_b;
        return critical_sigma_w(activation, parameters, request->sigma_b, sigma_w, fault);
    }
    return true;
}

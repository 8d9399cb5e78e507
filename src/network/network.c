#include "network/network.h"
#include "base/language.h"

#include <math.h>

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

enum weight_law network_law(const struct network_settings *settings)
{
    return settings->fixture ? LAW_FIXTURE : initialisation_law(settings->init);
}

bool network_scales(const struct network_settings *settings, const struct network_mix *mix,
                    double *sigma_w, double *sigma_b, struct fault *fault)
{
    const struct scale_request request = {settings->init, settings->width, settings->sigma_w,
                                          settings->sigma_b};
    for (int i = 0; i < mix->n; i++) {
        const struct mix_part *part = &mix->parts[i];
        double w, b;
        if (!initialisation_scales(&request, part->activation, part->parameters, &w, &b, fault))
            return false;
        if (i > 0 && w != *sigma_w)
            return fault_set(fault, FAULT_RANGE,
                             _("%s gives %s σw %g and %s σw %g, but a network has one; say which"),
                             initialisation_name(settings->init), mix->parts[0].activation->name,
                             *sigma_w, part->activation->name, w);
        *sigma_w = w;
        *sigma_b = b;
    }
    return true;
}

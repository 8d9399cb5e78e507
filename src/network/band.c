// Averages over seeds, and the sentence about what became of a network.
#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "network/mlp.h"

void spread_add(struct spread *spread, double value)
{
    if (!isfinite(value)) {
        spread->left_out++;
        return;
    }
    spread->low = spread->n == 0 ? value : fmin(spread->low, value);
    spread->high = spread->n == 0 ? value : fmax(spread->high, value);
    spread->n++;
    double distance = value - spread->mean;
    spread->mean += distance / spread->n;
    spread->squares += distance * (value - spread->mean);
}

double spread_sd(const struct spread *spread)
{
    return spread->n < 2 ? (double)NAN : sqrt(spread->squares / (spread->n - 1));
}

double spread_se(const struct spread *spread)
{
    return spread_sd(spread) / sqrt(spread->n);
}

void network_band_add(struct network_band *band, const struct network_result *result)
{
    band->seeds++;
    band->depth = result->depth;
    spread_add(&band->delta_ratio, result->log10_delta_ratio);
    spread_add(&band->wgrad_ratio, result->log10_wgrad_ratio);
    spread_add(&band->q_top, result->log10_q_top);
    spread_add(&band->slope_fit, result->slope_fit);
    for (int l = 1; l <= result->depth; l++) {
        const struct layer_measure *layer = &result->layer[l];
        spread_add(&band->delta[l], layer->log10_delta_rms);
        spread_add(&band->wgrad[l], layer->log10_wgrad_rms);
        spread_add(&band->q[l], 2 * log10(layer->z_rms));
        spread_add(&band->corr[l], layer->corr);
        spread_add(&band->sat[l], layer->sat_frac);
        spread_add(&band->dead[l], layer->dead_frac);
    }
}

void network_state_print(const struct network_result *result, char *out, size_t size)
{
    int layer = result->state_layer;
    switch (result->state) {
    case NETWORK_FORWARD_OVERFLOW:
        snprintf(out, size, _("overflow: the values leave the range of numbers at layer %d"),
                 layer);
        break;
    case NETWORK_UNDEFINED:
        snprintf(out, size,
                 _("not defined: the activation has no value at some inputs of layer %d"), layer);
        break;
    case NETWORK_GRADIENT_OVERFLOW:
        snprintf(out, size, _("overflow: the gradient leaves the range of numbers at layer %d"),
                 layer);
        break;
    case NETWORK_DEAD:
        snprintf(out, size, _("dead: no gradient from layer %d down"), layer);
        break;
    case NETWORK_UNDERFLOW:
        snprintf(out, size, _("underflow: the gradient is 0 from layer %d down"), layer);
        break;
    case NETWORK_BLOCKED:
        snprintf(out, size, _("blocked: the normalisation above layer %d lets no gradient through"),
                 layer);
        break;
    case NETWORK_FLAT:
        snprintf(out, size,
                 _("flat: the units of layer %d let no gradient through; it goes around them"),
                 layer);
        break;
    default:
        *out = '\0';
    }
}

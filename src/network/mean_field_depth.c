// Predicts wide networks layer by layer.
#include <math.h>

#include "network/limits.h"
#include "network/mean_field.h"

// The moments at any q, with the limits at 0 and ∞.
static struct mean_field moments_at(const struct activation *activation, const double *parameters,
                                    double q)
{
    struct mean_field m = {.mean = NAN, .a = NAN, .bp = NAN};
    if (mean_field_moments(activation, parameters, q, &m))
        return m;
    if (q == 0) {
        double f = activation_value(activation, parameters, ORDER_F, 0);
        m.mean = f;
        m.a = f * f;
        m.bp = slope_square_at_zero(activation, parameters);
    } else if (q > 0) {
        m.mean = 0;
        m.a = INFINITY;
        m.bp = slope_square_at_infinity(activation, parameters);
    }
    return m;
}

double mean_field_variance(const struct mean_field *m)
{
    const double digits = 1e-14;
    double variance = m->a - m->mean * m->mean;
    return variance < digits * m->a ? 0 : variance;
}

// What goes up through the layers: E[h²], E[h], and the part of E[h²] in which samples differ.
struct carried {
    double p, m, c;
};

// What the backward pass needs of a layer.
struct passed {
    double bp;      // E[f′²]
    double square;  // s² of its normalisation, or 1
    double entered; // the part of E[h²] below that the weights' gradient sees
};

static struct carried carry(const struct carried *below, const struct mean_field *m, bool skip)
{
    double variance = mean_field_variance(m);
    if (!skip)
        return (struct carried){m->a, m->mean, variance};
    return (struct carried){below->p + m->a + 2 * below->m * m->mean, below->m + m->mean,
                            below->c + variance};
}

// Goes up through all layers; fills q and passed[1 … depth].
static void go_up(const struct mean_field_net *net, struct depth_profile *out,
                  struct passed *passed)
{
    double w2 = net->sigma_w * net->sigma_w, b2 = net->sigma_b * net->sigma_b;
    enum network_norm norm = net->remedy.norm;
    struct carried carried = {1, 0, 1};    // the input
    struct mean_field kept[MIX_PARTS_MAX]; // with a normalisation q is 1 everywhere
    for (int i = 0; norm != NORM_NONE && i < net->mix->n; i++)
        kept[i] = moments_at(net->mix->parts[i].activation, net->mix->parts[i].parameters, 1);
    for (int l = 1; l <= net->depth; l++) {
        int part = network_mix_part(net->mix, l);
        double square = norm == NORM_BATCH ? w2 * carried.c : w2 * carried.p + b2;
        out->q[l] = norm == NORM_NONE ? square : 1;
        struct mean_field m = norm != NORM_NONE
                                  ? kept[part]
                                  : moments_at(net->mix->parts[part].activation,
                                               net->mix->parts[part].parameters, out->q[l]);
        passed[l] = (struct passed){.bp = m.bp,
                                    .square = norm == NORM_NONE ? 1 : square,
                                    .entered = norm == NORM_BATCH ? carried.c : carried.p};
        carried = carry(&carried, &m, net->remedy.skip);
    }
    double next = norm == NORM_BATCH ? w2 * carried.c : w2 * carried.p + b2;
    passed[net->depth + 1] = (struct passed){.square = norm == NORM_NONE ? 1 : next};
}

// Comes down again, with log10 of the factors by which the gradient's mean square grows.
static void come_down(const struct mean_field_net *net, const struct passed *passed,
                      struct depth_profile *out)
{
    double w2 = net->sigma_w * net->sigma_w;
    int depth = net->depth;
    for (int l = depth; l >= 1; l--) {
        double gain = log10(w2 * passed[l].bp / passed[l + 1].square);
        if (net->remedy.skip && l == depth)
            gain = log1p(w2 * passed[l].bp / passed[l].square) * 0.43429448190325183;
        else if (net->remedy.skip)
            gain = log10(passed[l].bp) - log10(passed[l + 1].bp) +
                   log1p(w2 * passed[l + 1].bp / passed[l + 1].square) * 0.43429448190325183;
        out->log10_gain[l] = gain;
        out->log10_over_top[l] = l == depth ? 0 : out->log10_over_top[l + 1] + gain / 2;
    }
    out->log10_delta_top = log10(passed[depth].bp) / 2;
    double top = log10(passed[depth].entered) - log10(passed[depth].square);
    for (int l = 1; l <= depth; l++)
        out->log10_wgrad_over_top[l] =
            out->log10_over_top[l] + (log10(passed[l].entered) - log10(passed[l].square) - top) / 2;
    out->log10_wgrad_top = out->log10_delta_top + top / 2;
}

void mean_field_profile(const struct mean_field_net *net, struct depth_profile *out)
{
    struct passed passed[MEAN_FIELD_DEPTH_MAX + 2];
    out->depth = net->depth;
    out->q[0] = out->log10_gain[0] = out->log10_over_top[0] = out->log10_wgrad_over_top[0] =
        (double)NAN;
    if (net->remedy.tied && net->remedy.skip) {
        for (int l = 1; l <= net->depth; l++)
            out->q[l] = out->log10_gain[l] = out->log10_over_top[l] = out->log10_wgrad_over_top[l] =
                (double)NAN;
        out->log10_delta_top = out->log10_wgrad_top = (double)NAN;
    } else {
        go_up(net, out, passed);
        come_down(net, passed, out);
    }
    out->log10_delta_ratio = out->log10_over_top[1];
    out->log10_wgrad_ratio = out->log10_wgrad_over_top[1];
}

void mean_field_depth(const struct activation *activation, const double *parameters, double sigma_w,
                      double sigma_b, int depth, struct depth_profile *out)
{
    struct network_mix mix;
    network_mix_set(&mix, activation, parameters);
    const struct mean_field_net net = {
        .mix = &mix, .sigma_w = sigma_w, .sigma_b = sigma_b, .depth = depth};
    mean_field_profile(&net, out);
}

int mean_field_depth_below(const struct activation *activation, const double *parameters,
                           double sigma_w, double sigma_b, double exponent, int most)
{
    const double rounding = 1e-9; // since a ReLU's gradient meets powers of two exactly
    double w2 = sigma_w * sigma_w, b2 = sigma_b * sigma_b;
    double a = 1, log2_below = 0; // of RMS δ¹/RMS δᴸ
    for (int depth = 1; depth <= most; depth++) {
        struct mean_field m = moments_at(activation, parameters, w2 * a + b2);
        if (log2_below + log2(m.bp) / 2 < exponent - rounding)
            return depth;
        a = m.a;
        log2_below += log2(w2 * m.bp) / 2;
    }
    return 0;
}

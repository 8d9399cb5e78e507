#include "network/mlp.h"
#include "base/language.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activation/slope.h"
#include "network/arithmetic.h"
#include "network/measure.h"
#include "network/norm.h"

// The memory of a run. Arrays are of the run's precision, except for `doubles`.
struct mlp {
    void *block; // all of it
    size_t size;
    void *h[NETWORK_DEPTH_MAX + 1];     // layer 0 is the draws' input
    void *slope[NETWORK_DEPTH_MAX + 1]; // f′(z)
    void *z[NETWORK_DEPTH_MAX + 1];     // all in one place unless a normalisation needs them later
    double *inverse[NETWORK_DEPTH_MAX + 1];   // of a normalisation's lines (norm.h)
    void *delta, *back, *scaled[2], *gram[2]; // back: the gradient by h
    void *shared;                             // the gradient by tied weights, times batch
    double *doubles[3]; // z, f, f′ of one layer, for single precision and for measuring
};

struct mlp *mlp_create(void)
{
    return calloc(1, sizeof(struct mlp));
}

void mlp_destroy(struct mlp *mlp)
{
    if (mlp == NULL)
        return;
    free(mlp->block);
    free(mlp);
}

static double square(double x)
{
    return x * x;
}

// --- memory ---

// Hands out pieces of a block, each aligned to 64 bytes. A NULL block only counts bytes.
struct carver {
    char *at;
    size_t used;
};

static void *carve(struct carver *carver, size_t bytes)
{
    void *piece = carver->at == NULL ? NULL : carver->at + carver->used;
    carver->used += (bytes + 63) / 64 * 64;
    return piece;
}

// Gives every array its place in the block `at`, and returns how many bytes they take. `at` may be
// NULL to learn the size.
static size_t lay_out(struct mlp *mlp, const struct mlp_run *run, enum precision precision,
                      int width, void *at)
{
    struct carver carver = {at, 0};
    size_t samples = (size_t)run->batch * (size_t)width, element = element_size(precision),
           pairs = (size_t)run->batch * (size_t)run->batch, weights = (size_t)width * (size_t)width;
    size_t lines = (size_t)norm_line_count(run->remedy.norm, run->batch, width);
    for (int l = 1; l <= run->depth; l++) {
        mlp->h[l] = carve(&carver, samples * element);
        mlp->slope[l] = carve(&carver, samples * element);
        mlp->z[l] = l == 1 || lines > 0 ? carve(&carver, samples * element) : mlp->z[1];
        mlp->inverse[l] = carve(&carver, lines * sizeof(double));
    }
    mlp->shared = carve(&carver, run->remedy.tied ? weights * element : 0);
    mlp->delta = carve(&carver, samples * element);
    mlp->back = carve(&carver, samples * element);
    for (int i = 0; i < 2; i++) {
        mlp->scaled[i] = carve(&carver, samples * element);
        mlp->gram[i] =
            carve(&carver, (pairs < weights && !run->remedy.tied ? pairs : weights) * element);
    }
    for (int i = 0; i < 3; i++)
        mlp->doubles[i] = carve(&carver, samples * sizeof(double));
    return carver.used;
}

static bool make_room(struct mlp *mlp, const struct mlp_run *run)
{
    const struct network_settings *settings = draws_settings(run->draws);
    size_t size = lay_out(mlp, run, settings->precision, settings->width, NULL);
    if (size > mlp->size) {
        free(mlp->block);
        mlp->block = NULL;
        mlp->size = 0;
        mlp->block = aligned_alloc(64, size);
        if (mlp->block == NULL)
            return false;
        mlp->size = size;
    }
    lay_out(mlp, run, settings->precision, settings->width, mlp->block);
    return true;
}

// --- one run ---

// A run and its state.
struct pass {
    struct mlp *mlp;
    const struct mlp_run *run;
    struct network_result *out;
    enum precision precision;
    int width;
    size_t samples;      // entries of a layer: batch · width
    double scale;        // σw/√width, for the drawn weights
    int exponent;        // δ is mlp->delta times 2^exponent, as the gradient by h is mlp->back
    double rms;          // of mlp->delta
    int shared_exponent; // the same for mlp->shared
    bool blocked;        // a normalisation let nothing of the gradient through
};

static bool cancelled(const struct pass *pass)
{
    return pass->run->cancel != NULL && pass->run->cancel(pass->run->user);
}

static const void *layer_output(const struct pass *pass, int l)
{
    return l == 0 ? draws_input(pass->run->draws) : pass->mlp->h[l];
}

// The number of the drawn layer whose weights and biases a layer has.
static int drawn(const struct pass *pass, int l)
{
    return pass->run->remedy.tied ? 1 : l;
}

// Sets every row of z to the bias.
static void lay_bias(const struct pass *pass, int l)
{
    double *row = pass->mlp->doubles[0];
    to_doubles(pass->precision, draws_bias(pass->run->draws, drawn(pass, l)), row,
               (size_t)pass->width);
    for (int i = 0; i < pass->width; i++)
        row[i] *= pass->run->sigma_b;
    for (int b = 0; b < pass->run->batch; b++)
        from_doubles(
            pass->precision, row,
            element_place(pass->precision, pass->mlp->z[l], (size_t)b * (size_t)pass->width),
            (size_t)pass->width);
}

// A layer's lines, to be normalised in `z`.
static struct norm_lines lines_of(const struct pass *pass, int l, double *z)
{
    bool single = pass->precision == PRECISION_SINGLE;
    return (struct norm_lines){.norm = pass->run->remedy.norm,
                               .rows = pass->run->batch,
                               .columns = pass->width,
                               .guard = single ? NORM_GUARD_SINGLE : NORM_GUARD_DOUBLE,
                               .z = z,
                               .inverse = pass->mlp->inverse[l]};
}

// Normalises a layer, computes its f and f′ and adds h of the layer below, as the remedy says.
// Returns where the layer lies as doubles. For single precision all is computed in double and
// rounded; what is measured is what was rounded.
static struct forward activate(const struct pass *pass, int l)
{
    struct mlp *mlp = pass->mlp;
    const struct mlp_run *run = pass->run;
    const struct mix_part *part = &run->mix->parts[network_mix_part(run->mix, l)];
    bool single = pass->precision == PRECISION_SINGLE;
    double *z = single ? mlp->doubles[0] : mlp->z[l], *f = single ? mlp->doubles[1] : mlp->h[l],
           *df = single ? mlp->doubles[2] : mlp->slope[l];
    if (single)
        to_doubles(pass->precision, mlp->z[l], z, pass->samples);
    if (run->remedy.norm != NORM_NONE) {
        struct norm_lines lines = lines_of(pass, l, z);
        norm_forward(&lines);
        if (single)
            round_doubles(z, mlp->z[l], pass->samples);
    }
    activation_eval(part->activation, part->parameters, z, pass->samples, f, df, NULL);
    if (run->remedy.skip)
        add_elements(pass->precision, layer_output(pass, l - 1), f, pass->samples);
    if (single) {
        round_doubles(f, mlp->h[l], pass->samples);
        round_doubles(df, mlp->slope[l], pass->samples);
    }
    return (struct forward){.batch = run->batch, .width = pass->width, .z = z, .f = f, .df = df};
}

static void forward_layer(const struct pass *pass, int l)
{
    struct mlp *mlp = pass->mlp;
    bool biased = pass->run->sigma_b != 0;
    struct product product = {.m = pass->run->batch,
                              .n = pass->width,
                              .k = pass->width,
                              .transposed = true,
                              .alpha = pass->scale,
                              .beta = biased ? 1 : 0};
    if (biased)
        lay_bias(pass, l);
    multiply(pass->precision, &product, layer_output(pass, l - 1),
             draws_weights(pass->run->draws, drawn(pass, l)), mlp->z[l]);
    struct forward forward = activate(pass, l);
    forward.threshold = pass->run->saturated_below[network_mix_part(pass->run->mix, l)];
    forward.histograms = pass->run->histograms;
    measure_forward(&forward, &pass->out->layer[l]);
}

static void measure_input(const struct pass *pass)
{
    double *x = pass->mlp->doubles[0], sum = 0;
    to_doubles(pass->precision, draws_input(pass->run->draws), x, pass->samples);
    for (size_t i = 0; i < pass->samples; i++)
        sum += x[i];
    pass->out->layer[0].h_mean = sum / (double)pass->samples;
    pass->out->layer[0].h_rms = root_mean_square(PRECISION_DOUBLE, x, pass->samples);
}

// Whether all numbers of a layer are finite.
static bool is_sound(const struct layer_measure *layer)
{
    return isfinite(layer->z_rms) && isfinite(layer->h_rms) && isfinite(layer->slope_square);
}

// Whether the activation had no value at a finite input. An overflow would have given an infinity.
static bool is_undefined(const struct layer_measure *layer)
{
    return isfinite(layer->z_rms) && (isnan(layer->h_rms) || isnan(layer->slope_square));
}

// Runs forward, up to the layer where numbers leave the range. Returns false if it was stopped.
static bool run_forward(struct pass *pass)
{
    measure_input(pass);
    for (int l = 1; l <= pass->run->depth; l++) {
        if (cancelled(pass))
            return false;
        forward_layer(pass, l);
        if (!is_sound(&pass->out->layer[l])) {
            pass->out->state =
                is_undefined(&pass->out->layer[l]) ? NETWORK_UNDEFINED : NETWORK_FORWARD_OVERFLOW;
            pass->out->state_layer = l;
            return true;
        }
    }
    return true;
}

// --- backward ---

// Scales an array of the gradient by a power of two to near 1, exactly, in double precision. `rms`
// is its RMS before; returns that after.
static double bring_back(struct pass *pass, void *gradient, double rms)
{
    if (pass->precision == PRECISION_SINGLE || !isfinite(rms) || rms == 0 ||
        (rms > 0x1p-20 && rms < 0x1p20))
        return rms;
    int exponent = ilogb(rms);
    scale_elements(pass->precision, gradient, -exponent, gradient, pass->samples);
    pass->exponent += exponent;
    return ldexp(rms, -exponent);
}

// log10(rms · 2^exponent).
static double log10_of(double rms, int exponent)
{
    return log10(rms) + exponent * 0.30102999566398120;
}

// Returns `a`, or, where products of two of its entries might leave the range, a copy in `out` that
// is scaled to an RMS of about 1; the copy times 2^*exponent is `a`.
static const void *bring_near_one(const struct pass *pass, const void *a, double rms, void *out,
                                  int *exponent)
{
    bool single = pass->precision == PRECISION_SINGLE;
    int e = rms > 0 && isfinite(rms) ? ilogb(rms) : 0,
        limit = single ? 120 : 1000; // 2^±limit is a normal number
    *exponent = 0;
    if (abs(e) < (single ? 10 : 100))
        return a;
    *exponent = e < -limit ? -limit : e > limit ? limit : e;
    scale_elements(pass->precision, a, -*exponent, out, pass->samples);
    return out;
}

// The sum of the squares of all entries of εᵀh. sum_of_pairs takes it from the products of all
// pairs of samples, without the matrix, which is less work for small batches; sum_of_entries from
// the matrix.
static double sum_of_pairs(const struct pass *pass, const void *epsilon, const void *h)
{
    struct mlp *mlp = pass->mlp;
    multiply_rows(pass->precision, pass->run->batch, pass->width, epsilon, mlp->gram[0]);
    multiply_rows(pass->precision, pass->run->batch, pass->width, h, mlp->gram[1]);
    return sum_of_symmetric(pass->precision, pass->run->batch, mlp->gram[0], mlp->gram[1]);
}

static double sum_of_entries(const struct pass *pass, const void *epsilon, const void *h)
{
    struct mlp *mlp = pass->mlp;
    size_t n = (size_t)pass->width * (size_t)pass->width;
    multiply_transposed(pass->precision, pass->width, pass->run->batch, epsilon, h, mlp->gram[0]);
    double rms = root_mean_square(pass->precision, mlp->gram[0], n);
    return rms * rms * (double)n;
}

// The same; the matrix, which is times 2^exponent, is added to the gradient by tied weights.
static double sum_of_shared(struct pass *pass, const void *epsilon, const void *h, int exponent)
{
    struct mlp *mlp = pass->mlp;
    size_t n = (size_t)pass->width * (size_t)pass->width;
    if (exponent > pass->shared_exponent) {
        scale_elements(pass->precision, mlp->shared, pass->shared_exponent - exponent, mlp->shared,
                       n);
        pass->shared_exponent = exponent;
    }
    multiply_transposed(pass->precision, pass->width, pass->run->batch, epsilon, h, mlp->gram[0]);
    return add_scaled(pass->precision, mlp->gram[0], exponent - pass->shared_exponent, mlp->shared,
                      n);
}

// Computes log10 of RMS dWˡ = ‖(εˡ)ᵀ hˡ⁻¹‖ / (batch width) from ε, which stands in mlp->delta.
static double weight_gradient(struct pass *pass, int l, double epsilon_rms)
{
    struct mlp *mlp = pass->mlp;
    double h_rms = pass->out->layer[l - 1].h_rms;
    if (epsilon_rms == 0 || h_rms == 0)
        return -INFINITY;
    int exponents[2];
    const void *epsilon =
                   bring_near_one(pass, mlp->delta, epsilon_rms, mlp->scaled[0], &exponents[0]),
               *h = bring_near_one(pass, layer_output(pass, l - 1), h_rms, mlp->scaled[1],
                                   &exponents[1]);
    int exponent = exponents[0] + exponents[1] + pass->exponent;
    double sum = pass->run->remedy.tied            ? sum_of_shared(pass, epsilon, h, exponent)
                 : pass->run->batch <= pass->width ? sum_of_pairs(pass, epsilon, h)
                                                   : sum_of_entries(pass, epsilon, h);
    double rms = sqrt(fmax(sum, 0)) / pass->run->batch / pass->width;
    return log10_of(rms, exponent);
}

// Replaces δ in mlp->delta by ε. Returns its RMS.
static double go_through_norm(struct pass *pass, int l)
{
    struct mlp *mlp = pass->mlp;
    bool single = pass->precision == PRECISION_SINGLE;
    double *z = single ? mlp->doubles[0] : mlp->z[l],
           *delta = single ? mlp->doubles[1] : mlp->delta;
    if (single) {
        to_doubles(pass->precision, mlp->z[l], z, pass->samples);
        to_doubles(pass->precision, mlp->delta, delta, pass->samples);
    }
    struct norm_lines lines = lines_of(pass, l, z);
    norm_backward(&lines, delta);
    if (single)
        from_doubles(pass->precision, delta, mlp->delta, pass->samples);
    double rms = root_mean_square(pass->precision, mlp->delta, pass->samples);
    pass->blocked = pass->blocked || (rms == 0 && pass->rms > 0);
    return rms;
}

// Measures δ of a layer. With a skip connection it keeps the scale of the gradient by h, beside
// which it may be small; else it is brought near 1. Returns its RMS before that, in the scale of
// the layer above.
static double measure_delta(struct pass *pass, int l)
{
    struct layer_measure *layer = &pass->out->layer[l];
    double raw = root_mean_square(pass->precision, pass->mlp->delta, pass->samples);
    pass->rms = pass->run->remedy.skip ? raw : bring_back(pass, pass->mlp->delta, raw);
    layer->log10_delta_rms = log10_of(pass->rms, pass->exponent);
    layer->delta_rms = ldexp(pass->rms, pass->exponent);
    return raw;
}

// Finds out what became of a gradient that is 0 or not finite at layer l. mlp->back is the gradient
// that came down from the layer above. Where a skip connection leads around a layer, what matters
// of a gradient that is 0 is known at the end only (judge_skips).
static void judge_delta(struct pass *pass, int l)
{
    double log10_rms = pass->out->layer[l].log10_delta_rms;
    enum network_state *state = &pass->out->state;
    bool zero = log10_rms == -HUGE_VAL;
    if (*state != NETWORK_ALIVE || isfinite(log10_rms) || (zero && pass->run->remedy.skip))
        return;
    pass->out->state_layer = l;
    if (!zero) {
        *state = NETWORK_GRADIENT_OVERFLOW;
        return;
    }
    const struct mlp *mlp = pass->mlp;
    bool arrived = root_mean_square(pass->precision, mlp->back, pass->samples) > 0,
         rounded = any_product(pass->precision, mlp->back, mlp->slope[l], pass->samples);
    *state = !arrived && pass->blocked ? NETWORK_BLOCKED
             : arrived && !rounded     ? NETWORK_DEAD
                                       : NETWORK_UNDERFLOW;
}

// The same with skip connections, when all layers are known: dead if no layer has a gradient.
static void judge_skips(struct network_result *out)
{
    bool any = false, first = out->layer[1].log10_delta_rms == -HUGE_VAL,
         last = out->layer[out->depth].log10_delta_rms == -HUGE_VAL;
    for (int l = 1; l <= out->depth; l++)
        any = any || out->layer[l].log10_delta_rms > -HUGE_VAL;
    if (out->state != NETWORK_ALIVE || (!first && !last))
        return;
    out->state = any ? NETWORK_FLAT : NETWORK_DEAD;
    out->state_layer = last ? out->depth : 1;
}

// Sets mlp->back to εˡ Wˡ, or with skip connections adds that to it. Returns its RMS in the scale
// of mlp->delta.
static double go_down(const struct pass *pass, int l)
{
    bool skip = pass->run->remedy.skip;
    struct product product = {.m = pass->run->batch,
                              .n = pass->width,
                              .k = pass->width,
                              .alpha = pass->scale,
                              .beta = skip ? 1 : 0};
    multiply(pass->precision, &product, pass->mlp->delta,
             draws_weights(pass->run->draws, drawn(pass, l)), pass->mlp->back);
    return root_mean_square(pass->precision, pass->mlp->back, pass->samples);
}

// The factors of the gradient's mean square, from its RMS above the layer, behind the weights
// (`back`), and behind the slopes (`below`).
static void measure_gains(struct layer_measure *layer, double above, double back, double below)
{
    layer->gain_weights = square(back / above);
    layer->gain_slopes = square(below / back);
    layer->gain = square(below / above);
}

// Takes the gradient by hˡ in mlp->back down to that by hˡ⁻¹, and measures it on the way. *above
// and *back are the RMS of δˡ⁺¹ and of the gradient by hˡ, and become those of the layer below.
static void backward_layer(struct pass *pass, int l, double *above, double *back)
{
    struct mlp *mlp = pass->mlp;
    struct layer_measure *layer = &pass->out->layer[l];
    multiply_elements(pass->precision, mlp->back, mlp->slope[l], mlp->delta, pass->samples);
    double below = measure_delta(pass, l);
    judge_delta(pass, l);
    if (*above > 0)
        measure_gains(layer, *above, *back, below);
    double epsilon = pass->run->remedy.norm == NORM_NONE ? pass->rms : go_through_norm(pass, l);
    layer->log10_wgrad_rms = weight_gradient(pass, l, epsilon);
    layer->wgrad_rms = pow(10, layer->log10_wgrad_rms);
    *back = go_down(pass, l);
    *above = pass->rms;
    if (pass->run->remedy.skip && *back > 0) {
        double near = bring_back(pass, mlp->back, *back);
        *above *= near / *back;
        *back = near;
    }
}

// The input's layer: the gradient by x, and that by tied weights.
static void measure_bottom(struct pass *pass, double back)
{
    struct layer_measure *layer = &pass->out->layer[0];
    layer->delta_rms = ldexp(back, pass->exponent);
    layer->log10_delta_rms = log10_of(back, pass->exponent);
    if (!pass->run->remedy.tied)
        return;
    size_t n = (size_t)pass->width * (size_t)pass->width;
    double rms = root_mean_square(pass->precision, pass->mlp->shared, n) / pass->run->batch;
    layer->log10_wgrad_rms = log10_of(rms, pass->shared_exponent);
    layer->wgrad_rms = pow(10, layer->log10_wgrad_rms);
}

static bool run_backward(struct pass *pass)
{
    struct mlp *mlp = pass->mlp;
    size_t weights = (size_t)pass->width * (size_t)pass->width,
           element = element_size(pass->precision);
    memcpy(mlp->back, draws_top(pass->run->draws), pass->samples * element);
    if (pass->run->remedy.tied)
        memset(mlp->shared, 0, weights * element);
    pass->shared_exponent = INT_MIN / 2;
    double above = NAN, back = NAN;
    for (int l = pass->run->depth; l >= 1; l--) {
        if (cancelled(pass))
            return false;
        backward_layer(pass, l, &above, &back);
    }
    measure_bottom(pass, back);
    if (pass->run->remedy.skip)
        judge_skips(pass->out);
    return true;
}

// --- the whole ---

static void clear_result(const struct mlp_run *run, struct network_result *out)
{
    const struct network_settings *settings = draws_settings(run->draws);
    memset(out, 0, sizeof *out);
    out->depth = run->depth;
    out->width = settings->width;
    out->batch = run->batch;
    out->seed = settings->seed;
    out->sigma_w = run->sigma_w;
    out->sigma_b = run->sigma_b;
    for (int l = 0; l <= NETWORK_DEPTH_MAX; l++) {
        struct layer_measure *m = &out->layer[l];
        m->z_rms = m->h_mean = m->h_rms = m->corr = m->sat_frac = m->dead_frac = NAN;
        m->slope_square = m->delta_rms = m->wgrad_rms = NAN;
        m->log10_delta_rms = m->log10_wgrad_rms = NAN;
        m->gain_weights = m->gain_slopes = m->gain = NAN;
    }
}

// Minus the least-squares slope of log10 RMS δˡ against l.
static double fit_slope(const struct network_result *result)
{
    int low = 11, high = result->depth - 10, n = high - low + 1;
    if (result->depth < 30)
        return NAN;
    double middle = (low + high) / 2., above = 0, below = 0;
    for (int l = low; l <= high; l++) {
        above += (l - middle) * result->layer[l].log10_delta_rms;
        below += square(l - middle);
    }
    return n > 1 && isfinite(above) ? -above / below : (double)NAN;
}

// Fills in what depends on several layers. Ratios of two gradients that are both 0 are NAN.
static void conclude(struct network_result *out)
{
    const struct layer_measure *first = &out->layer[1], *last = &out->layer[out->depth];
    out->log10_delta_ratio = first->log10_delta_rms - last->log10_delta_rms;
    out->log10_wgrad_ratio = first->log10_wgrad_rms - last->log10_wgrad_rms;
    out->log10_q_top = 2 * log10(last->z_rms);
    out->slope_fit = fit_slope(out);
}

bool mlp_run(struct mlp *mlp, const struct mlp_run *run, struct network_result *out)
{
    const struct network_settings *settings = draws_settings(run->draws);
    if ((run->remedy.tied ? 1 : run->depth) > draws_depth(run->draws) || !make_room(mlp, run))
        return false;
    clear_result(run, out);
    struct pass pass = {.mlp = mlp,
                        .run = run,
                        .out = out,
                        .precision = settings->precision,
                        .width = settings->width,
                        .samples = (size_t)run->batch * (size_t)settings->width,
                        .scale = run->sigma_w / sqrt(settings->width)};
    if (!run_forward(&pass))
        return false;
    if (out->state == NETWORK_ALIVE && !run_backward(&pass))
        return false;
    conclude(out);
    return true;
}

static bool no_memory(struct fault *fault)
{
    return fault_set(fault, FAULT_MEMORY,
                     _("there is not enough memory for a network of this size"));
}

static bool provide(struct draws **draws, const struct network_settings *settings,
                    network_cancel *cancel, void *user, struct fault *fault)
{
    int layers = settings->remedy.tied ? 1 : settings->depth;
    if (*draws != NULL && !draws_serve(*draws, settings)) {
        draws_destroy(*draws);
        *draws = NULL;
    }
    if (*draws == NULL)
        *draws = draws_create(settings);
    if (*draws == NULL)
        return no_memory(fault);
    if (draws_extend(*draws, layers, cancel, user))
        return true;
    return cancel != NULL && cancel(user) ? false : no_memory(fault);
}

bool network_measure(struct mlp *mlp, struct draws **draws, const struct network_settings *settings,
                     const struct network_mix *mix, bool histograms, network_cancel *cancel,
                     void *user, struct network_result *out, struct fault *fault)
{
    struct mlp_run run = {.mix = mix,
                          .remedy = settings->remedy,
                          .depth = settings->depth,
                          .batch = settings->batch,
                          .histograms = histograms,
                          .cancel = cancel,
                          .user = user};
    if (fault != NULL)
        fault->id = FAULT_NONE;
    if (!network_check(settings, fault) ||
        !network_scales(settings, mix, &run.sigma_w, &run.sigma_b, fault) ||
        !provide(draws, settings, cancel, user, fault))
        return false;
    run.draws = *draws;
    for (int i = 0; i < mix->n; i++)
        run.saturated_below[i] =
            slope_saturated_below(slope_sup(mix->parts[i].activation, mix->parts[i].parameters));
    if (mlp_run(mlp, &run, out))
        return true;
    return cancel != NULL && cancel(user) ? false : no_memory(fault);
}

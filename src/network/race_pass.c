// The way of a mini-batch through a network of the race, forward and backward.
#include <cblas.h>
#include <math.h>
#include <string.h>

#include "network/norm.h"
#include "network/race_net.h"

// --- forward ---

// Computes a = h Wᵀ, without the bias. For two inputs a matrix product would be slower than the
// loop.
static void multiply_layer(const struct race_layer *layer, const float *h, int rows, float *a)
{
    if (layer->in > 2) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, rows, layer->out, layer->in, 1, h,
                    layer->in, layer->w, layer->in, 0, a, layer->out);
        return;
    }
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < layer->out; i++)
            a[r * layer->out + i] = h[2 * r] * layer->w[2 * i] + h[2 * r + 1] * layer->w[2 * i + 1];
}

// Copies a layer to doubles, with the bias added.
static void add_bias(const struct race_layer *layer, const float *a, int rows, double *z)
{
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < layer->out; i++)
            z[r * layer->out + i] = (double)(a[r * layer->out + i] + layer->b[i]);
}

// The lines of hidden layer l, which stands in doubles[0].
static struct norm_lines lines_of(const struct race_net *net, int l, int rows)
{
    return (struct norm_lines){.norm = net->remedy.norm,
                               .rows = rows,
                               .columns = net->width,
                               .guard = NORM_GUARD_SINGLE,
                               .z = net->doubles[0],
                               .inverse = net->inverse[l]};
}

// Normalises the layer in doubles[0], and keeps what came of it for the way back.
static void normalise(struct race_net *net, int l, int rows)
{
    struct norm_lines lines = lines_of(net, l, rows);
    norm_forward(&lines);
    size_t n = (size_t)rows * (size_t)net->width;
    for (size_t i = 0; i < n; i++)
        net->z[l][i] = (float)lines.z[i];
}

// Batch normalisation by the statistics of all training points, in place.
static void normalise_fixed(const struct race_net *net, int l, int rows)
{
    const struct race_statistics *s = &net->statistics[l];
    double *z = net->doubles[0];
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < net->width; i++)
            z[r * net->width + i] = (z[r * net->width + i] - s->mean[i]) * s->inverse[i];
}

// Computes z, what goes into f, of hidden layer l from a = h Wᵀ: in doubles[0]. Batch normalisation
// would cancel a bias in front of it; its bias comes behind.
static void enter(struct race_net *net, int l, const float *a, int rows, enum race_purpose purpose)
{
    const struct race_layer *layer = &net->layers[l - 1];
    double *z = net->doubles[0];
    size_t n = (size_t)rows * (size_t)net->width;
    if (net->remedy.norm != NORM_BATCH) {
        add_bias(layer, a, rows, z);
        if (net->remedy.norm == NORM_LAYER)
            normalise(net, l, rows);
        return;
    }
    for (size_t i = 0; i < n; i++)
        z[i] = (double)a[i];
    if (purpose == RACE_TO_TRAIN)
        normalise(net, l, rows);
    else
        normalise_fixed(net, l, rows);
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < net->width; i++)
            z[r * net->width + i] += (double)layer->b[i];
}

// Whether hidden layer l, counted from 1, has a skip connection: where its input is as wide.
static bool skips(const struct race_net *net, int l)
{
    return net->remedy.skip && l >= 2;
}

// Computes the output of hidden layer l from z in doubles[0], and f′ to train. Both are computed in
// double and rounded.
static void leave(struct race_net *net, int l, int rows, enum race_purpose purpose)
{
    size_t n = (size_t)rows * (size_t)net->width;
    bool train = purpose == RACE_TO_TRAIN;
    const double *f = net->doubles[1], *df = net->doubles[2];
    float *h = net->h[l], *slope = net->slope[l];
    activation_eval(net->activation, net->parameters, net->doubles[0], n, net->doubles[1],
                    train ? net->doubles[2] : NULL, NULL);
    for (size_t i = 0; i < n; i++)
        h[i] = (float)f[i];
    for (size_t i = 0; skips(net, l) && i < n; i++)
        h[i] += net->h[l - 1][i];
    for (size_t i = 0; train && i < n; i++)
        slope[i] = (float)df[i];
}

void race_forward(struct race_net *net, const float *x, int rows, enum race_purpose purpose)
{
    const float *h = x;
    for (int l = 1; l <= net->depth; l++) {
        multiply_layer(&net->layers[l - 1], h, rows, net->h[l]);
        enter(net, l, net->h[l], rows, purpose);
        leave(net, l, rows, purpose);
        h = net->h[l];
    }
    const struct race_layer *last = &net->layers[net->depth];
    cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, last->in, 1, h, last->in, last->w, 1, 0,
                net->logit, 1);
    for (int r = 0; r < rows; r++)
        net->logit[r] += last->b[0];
}

void race_gather_statistics(struct race_net *net)
{
    const struct race_points *train = &net->race->train;
    if (net->remedy.norm != NORM_BATCH || net->statistics_step == net->step)
        return;
    const float *h = train->xy;
    for (int l = 1; l <= net->depth; l++) {
        multiply_layer(&net->layers[l - 1], h, train->n, net->h[l]);
        size_t n = (size_t)train->n * (size_t)net->width;
        for (size_t i = 0; i < n; i++)
            net->doubles[0][i] = (double)net->h[l][i];
        struct norm_lines lines = lines_of(net, l, train->n);
        lines.mean = net->statistics[l].mean;
        lines.inverse = net->statistics[l].inverse;
        norm_forward(&lines);
        // Once more by the statistics, as points are evaluated.
        enter(net, l, net->h[l], train->n, RACE_TO_EVALUATE);
        leave(net, l, train->n, RACE_TO_EVALUATE);
        h = net->h[l];
    }
    net->statistics_step = net->step;
}

// --- backward ---

static void add_columns(const float *delta, int rows, int columns, float *out)
{
    memset(out, 0, (size_t)columns * sizeof *out);
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < columns; i++)
            out[i] += delta[r * columns + i];
}

// Computes dW of a layer from the gradient by a = h Wᵀ, and from h.
static void weight_gradient(const struct race_layer *layer, const float *epsilon, const float *h,
                            int rows)
{
    if (layer->in > 2) {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, layer->out, layer->in, rows, 1,
                    epsilon, layer->out, h, layer->in, 0, layer->dw, layer->in);
        return;
    }
    memset(layer->dw, 0, (size_t)(2 * layer->out) * sizeof *layer->dw);
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < layer->out; i++) {
            layer->dw[2 * i] += epsilon[r * layer->out + i] * h[2 * r];
            layer->dw[2 * i + 1] += epsilon[r * layer->out + i] * h[2 * r + 1];
        }
}

static void multiply_slope(const float *back, const float *slope, size_t n, float *delta)
{
    for (size_t i = 0; i < n; i++)
        delta[i] = back[i] * slope[i];
}

// Takes the gradient in net->delta back through the normalisation of hidden layer l.
static void return_norm(struct race_net *net, int l, int rows)
{
    size_t n = (size_t)rows * (size_t)net->width;
    struct norm_lines lines = lines_of(net, l, rows);
    double *delta = net->doubles[1];
    for (size_t i = 0; i < n; i++) {
        lines.z[i] = (double)net->z[l][i];
        delta[i] = (double)net->delta[i];
    }
    norm_backward(&lines, delta);
    for (size_t i = 0; i < n; i++)
        net->delta[i] = (float)delta[i];
}

// Takes the gradient in net->back from the output of hidden layer l to that of the layer below.
static void backward_layer(struct race_net *net, int l, int rows)
{
    const struct race_layer *layer = &net->layers[l - 1];
    int width = net->width;
    bool bias_behind = net->remedy.norm == NORM_BATCH;
    multiply_slope(net->back, net->slope[l], (size_t)rows * (size_t)width, net->delta);
    if (bias_behind)
        add_columns(net->delta, rows, width, layer->db);
    if (net->remedy.norm != NORM_NONE)
        return_norm(net, l, rows);
    if (!bias_behind)
        add_columns(net->delta, rows, width, layer->db);
    weight_gradient(layer, net->delta, l > 1 ? net->h[l - 1] : net->x, rows);
    if (l > 1)
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, width, width, 1, net->delta,
                    width, layer->w, width, skips(net, l) ? 1 : 0, net->back, width);
}

// Sums the terms of the layers that share their weights.
static void sum_terms(struct race_net *net)
{
    const struct race_layer *second = &net->layers[1];
    int n = second->in * second->out + second->out;
    float *sum = net->gradient + (second->w - net->values);
    memset(sum, 0, (size_t)n * sizeof *sum);
    for (int l = 1; l < net->depth; l++)
        for (int i = 0; i < n; i++)
            sum[i] += net->layers[l].dw[i];
}

void race_backward(struct race_net *net, int rows)
{
    const struct race_layer *last = &net->layers[net->depth];
    int width = net->width;
    cblas_sgemv(CblasRowMajor, CblasTrans, rows, width, 1, net->h[net->depth], width, net->logit, 1,
                0, last->dw, 1);
    add_columns(net->logit, rows, 1, last->db);
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < width; i++)
            net->back[r * width + i] = net->logit[r] * last->w[i];
    for (int l = net->depth; l >= 1; l--)
        backward_layer(net, l, rows);
    if (net->remedy.tied && net->depth > 1)
        sum_terms(net);
}

// Trains the networks of the race.
#include "network/race.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "network/mean_field.h"
#include "network/rng.h"

enum { CHUNK = 256 }; // points that are evaluated at a time, unless a mini-batch has more

// A layer's place in the arrays of weights and of gradients: w (out x in), then b; dw, then db.
struct layer {
    int in, out;
    float *w, *b, *dw, *db;
};

struct race_net {
    const struct race *race;
    const struct activation *activation;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    int depth, width, rows;                    // rows: points that arrays have room for
    struct layer layers[RACE_DEPTH_MAX + 1];   // the last one is the output
    int n;                                     // of all weights and biases
    float *values, *gradient, *first, *second; // weights; dW; momentum, or both moments of Adam
    float *x, *label;                          // the mini-batch
    float *h[RACE_DEPTH_MAX + 1], *slope[RACE_DEPTH_MAX + 1]; // f and f′ of hidden layers 1 …
    float *delta, *back, *logit; // δ = back ∘ f′, where back is the gradient by a layer's output
    double *z, *f, *df;          // of one layer
    int step;
    bool diverged, has_gradient;
    double sigma_w;
    void *block;
};

// --- making ---

static size_t count_values(const struct race_net *net)
{
    size_t w = (size_t)net->width;
    return 2 * w + w + ((size_t)net->depth - 1) * (w * w + w) + w + 1;
}

static void place_layers(struct race_net *net)
{
    float *value = net->values, *gradient = net->gradient;
    for (int l = 0; l <= net->depth; l++) {
        struct layer *layer = &net->layers[l];
        layer->in = l == 0 ? 2 : net->width;
        layer->out = l == net->depth ? 1 : net->width;
        layer->w = value;
        layer->dw = gradient;
        layer->b = value + layer->in * layer->out;
        layer->db = gradient + layer->in * layer->out;
        value = layer->b + layer->out;
        gradient = layer->db + layer->out;
    }
}

// Hands out n numbers of `size` bytes from a block, aligned to 64; from NULL it only counts.
static void *carve(char *block, size_t *used, size_t n, size_t size)
{
    void *piece = block == NULL ? NULL : block + *used;
    *used += (n * size + 63) / 64 * 64;
    return piece;
}

// Gives every array its place in the block, and returns how many bytes they take.
static size_t lay_out(struct race_net *net, char *block)
{
    size_t used = 0, rows = (size_t)net->rows, layer = rows * (size_t)net->width,
           n = (size_t)net->n;
    net->values = carve(block, &used, n, sizeof(float));
    net->gradient = carve(block, &used, n, sizeof(float));
    net->first = carve(block, &used, n, sizeof(float));
    net->second = carve(block, &used, n, sizeof(float));
    net->x = carve(block, &used, 2 * rows, sizeof(float));
    net->label = carve(block, &used, rows, sizeof(float));
    net->logit = carve(block, &used, rows, sizeof(float));
    for (int l = 1; l <= net->depth; l++) {
        net->h[l] = carve(block, &used, layer, sizeof(float));
        net->slope[l] = carve(block, &used, layer, sizeof(float));
    }
    net->delta = carve(block, &used, layer, sizeof(float));
    net->back = carve(block, &used, layer, sizeof(float));
    net->z = carve(block, &used, layer, sizeof(double));
    net->f = carve(block, &used, layer, sizeof(double));
    net->df = carve(block, &used, layer, sizeof(double));
    return used;
}

// Draws a layer's weights. Every network draws the same numbers and scales them its own way.
static void draw_layer(struct race_net *net, int l, const struct ziggurat *ziggurat)
{
    const struct race_settings *settings = &net->race->settings;
    struct layer *layer = &net->layers[l];
    bool uniform = settings->init == RACE_INIT_PYTORCH;
    struct rng weights = rng_open(settings->seed, RNG_WEIGHTS, (uint64_t)l),
               biases = rng_open(settings->seed, RNG_BIAS, (uint64_t)l);
    double sigma_w2 = l < net->depth || uniform ? net->sigma_w * net->sigma_w : 1,
           scale = sqrt(sigma_w2 / layer->in), bias = uniform ? sqrt(1. / (3. * layer->in)) : 0;
    for (int i = 0; i < layer->in * layer->out; i++) {
        double value;
        if (uniform)
            rng_uniforms(&weights, &value, 1);
        else
            rng_normals(&weights, ziggurat, &value, 1);
        layer->w[i] = (float)(scale * value);
    }
    for (int i = 0; i < layer->out; i++) {
        double value;
        rng_uniforms(&biases, &value, 1);
        layer->b[i] = (float)(bias * value);
    }
}

static void draw_weights(struct race_net *net)
{
    struct ziggurat ziggurat;
    ziggurat_init(&ziggurat);
    net->sigma_w = race_sigma_w(&net->race->settings, net->activation, net->parameters);
    for (int l = 0; l <= net->depth; l++)
        draw_layer(net, l, &ziggurat);
}

struct race_net *race_net_create(const struct race *race, const struct activation *activation,
                                 const double *parameters)
{
    struct race_net *net = calloc(1, sizeof *net);
    if (net == NULL)
        return NULL;
    net->race = race;
    net->activation = activation;
    memcpy(net->parameters, parameters, sizeof net->parameters);
    net->depth = race->settings.depth;
    net->width = race->settings.width;
    net->rows = race->settings.batch > CHUNK ? race->settings.batch : CHUNK;
    net->n = (int)count_values(net);
    size_t size = lay_out(net, NULL);
    net->block = aligned_alloc(64, size);
    if (net->block == NULL) {
        free(net);
        return NULL;
    }
    memset(net->block, 0, size);
    lay_out(net, net->block);
    place_layers(net);
    draw_weights(net);
    return net;
}

void race_net_destroy(struct race_net *net)
{
    if (net == NULL)
        return;
    free(net->block);
    free(net);
}

// --- forward ---

// Computes z = h Wᵀ, without the bias. For two inputs a matrix product would be slower than the
// loop.
static void multiply_layer(const struct layer *layer, const float *h, int rows, float *z)
{
    if (layer->in > 2) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, rows, layer->out, layer->in, 1, h,
                    layer->in, layer->w, layer->in, 0, z, layer->out);
        return;
    }
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < layer->out; i++)
            z[r * layer->out + i] = h[2 * r] * layer->w[2 * i] + h[2 * r + 1] * layer->w[2 * i + 1];
}

// Replaces z in h by f(z + b), and fills `slope` with f′(z + b) unless it is NULL. Both are
// computed in double and rounded.
static void activate(struct race_net *net, const struct layer *layer, int rows, float *h,
                     float *slope)
{
    size_t n = (size_t)rows * (size_t)layer->out;
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < layer->out; i++)
            net->z[r * layer->out + i] = (double)(h[r * layer->out + i] + layer->b[i]);
    activation_eval(net->activation, net->parameters, net->z, n, net->f,
                    slope != NULL ? net->df : NULL, NULL);
    for (size_t i = 0; i < n; i++)
        h[i] = (float)net->f[i];
    for (size_t i = 0; slope != NULL && i < n; i++)
        slope[i] = (float)net->df[i];
}

// Runs the network on `rows` points and leaves their logits in net->logit.
static void forward(struct race_net *net, const float *x, int rows, bool slopes)
{
    const float *h = x;
    for (int l = 0; l < net->depth; l++) {
        multiply_layer(&net->layers[l], h, rows, net->h[l + 1]);
        activate(net, &net->layers[l], rows, net->h[l + 1], slopes ? net->slope[l + 1] : NULL);
        h = net->h[l + 1];
    }
    const struct layer *last = &net->layers[net->depth];
    cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, last->in, 1, h, last->in, last->w, 1, 0,
                net->logit, 1);
    for (int r = 0; r < rows; r++)
        net->logit[r] += last->b[0];
}

// --- backward ---

static void add_columns(const float *delta, int rows, int columns, float *out)
{
    memset(out, 0, (size_t)columns * sizeof *out);
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < columns; i++)
            out[i] += delta[r * columns + i];
}

// Computes dW and db of a layer from δ and the layer's input h.
static void layer_gradient(const struct layer *layer, const float *delta, const float *h, int rows)
{
    if (layer->in > 2)
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, layer->out, layer->in, rows, 1, delta,
                    layer->out, h, layer->in, 0, layer->dw, layer->in);
    else {
        memset(layer->dw, 0, (size_t)(2 * layer->out) * sizeof *layer->dw);
        for (int r = 0; r < rows; r++)
            for (int i = 0; i < layer->out; i++) {
                layer->dw[2 * i] += delta[r * layer->out + i] * h[2 * r];
                layer->dw[2 * i + 1] += delta[r * layer->out + i] * h[2 * r + 1];
            }
    }
    add_columns(delta, rows, layer->out, layer->db);
}

// Replaces each logit by dloss/dlogit = (P - label)/rows. Returns false if any is no number.
static bool loss_slope(struct race_net *net, int rows)
{
    float sum = 0;
    for (int r = 0; r < rows; r++) {
        net->logit[r] = (1 / (1 + expf(-net->logit[r])) - net->label[r]) / (float)rows;
        sum += net->logit[r];
    }
    return isfinite(sum);
}

static void multiply_slope(const float *back, const float *slope, size_t n, float *delta)
{
    for (size_t i = 0; i < n; i++)
        delta[i] = back[i] * slope[i];
}

static void backward(struct race_net *net, int rows)
{
    const struct layer *last = &net->layers[net->depth];
    int width = net->width;
    size_t n = (size_t)rows * (size_t)width;
    cblas_sgemv(CblasRowMajor, CblasTrans, rows, width, 1, net->h[net->depth], width, net->logit, 1,
                0, last->dw, 1);
    add_columns(net->logit, rows, 1, last->db);
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < width; i++)
            net->back[r * width + i] = net->logit[r] * last->w[i];
    for (int l = net->depth; l >= 1; l--) {
        const struct layer *layer = &net->layers[l - 1];
        multiply_slope(net->back, net->slope[l], n, net->delta);
        layer_gradient(layer, net->delta, l > 1 ? net->h[l - 1] : net->x, rows);
        if (l > 1)
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, width, width, 1,
                        net->delta, width, layer->w, width, 0, net->back, width);
    }
}

// --- steps ---

// Draws the mini-batch of a step, the same for every network of the race.
static void draw_batch(struct race_net *net)
{
    const struct race *race = net->race;
    struct rng rng = rng_open(race->settings.seed, RNG_BATCH, (uint64_t)net->step);
    for (int r = 0; r < race->settings.batch; r++) {
        uint32_t i = rng_below(&rng, (uint32_t)race->train.n);
        net->x[2 * r] = race->train.xy[2 * i];
        net->x[2 * r + 1] = race->train.xy[2 * i + 1];
        net->label[r] = race->train.label[i];
    }
}

// Computes the gradient on the present step's mini-batch. Returns false if the loss is not finite.
static bool compute_gradient(struct race_net *net)
{
    int rows = net->race->settings.batch;
    draw_batch(net);
    forward(net, net->x, rows, true);
    if (!loss_slope(net, rows))
        return false;
    backward(net, rows);
    net->has_gradient = true;
    return true;
}

// A step of SGD with momentum.
static void descend(struct race_net *net)
{
    float rate = (float)race_learning_rate(&net->race->settings),
          momentum = (float)net->race->settings.momentum;
    float *v = net->first, *w = net->values;
    for (int i = 0; i < net->n; i++) {
        v[i] = momentum * v[i] + net->gradient[i];
        w[i] -= rate * v[i];
    }
}

// A step of Adam with its usual constants (Kingma and Ba 2015, Adam: a method for stochastic
// optimization).
static void descend_adam(struct race_net *net)
{
    double t = net->step + 1, rate = race_learning_rate(&net->race->settings);
    float scale = (float)(rate / (1 - pow(0.9, t))), root = (float)sqrt(1 - pow(0.999, t));
    float *m = net->first, *v = net->second, *w = net->values;
    for (int i = 0; i < net->n; i++) {
        float g = net->gradient[i];
        m[i] = 0.9f * m[i] + 0.1f * g;
        v[i] = 0.999f * v[i] + 0.001f * g * g;
        w[i] -= scale * m[i] / (sqrtf(v[i]) / root + 1e-8f);
    }
}

bool race_net_step(struct race_net *net, int n)
{
    for (int i = 0; i < n && !net->diverged; i++) {
        if (!compute_gradient(net)) {
            net->diverged = true;
            return false;
        }
        if (net->race->settings.optimiser == RACE_ADAM)
            descend_adam(net);
        else
            descend(net);
        net->step++;
    }
    return !net->diverged;
}

int race_net_steps(const struct race_net *net)
{
    return net->step;
}

bool race_net_diverged(const struct race_net *net)
{
    return net->diverged;
}

double race_net_sigma_w(const struct race_net *net)
{
    return net->sigma_w;
}

// --- looking ---

// Adds the losses of `rows` logits to *loss, and returns how many points are on the right side.
static int judge(const float *logit, const float *label, int rows, double *loss)
{
    int right = 0;
    for (int r = 0; r < rows; r++) {
        double o = (double)logit[r], y = (double)label[r];
        *loss += fmax(o, 0) - o * y + log1p(exp(-fabs(o)));
        right += o > 0 ? y > 0.5 : o < 0 && y < 0.5;
    }
    return right;
}

// Computes the mean loss over some points, and returns the accuracy.
static double score_points(struct race_net *net, const struct race_points *points, double *loss)
{
    int right = 0;
    *loss = 0;
    for (int i = 0; i < points->n; i += CHUNK) {
        int rows = points->n - i < CHUNK ? points->n - i : CHUNK;
        forward(net, points->xy + 2 * i, rows, false);
        right += judge(net->logit, points->label + i, rows, loss);
    }
    *loss /= points->n;
    return (double)right / points->n;
}

void race_net_score(struct race_net *net, struct race_score *out)
{
    double test_loss;
    out->step = net->step;
    out->accuracy_train = score_points(net, &net->race->train, &out->loss);
    out->accuracy_test = score_points(net, &net->race->test, &test_loss);
    if (net->diverged)
        out->loss = NAN;
}

int race_net_gradients(struct race_net *net, double out[RACE_DEPTH_MAX])
{
    if (!net->has_gradient)
        compute_gradient(net);
    for (int l = 0; l < net->depth; l++) {
        const struct layer *layer = &net->layers[l];
        double sum = 0;
        int n = layer->in * layer->out;
        for (int i = 0; i < n; i++)
            sum += (double)layer->dw[i] * (double)layer->dw[i];
        out[l] = log10(sum / n) / 2;
    }
    return net->depth;
}

void race_net_surface(struct race_net *net, double extent, int n, float *out)
{
    float x[2 * CHUNK];
    for (int begin = 0; begin < n * n; begin += CHUNK) {
        int rows = n * n - begin < CHUNK ? n * n - begin : CHUNK;
        for (int r = 0; r < rows; r++) {
            int column = (begin + r) % n, line = (begin + r) / n;
            double step = n > 1 ? 2 * extent / (n - 1) : 0;
            x[2 * r] = (float)(column * step - extent);
            x[2 * r + 1] = (float)(line * step - extent);
        }
        forward(net, x, rows, false);
        for (int r = 0; r < rows; r++)
            out[begin + r] = 1 / (1 + expf(-net->logit[r]));
    }
}

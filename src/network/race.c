// Makes and trains the networks of the race.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "network/norm.h"
#include "network/race_net.h"
#include "network/rng.h"

// --- making ---

static size_t count_values(const struct race_net *net)
{
    size_t w = (size_t)net->width,
           square = (size_t)(net->remedy.tied && net->depth > 1 ? 1 : net->depth - 1);
    return 2 * w + w + square * (w * w + w) + w + 1;
}

// Whether a layer has the weights of the one below it: hidden layers 3 … of a tied network, counted
// from 1, that is, layers[2] …
static bool is_tied(const struct race_net *net, int l)
{
    return net->remedy.tied && l >= 2 && l < net->depth;
}

static void place_layers(struct race_net *net)
{
    float *value = net->values, *gradient = net->gradient, *term = net->terms;
    for (int l = 0; l <= net->depth; l++) {
        struct race_layer *layer = &net->layers[l];
        layer->in = l == 0 ? 2 : net->width;
        layer->out = l == net->depth ? 1 : net->width;
        int weights = layer->in * layer->out, all = weights + layer->out;
        bool shares = net->remedy.tied && l >= 1 && l < net->depth;
        layer->w = is_tied(net, l) ? net->layers[l - 1].w : value;
        layer->dw = shares ? term : gradient;
        layer->b = layer->w + weights;
        layer->db = layer->dw + weights;
        if (shares)
            term += all;
        if (is_tied(net, l))
            continue;
        value += all;
        gradient += all;
    }
}

// Hands out n numbers of `size` bytes from a block, aligned to 64; from NULL it only counts.
static void *carve(char *block, size_t *used, size_t n, size_t size)
{
    void *piece = block == NULL ? NULL : block + *used;
    *used += (n * size + 63) / 64 * 64;
    return piece;
}

// Gives what normalisations need its place.
static void lay_out_norms(struct race_net *net, char *block, size_t *used)
{
    enum network_norm norm = net->remedy.norm;
    size_t width = (size_t)net->width, layer = (size_t)net->rows * width,
           lines = (size_t)norm_line_count(norm, net->rows, net->width),
           statistics = norm == NORM_BATCH ? width : 0;
    for (int l = 1; l <= net->depth; l++) {
        net->z[l] = carve(block, used, norm != NORM_NONE ? layer : 0, sizeof(float));
        net->inverse[l] = carve(block, used, lines, sizeof(double));
        net->statistics[l].mean = carve(block, used, statistics, sizeof(double));
        net->statistics[l].inverse = carve(block, used, statistics, sizeof(double));
    }
}

// Gives every array its place in the block, and returns how many bytes they take.
static size_t lay_out(struct race_net *net, char *block)
{
    size_t used = 0, rows = (size_t)net->rows, width = (size_t)net->width, layer = rows * width,
           n = (size_t)net->n, depth = (size_t)net->depth;
    net->values = carve(block, &used, n, sizeof(float));
    net->gradient = carve(block, &used, n, sizeof(float));
    net->first = carve(block, &used, n, sizeof(float));
    net->second = carve(block, &used, n, sizeof(float));
    net->terms =
        carve(block, &used, net->remedy.tied ? depth * (width + 1) * width : 0, sizeof(float));
    net->x = carve(block, &used, 2 * rows, sizeof(float));
    net->label = carve(block, &used, rows, sizeof(float));
    net->logit = carve(block, &used, rows, sizeof(float));
    for (int l = 1; l <= net->depth; l++) {
        net->h[l] = carve(block, &used, layer, sizeof(float));
        net->slope[l] = carve(block, &used, layer, sizeof(float));
    }
    lay_out_norms(net, block, &used);
    net->delta = carve(block, &used, layer, sizeof(float));
    net->back = carve(block, &used, layer, sizeof(float));
    for (int i = 0; i < 3; i++)
        net->doubles[i] = carve(block, &used, layer, sizeof(double));
    return used;
}

// Draws a layer's weights. Every network draws the same numbers and scales them its own way.
static void draw_layer(struct race_net *net, int l, const struct ziggurat *ziggurat)
{
    const struct race_settings *settings = &net->race->settings;
    struct race_layer *layer = &net->layers[l];
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
        if (!is_tied(net, l))
            draw_layer(net, l, &ziggurat);
}

// How many points arrays must have room for.
static int rows_needed(const struct race_net *net)
{
    int batch = net->race->settings.batch, rows = batch > RACE_CHUNK ? batch : RACE_CHUNK;
    return net->remedy.norm == NORM_BATCH && rows < RACE_TRAIN ? RACE_TRAIN : rows;
}

struct race_net *race_net_create(const struct race *race, const struct activation *activation,
                                 const double *parameters, const struct remedy *remedy)
{
    struct race_net *net = calloc(1, sizeof *net);
    if (net == NULL)
        return NULL;
    net->race = race;
    net->activation = activation;
    memcpy(net->parameters, parameters, sizeof net->parameters);
    if (remedy != NULL)
        net->remedy = *remedy;
    net->depth = race->settings.depth;
    net->width = race->settings.width;
    net->rows = rows_needed(net);
    net->n = (int)count_values(net);
    net->statistics_step = -1;
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

// Computes the gradient on the present step's mini-batch. Returns false if the loss is not finite.
static bool compute_gradient(struct race_net *net)
{
    int rows = net->race->settings.batch;
    draw_batch(net);
    race_forward(net, net->x, rows, RACE_TO_TRAIN);
    if (!loss_slope(net, rows))
        return false;
    race_backward(net, rows);
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
    for (int i = 0; i < points->n; i += RACE_CHUNK) {
        int rows = points->n - i < RACE_CHUNK ? points->n - i : RACE_CHUNK;
        race_forward(net, points->xy + 2 * i, rows, RACE_TO_EVALUATE);
        right += judge(net->logit, points->label + i, rows, loss);
    }
    *loss /= points->n;
    return (double)right / points->n;
}

void race_net_score(struct race_net *net, struct race_score *out)
{
    double test_loss;
    race_gather_statistics(net);
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
        const struct race_layer *layer = &net->layers[l];
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
    float x[2 * RACE_CHUNK];
    race_gather_statistics(net);
    for (int begin = 0; begin < n * n; begin += RACE_CHUNK) {
        int rows = n * n - begin < RACE_CHUNK ? n * n - begin : RACE_CHUNK;
        for (int r = 0; r < rows; r++) {
            int column = (begin + r) % n, line = (begin + r) / n;
            double step = n > 1 ? 2 * extent / (n - 1) : 0;
            x[2 * r] = (float)(column * step - extent);
            x[2 * r + 1] = (float)(line * step - extent);
        }
        race_forward(net, x, rows, RACE_TO_EVALUATE);
        for (int r = 0; r < rows; r++)
            out[begin + r] = 1 / (1 + expf(-net->logit[r]));
    }
}

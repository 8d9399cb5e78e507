#include "network/draws.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>

#include "network/arithmetic.h"
#include "network/rng.h"

struct draws {
    struct network_settings settings;
    struct ziggurat ziggurat;
    int depth; // how many layers are drawn
    void *weights[NETWORK_DEPTH_MAX + 1], *bias[NETWORK_DEPTH_MAX + 1];
    void *input, *top;
};

static size_t square(const struct draws *draws)
{
    return (size_t)draws->settings.width * (size_t)draws->settings.width;
}

static void *make(const struct draws *draws, size_t n)
{
    return malloc(n * element_size(draws->settings.precision));
}

// --- laws ---

// Rounds to float, so that both precisions see the same numbers.
static void round_to_float(double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = (double)(float)x[i];
}

// Draws n numbers of variance 1 from the stream named by `use` and `which`.
static void fill(const struct draws *draws, enum rng_use use, int which, bool uniform, double *out,
                 size_t n)
{
    struct rng rng = rng_open(draws->settings.seed, use, (uint64_t)which);
    if (uniform)
        rng_uniforms(&rng, out, n);
    else
        rng_normals(&rng, &draws->ziggurat, out, n);
}

// Cholesky's factor R of the symmetric n x n matrix g = RᵀR, of which the upper triangle is given
// and replaced; rows of g are `row` numbers apart. Returns false if g is not positive definite.
// factorise does the same in blocks, so that most of its work is matrix products.
static bool factorise_block(double *g, int n, int row)
{
    for (int i = 0; i < n; i++) {
        double *r = g + (size_t)i * (size_t)row;
        if (!(r[i] > 0))
            return false;
        double root = sqrt(r[i]);
        for (int j = i; j < n; j++)
            r[j] /= root;
        for (int k = i + 1; k < n; k++)
            for (int j = k; j < n; j++)
                g[(size_t)k * (size_t)row + (size_t)j] -= r[k] * r[j];
    }
    return true;
}

static bool factorise(double *g, int n)
{
    enum { BLOCK = 32 };
    for (int i = 0; i < n; i += BLOCK) {
        int size = n - i < BLOCK ? n - i : BLOCK, rest = n - i - size;
        double *corner = g + (size_t)i * (size_t)n + (size_t)i;
        if (!factorise_block(corner, size, n))
            return false;
        if (rest == 0)
            return true;
        double *panel = corner + size, *next = panel + (size_t)size * (size_t)n;
        cblas_dtrsm(CblasRowMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, size, rest, 1,
                    corner, n, panel, n);
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, rest, size, -1, panel, n, 1, next, n);
    }
    return true;
}

// How far the upper triangle of an n x n matrix is from that of 1, at most, by one of its numbers.
static double distance_from_one(const double *gram, int n)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++)
            most = fmax(most, fabs(gram[(size_t)i * (size_t)n + (size_t)j] - (i == j)));
    return most;
}

// Replaces a by a R⁻¹, where RᵀR = aᵀa + shift. Returns false, and leaves a alone, if that has no
// such R. *distance is how far aᵀa was from 1.
static bool orthogonalise_once(double *a, double *gram, int n, double shift, double *distance)
{
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, n, n, 1, a, n, 0, gram, n);
    *distance = distance_from_one(gram, n);
    for (int i = 0; i < n; i++)
        gram[(size_t)i * (size_t)n + (size_t)i] += shift;
    if (!factorise(gram, n))
        return false;
    cblas_dtrsm(CblasRowMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, n, n, 1, gram, n,
                a, n);
    return true;
}

// Replaces a by the Q of its QR decomposition, made unique by a positive diagonal of R. R is
// Cholesky's factor of aᵀa. The step is repeated until it began with a nearly orthogonal matrix,
// and so ended with one that is orthogonal to the last bits (Fukaya et al. 2014, CholeskyQR2);
// nearly singular a need a shift at first (2020, shifted CholeskyQR).
static bool orthogonalise(double *a, int n)
{
    const double near = 1e-4;
    double *gram = malloc((size_t)n * (size_t)n * sizeof *gram), distance = 1;
    if (gram == NULL)
        return false;
    double tiny = 1e-15 * 4 * n; // the largest eigenvalue of aᵀa is about 4n
    bool ok = orthogonalise_once(a, gram, n, 0, &distance) ||
              orthogonalise_once(a, gram, n, 11 * n * tiny, &distance);
    for (int i = 0; ok && i < 3 && distance > near; i++)
        ok = orthogonalise_once(a, gram, n, 0, &distance);
    free(gram);
    return ok;
}

static bool fill_weights(const struct draws *draws, int layer, double *out)
{
    enum weight_law law = network_law(&draws->settings);
    size_t n = square(draws);
    fill(draws, RNG_WEIGHTS, layer, law == LAW_UNIFORM, out, n);
    if (law != LAW_ORTHOGONAL) {
        round_to_float(out, n);
        return true;
    }
    if (!orthogonalise(out, draws->settings.width))
        return false;
    cblas_dscal((int)n, sqrt(draws->settings.width), out, 1);
    return true;
}

// --- keeping ---

static bool draw_layer(struct draws *draws, int layer)
{
    size_t width = (size_t)draws->settings.width, n = square(draws);
    void *weights = make(draws, n), *bias = make(draws, width);
    double *scratch = malloc(n * sizeof *scratch);
    bool ok =
        weights != NULL && bias != NULL && scratch != NULL && fill_weights(draws, layer, scratch);
    if (ok) {
        from_doubles(draws->settings.precision, scratch, weights, n);
        fill(draws, RNG_BIAS, layer, network_law(&draws->settings) == LAW_UNIFORM, scratch, width);
        round_to_float(scratch, width);
        from_doubles(draws->settings.precision, scratch, bias, width);
        draws->weights[layer] = weights;
        draws->bias[layer] = bias;
    } else {
        free(weights);
        free(bias);
    }
    free(scratch);
    return ok;
}

static bool draw_samples(struct draws *draws)
{
    size_t n = (size_t)NETWORK_BATCH_MAX * (size_t)draws->settings.width;
    double *scratch = malloc(n * sizeof *scratch);
    draws->input = make(draws, n);
    draws->top = make(draws, n);
    bool ok = scratch != NULL && draws->input != NULL && draws->top != NULL;
    if (ok) {
        fill(draws, RNG_INPUT, 0, false, scratch, n);
        round_to_float(scratch, n);
        from_doubles(draws->settings.precision, scratch, draws->input, n);
        fill(draws, RNG_TOP, 0, false, scratch, n);
        round_to_float(scratch, n);
        from_doubles(draws->settings.precision, scratch, draws->top, n);
    }
    free(scratch);
    return ok;
}

static void *draw_fixture_array(const struct draws *draws, uint64_t *state, size_t n)
{
    double *scratch = malloc(n * sizeof *scratch);
    void *out = make(draws, n);
    if (scratch != NULL && out != NULL) {
        for (size_t i = 0; i < n; i++)
            scratch[i] = splitmix64_unit(state);
        from_doubles(draws->settings.precision, scratch, out, n);
    }
    if (scratch == NULL) {
        free(out);
        out = NULL;
    }
    free(scratch);
    return out;
}

// Draws everything from one stream: W and b layer by layer, then x, then G.
static bool draw_fixture(struct draws *draws)
{
    uint64_t state = draws->settings.seed;
    size_t width = (size_t)draws->settings.width, samples = (size_t)draws->settings.batch * width;
    for (int l = 1; l <= draws->settings.depth; l++) {
        draws->weights[l] = draw_fixture_array(draws, &state, square(draws));
        draws->bias[l] = draw_fixture_array(draws, &state, width);
        if (draws->weights[l] == NULL || draws->bias[l] == NULL)
            return false;
        draws->depth = l;
    }
    draws->input = draw_fixture_array(draws, &state, samples);
    draws->top = draw_fixture_array(draws, &state, samples);
    return draws->input != NULL && draws->top != NULL;
}

struct draws *draws_create(const struct network_settings *settings)
{
    struct draws *draws = calloc(1, sizeof *draws);
    if (draws == NULL)
        return NULL;
    draws->settings = *settings;
    ziggurat_init(&draws->ziggurat);
    bool ok = network_law(settings) == LAW_FIXTURE ? draw_fixture(draws) : draw_samples(draws);
    if (ok)
        return draws;
    draws_destroy(draws);
    return NULL;
}

void draws_destroy(struct draws *draws)
{
    if (draws == NULL)
        return;
    for (int l = 0; l <= NETWORK_DEPTH_MAX; l++) {
        free(draws->weights[l]);
        free(draws->bias[l]);
    }
    free(draws->input);
    free(draws->top);
    free(draws);
}

bool draws_serve(const struct draws *draws, const struct network_settings *settings)
{
    const struct network_settings *own = &draws->settings;
    bool same = own->seed == settings->seed && own->width == settings->width &&
                network_law(own) == network_law(settings) && own->precision == settings->precision;
    if (network_law(own) == LAW_FIXTURE)
        same = same && own->depth == settings->depth && own->batch == settings->batch;
    return same;
}

bool draws_extend(struct draws *draws, int depth, network_cancel *cancel, void *user)
{
    while (draws->depth < depth) {
        if (cancel != NULL && cancel(user))
            return false;
        if (network_law(&draws->settings) == LAW_FIXTURE || !draw_layer(draws, draws->depth + 1))
            return false;
        draws->depth++;
    }
    return true;
}

int draws_depth(const struct draws *draws)
{
    return draws->depth;
}

size_t draws_bytes(const struct network_settings *settings)
{
    size_t width = (size_t)settings->width, depth = (size_t)settings->depth;
    return element_size(settings->precision) *
           (depth * (width + 1) * width + 2 * (size_t)NETWORK_BATCH_MAX * width);
}

const void *draws_weights(const struct draws *draws, int layer)
{
    return draws->weights[layer];
}

const void *draws_bias(const struct draws *draws, int layer)
{
    return draws->bias[layer];
}

const void *draws_input(const struct draws *draws)
{
    return draws->input;
}

const void *draws_top(const struct draws *draws)
{
    return draws->top;
}

const struct network_settings *draws_settings(const struct draws *draws)
{
    return &draws->settings;
}

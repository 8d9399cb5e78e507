#include "network/rng.h"

#include <math.h>

static const double root3 = 1.7320508075688772;

uint64_t splitmix64(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

// 53 random bits as a number on [-1, 1), times √3.
static double unit_variance(uint64_t bits)
{
    return (2 * ((double)(bits >> 11) * 0x1p-53) - 1) * root3;
}

double splitmix64_unit(uint64_t *state)
{
    return unit_variance(splitmix64(state));
}

// The name is hashed in steps, so that neighbouring seeds and layers have unrelated streams.
struct rng rng_open(uint64_t seed, enum rng_use use, uint64_t which)
{
    uint64_t state = seed;
    state = splitmix64(&state) ^ (uint64_t)use;
    state = splitmix64(&state) ^ which;
    struct rng rng;
    for (int i = 0; i < 4; i++)
        rng.s[i] = splitmix64(&state);
    return rng;
}

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

uint64_t rng_next(struct rng *rng)
{
    uint64_t *s = rng->s, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double rng_unit(struct rng *rng)
{
    return (double)(rng_next(rng) >> 11) * 0x1p-53;
}

// By the method of Lemire 2019, Fast random integer generation in an interval.
uint32_t rng_below(struct rng *rng, uint32_t n)
{
    uint32_t floor = (0u - n) % n;
    for (;;) {
        uint64_t product = (rng_next(rng) >> 32) * n;
        if ((uint32_t)product >= floor)
            return (uint32_t)(product >> 32);
    }
}

void rng_uniforms(struct rng *rng, double *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = unit_variance(rng_next(rng));
}

// --- the normal law ---

// Where the tail begins, and the area of each layer, for 256 layers.
static const double tail = 3.6541528853610088, area = 0.00492867323399;

// The normal density over its peak.
static double bell(double x)
{
    return exp(-x * x / 2);
}

// Layer 0 is a box as wide as its area and height demand; its part beyond `tail` stands for the
// tail. x falls from layer to layer.
void ziggurat_init(struct ziggurat *z)
{
    z->x[0] = area / bell(tail);
    z->x[1] = tail;
    for (int i = 2; i < ZIGGURAT_LAYERS; i++)
        z->x[i] = sqrt(-2 * log(area / z->x[i - 1] + bell(z->x[i - 1])));
    z->x[ZIGGURAT_LAYERS] = 0;
    for (int i = 0; i <= ZIGGURAT_LAYERS; i++)
        z->y[i] = bell(z->x[i]);
}

// By the method of Marsaglia 1964, Generating a variable from the tail of the normal distribution.
static double draw_tail(struct rng *rng)
{
    double x, y;
    do {
        x = -log(1 - rng_unit(rng)) / tail;
        y = -log(1 - rng_unit(rng));
    } while (2 * y < x * x);
    return tail + x;
}

static double draw_normal(struct rng *rng, const struct ziggurat *z)
{
    for (;;) {
        uint64_t bits = rng_next(rng);
        int layer = (int)(bits & 255);
        double sign = bits & 256 ? -1 : 1;
        double x = (double)(bits >> 11) * 0x1p-53 * z->x[layer];
        if (x < z->x[layer + 1])
            return sign * x;
        if (layer == 0)
            return sign * draw_tail(rng);
        double y = z->y[layer] + rng_unit(rng) * (z->y[layer + 1] - z->y[layer]);
        if (y < bell(x))
            return sign * x;
    }
}

void rng_normals(struct rng *rng, const struct ziggurat *ziggurat, double *out, size_t n)
{
    struct rng local = *rng; // a copy that the compiler can keep in registers
    for (size_t i = 0; i < n; i++)
        out[i] = draw_normal(&local, ziggurat);
    *rng = local;
}

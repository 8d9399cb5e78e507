// Random numbers that are the same on every machine and for every thread count.
//
// Every array that is drawn has a stream of its own, named by (seed, what, which): layer 7 of a
// network has the same weights whether 10 or 200 layers are drawn, and in whatever order.
#ifndef ACTSCOPE_NETWORK_RNG_H
#define ACTSCOPE_NETWORK_RNG_H

#include <stddef.h>
#include <stdint.h>

// xoshiro256** (Blackman and Vigna 2021, Scrambled linear pseudorandom number generators).
struct rng {
    uint64_t s[4];
};

// What a stream is for; part of its name.
enum rng_use { RNG_WEIGHTS, RNG_BIAS, RNG_INPUT, RNG_TOP, RNG_DATA, RNG_TEST, RNG_BATCH };

struct rng rng_open(uint64_t seed, enum rng_use use, uint64_t which);
uint64_t rng_next(struct rng *rng);

// Uniform on [0, 1), a multiple of 2^-53.
double rng_unit(struct rng *rng);

// Uniform on 0 … n - 1 (n > 0), without bias.
uint32_t rng_below(struct rng *rng, uint32_t n);

// Tables of the ziggurat for the normal density (Marsaglia and Tsang 2000, The ziggurat method for
// generating random variables; 256 layers, tested as Doornik 2005 proposes).
enum { ZIGGURAT_LAYERS = 256 };
struct ziggurat {
    double x[ZIGGURAT_LAYERS + 1], y[ZIGGURAT_LAYERS + 1]; // corners, outermost first
};

void ziggurat_init(struct ziggurat *ziggurat);

// n draws of N(0, 1), and n of the uniform law with mean 0 and variance 1, on (-√3, √3).
void rng_normals(struct rng *rng, const struct ziggurat *ziggurat, double *out, size_t n);
void rng_uniforms(struct rng *rng, double *out, size_t n);

// splitmix64 (Steele, Lea and Flood 2014, Fast splittable pseudorandom number generators), and the
// uniform number of variance 1 that the reference networks are made of.
uint64_t splitmix64(uint64_t *state);
double splitmix64_unit(uint64_t *state);

#endif

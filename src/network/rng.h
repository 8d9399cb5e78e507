// Random numbers that are the same on every machine and for every thread count.
//
// Each array that is drawn has a stream of its own, named by (seed, use, which). So layer 7 of a
// network has the same weights whether 10 or 200 layers are drawn, and in whatever order.
#ifndef ACTSCOPE_NETWORK_RNG_H
#define ACTSCOPE_NETWORK_RNG_H

#include <stddef.h>
#include <stdint.h>

// The state of xoshiro256** (Blackman and Vigna 2021, Scrambled linear pseudorandom number
// generators).
struct rng {
    uint64_t s[4];
};

// What a stream is for; part of its name.
enum rng_use { RNG_WEIGHTS, RNG_BIAS, RNG_INPUT, RNG_TOP, RNG_DATA, RNG_TEST, RNG_BATCH };

// Begins the stream of this name.
struct rng rng_open(uint64_t seed, enum rng_use use, uint64_t which);

// 64 random bits.
uint64_t rng_next(struct rng *rng);

// Uniform on [0, 1), a multiple of 2^-53.
double rng_unit(struct rng *rng);

// Uniform on 0 … n - 1 (n > 0), without bias.
uint32_t rng_below(struct rng *rng, uint32_t n);

// Tables of the ziggurat method for the normal density (Marsaglia and Tsang 2000, The ziggurat
// method for generating random variables), with 256 layers, tested as Doornik 2005 proposes.
enum { ZIGGURAT_LAYERS = 256 };
struct ziggurat {
    double x[ZIGGURAT_LAYERS + 1], y[ZIGGURAT_LAYERS + 1]; // corners of the layers, outermost first
};

void ziggurat_init(struct ziggurat *ziggurat);

// Draw n numbers of N(0, 1); and n of the uniform law on (-√3, √3), which has mean 0 and variance
// 1.
void rng_normals(struct rng *rng, const struct ziggurat *ziggurat, double *out, size_t n);
void rng_uniforms(struct rng *rng, double *out, size_t n);

// The next 64 bits of splitmix64 (Steele, Lea and Flood 2014, Fast splittable pseudorandom number
// generators); and a uniform number of variance 1 made of them, as the reference networks are
// (LAW_FIXTURE).
uint64_t splitmix64(uint64_t *state);
double splitmix64_unit(uint64_t *state);

#endif

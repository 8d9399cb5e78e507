// Expectations over a normal density, by composite Gauss-Legendre; private to the theory.
#ifndef ACTSCOPE_NETWORK_QUADRATURE_H
#define ACTSCOPE_NETWORK_QUADRATURE_H

#include "activation/activation.h"

enum {
    QUADRATURE_ENDS = 27 + 24 + 14 * ACTIVATION_BREAKS_MAX, // of panels
    QUADRATURE_NODES = 16 * (QUADRATURE_ENDS - 1),
};

// Where f or f' grows beyond all bounds, as a power of the distance.
struct singularity {
    double x;
    double powers[2]; // of f and f' there, on the side that grows faster: 1/x has -1 and -2
};

// Those that f has within reach of x ~ N(mean, sigma²); returns how many.
int quadrature_singularities(const struct activation *activation, const double *parameters,
                             double mean, double sigma,
                             struct singularity out[ACTIVATION_BREAKS_MAX]);

// Nodes in z with weights that hold the density of N(0, 1), x = mean + sigma z, and f and f′ there.
struct quadrature {
    int n;
    double z[QUADRATURE_NODES], weight[QUADRATURE_NODES], x[QUADRATURE_NODES];
    double f[QUADRATURE_NODES], df[QUADRATURE_NODES];
};

// For x ~ N(mean, sigma²), sigma > 0: panels end at every kink of f, and are fine where f may bend,
// and finer towards a place where f or f' is infinite. Fills f and df as well.
void quadrature_place(struct quadrature *quadrature, const struct activation *activation,
                      const double *parameters, double mean, double sigma);

// The panels beyond the reach of those, for functions that grow nearly as fast as the density
// falls.
void quadrature_place_tails(struct quadrature *quadrature, const struct activation *activation,
                            const double *parameters, double sigma);

// The same panels for x ~ N(0, sigma²), with more ends within a few `width`s (in z) of every kink,
// for an outer integral over an inner one that smooths f. f and df are left alone.
void quadrature_place_outer(struct quadrature *quadrature, const struct activation *activation,
                            const double *parameters, double sigma, double width);

#endif

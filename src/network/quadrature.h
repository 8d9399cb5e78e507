// Expectations over a normal density, by composite Gauss-Legendre quadrature. Only the files of
// mean_field.h use it.
#ifndef ACTSCOPE_NETWORK_QUADRATURE_H
#define ACTSCOPE_NETWORK_QUADRATURE_H

#include "activation/activation.h"

enum {
    QUADRATURE_ENDS = 27 + 24 + 14 * ACTIVATION_BREAKS_MAX, // ends of panels, at most
    QUADRATURE_NODES = 16 * (QUADRATURE_ENDS - 1),
};

// Where f or f' grows beyond all bounds, as a power of the distance.
struct singularity {
    double x;
    double powers[2]; // of f and f', on the side that grows faster: 1/x has -1 and -2
};

// Finds the singularities of f within reach of x ~ N(mean, sigma²), which is 12.5 sigma; returns
// how many.
int quadrature_singularities(const struct activation *activation, const double *parameters,
                             double mean, double sigma,
                             struct singularity out[ACTIVATION_BREAKS_MAX]);

// Nodes z, with weights that include the density of N(0, 1); x = mean + sigma z; and f and f′ at x.
// An expectation of g is Σ weight · g.
struct quadrature {
    int n;
    double z[QUADRATURE_NODES], weight[QUADRATURE_NODES], x[QUADRATURE_NODES];
    double f[QUADRATURE_NODES], df[QUADRATURE_NODES];
};

// Places nodes for x ~ N(mean, sigma²), sigma > 0, and computes f and f′ there. Panels end at every
// kink of f; they are narrow where f may bend, and nodes gather towards a place where f or f' is
// infinite.
void quadrature_place(struct quadrature *quadrature, const struct activation *activation,
                      const double *parameters, double mean, double sigma);

// Does the same for x ~ N(0, sigma²) beyond that reach, for functions that grow nearly as fast as
// the density falls.
void quadrature_place_tails(struct quadrature *quadrature, const struct activation *activation,
                            const double *parameters, double sigma);

// Places nodes for x ~ N(0, sigma²) with more panels within a few `width`s (in z) of every kink:
// for an outer integral over an inner one that smooths f. Does not compute f and f′.
void quadrature_place_outer(struct quadrature *quadrature, const struct activation *activation,
                            const double *parameters, double sigma, double width);

#endif

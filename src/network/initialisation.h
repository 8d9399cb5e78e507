// How the weights and biases of a network are drawn before it has learned anything.
//
// An initialisation is one row of a table here; which of them a function was made for is in its
// row of the catalogue (`wants`). Everything that runs a network, draws it or speaks of it asks
// here for σw and σb: σw² = inputs Var(W), σb² = Var(b).
#ifndef ACTSCOPE_NETWORK_INITIALISATION_H
#define ACTSCOPE_NETWORK_INITIALISATION_H

#include "activation/activation.h"
#include "base/fault.h"

// The law of a weight; all have mean 0 and, scaled, variance σw²/inputs.
enum weight_law {
    LAW_NORMAL,
    LAW_UNIFORM,
    LAW_ORTHOGONAL, // W = σw Q, Q of the QR decomposition of a normal matrix
    LAW_FIXTURE,    // splitmix64, uniform: networks that any program can rebuild to the last bits
};

enum initialisation {
    INIT_LECUN,
    INIT_XAVIER_NORMAL,
    INIT_XAVIER_UNIFORM,
    INIT_HE_NORMAL,
    INIT_HE_UNIFORM,
    INIT_ORTHOGONAL, // its gain is `sigma_w`
    INIT_PYTORCH,    // nn.Linear's default
    INIT_CUSTOM,     // `sigma_w` and `sigma_b`, normal
    INIT_CRITICAL,   // `sigma_b`; σw so that χ₁ = 1
    INIT_COUNT,
};

// "lecun", "xavier_normal", …: as in commands; and for pictures: "LeCun", "Xavier", ….
const char *initialisation_name(enum initialisation init);
const char *initialisation_label(enum initialisation init);

// The initialisation of a name ("xavier" and "he" are the normal ones), or -1.
int initialisation_find(const char *name);

enum weight_law initialisation_law(enum initialisation init);

// Whether `sigma_w` and `sigma_b` below mean something to an initialisation.
bool initialisation_reads_sigma_w(enum initialisation init);
bool initialisation_reads_sigma_b(enum initialisation init);

// The initialisation that a function was made for: He's for ReLU, GELU, SiLU, Mish and their like,
// LeCun's for the rest.
enum initialisation initialisation_recommended(const struct activation *activation);

// What the scales of a layer depend on.
struct scale_request {
    enum initialisation init;
    int inputs;
    double sigma_w, sigma_b; // read by orthogonal, custom and critical only
};

// σw and σb for this activation. (He's depends on the slope of a leaky ReLU, the critical one on
// the whole function, which takes a millisecond or so.) False with FAULT_RANGE only for
// INIT_CRITICAL, where no σw is critical at this σb.
bool initialisation_scales(const struct scale_request *request, const struct activation *activation,
                           const double *parameters, double *sigma_w, double *sigma_b,
                           struct fault *fault);

#endif

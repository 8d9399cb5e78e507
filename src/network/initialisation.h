// How the weights and biases of a network are drawn before it has learned anything.
//
// An initialisation is one row of the table in initialisation.c. Which one a function was made for
// is in its row of the catalogue (`wants`). Everything that runs a network, draws it or describes
// it takes σw and σb from here: σw² = inputs · Var(W), σb² = Var(b).
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
    INIT_ORTHOGONAL, // with the gain `sigma_w`
    INIT_PYTORCH,    // nn.Linear's default
    INIT_CUSTOM,     // normal, with the given `sigma_w` and `sigma_b`
    INIT_CRITICAL,   // normal, with the given `sigma_b` and the σw at which χ₁ = 1
    INIT_COUNT,
};

// The name in commands, "lecun", "xavier_normal", …; and the label in pictures, "LeCun", "Xavier",
// …, an English text for _() (base/language.h).
const char *initialisation_name(enum initialisation init);
const char *initialisation_label(enum initialisation init);

// The initialisation of a name or alias, or -1. "xavier" and "he" are the normal ones.
int initialisation_find(const char *name);

// The law that its weights are drawn from.
enum weight_law initialisation_law(enum initialisation init);

// Whether an initialisation uses the `sigma_w` and the `sigma_b` of a scale_request.
bool initialisation_reads_sigma_w(enum initialisation init);
bool initialisation_reads_sigma_b(enum initialisation init);

// The initialisation that a function was made for: He's for ReLU, GELU, SiLU, Mish and similar
// ones, LeCun's for the others.
enum initialisation initialisation_recommended(const struct activation *activation);

// What the scales of a layer depend on.
struct scale_request {
    enum initialisation init;
    int inputs;              // of the layer; used by INIT_PYTORCH
    double sigma_w, sigma_b; // see initialisation_reads_sigma_w
};

// Computes σw and σb for an activation. He's σw depends on the slope of a leaky ReLU, the critical
// one on the whole function, which takes about a millisecond. Returns false with FAULT_RANGE only
// for INIT_CRITICAL, where no σw is critical at this σb. `fault` may be NULL.
bool initialisation_scales(const struct scale_request *request, const struct activation *activation,
                           const double *parameters, double *sigma_w, double *sigma_b,
                           struct fault *fault);

#endif

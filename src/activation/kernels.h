// The kernels that the rows of catalogue.c point at: one a function, named after its id.
#ifndef ACTSCOPE_ACTIVATION_KERNELS_H
#define ACTSCOPE_ACTIVATION_KERNELS_H

#include "activation/activation.h"

activation_kernel kernel_step;
activation_kernel kernel_sigmoid;
activation_kernel kernel_tanh;
activation_kernel kernel_relu;
activation_kernel kernel_leaky_relu;

#endif

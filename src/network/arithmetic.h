// Arrays of double or of float, by a network's precision; private to the networks.
#ifndef ACTSCOPE_NETWORK_ARITHMETIC_H
#define ACTSCOPE_NETWORK_ARITHMETIC_H

#include "network/network.h"

// Bytes of one number.
size_t element_size(enum precision precision);

// The address of element i.
const void *element_at(enum precision precision, const void *array, size_t i);
void *element_place(enum precision precision, void *array, size_t i);

// Conversion; a number beyond the range of float becomes inf or 0.
void to_doubles(enum precision precision, const void *from, double *to, size_t n);
void from_doubles(enum precision precision, const double *from, void *to, size_t n);

// Rounds x to float, where it lies and into `to`.
void round_doubles(double *x, float *to, size_t n);

// c = alpha a op(b) + beta c with a: m x k, c: m x n; op(b) = b (k x n) or, transposed, bᵀ of
// b: n x k. Rows are contiguous.
struct product {
    int m, n, k;
    bool transposed;
    double alpha, beta;
};
void multiply(enum precision precision, const struct product *product, const void *a, const void *b,
              void *c);

// c = aᵀ b with a and b: k x n, c: n x n.
void multiply_transposed(enum precision precision, int n, int k, const void *a, const void *b,
                         void *c);

// The upper triangle, diagonal included, of c = a aᵀ with a: n x k.
void multiply_rows(enum precision precision, int n, int k, const void *a, void *c);

// Σ aᵢⱼ bᵢⱼ of two symmetric n x n matrices of which the upper triangles are given, in double.
double sum_of_symmetric(enum precision precision, int n, const void *a, const void *b);

// Whether there is an i with aᵢ and bᵢ both other than 0.
bool any_product(enum precision precision, const void *a, const void *b, size_t n);

// out = a ∘ b; a may be out.
void multiply_elements(enum precision precision, const void *a, const void *b, void *out, size_t n);

// out = 2^exponent a, exactly as long as nothing over- or underflows; a may be out.
void scale_elements(enum precision precision, const void *a, int exponent, void *out, size_t n);

// The root of the mean square, summed in double, right for numbers of any size; inf or NAN if there
// are such numbers.
double root_mean_square(enum precision precision, const void *a, size_t n);

#endif

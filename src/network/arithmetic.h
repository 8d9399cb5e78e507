// Arithmetic on arrays of double or of float, chosen by a network's precision. Only the files of
// this room use it. Matrices are stored row by row without gaps.
#ifndef ACTSCOPE_NETWORK_ARITHMETIC_H
#define ACTSCOPE_NETWORK_ARITHMETIC_H

#include "network/network.h"

// The bytes of one number.
size_t element_size(enum precision precision);

// The address of element i of an array.
const void *element_at(enum precision precision, const void *array, size_t i);
void *element_place(enum precision precision, void *array, size_t i);

// Convert n numbers to and from doubles. A number beyond the range of float becomes inf or 0.
void to_doubles(enum precision precision, const void *from, double *to, size_t n);
void from_doubles(enum precision precision, const double *from, void *to, size_t n);

// Rounds n numbers to float, both in x itself and into `to`.
void round_doubles(double *x, float *to, size_t n);

// Computes c = alpha a op(b) + beta c with a: m x k and c: m x n. op(b) is b (k x n), or bᵀ of b: n
// x k if `transposed`.
struct product {
    int m, n, k;
    bool transposed;
    double alpha, beta;
};
void multiply(enum precision precision, const struct product *product, const void *a, const void *b,
              void *c);

// Computes c = aᵀ b with a and b: k x n, c: n x n.
void multiply_transposed(enum precision precision, int n, int k, const void *a, const void *b,
                         void *c);

// Computes the upper triangle, diagonal included, of c = a aᵀ with a: n x k, c: n x n.
void multiply_rows(enum precision precision, int n, int k, const void *a, void *c);

// Returns Σ aᵢⱼ bᵢⱼ over all i and j for two symmetric n x n matrices of which the upper triangles
// are given, summed in double.
double sum_of_symmetric(enum precision precision, int n, const void *a, const void *b);

// Whether aᵢ and bᵢ are both other than 0 for any i.
bool any_product(enum precision precision, const void *a, const void *b, size_t n);

// Computes out = a ∘ b, element by element; a and out may be the same array.
void multiply_elements(enum precision precision, const void *a, const void *b, void *out, size_t n);

// Adds n numbers to doubles.
void add_elements(enum precision precision, const void *a, double *out, size_t n);

// Adds 2^exponent a to out, another array. Returns the sum of the squares of a, in double; right
// where these are within its range.
double add_scaled(enum precision precision, const void *a, int exponent, void *out, size_t n);

// Computes out = 2^exponent a, which is exact unless a number over- or underflows; a and out may be
// the same array.
void scale_elements(enum precision precision, const void *a, int exponent, void *out, size_t n);

// Returns the root of the mean square of n numbers. It is summed in double and right for numbers of
// any size; inf or NAN if there are such numbers.
double root_mean_square(enum precision precision, const void *a, size_t n);

#endif

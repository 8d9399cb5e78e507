// NumPy's format .npy, versions 1 to 3 (numpy.lib.format), from memory: what a header says, and the
// numbers of the array as doubles.
//
// Read are bool, int8 to int64, uint8 to uint64, float16, float32 and float64, in either byte order
// ("<", ">"; "=", "|" and none are this machine's), any shape, C or Fortran order. They become
// doubles exactly; an integer beyond 2^53 that no double equals is refused with its place.
#ifndef ACTSCOPE_BASE_NPY_H
#define ACTSCOPE_BASE_NPY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/numbers.h"

enum { NPY_DIMENSIONS_MAX = 32 };

enum npy_kind { NPY_BOOL, NPY_SIGNED, NPY_UNSIGNED, NPY_FLOAT };

struct npy_header {
    enum npy_kind kind;
    size_t size; // of an item in bytes
    bool big_endian, fortran;
    size_t shape[NPY_DIMENSIONS_MAX];
    int dimensions; // 0: a single number
    size_t count;   // of items, at most NUMBERS_MOST
    size_t data;    // the byte where they begin
};

// Whether the bytes begin as a .npy file does.
bool npy_is(const char *bytes, size_t n);

// Reads the header alone; the array behind it may be cut. False with FAULT_FILE and the byte in its
// text: another magic or version, a header that is not one; FAULT_NUMBER: a dtype that holds no
// real numbers, or more than a double can (it is named); FAULT_LIMIT for more than NUMBERS_MOST
// numbers.
bool npy_read_header(const char *bytes, size_t n, struct npy_header *out, struct fault *fault);

// Reads the whole file, in C order whatever it was saved in. Besides the faults above: too few or
// too many bytes, an integer that no double equals.
bool npy_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault);

#endif

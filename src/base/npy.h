// Reads NumPy's format .npy, versions 1 to 3 (numpy.lib.format), from memory: its header, and the
// numbers of its array as doubles.
//
// Arrays may hold bool, int8 to int64, uint8 to uint64, float16, float32 and float64, in either
// byte order ("<" and ">"; "=", "|" and none mean this machine's), with any shape, in C or Fortran
// order. They become doubles exactly; an integer that no double equals, which is beyond 2^53, is
// refused.
#ifndef ACTSCOPE_BASE_NPY_H
#define ACTSCOPE_BASE_NPY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/numbers.h"

enum { NPY_DIMENSIONS_MAX = 32 };

enum npy_kind { NPY_BOOL, NPY_SIGNED, NPY_UNSIGNED, NPY_FLOAT };

struct npy_header {
    enum npy_kind kind;
    size_t size; // of an item, in bytes
    bool big_endian, fortran;
    size_t shape[NPY_DIMENSIONS_MAX];
    int dimensions; // 0: a single number
    size_t count;   // items, at most NUMBERS_MOST
    size_t data;    // the byte where they begin
};

// Whether the bytes begin as a .npy file does.
bool npy_is(const char *bytes, size_t n);

// Reads the header alone; the array behind it may be missing. Returns false with a fault, which may
// be NULL: FAULT_FILE, with the byte in its text, for another kind of file, another version or a
// damaged header; FAULT_NUMBER for a dtype that holds no real numbers or more digits than a double;
// FAULT_LIMIT for more than NUMBERS_MOST numbers.
bool npy_read_header(const char *bytes, size_t n, struct npy_header *out, struct fault *fault);

// Reads the whole file into `out`, in C order however it was saved; end with number_array_free.
// Returns false and leaves `out` alone with the faults above; with FAULT_FILE also for too few or
// too many bytes and for an integer that no double equals; or with FAULT_MEMORY.
bool npy_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault);

#endif

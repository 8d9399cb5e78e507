// The numbers of a file of the user's own, whatever it is: .npy, .npz, text in UTF-8 or UTF-16,
// each also packed with gzip. Told apart by content; what is something else is called by its name.
#ifndef ACTSCOPE_APP_DATA_H
#define ACTSCOPE_APP_DATA_H

#include "base/numbers.h"

enum { DATA_BYTES_MOST = 256 * 1024 * 1024 }; // that a file may unpack to

// Reads FILE, or FILE:MEMBER for one array of an .npz; of all arrays in one, those that hold no
// real numbers or count something are left out, and said so. False with a fault that names the
// file: not a regular file (a FIFO would keep the window waiting), not what it seems, nothing
// finite in it; FAULT_LIMIT beyond DATA_BYTES_MOST or NUMBERS_MOST.
bool data_read(const char *path, struct number_array *out, struct fault *fault);

// The same for a file's content. `name` is for its ending alone; `member` may be NULL.
bool data_read_bytes(const char *name, const char *member, const char *bytes, size_t n,
                     struct number_array *out, struct fault *fault);

// Whether a file holds data rather than commands, by its ending or by what it begins with.
bool data_seems(const char *path);

#endif

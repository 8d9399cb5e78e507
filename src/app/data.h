// Reads the numbers of a user's data file: .npy, .npz, or text (CSV and the like) in UTF-8 or
// UTF-16, each also packed with gzip. The kind is recognised by content. For a file of another
// known kind the fault says which.
#ifndef ACTSCOPE_APP_DATA_H
#define ACTSCOPE_APP_DATA_H

#include "base/numbers.h"

enum { DATA_BYTES_MOST = 256 * 1024 * 1024 }; // how much a file may unpack to

// Reads FILE, or FILE:MEMBER for one array of an .npz, into `out`, which need not be initialised;
// end with number_array_free. Of the arrays of an .npz those that hold no real numbers, or count
// steps and the like, are left out and listed in out->left_out. False with a fault that names the
// file
// (`out` is unchanged): FAULT_FILE or a fault of its format if it cannot be read as numbers or has
// none that is finite; FAULT_LIMIT beyond DATA_BYTES_MOST bytes or NUMBERS_MOST numbers. Only
// regular files are read, as a pipe could keep the window waiting.
bool data_read(const char *path, struct number_array *out, struct fault *fault);

// The same for the n bytes of a file's content. Of `name` only the ending counts, ".npy"; `member`
// is NULL for all arrays. The fault's source is the array it is about, or as it was.
bool data_read_bytes(const char *name, const char *member, const char *bytes, size_t n,
                     struct number_array *out, struct fault *fault);

// Whether a file seems to hold data rather than commands, by its ending or its first 64 KiB. False
// for files that cannot be read.
bool data_seems(const char *path);

#endif

// Files: read whole, written beside their target and renamed, so that nothing is ever half written.
#ifndef ACTSCOPE_APP_FILE_H
#define ACTSCOPE_APP_FILE_H

#include "base/fault.h"
#include "base/text.h"

// Appends the whole file ("-" is standard input) to `out`. False with FAULT_FILE, or FAULT_LIMIT
// for more than 64 MiB.
bool file_read(const char *path, struct text *out, struct fault *fault);

// A regular file of up to 64 MiB as bytes of any kind, zero bytes among them.
bool file_read_bytes(const char *path, struct text *out, struct fault *fault);

// Writes n bytes to a new file beside `path` and renames it over. On false (FAULT_FILE) nothing has
// changed.
bool file_write(const char *path, const char *bytes, size_t n, struct fault *fault);

bool file_exists(const char *path);

// Seconds (with fractions) of the last change, or 0.
double file_changed(const char *path);

#endif

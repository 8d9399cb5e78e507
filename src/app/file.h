// Files: read whole, and written whole or not at all.
//
// What is written is complete before it takes its name, where the file system can do that; else,
// and where it replaces a file, it stands for a moment under the name with
// ".actscope-part" behind it.
// Should the program end just then, the next save of that name takes the leftover away.
#ifndef ACTSCOPE_APP_FILE_H
#define ACTSCOPE_APP_FILE_H

#include "base/fault.h"
#include "base/text.h"

// Appends a text that the command line names ("-" is standard input) to `out`, from whatever it is:
// it may be waited for. False with FAULT_FILE, or FAULT_LIMIT for more than 64 MiB.
bool file_read(const char *path, struct text *out, struct fault *fault);

// The same while the program runs, and for files that nobody named: nothing is waited for. Only
// regular files (FAULT_FILE), up to 4 MiB (FAULT_LIMIT).
bool file_read_regular(const char *path, struct text *out, struct fault *fault);

// A regular file of up to 64 MiB as bytes of any kind, zero bytes among them.
bool file_read_bytes(const char *path, struct text *out, struct fault *fault);

// Writes n bytes to a file. On false (FAULT_FILE) nothing has changed, but for a file that
// may be written in a folder that may not, which is written in place, and a device.
bool file_write(const char *path, const char *bytes, size_t n, struct fault *fault);

bool file_exists(const char *path);

// Seconds (with fractions) of the last change, or 0.
double file_changed(const char *path);

#endif

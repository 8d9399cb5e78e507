// Files are read whole, and written whole or not at all.
//
// file_write writes to a new file and gives it its name when it is complete. On Linux that file has
// no name until then. Where it replaces another file, or the file system has no nameless files, it
// has the name with ".actscope-part" behind it for a moment. Should the program be ended just then,
// the next file_write of that name removes the leftover.
#ifndef ACTSCOPE_APP_FILE_H
#define ACTSCOPE_APP_FILE_H

#include "base/fault.h"
#include "base/text.h"

// All three append a file's content to `out`. On false, with FAULT_FILE or FAULT_LIMIT, part of it
// may have been appended. Texts lose the byte order mark of UTF-8 in front, and must not hold zero
// bytes (FAULT_FILE with the line); whether they are UTF-8 is not checked.
//
// file_read is for texts that the command line names: any kind of file, "-" for standard input, at
// most 64 MiB. A pipe or terminal is waited for.
bool file_read(const char *path, struct text *out, struct fault *fault);

// file_read_regular is for texts read while the window is open: it never waits. Only regular files
// of at most 4 MiB.
bool file_read_regular(const char *path, struct text *out, struct fault *fault);

// file_read_bytes is for bytes of any kind. Only regular files of at most 64 MiB.
bool file_read_bytes(const char *path, struct text *out, struct fault *fault);

// Appends the first bytes of a regular file, at most `most` of them. False without a fault where it
// cannot be read.
bool file_read_head(const char *path, size_t most, struct text *out);

// Writes n bytes to a file, through links. A file that is there keeps its permissions. On false,
// with FAULT_FILE, the file is as before, with two exceptions: devices and pipes; and a file in a
// folder where no file can be made, which must be overwritten in place.
bool file_write(const char *path, const char *bytes, size_t n, struct fault *fault);

// Whether there is a file or folder of this path; false for a link to nothing.
bool file_exists(const char *path);

// Writes n bytes to standard output, behind what was printed there. False with FAULT_FILE, also
// where it is a terminal, which bytes of a picture would only confuse.
bool file_write_standard(const char *bytes, size_t n, struct fault *fault);

// When a file was last changed, in seconds since 1970 with fractions; 0 if that cannot be told.
double file_changed(const char *path);

#endif

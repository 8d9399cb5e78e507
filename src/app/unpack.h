// Unpacks gzip streams and zip archives that are in memory. Memory is used for what has been
// unpacked, whatever size the file declares, and never for much more than the caller allows.
#ifndef ACTSCOPE_APP_UNPACK_H
#define ACTSCOPE_APP_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

// Whether n bytes begin as gzip streams or zip archives do.
bool unpack_is_gzip(const char *bytes, size_t n);
bool unpack_is_zip(const char *bytes, size_t n);

// Appends the content of a gzip file, which may be of several streams one behind the other. False
// with FAULT_FILE, whose text names the byte, if it is cut short, damaged, or followed by something
// else than zero bytes; with FAULT_LIMIT if `out` would get longer than `most` bytes; with
// FAULT_MEMORY. Part of the content may have been appended then.
bool unpack_gzip(const char *bytes, size_t n, size_t most, struct text *out, struct fault *fault);

struct archive;

// Opens a zip archive; `bytes` must live until archive_close. NULL with FAULT_FILE if its directory
// cannot be read, with FAULT_LIMIT for more than 65535 members (the files in it).
struct archive *archive_open(const char *bytes, size_t n, struct fault *fault);
void archive_close(struct archive *archive); // NULL is fine

// The number of members, and the name of the i-th one in the order of the directory, from 0. A name
// is as in the file: it may be in any encoding, and belongs to the archive.
size_t archive_count(const struct archive *archive);
const char *archive_name(const struct archive *archive, size_t i);

// Appends the content of the i-th member, which must be stored or deflated. False with FAULT_FILE
// if it is encrypted, packed by another method (the text names it), damaged or cut short, or its
// checksum is wrong; with FAULT_LIMIT if it is longer than `most` bytes. Part of the content may
// have been appended then.
bool archive_read(const struct archive *archive, size_t i, size_t most, struct text *out,
                  struct fault *fault);

#endif

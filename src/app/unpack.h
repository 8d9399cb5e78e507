// What is packed: gzip streams and zip archives, from memory. Memory is taken for what unpacks, not
// for what is declared, and never for more than the caller allows.
#ifndef ACTSCOPE_APP_UNPACK_H
#define ACTSCOPE_APP_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

// By their first bytes.
bool unpack_is_gzip(const char *bytes, size_t n);
bool unpack_is_zip(const char *bytes, size_t n);

// Appends what a gzip file holds, all of its members. False with FAULT_FILE and the byte: cut
// short, damaged, or followed by something else; FAULT_LIMIT beyond `most` bytes.
bool unpack_gzip(const char *bytes, size_t n, size_t most, struct text *out, struct fault *fault);

struct archive;

// Opens a zip archive; `bytes` must outlive it. NULL with FAULT_FILE where its directory cannot be
// read, FAULT_LIMIT for more than 65535 members.
struct archive *archive_open(const char *bytes, size_t n, struct fault *fault);
void archive_close(struct archive *archive); // NULL is fine

// Members in the order of the directory. Names are as they stand there; they may be anything.
size_t archive_count(const struct archive *archive);
const char *archive_name(const struct archive *archive, size_t i);

// Appends the i-th member, stored or deflated. False with FAULT_FILE: encrypted, packed in another
// way (it is named), damaged or cut short, a wrong checksum; FAULT_LIMIT beyond `most` bytes.
bool archive_read(const struct archive *archive, size_t i, size_t most, struct text *out,
                  struct fault *fault);

#endif

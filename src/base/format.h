// What a file is by its first bytes, where it holds no numbers that are read; and text in UTF-16.
#ifndef ACTSCOPE_BASE_FORMAT_H
#define ACTSCOPE_BASE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

// The name of the format and what to do about it, an English sentence for _(); NULL for text, for
// .npy, zip and gzip, and for what is not known.
const char *format_name(const char *bytes, size_t n);

// The same for a zip archive, by the name of one of its members; NULL where it tells nothing.
const char *format_of_member(const char *member);

// Whether the bytes are text in UTF-16: by their byte-order mark, or by a zero in the first
// character.
bool format_is_utf16(const char *bytes, size_t n);

// Appends UTF-16 of either byte order as UTF-8, without its mark. False with FAULT_UTF8 and the
// byte at half a character or half a pair.
bool format_from_utf16(const char *bytes, size_t n, struct text *out, struct fault *fault);

#endif

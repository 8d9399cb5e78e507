// Recognises files that hold no readable numbers, by their first bytes, so that a message can name
// their format; and turns text in UTF-16 into UTF-8.
#ifndef ACTSCOPE_BASE_FORMAT_H
#define ACTSCOPE_BASE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

// The name of the format that n bytes begin, and what the user can do about it: an English sentence
// for _() (base/language.h). NULL for text, for .npy, zip and gzip, and for unknown formats.
const char *format_name(const char *bytes, size_t n);

// The same for a zip archive that has a member of this name; NULL where the name tells nothing.
const char *format_of_member(const char *member);

// Whether the bytes are text in UTF-16: they begin with its byte-order mark, or with ASCII
// characters of two bytes, one of which is zero.
bool format_is_utf16(const char *bytes, size_t n);

// Appends UTF-16 text of either byte order as UTF-8, without its mark. Returns false with
// FAULT_UTF8, with the byte in its text, where a character is cut or half of a pair is missing.
bool format_from_utf16(const char *bytes, size_t n, struct text *out, struct fault *fault);

#endif

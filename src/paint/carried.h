// The commands that a picture carries: what makes it again, in a chunk of a PNG or in the metadata
// of an SVG. They are a stranger's, as anybody may have written them; this finds them and judges
// nothing.
#ifndef ACTSCOPE_PAINT_CARRIED_H
#define ACTSCOPE_PAINT_CARRIED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

// The keyword of the PNG's chunk (iTXt, not compressed), and the SVG's element, in the namespace
// "urn:actscope".
#define CARRIED_KEYWORD "actscope"
#define CARRIED_ELEMENT "actscope:commands"

enum { CARRIED_MOST = 4 * 1024 * 1024 }; // bytes; more are refused

// Whether n bytes begin as a PNG or SVG does; that says nothing of what follows.
bool carried_is_picture(const char *bytes, size_t n);

// Appends the commands in the n bytes of a PNG or SVG. False, with `out` unchanged, and with
// FAULT_FILE where it carries none, or is damaged before they end, or FAULT_LIMIT for more than
// CARRIED_MOST bytes. Commands are UTF-8 without zero bytes.
bool carried_commands(const char *bytes, size_t n, struct text *out, struct fault *fault);

#endif

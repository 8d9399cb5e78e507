// Files that are opened for the commands in them: texts of commands, and pictures that carry those
// that made them (paint/carried.h).
#ifndef ACTSCOPE_APP_OPENED_H
#define ACTSCOPE_APP_OPENED_H

#include "base/fault.h"
#include "base/text.h"
#include "control/errand.h"

// Appends the commands in a file. `*origin` is on whose behalf they are to run: ORIGIN_USER allows
// any kind of file, "-" for standard input among them (file_read); others must be regular ones of
// at most 4 MiB (file_read_regular). For a picture it becomes ORIGIN_STRANGER, whoever opens it: a
// picture is looked at, and nobody sees what else is in it. False with the fault of reading, or of
// carried_commands, which names the file.
bool opened_read(const char *path, enum origin *origin, struct text *out, struct fault *fault);

// Whether a regular file is a picture, by its first bytes.
bool opened_is_picture(const char *path);

#endif

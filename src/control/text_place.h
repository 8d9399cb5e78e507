// A place in a text of commands.
#ifndef ACTSCOPE_CONTROL_TEXT_PLACE_H
#define ACTSCOPE_CONTROL_TEXT_PLACE_H

#include <stddef.h>

// Where a text of commands is read on. A text begins at text_place_first.
struct text_place {
    size_t offset; // in the text, bytes
    int line;      // from 1
    int column;    // characters of this line that lie before
};

static const struct text_place text_place_first = {.line = 1};

#endif

// A place in a text of commands, for reading on from there and for faults.
#ifndef ACTSCOPE_CONTROL_TEXT_PLACE_H
#define ACTSCOPE_CONTROL_TEXT_PLACE_H

#include <stddef.h>

// Between two commands. A text begins at text_place_first.
struct text_place {
    size_t offset; // bytes from the text's beginning
    int line;      // from 1
    int column;    // how many characters of the line lie before the place
};

static const struct text_place text_place_first = {.line = 1};

#endif

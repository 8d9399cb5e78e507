// A fault says what went wrong in a way that a person can act on and a test can compare.
//
// Functions that can fail return bool and fill a struct fault: an id (tests compare these), a
// sentence for the user, and the place (source, line, column) where the user can correct it.
#ifndef ACTSCOPE_BASE_FAULT_H
#define ACTSCOPE_BASE_FAULT_H

#include <stdbool.h>
#include <stddef.h>

enum fault_id {
    FAULT_NONE,
    FAULT_UNKNOWN_COMMAND,
    FAULT_UNKNOWN_FUNCTION,
    FAULT_UNKNOWN_PARAMETER,
    FAULT_UNKNOWN_WORD, // a word that is none of the allowed ones
    FAULT_UNKNOWN_KEY,
    FAULT_MISSING_ARGUMENT,
    FAULT_EXTRA_ARGUMENT,
    FAULT_NUMBER, // no number, or not a finite one
    FAULT_RANGE,  // a number or a pair of numbers outside what is allowed
    FAULT_QUOTE,  // a string without its closing quote
    FAULT_UTF8,
    FAULT_LIMIT, // more than the program holds, or beyond what doubles can show
    FAULT_SIZE,  // a picture or window size
    FAULT_FILE,
    FAULT_EXPECT, // `expect-state` found another state
    FAULT_WINDOW, // needs a window, or no window is to be had
    FAULT_SHADER,
    FAULT_MEMORY,
    FAULT_EXPRESSION, // a formula that cannot be read
    FAULT_TRUST,      // something that a file from elsewhere is not allowed to do
};

struct fault {
    enum fault_id id;
    char text[480];   // what is wrong, what was expected, what to do next
    char source[200]; // a file's name, "-e", "key D"; empty where there is no such place
    bool near;        // the text says what was probably meant, such as the nearest word
    int line;         // from 1; 0 where there is none
    int column;       // from 1, in characters; 0 where there is none
};

// Fills `fault`, which may be NULL, with an id and a sentence as printf makes it, cut to the text's
// size, and leaves the place alone. Returns false, so that a caller can write `return
// fault_set(…)`.
bool fault_set(struct fault *fault, enum fault_id id, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Does the same and sets `near`: the sentence says what was probably meant.
bool fault_set_near(struct fault *fault, enum fault_id id, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Sets the column of a fault, which may be NULL, to the character that begins at byte `offset` of
// `text`. Returns false.
bool fault_at(struct fault *fault, const char *text, size_t offset);

// Writes "SOURCE:LINE:COLUMN: TEXT", without the parts that are not known, cut to `size` bytes.
void fault_print(const struct fault *fault, char *out, size_t size);

#endif

// Breaking a text into lines, as a careful typesetter does: no more lines than are needed, about
// equally long, and broken where a reader pauses: behind sentences and clauses before words, in
// Japanese between phrases (bunsetsu) and not within them, and not within a formula ("x = 0") or
// between a number and what it counts if that can be helped.
#ifndef ACTSCOPE_SCENE_LINE_BREAKS_H
#define ACTSCOPE_SCENE_LINE_BREAKS_H

#include <stdbool.h>
#include <stddef.h>

enum { LINES_MAX = 4, LINE_BYTES_MAX = 400 };

struct lines {
    int n;
    char text[LINES_MAX][LINE_BYTES_MAX];
};

// The width of a string, in the unit of lines_break's `width`.
typedef double lines_measure(const void *user, const char *string);

// False if the text needs more than LINES_MAX lines, or a part that cannot be broken is wider than
// a line: then `lines` is empty. Blanks at the ends of lines are left out.
bool lines_break(const char *text, double width, lines_measure *measure, const void *user,
                 struct lines *lines);

// What breaking at a byte offset of the text costs a reader, from 0 (behind a sentence) to about 1
// (within a word); infinity where a line may not end: no space in a Latin text, or before a sign
// that closes. The offset is that of the first character of the next line.
double lines_break_cost(const char *text, size_t at);

#endif

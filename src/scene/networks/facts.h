// What the pages of the networks say alike: a function's colour, decades in writing, and the
// standard deviations that networks are drawn with.
#ifndef ACTSCOPE_SCENE_NETWORKS_FACTS_H
#define ACTSCOPE_SCENE_NETWORKS_FACTS_H

#include "scene/part.h"

// The colour of a function in the picture, by its number, and the colour for text about it; quiet
// where the function is not shown.
struct color function_color(const struct part *part, int function);
struct color function_ink(const struct part *part, int function);

// The colour of a column of the network page: its function's, or where columns differ in something
// else, one of its own; and the colour for text about it.
struct color column_color(const struct part *part, const struct study *study, int column);
struct color column_ink(const struct part *part, const struct study *study, int column);

// Writes what a column is, in what it differs from the others: its function, its initialisation or
// its remedy; `brief` where there is less room.
void column_name(const struct part *part, const struct study *study, int column, bool brief,
                 char *out, size_t size);

// Writes a remedy in words: "skip + layer norm", "plain"; brief, "skip + layer".
void remedy_text(const struct remedy *remedy, bool brief, char *out, size_t size);

// Writes a number of decades with its sign and one digit behind the point, "−18.2", into `out` of
// `size` bytes, which it returns.
const char *decades_text(double decades, char *out, size_t size);

// Sets *w and *b to the σw and σb that the focused function's networks are drawn with: those of the
// study on the screen where it is of the present settings, else they are computed, which takes long
// for a critical σw.
void network_sigmas(const struct part *part, double *w, double *b);

#endif

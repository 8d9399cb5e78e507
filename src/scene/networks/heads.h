// What stands above the columns of the network page: for each function its name, one large number,
// and a line about it. The number is the gradient from end to end in decades or, with `network lead
// dead`, the share of units that are dead in the last layer. Private to this room.
#ifndef ACTSCOPE_SCENE_NETWORKS_HEADS_H
#define ACTSCOPE_SCENE_NETWORKS_HEADS_H

#include "scene/networks/chart.h"

// What is to be said, and what is said where there is less room.
struct wording {
    char full[160], terse[160];
};

// Writes both, each by a format of its own, from the same numbers.
void wording_set(struct wording *out, const char *full, const char *terse, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

// Writes a share, 0 to 1, as "36 %" or "<1 %" into `out` of `size` bytes, which it returns.
const char *percent_text(double share, char *out, size_t size);

// A layer's gradient as the state asks for it: by its pre-activations z, or by its weights.
const struct spread *gradient_of(const struct part *part, const struct study_layer *layer);

struct heads {
    const struct part *part;
    const struct study *study;
    int shown;          // columns
    int picked;         // layer read out, 0 for none
    struct rect first;  // the first head; its height is `height`
    double big, height; // big: of the large number
    bool terse;         // units by their short names
    bool brief;         // columns by their short names
};

// Sets the height of all heads, for columns as wide as `first`, and the size of the large numbers:
// as large as leaves room for the unit behind each of them.
void heads_fit(struct heads *heads, struct rect first);

// Draws the head of column i, counted from 0; `step` is the way from one column to the next, in
// pixels.
void heads_draw(const struct heads *heads, int i, double step);

#endif

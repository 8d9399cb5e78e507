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

// Both from the same numbers.
void wording_set(struct wording *out, const char *full, const char *terse, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

// "36 %", "<1 %"; returns `out`.
const char *percent_text(double share, char *out, size_t size);

// A layer's gradient as it is asked for: by z or by the weights.
const struct spread *gradient_of(const struct part *part, const struct study_layer *layer);

struct heads {
    const struct part *part;
    const struct study *study;
    int shown;          // columns
    int picked;         // layer read out, 0 for none
    struct rect first;  // the first head; its height is `height`
    double big, height; // big: of the large number
    bool terse;         // units by their short names
};

// Sets the height of all heads for columns as wide as `first`: the large numbers are as large as
// leaves room for the unit behind each of them.
void heads_fit(struct heads *heads, struct rect first);

// The head of column i, `step` from its neighbours.
void heads_draw(const struct heads *heads, int i, double step);

#endif

// What was chosen for projecting: lecture mode, and what a presenter shows over the picture. A part
// of the state (control/state.h).
#ifndef ACTSCOPE_CONTROL_LECTURE_H
#define ACTSCOPE_CONTROL_LECTURE_H

#include <stdbool.h>

#include "base/text.h"

struct lecture {
    bool on;         // lecture sizes; the picture belongs to the last row
    bool white;      // a blank picture is white, not black; false while it is not blank
    bool still;      // no eased moves
    bool echo;       // the keys pressed, in a corner
    bool timer;      // the time that has passed
    bool card;       // the test card for the walk to the back row
    bool markers;    // dashes and markers tell curves apart, whatever the theme
    bool hear;       // a tone follows the cursor …
    bool hear_slope; // … by |f'| instead of f
    bool speak;      // a sentence about the cursor goes to standard output
};

void lecture_init(struct lecture *lecture);
bool lecture_equal(const struct lecture *a, const struct lecture *b);

// Appends the commands that rebuild it, one a line; `white` goes with the state's `blank`. Comes in
// front of theme, sizes, hints and fullscreen, which `lecture` changes.
void lecture_print(const struct lecture *lecture, struct text *out);

#endif

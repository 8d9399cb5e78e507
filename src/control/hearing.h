// The picture for the ear: a tone for the cursor, and a sentence about it.
#ifndef ACTSCOPE_CONTROL_HEARING_H
#define ACTSCOPE_CONTROL_HEARING_H

#include "base/text.h"
#include "control/session.h"

// Two octaves: the lower edge of the picture sounds as 220 Hz, the upper as 880.
#define TONE_LOW     220.0
#define TONE_OCTAVES 2.0

struct tone {
    double pitch;    // Hz
    double pan;      // -1 left … 1 right
    double loudness; // 0 … 1; 0 is silence
};

// The pitch for a height between 0 and 1; beyond, it stays at the edge. NaN gives the lowest.
double tone_pitch(double height);

// The height that a slope sounds at: |f'| = 1 and above is 1, 10^-4 is 0, by decades between.
double tone_height_of_slope(double slope);

// What the cursor sounds like on the focused function: its value by its height in the picture, or
// its |f'|. Fainter where the value lies outside the picture; silent (loudness 0) without a cursor
// or value, and where a slope of 0 is heard.
struct tone hearing_tone(const struct session *session);

// Appends one sentence about the cursor: "Tanh at x = 1.32: value 0.867, slope 0.249". Without a
// cursor, about the picture. No line break.
void hearing_sentence(const struct session *session, struct text *out);

#endif

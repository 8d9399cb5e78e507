// The picture for people who listen to it: a tone for where the trace cursor is, and a sentence
// about it. Nothing here plays or prints.
#ifndef ACTSCOPE_CONTROL_HEARING_H
#define ACTSCOPE_CONTROL_HEARING_H

#include "base/text.h"
#include "control/session.h"

// The pitch in Hz for the lower edge of the picture, and how many octaves higher the upper edge is:
// 880 Hz.
#define TONE_LOW     220.0
#define TONE_OCTAVES 2.0

struct tone {
    double pitch;    // Hz
    double pan;      // -1 left … 1 right
    double loudness; // 0 … 1; 0 is silence
};

// The pitch in Hz for a height between 0 (lower edge) and 1; for others, that of the nearer edge.
// NaN gives the lowest.
double tone_pitch(double height);

// The height for a slope f': 1 where |f'| >= 1, 0 where |f'| <= 10^-4, and 1 + log10|f'| / 4
// between.
double tone_height_of_slope(double slope);

// The tone for the cursor on the focused function: by the value's height in the picture, or by |f'|
// if the state says so (lecture.hear_slope). It is fainter where the value lies outside the
// picture, and silent (loudness 0) without a cursor, without a value, and for a slope of exactly 0.
struct tone hearing_tone(const struct session *session);

// Appends a sentence about the focused function at the cursor, "Tanh at x = 1.32: value 0.867,
// slope 0.249"; without a cursor, about the picture. It has no line break.
void hearing_sentence(const struct session *session, struct text *out);

#endif

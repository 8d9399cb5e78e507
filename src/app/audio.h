// Sound: one soft tone that glides from pitch to pitch. The device is open only while something
// sounds, and where there is none, there is silence and no complaint.
#ifndef ACTSCOPE_APP_AUDIO_H
#define ACTSCOPE_APP_AUDIO_H

#include <stdbool.h>

#include "control/hearing.h"

struct audio; // opaque

// The tone from now on. Opens the device with the first one; *audio begins as NULL.
void audio_sound(struct audio **audio, const struct tone *tone);

// Fades the tone out.
void audio_rest(struct audio *audio); // NULL is fine

// Closes the device.
void audio_close(struct audio **audio);

// Writes n frames of two samples each, moving on by them; the device's thread calls this, and so do
// tests. Neither pitch, place nor loudness jumps.
struct synth {
    double phase;                       // of the wave, in cycles
    double pitch, left, right;          // now
    double to_pitch, to_left, to_right; // where they go
};
void synth_aim(struct synth *synth, const struct tone *tone);
void synth_write(struct synth *synth, float *out, int n, double rate);

#endif

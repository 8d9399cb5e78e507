// Sound: one soft tone that glides from pitch to pitch. The audio device is open only while a tone
// sounds. On a machine without one all functions work and nothing is heard.
#ifndef ACTSCOPE_APP_AUDIO_H
#define ACTSCOPE_APP_AUDIO_H

#include <stdbool.h>

#include "control/hearing.h"

struct audio; // opaque

// Lets the tone glide to this one. Where *audio is NULL, first opens the device and sets *audio.
void audio_sound(struct audio **audio, const struct tone *tone);

// Fades the tone out; the device stays open. NULL is fine.
void audio_rest(struct audio *audio);

// Closes the device at once, frees *audio and sets it to NULL; *audio may be NULL.
void audio_close(struct audio **audio);

// Computes the tone's samples; public for tests. Zero-initialise.
struct synth {
    double phase;                       // of the wave, in cycles, 0 to below 1
    double pitch, left, right;          // now: in Hz; amplitudes of the two channels
    double to_pitch, to_left, to_right; // the values that these glide to
};

// synth_aim sets where the tone glides to. synth_write computes the next n samples of each channel,
// left and right in turn, at `rate` samples a second, to `out` of 2 n floats. Pitch and amplitudes
// never jump, except that a silent tone begins at its pitch.
void synth_aim(struct synth *synth, const struct tone *tone);
void synth_write(struct synth *synth, float *out, int n, double rate);

#endif

#include "app/audio.h"
#include "base/memory.h"

#include <SDL.h>
#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define RATE          44100 // samples a second
#define GLIDE_SECONDS 0.012 // time constant of glides: 63 % of the way to the new value are done
#define VOLUME        0.25  // amplitude of the loudest tone; 1 is the device's largest

struct audio {
    SDL_AudioDeviceID device; // 0 where none could be opened
    struct synth synth;       // shared with the device's thread, under its lock
};

// The amplitudes are cosine and sine of one angle, so that the power of both channels together is
// the same wherever the tone is between left and right.
void synth_aim(struct synth *synth, const struct tone *tone)
{
    const double quarter = acos(0) / 2; // a quarter of a half turn, 45°
    double angle = (tone->pan + 1) * quarter;
    bool silent = synth->left < 1e-4 && synth->right < 1e-4;
    synth->to_left = tone->loudness * VOLUME * cos(angle);
    synth->to_right = tone->loudness * VOLUME * sin(angle);
    synth->to_pitch = tone->pitch;
    if (silent) // no glide from the pitch of the tone before
        synth->pitch = tone->pitch;
}

void synth_write(struct synth *synth, float *out, int n, double rate)
{
    const double turn = 2 * acos(-1), step = 1 - exp(-1 / (GLIDE_SECONDS * rate));
    for (int i = 0; i < n; i++) {
        synth->pitch += (synth->to_pitch - synth->pitch) * step;
        synth->left += (synth->to_left - synth->left) * step;
        synth->right += (synth->to_right - synth->right) * step;
        synth->phase += synth->pitch / rate;
        synth->phase -= floor(synth->phase);
        // A sine with a little of its octave: softer than a beep.
        double wave = 0.85 * sin(turn * synth->phase) + 0.15 * sin(2 * turn * synth->phase);
        out[2 * i] = (float)(synth->left * wave);
        out[2 * i + 1] = (float)(synth->right * wave);
    }
}

// Called by SDL on the device's thread when it needs samples.
static void fill(void *user, Uint8 *stream, int bytes)
{
    struct audio *audio = user;
    synth_write(&audio->synth, (float *)(void *)stream, bytes / (int)(2 * sizeof(float)), RATE);
}

// Sends standard error to /dev/null, because libraries of sound fill it with messages where there
// is no device, which is no mistake here. Returns what restore_errors needs, or -1.
static int silence_errors(void)
{
    fflush(stderr);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC), errors = dup(STDERR_FILENO);
    bool silenced = nowhere >= 0 && errors >= 0 && dup2(nowhere, STDERR_FILENO) >= 0;
    if (nowhere >= 0)
        close(nowhere);
    if (silenced || errors < 0)
        return errors;
    close(errors);
    return -1;
}

// Undoes silence_errors.
static void restore_errors(int errors)
{
    if (errors < 0)
        return;
    fflush(stderr);
    dup2(errors, STDERR_FILENO);
    close(errors);
}

// Opens the default device; without one the result has device 0.
static struct audio *open_audio(void)
{
    struct audio *audio = memory_new(1, sizeof *audio);
    const SDL_AudioSpec want = {
        .freq = RATE,
        .format = AUDIO_F32SYS,
        .channels = 2,
        .samples = 512,
        .callback = fill,
        .userdata = audio,
    };
    int errors = silence_errors();
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0)
        audio->device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
    restore_errors(errors);
    if (audio->device != 0)
        SDL_PauseAudioDevice(audio->device, 0);
    return audio;
}

void audio_sound(struct audio **audio, const struct tone *tone)
{
    if (*audio == NULL)
        *audio = open_audio();
    if ((*audio)->device == 0)
        return;
    SDL_LockAudioDevice((*audio)->device);
    synth_aim(&(*audio)->synth, tone);
    SDL_UnlockAudioDevice((*audio)->device);
}

void audio_rest(struct audio *audio)
{
    if (audio == NULL || audio->device == 0)
        return;
    SDL_LockAudioDevice(audio->device);
    audio->synth.to_left = audio->synth.to_right = 0;
    SDL_UnlockAudioDevice(audio->device);
}

void audio_close(struct audio **audio)
{
    if (*audio == NULL)
        return;
    if ((*audio)->device != 0)
        SDL_CloseAudioDevice((*audio)->device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    free(*audio);
    *audio = NULL;
}

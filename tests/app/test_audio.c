// The tone: the right pitch, and no clicks.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/audio.h"

enum { RATE = 44100, SECOND = RATE };

static float samples[2 * SECOND];

static double largest_step(int from, int n)
{
    double most = 0;
    for (int i = from + 1; i < from + n; i++)
        most = fmax(most, fabs((double)samples[2 * i] - (double)samples[2 * i - 2]));
    return most;
}

static int rising_zeros(int from, int n)
{
    int zeros = 0;
    for (int i = from + 1; i < from + n; i++)
        zeros += samples[2 * i - 2] < 0 && samples[2 * i] >= 0;
    return zeros;
}

static void a_tone_has_its_pitch(void **state)
{
    (void)state;
    static const double pitches[] = {220, 440, 613.7, 880};
    for (size_t i = 0; i < sizeof pitches / sizeof pitches[0]; i++) {
        struct synth synth = {0};
        const struct tone tone = {.pitch = pitches[i], .loudness = 0.8};
        synth_aim(&synth, &tone);
        synth_write(&synth, samples, SECOND, RATE);
        assert_true(fabs(rising_zeros(0, SECOND) - pitches[i]) <= 1.5);
    }
}

// A sine of this loudness and at most 880 Hz, with its octave, moves by no more than this from one
// sample to the next; a click moves by more.
static void nothing_clicks(void **state)
{
    (void)state;
    struct synth synth = {0};
    const struct tone tones[] = {{880, -1, 0.8}, {220, 1, 0.8},  {700, 0, 0.8}, {700, 0, 0},
                                 {300, 0, 0.8},  {880, 0, 0.25}, {220, -1, 0}};
    const int n = RATE / 10;
    for (int i = 0; i < 7; i++) {
        synth_aim(&synth, &tones[i]);
        synth_write(&synth, samples + 2 * i * n, n, RATE);
    }
    assert_true(largest_step(0, 7 * n) < 0.25 * 0.8 * 2 * 3.1416 * 880 / RATE * 1.2);
    for (int i = 0; i < 2 * 7 * n; i++)
        assert_true(fabs((double)samples[i]) <= 0.25);
    assert_true(fabs((double)samples[2 * (7 * n - 1)]) < 1e-3); // faded out
}

static void left_is_left(void **state)
{
    (void)state;
    struct synth synth = {0};
    const struct tone left = {440, -1, 0.8}, right = {440, 1, 0.8};
    for (int side = 0; side < 2; side++) {
        double power[2] = {0};
        synth_aim(&synth, side == 0 ? &left : &right);
        synth_write(&synth, samples, SECOND, RATE);
        for (int i = SECOND / 2; i < SECOND; i++)
            for (int c = 0; c < 2; c++)
                power[c] += (double)samples[2 * i + c] * (double)samples[2 * i + c];
        assert_true(power[side] > 1000 * power[1 - side]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tone_has_its_pitch),
        cmocka_unit_test(nothing_clicks),
        cmocka_unit_test(left_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

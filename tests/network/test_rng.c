// Random numbers: known values, moments, the tail, and streams that have nothing in common.
#include "network/rng.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>

#include <cmocka.h>

static void splitmix_known_values(void **state)
{
    (void)state;
    uint64_t s = 12345;
    assert_true(splitmix64(&s) == UINT64_C(2454886589211414944));
    assert_true(splitmix64(&s) == UINT64_C(3778200017661327597));
    assert_true(splitmix64(&s) == UINT64_C(2205171434679333405));
}

// The reference implementation's first numbers from the state 1, 2, 3, 4 (Blackman and Vigna).
static void xoshiro_known_values(void **state)
{
    (void)state;
    struct rng rng = {{1, 2, 3, 4}};
    assert_true(rng_next(&rng) == 11520);
    assert_true(rng_next(&rng) == 0);
    assert_true(rng_next(&rng) == 1509978240);
    assert_true(rng_next(&rng) == UINT64_C(1215971899390074240));
}

enum { N = 1 << 20 };

static double moment(const double *x, int power)
{
    double sum = 0;
    for (int i = 0; i < N; i++)
        sum += pow(x[i], power);
    return sum / N;
}

// A moment of N draws scatters by the root of its variance over N: five of these are allowed.
static void assert_moment(const double *x, int power, double exact, double variance)
{
    double value = moment(x, power), allowed = 5 * sqrt(variance / N);
    if (!(fabs(value - exact) < allowed))
        fail_msg("moment %d is %.6f, not %.6f within %.6f", power, value, exact, allowed);
}

static double *draw(bool normal, uint64_t seed, uint64_t which)
{
    static struct ziggurat ziggurat;
    double *x = malloc(N * sizeof *x);
    struct rng rng = rng_open(seed, RNG_WEIGHTS, which);
    assert_non_null(x);
    ziggurat_init(&ziggurat);
    if (normal)
        rng_normals(&rng, &ziggurat, x, N);
    else
        rng_uniforms(&rng, x, N);
    return x;
}

static void normals_have_their_moments(void **state)
{
    (void)state;
    double *x = draw(true, 1, 1);
    assert_moment(x, 1, 0, 1);
    assert_moment(x, 2, 1, 2);
    assert_moment(x, 3, 0, 15);
    assert_moment(x, 4, 3, 96);
    assert_moment(x, 6, 15, 10170);
    free(x);
}

// What lies far out, where no box of the ziggurat reaches: how far beyond, and on which side.
static const double far_out = 3.7;

struct beyond {
    long n, right;
    double sum;
};

static void note_beyond(struct beyond *beyond, double x)
{
    if (fabs(x) <= far_out)
        return;
    beyond->n++;
    beyond->right += x > 0;
    beyond->sum += fabs(x) - far_out;
}

// With λ = φ(t)/Q(t) the mean of x beyond t is λ, and its variance 1 - λ(λ - t).
static void check_beyond(const struct beyond *beyond)
{
    double q = erfc(far_out / sqrt(2)) / 2, phi = exp(-far_out * far_out / 2) / sqrt(8 * atan(1));
    double rate = phi / q, deviation = sqrt(1 - rate * (rate - far_out));
    double n = (double)beyond->n, mean = beyond->sum / n, exact = rate - far_out;
    assert_true(n > 7000);
    if (!(fabs(mean - exact) < 5 * deviation / sqrt(n)))
        fail_msg("beyond %g by %g in the mean, not %g", far_out, mean, exact);
    assert_true(fabs((double)beyond->right / n - 0.5) < 2.5 / sqrt(n));
}

// Shares between quarters up to ±5 of 32 million draws: boxes, wedges and the tail all have their
// part, and a wedge that is taken whole moves a share by half a per cent.
static void normals_have_their_shares(void **state)
{
    (void)state;
    enum { ROUNDS = 32, BINS = 40 };
    static long counts[BINS];
    struct beyond beyond = {0};
    for (uint64_t round = 0; round < ROUNDS; round++) {
        double *x = draw(true, 2, round);
        for (int i = 0; i < N; i++) {
            int bin = (int)floor(4 * x[i]) + BINS / 2;
            if (bin >= 0 && bin < BINS)
                counts[bin]++;
            note_beyond(&beyond, x[i]);
        }
        free(x);
    }
    for (int bin = 0; bin < BINS; bin++) {
        double low = (bin - BINS / 2) / 4., total = (double)ROUNDS * N,
               side = low < 0 ? -low - 0.25 : low, // the tails' digits
            share = (erfc(side / sqrt(2)) - erfc((side + 0.25) / sqrt(2))) / 2;
        if (!(fabs((double)counts[bin] / total - share) < 5 * sqrt(share / total)))
            fail_msg("from %g: %g, not %g", low, (double)counts[bin] / total, share);
    }
    check_beyond(&beyond);
}

static void uniforms_have_their_moments(void **state)
{
    (void)state;
    double *x = draw(false, 3, 1), size = 0;
    assert_moment(x, 1, 0, 1);
    assert_moment(x, 2, 1, 0.8);
    for (int i = 0; i < N; i++)
        size = fmax(size, fabs(x[i]));
    assert_true(size <= sqrt(3) && size > 1.7320);
    free(x);
}

static void streams_are_strangers(void **state)
{
    (void)state;
    static const uint64_t names[][2] = {{1, 1}, {1, 2}, {2, 1}, {0, 0}};
    for (int a = 0; a < 4; a++)
        for (int b = 0; b < a; b++) {
            double *x = draw(true, names[a][0], names[a][1]),
                   *y = draw(true, names[b][0], names[b][1]), sum = 0;
            for (int i = 0; i < N; i++)
                sum += x[i] * y[i];
            assert_true(fabs(sum / N) < 5 / sqrt(N));
            free(x);
            free(y);
        }
    struct rng a = rng_open(1, RNG_WEIGHTS, 1), b = rng_open(1, RNG_BIAS, 1);
    assert_true(rng_next(&a) != rng_next(&b));
}

static void below_is_even(void **state)
{
    (void)state;
    struct rng rng = rng_open(5, RNG_BATCH, 0);
    int counts[7] = {0};
    for (int i = 0; i < 70000; i++)
        counts[rng_below(&rng, 7)]++;
    for (int i = 0; i < 7; i++)
        assert_true(abs(counts[i] - 10000) < 500);
    for (int i = 0; i < 10; i++)
        assert_true(rng_below(&rng, 1) == 0);
    // Of four outcomes for every three numbers one must be drawn again, or every third number would
    // come twice as often as the others.
    int thirds[3] = {0};
    for (int i = 0; i < 30000; i++)
        thirds[rng_below(&rng, 3u << 30) % 3]++;
    for (int i = 0; i < 3; i++)
        assert_true(abs(thirds[i] - 10000) < 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splitmix_known_values),
        cmocka_unit_test(xoshiro_known_values),
        cmocka_unit_test(normals_have_their_moments),
        cmocka_unit_test(normals_have_their_shares),
        cmocka_unit_test(uniforms_have_their_moments),
        cmocka_unit_test(streams_are_strangers),
        cmocka_unit_test(below_is_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

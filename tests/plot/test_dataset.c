// Data of the user's own: counted by searches, measured against plain loops.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "plot/dataset.h"
#include "random.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct activation *get(const char *id)
{
    int i = activation_find(id);
    assert_true(i >= 0);
    return activation_at(i);
}

static const struct dataset *put(struct dataset_store *store, const char *path,
                                 const double *values, size_t rows, size_t columns)
{
    size_t n = columns > 0 ? rows * columns : rows;
    struct number_array numbers = {.n = n};
    numbers.rows = columns > 0 ? rows : 0;
    numbers.columns = columns;
    numbers.values = malloc(n * sizeof *values);
    assert_non_null(numbers.values);
    memcpy(numbers.values, values, n * sizeof *values);
    dataset_put(store, path, &numbers, NULL, NULL);
    assert_null(numbers.values); // taken over
    return dataset_find(store, path);
}

static struct dataset_measure measure(struct dataset_store *store, const struct dataset *set,
                                      const char *id, double threshold)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(get(id), parameters);
    return dataset_measure(store, set, get(id), parameters, threshold);
}

static void counts_are_those_of_a_loop(void **state)
{
    (void)state;
    uint64_t seed = random_seed();
    struct dataset_store store = {0};
    double values[1000];
    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = i % 50 == 0   ? (double)NAN
                    : i % 77 == 0 ? HUGE_VAL
                                  : floor(random_between(&seed, -30, 30)) / 4; // many are equal
    const struct dataset *set = put(&store, "a", values, COUNT(values), 0);
    for (double low = -9; low < 9; low += 0.125)
        for (double high = low - 0.25; high < low + 3; high += 0.75) {
            size_t n = 0;
            for (size_t i = 0; i < COUNT(values); i++)
                n += isfinite(values[i]) && values[i] >= low && values[i] < high;
            assert_int_equal(dataset_count(set, low, high), n);
        }
    assert_int_equal(dataset_count(set, NAN, 1), 0);
    dataset_store_free(&store);
}

static void measures_are_those_of_a_loop(void **state)
{
    (void)state;
    static const char *const ids[] = {"sigmoid", "tanh", "relu", "gelu", "hard_tanh", "step"};
    uint64_t seed = random_seed();
    struct dataset_store store = {0};
    double values[3000];
    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = random_between(&seed, -8, 8);
    const struct dataset *set = put(&store, "a", values, COUNT(values), 0);
    for (size_t k = 0; k < COUNT(ids); k++) {
        struct dataset_measure m = measure(&store, set, ids[k], 0.01);
        double sum = 0, saturated = 0, zero = 0, parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(get(ids[k]), parameters);
        for (size_t i = 0; i < COUNT(values); i++) {
            double y = fabs(activation_value(get(ids[k]), parameters, ORDER_DF, values[i]));
            sum += y;
            saturated += y < 0.01;
            zero += y == 0;
        }
        assert_true(fabs(m.mean_slope - sum / 3000) < 1e-12);
        assert_true(fabs(m.saturated - saturated / 3000) < 1e-15);
        assert_true(fabs(m.zero - zero / 3000) < 1e-15);
        assert_int_equal(m.units, 0);
    }
    dataset_store_free(&store);
}

// A unit is dead where f' is 0 for each of its samples, whichever flat part they are in.
static void dead_units_are_counted(void **state)
{
    (void)state;
    enum { ROWS = 200, COLUMNS = 5 };
    static double values[ROWS * COLUMNS];
    for (int i = 0; i < ROWS; i++) {
        double *row = values + i * COLUMNS;
        row[0] = -1.5 - i;                // below 0
        row[1] = i % 2 == 0 ? -5.0 : 5.0; // in both flat parts of hard tanh
        row[2] = i == ROWS - 1 ? 0.5 : -2;
        row[3] = 3;
        row[4] = i == 100 ? (double)NAN : -3;
    }
    static const struct {
        const char *id;
        size_t dead;
    } rows[] = {{"relu", 1},    {"hard_tanh", 3},  {"step", 4},
                {"sigmoid", 0}, {"leaky_relu", 0}, {"identity", 0}};
    struct dataset_store store = {0};
    const struct dataset *set = put(&store, "a", values, ROWS, COLUMNS);
    for (size_t k = 0; k < COUNT(rows); k++) {
        struct dataset_measure m = measure(&store, set, rows[k].id, 0.01);
        assert_int_equal(m.units, COLUMNS);
        // The unit with a NaN in it is not called dead.
        if (m.dead != rows[k].dead)
            fail_msg("%s: %zu dead", rows[k].id, m.dead);
    }
    dataset_store_free(&store);
}

static void much_data_is_measured_by_order_statistics(void **state)
{
    (void)state;
    enum { N = 300000 };
    double *values = malloc(N * sizeof *values);
    assert_non_null(values);
    for (int i = 0; i < N; i++)
        values[i] = -10 + 20.0 * (double)((i * 7919L) % N) / N; // evenly spread, out of order
    struct dataset_store store = {0};
    const struct dataset *set = put(&store, "a", values, N, 0);
    struct dataset_measure m = measure(&store, set, "sigmoid", 0.01);
    // The mean of sigmoid' over [-10, 10] is (σ(10) - σ(-10))/20; |σ'| < 0.01 beyond ±4.585.
    assert_true(fabs(m.mean_slope - tanh(5) / 20) < 1e-6);
    assert_true(fabs(m.saturated - (1 - 2 * acosh(5) / 10)) < 2e-5);
    free(values);
    dataset_store_free(&store);
}

// Of three times as many numbers as are looked at, each one that is looked at stands in the middle
// of three: the mean over 0, 1, 2, … is exact. (f' of the squared ReLU is 2 x.)
static void samples_stand_in_the_middle_of_what_they_stand_for(void **state)
{
    (void)state;
    enum { N = 3 * 65536 };
    double *values = malloc(N * sizeof *values);
    assert_non_null(values);
    for (int i = 0; i < N; i++)
        values[i] = i;
    struct dataset_store store = {0};
    const struct dataset *set = put(&store, "a", values, N, 0);
    assert_true(measure(&store, set, "squared_relu", 0.01).mean_slope == N - 1);
    free(values);
    dataset_store_free(&store);
}

// Saturated is what lies below the threshold, not on it.
static void a_slope_on_the_threshold_is_not_saturated(void **state)
{
    (void)state;
    struct dataset_store store = {0};
    const double values[] = {-1, -2, -3, 1};
    const struct dataset *set = put(&store, "a", values, COUNT(values), 0);
    assert_true(measure(&store, set, "leaky_relu", 0.01).saturated == 0);
    assert_true(measure(&store, set, "leaky_relu", nextafter(0.01, 1)).saturated == 0.75);
    assert_true(measure(&store, set, "leaky_relu", 1).saturated == 0.75);
    assert_true(measure(&store, set, "leaky_relu", nextafter(1, 2)).saturated == 1);
    dataset_store_free(&store);
}

static void what_is_remembered_is_not_mixed_up(void **state)
{
    (void)state;
    struct dataset_store store = {0};
    const double first[] = {-1, -2}, second[] = {-1, 2};
    const struct dataset *set = put(&store, "a", first, 2, 0);
    double steep[ACTIVATION_PARAMETERS_MAX] = {0.5}, flat[ACTIVATION_PARAMETERS_MAX] = {0.001};
    const struct activation *leaky = get("leaky_relu");
    for (int turn = 0; turn < 2; turn++) {
        assert_true(measure(&store, set, "relu", 0.01).saturated == 1);
        assert_true(dataset_measure(&store, set, leaky, steep, 0.01).saturated == 0);
        assert_true(dataset_measure(&store, set, leaky, flat, 0.01).saturated == 1);
        assert_true(dataset_measure(&store, set, leaky, flat, 1e-4).saturated == 0);
    }
    set = put(&store, "a", second, 2, 0); // the file has changed
    assert_int_equal(store.n, 1);
    assert_true(measure(&store, set, "relu", 0.01).saturated == 0.5);
    for (int i = 0; i < 2 * DATASET_MEASURES_MAX; i++) // more than it can remember
        assert_true(measure(&store, set, "relu", 0.01 + i * 1e-4).saturated == 0.5);
    dataset_store_free(&store);
}

static bool keep_first(const void *user, const char *path)
{
    return strcmp(user, path) == 0;
}

static void the_oldest_that_nobody_wants_makes_room(void **state)
{
    (void)state;
    struct dataset_store store = {0};
    for (int i = 0; i < 3 * DATASETS_MAX; i++) {
        char path[16];
        snprintf(path, sizeof path, "%d", i);
        struct number_array numbers = {.n = 1};
        numbers.values = calloc(1, sizeof *numbers.values);
        assert_non_null(numbers.values);
        dataset_put(&store, path, &numbers, keep_first, "0");
        assert_non_null(dataset_find(&store, path));
        assert_non_null(dataset_find(&store, "0"));
    }
    assert_int_equal(store.n, DATASETS_MAX);
    assert_null(dataset_find(&store, "1"));
    assert_null(dataset_find(NULL, "0"));
    dataset_store_free(&store);
    dataset_store_free(NULL);
}

static void what_was_read_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says, *gaps;
    } rows[] = {
        {"1", "1 number", ""},
        {"1\n2", "2 numbers", ""},
        {"1,2\n3,4", "4 numbers in 2 columns", ""},
        {"1,2\n3", "3 numbers in lines of different lengths", ""},
        {"step,a,b\n0,1,nan\n1,,inf\n",
         "4 numbers in 2 columns (a, b); left out: step; 2 not finite, 1 missing",
         "2 not finite, 1 missing"},
        {"a\n1\nNA\n", "2 numbers (a); 1 missing", "1 missing"},
        {"1 -inf", "2 numbers; 1 not finite", "1 not finite"},
    };
    struct dataset_store store = {0};
    const struct dataset *sets[COUNT(rows)];
    struct text out = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array numbers = {0};
        char name[8];
        snprintf(name, sizeof name, "%zu", i);
        assert_true(csv_read(rows[i].text, strlen(rows[i].text), &numbers, NULL));
        dataset_put(&store, name, &numbers, NULL, NULL);
        sets[i] = dataset_find(&store, name);
        text_clear(&out);
        dataset_words(&sets[i], 1, &out);
        assert_string_equal(text_string(&out), rows[i].says);
        text_clear(&out);
        dataset_gaps(&sets[i], 1, &out);
        assert_string_equal(text_string(&out), rows[i].gaps);
    }
    text_clear(&out);
    dataset_words(sets, COUNT(rows), &out);
    assert_string_equal(text_string(&out), "18 numbers; left out: step; 3 not finite, 2 missing");
    text_free(&out);
    dataset_store_free(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_read_is_said),
        cmocka_unit_test(counts_are_those_of_a_loop),
        cmocka_unit_test(measures_are_those_of_a_loop),
        cmocka_unit_test(dead_units_are_counted),
        cmocka_unit_test(much_data_is_measured_by_order_statistics),
        cmocka_unit_test(samples_stand_in_the_middle_of_what_they_stand_for),
        cmocka_unit_test(a_slope_on_the_threshold_is_not_saturated),
        cmocka_unit_test(what_is_remembered_is_not_mixed_up),
        cmocka_unit_test(the_oldest_that_nobody_wants_makes_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

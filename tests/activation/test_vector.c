// The vector kernels, every level that this CPU has: the worked values, MPFR at random points
// and parameters (ACTSCOPE_SEED=N draws others, ACTSCOPE_POINTS=N sets how many), special values.
#include "activation/arrays/vector.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <mpfr.h>

#include "../seed.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

enum { BITS = 300, POINTS = 3000, PARAMETERS = 2, ERRORS_MAX = 1 << 21 };

static const double bars[ORDER_COUNT] = {5, 6, 8};
static const double function_bar = 2;

// The kernels and functions by name.

struct named_kernel {
    const char *name;
    activation_kernel *kernel[VECTOR_LEVEL_COUNT];
};

struct named_function {
    const char *name;
    vector_function *function[VECTOR_LEVEL_COUNT];
    int (*oracle)(mpfr_t y, const mpfr_t x, mpfr_rnd_t);
};

#define KERNEL(id)   KERNEL_##id,
#define FUNCTION(id) FUNCTION_##id,
enum { VECTOR_KERNELS(KERNEL) KERNEL_COUNT };
enum { VECTOR_FUNCTIONS(FUNCTION) FUNCTION_COUNT };
#undef KERNEL
#undef FUNCTION

static struct named_kernel named_kernel(int index)
{
    struct named_kernel kernels[] = {
#define KERNEL(id) {.name = #id},
        VECTOR_KERNELS(KERNEL)
#undef KERNEL
    };
    for (enum vector_level level = 0; level < VECTOR_LEVEL_COUNT; level++) {
        if (!vector_level_supported(level))
            continue;
        const struct vector_table *table = vector_table(level);
#define KERNEL(id) kernels[KERNEL_##id].kernel[level] = table->id;
        VECTOR_KERNELS(KERNEL)
#undef KERNEL
    }
    return kernels[index];
}

static struct named_function named_function(int index)
{
    struct named_function functions[] = {
#define FUNCTION(id) {.name = #id, .oracle = mpfr_##id},
        VECTOR_FUNCTIONS(FUNCTION)
#undef FUNCTION
    };
    for (enum vector_level level = 0; level < VECTOR_LEVEL_COUNT; level++) {
        if (!vector_level_supported(level))
            continue;
        const struct vector_table *table = vector_table(level);
#define FUNCTION(id) functions[FUNCTION_##id].function[level] = table->id;
        VECTOR_FUNCTIONS(FUNCTION)
#undef FUNCTION
    }
    return functions[index];
}

static int find_kernel(const char *name)
{
    for (int i = 0; i < KERNEL_COUNT; i++)
        if (strcmp(named_kernel(i).name, name) == 0)
            return i;
    return -1;
}

// Errors of one function, level and order.

struct errors {
    float *values;
    int count;
    double worst, worst_x;
};

static struct errors new_errors(void)
{
    struct errors errors = {.values = malloc(ERRORS_MAX * sizeof *errors.values)};
    assert_non_null(errors.values);
    return errors;
}

static void add_error(struct errors *errors, double error, double x)
{
    assert_true(errors->count < ERRORS_MAX);
    errors->values[errors->count++] = (float)error;
    if (error > errors->worst) {
        errors->worst = error;
        errors->worst_x = x;
    }
}

static int compare_floats(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double median(struct errors *errors)
{
    assert_true(errors->count > 0);
    qsort(errors->values, (size_t)errors->count, sizeof *errors->values, compare_floats);
    return (double)errors->values[errors->count / 2];
}

struct table_of_errors {
    struct errors level[VECTOR_LEVEL_COUNT][ORDER_COUNT];
};

static void open_table(struct table_of_errors *table)
{
    for (int level = 0; level < VECTOR_LEVEL_COUNT; level++)
        for (int order = 0; order < ORDER_COUNT; order++)
            table->level[level][order] = new_errors();
}

// Prints worst and median and frees.
static void close_table(struct table_of_errors *table, const char *name)
{
    for (enum vector_level level = 0; level < VECTOR_LEVEL_COUNT; level++) {
        if (table->level[level][0].count)
            print_message("%-10s %-7s %6d values, worst (median) ulp / max(1, k):", name,
                          vector_level_name(level), table->level[level][0].count);
        for (int order = 0; order < ORDER_COUNT; order++) {
            struct errors *errors = &table->level[level][order];
            if (errors->count) {
                double middle = median(errors);
                print_message("  %.2f (%.2f)", errors->worst, middle);
                assert_true(middle <= 1);
            }
            free(errors->values);
        }
        if (table->level[level][0].count)
            print_message("\n");
    }
}

static double spacing(double rounded)
{
    double size = fabs(rounded);
    return size < DBL_MAX ? nextafter(size, (double)INFINITY) - size : DBL_MAX - nextafter(size, 0);
}

static void check_value(struct errors *errors, const char *name, enum vector_level level, int order,
                        double bar, const double *parameters, double x, double y, double rounded,
                        double error)
{
    bool false_zero = rounded != 0 && y == 0;
    if (isfinite(rounded) ? !isfinite(y) || false_zero || !(error <= bar) : y != rounded)
        fail_msg("%s %s, order %d, at %a (%a, %a): %a, not %a: %.2f ulp", name,
                 vector_level_name(level), order, x, parameters[0], parameters[1], y, rounded,
                 error);
    if (isfinite(rounded))
        add_error(errors, error, x);
}

// In an array, of which the last few do not fill a vector: all the same.
static void evaluate(activation_kernel *kernel, const double *parameters, double x,
                     double y[ORDER_COUNT])
{
    enum { N = 11 };
    double xs[N], ys[ORDER_COUNT][N];
    for (int i = 0; i < N; i++)
        xs[i] = x;
    kernel(parameters, xs, N, ys[0], ys[1], ys[2]);
    for (int order = 0; order < ORDER_COUNT; order++) {
        for (int i = 1; i < N; i++)
            assert_memory_equal(&ys[order][i], &ys[order][0], sizeof(double));
        y[order] = ys[order][0];
    }
}

// Worked values.

enum { COLUMNS = 13, NAME = 0, PARAMS = 1, X = 2, ROUNDED = 3, DECIMAL = 6, K = 9 };

static void split(char *line, char *columns[COLUMNS])
{
    line[strcspn(line, "\r\n")] = '\0';
    for (int i = 0; i < COLUMNS; i++) {
        assert_non_null(line);
        columns[i] = line;
        if ((line = strchr(line, ',')))
            *line++ = '\0';
    }
}

// "alpha=0x1p-3;lambda=…", in the kernel's order.
static void read_parameters(const char *list, double parameters[PARAMETERS])
{
    for (int i = 0; i < PARAMETERS && (list = strchr(list, '=')); i++)
        parameters[i] = strtod(++list, NULL);
}

static void check_row(char *columns[COLUMNS], struct table_of_errors *tables)
{
    int index = find_kernel(columns[NAME]);
    if (index < 0)
        return;
    double parameters[PARAMETERS] = {0}, x = strtod(columns[X], NULL), y[ORDER_COUNT];
    read_parameters(columns[PARAMS], parameters);
    struct named_kernel named = named_kernel(index);
    for (enum vector_level level = 0; level < VECTOR_LEVEL_COUNT; level++) {
        if (!named.kernel[level])
            continue;
        evaluate(named.kernel[level], parameters, x, y);
        for (int order = 0; order < ORDER_COUNT; order++) {
            double rounded = strtod(columns[ROUNDED + order], NULL);
            long double exact = strtold(columns[DECIMAL + order], NULL);
            double error =
                (double)(fabsl((long double)y[order] - exact) / (long double)spacing(rounded)) /
                fmax(1, strtod(columns[K + order], NULL));
            check_value(&tables[index].level[level][order], named.name, level, order, bars[order],
                        parameters, x, y[order], rounded, error);
        }
    }
}

static void worked_values(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/activations.csv", "r");
    assert_non_null(file);
    struct table_of_errors tables[KERNEL_COUNT];
    for (int i = 0; i < KERNEL_COUNT; i++)
        open_table(&tables[i]);
    char line[1024], *columns[COLUMNS];
    assert_non_null(fgets(line, sizeof line, file)); // the header
    while (fgets(line, sizeof line, file)) {
        split(line, columns);
        check_row(columns, tables);
    }
    fclose(file);
    for (int i = 0; i < KERNEL_COUNT; i++) {
        assert_true(tables[i].level[VECTOR_PLAIN][0].count >= 400);
        close_table(&tables[i], named_kernel(i).name);
    }
}

// splitmix64 (Steele, Lea, Flood 2014, Fast splittable pseudorandom number generators).
static uint64_t random_state;

static uint64_t random_bits(void)
{
    uint64_t z = random_state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static double random_between(double low, double high)
{
    return low + (high - low) * ldexp((double)(random_bits() >> 11), -53);
}

static double random_finite(void)
{
    double x;
    do {
        uint64_t bits = random_bits();
        memcpy(&x, &bits, sizeof x);
    } while (!isfinite(x));
    return x;
}

// Near 0, where functions saturate, where exponentials underflow, and any double at all.
static double random_x(void)
{
    double sign = random_bits() & 1 ? 1 : -1;
    switch (random_bits() % 6) {
    case 0:
        return random_between(-10, 10);
    case 1:
        return random_between(-760, 760);
    case 2:
        return random_between(-40, 40);
    case 3:
        return random_between(-2, 2);
    case 4:
        return sign * ldexp(random_between(1, 2), (int)(random_bits() % 60) - 50);
    default:
        return random_finite();
    }
}

static void start_random(void)
{
    random_state = random_seed();
    print_message("ACTSCOPE_SEED=%" PRIu64 "\n", random_state);
}

static int points(void)
{
    const char *given = getenv("ACTSCOPE_POINTS");
    return given ? atoi(given) : POINTS;
}

// The oracle. y[order] = scale (a + b), and k = (|a| + |b|)/|a + b|: `a` and `b` are the terms
// whose sum may cancel.

struct exact {
    mpfr_t y[ORDER_COUNT];
    double k[ORDER_COUNT];
    mpfr_t a, b, s, t, u, v; // to compute with
};

// y[order] = a + b.
static void add_terms(struct exact *e, enum order order, const mpfr_t a, const mpfr_t b)
{
    mpfr_t size, other;
    mpfr_inits2(BITS, size, other, (mpfr_ptr)0);
    mpfr_abs(size, a, MPFR_RNDN);
    mpfr_abs(other, b, MPFR_RNDN);
    mpfr_add(size, size, other, MPFR_RNDN);
    mpfr_add(e->y[order], a, b, MPFR_RNDN);
    mpfr_abs(other, e->y[order], MPFR_RNDN);
    mpfr_div(size, size, other, MPFR_RNDN);
    double k = mpfr_get_d(size, MPFR_RNDN);
    e->k[order] = k >= 1 ? k : 1; // 1 for 0/0 as well
    mpfr_clears(size, other, (mpfr_ptr)0);
}

// y = 1/(1 + e^-x), with no loss on either side.
static void logistic(mpfr_t y, const mpfr_t x)
{
    mpfr_neg(y, x, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
    mpfr_add_ui(y, y, 1, MPFR_RNDN);
    mpfr_ui_div(y, 1, y, MPFR_RNDN);
}

// s = s(u), t = s(-u), v = tanh(u/2).
static void logistic_parts(struct exact *e, const mpfr_t u)
{
    logistic(e->s, u);
    mpfr_neg(e->t, u, MPFR_RNDN);
    logistic(e->t, e->t);
    mpfr_div_ui(e->v, u, 2, MPFR_RNDN);
    mpfr_tanh(e->v, e->v, MPFR_RNDN);
}

static void oracle_sigmoid(struct exact *e, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    logistic_parts(e, x);
    mpfr_set(e->y[0], e->s, MPFR_RNDN);
    mpfr_mul(e->y[1], e->s, e->t, MPFR_RNDN);
    mpfr_mul(e->y[2], e->y[1], e->v, MPFR_RNDN);
    mpfr_neg(e->y[2], e->y[2], MPFR_RNDN);
}

static void oracle_tanh(struct exact *e, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_tanh(e->y[0], x, MPFR_RNDN);
    mpfr_sech(e->y[1], x, MPFR_RNDN);
    mpfr_sqr(e->y[1], e->y[1], MPFR_RNDN);
    mpfr_mul(e->y[2], e->y[0], e->y[1], MPFR_RNDN);
    mpfr_mul_si(e->y[2], e->y[2], -2, MPFR_RNDN);
}

static void oracle_leaky_relu(struct exact *e, const mpfr_t x, const double *parameters)
{
    double slope = mpfr_sgn(x) >= 0 ? 1 : parameters[0];
    mpfr_mul_d(e->y[0], x, slope, MPFR_RNDN);
    mpfr_set_d(e->y[1], slope, MPFR_RNDN);
    mpfr_set_zero(e->y[2], 1);
}

static void oracle_relu(struct exact *e, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    oracle_leaky_relu(e, x, (double[]){0});
}

static void oracle_selu(struct exact *e, const mpfr_t x, const double *parameters)
{
    if (mpfr_sgn(x) >= 0) {
        oracle_leaky_relu(e, x, (double[]){1});
    } else {
        mpfr_expm1(e->y[0], x, MPFR_RNDN);
        mpfr_exp(e->y[1], x, MPFR_RNDN);
        mpfr_set(e->y[2], e->y[1], MPFR_RNDN);
        for (int order = 0; order < ORDER_COUNT; order++)
            mpfr_mul_d(e->y[order], e->y[order], parameters[0], MPFR_RNDN);
    }
    for (int order = 0; order < ORDER_COUNT; order++)
        mpfr_mul_d(e->y[order], e->y[order], parameters[1], MPFR_RNDN);
}

static void oracle_elu(struct exact *e, const mpfr_t x, const double *parameters)
{
    oracle_selu(e, x, (double[]){parameters[0], 1});
}

static void oracle_softplus(struct exact *e, const mpfr_t x, const double *parameters)
{
    mpfr_mul_d(e->u, x, parameters[0], MPFR_RNDN);
    logistic_parts(e, e->u);
    mpfr_abs(e->a, e->u, MPFR_RNDN);
    mpfr_neg(e->a, e->a, MPFR_RNDN);
    mpfr_exp(e->a, e->a, MPFR_RNDN);
    mpfr_log1p(e->y[0], e->a, MPFR_RNDN);
    mpfr_div_d(e->y[0], e->y[0], parameters[0], MPFR_RNDN);
    if (mpfr_sgn(x) > 0)
        mpfr_add(e->y[0], e->y[0], x, MPFR_RNDN);
    mpfr_set(e->y[1], e->s, MPFR_RNDN);
    mpfr_mul(e->y[2], e->s, e->t, MPFR_RNDN);
    mpfr_mul_d(e->y[2], e->y[2], parameters[0], MPFR_RNDN);
}

// s + s u s(-u) and βs(-u)(2s - s u tanh(u/2)), u = βx.
static void oracle_silu(struct exact *e, const mpfr_t x, const double *parameters)
{
    mpfr_mul_d(e->u, x, parameters[0], MPFR_RNDN);
    logistic_parts(e, e->u);
    mpfr_mul(e->y[0], x, e->s, MPFR_RNDN);
    mpfr_mul(e->a, e->s, e->u, MPFR_RNDN);
    mpfr_mul(e->b, e->a, e->t, MPFR_RNDN);
    add_terms(e, ORDER_DF, e->s, e->b);
    mpfr_mul(e->b, e->a, e->v, MPFR_RNDN);
    mpfr_neg(e->b, e->b, MPFR_RNDN);
    mpfr_mul_ui(e->a, e->s, 2, MPFR_RNDN);
    add_terms(e, ORDER_D2F, e->a, e->b);
    mpfr_mul(e->y[2], e->y[2], e->t, MPFR_RNDN);
    mpfr_mul_d(e->y[2], e->y[2], parameters[0], MPFR_RNDN);
}

// With Φ = erfc(-x/√2)/2 and φ = e^(-x²/2)/√2π: xΦ, Φ + xφ, 2φ - x²φ.
static void oracle_gelu(struct exact *e, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_sqrt_ui(e->s, 2, MPFR_RNDN);
    mpfr_div(e->s, x, e->s, MPFR_RNDN);
    mpfr_neg(e->s, e->s, MPFR_RNDN);
    mpfr_erfc(e->t, e->s, MPFR_RNDN);
    mpfr_div_ui(e->t, e->t, 2, MPFR_RNDN);
    mpfr_sqr(e->s, e->s, MPFR_RNDN);
    mpfr_neg(e->s, e->s, MPFR_RNDN);
    mpfr_exp(e->s, e->s, MPFR_RNDN);
    mpfr_const_pi(e->v, MPFR_RNDN);
    mpfr_mul_ui(e->v, e->v, 2, MPFR_RNDN);
    mpfr_sqrt(e->v, e->v, MPFR_RNDN);
    mpfr_div(e->s, e->s, e->v, MPFR_RNDN);
    mpfr_mul(e->y[0], x, e->t, MPFR_RNDN);
    mpfr_mul(e->a, x, e->s, MPFR_RNDN);
    add_terms(e, ORDER_DF, e->t, e->a);
    mpfr_mul(e->b, e->a, x, MPFR_RNDN);
    mpfr_neg(e->b, e->b, MPFR_RNDN);
    mpfr_mul_ui(e->a, e->s, 2, MPFR_RNDN);
    add_terms(e, ORDER_D2F, e->a, e->b);
}

// With g = ln(1 + e^x), T = tanh g and c = 1 - T²: T' = c s(x), T'' = c s(x) (s(-x) - 2T s(x)).
static void oracle_mish(struct exact *e, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    logistic_parts(e, x);
    mpfr_exp(e->u, x, MPFR_RNDN);
    mpfr_log1p(e->u, e->u, MPFR_RNDN);
    mpfr_tanh(e->a, e->u, MPFR_RNDN); // T
    mpfr_sech(e->v, e->u, MPFR_RNDN);
    mpfr_sqr(e->v, e->v, MPFR_RNDN);
    mpfr_mul(e->v, e->v, e->s, MPFR_RNDN); // T'
    mpfr_mul(e->y[0], x, e->a, MPFR_RNDN);
    mpfr_mul(e->b, x, e->v, MPFR_RNDN);
    add_terms(e, ORDER_DF, e->a, e->b);
    mpfr_mul(e->u, e->a, e->s, MPFR_RNDN);
    mpfr_mul_ui(e->u, e->u, 2, MPFR_RNDN);
    mpfr_sub(e->u, e->t, e->u, MPFR_RNDN);
    mpfr_mul(e->b, e->b, e->u, MPFR_RNDN);
    mpfr_mul_ui(e->a, e->v, 2, MPFR_RNDN);
    add_terms(e, ORDER_D2F, e->a, e->b);
}

static void (*const oracles[])(struct exact *e, const mpfr_t x, const double *parameters) = {
#define ORACLE(id) oracle_##id,
    VECTOR_KERNELS(ORACLE)
#undef ORACLE
};

// |y - exact| in units of the last place of the rounded exact value.
static double ulp_error(double y, const mpfr_t exact)
{
    mpfr_t difference;
    mpfr_init2(difference, BITS);
    mpfr_sub_d(difference, exact, y, MPFR_RNDN);
    mpfr_div_d(difference, difference, spacing(mpfr_get_d(exact, MPFR_RNDN)), MPFR_RNDN);
    double error = fabs(mpfr_get_d(difference, MPFR_RNDN));
    mpfr_clear(difference);
    return error;
}

static void check_point(int index, struct exact *exact, mpfr_t wide, struct table_of_errors *table)
{
    double parameters[PARAMETERS] = {exp2(random_between(-3.4, 3.4)), random_between(0.5, 2)};
    double x = random_x(), y[ORDER_COUNT];
    if (random_bits() % 2)
        parameters[0] = parameters[1] = 1;
    mpfr_set_d(wide, x, MPFR_RNDN);
    for (int order = 0; order < ORDER_COUNT; order++)
        exact->k[order] = 1;
    oracles[index](exact, wide, parameters);
    struct named_kernel named = named_kernel(index);
    for (enum vector_level level = 0; level < VECTOR_LEVEL_COUNT; level++) {
        if (!named.kernel[level])
            continue;
        evaluate(named.kernel[level], parameters, x, y);
        for (int order = 0; order < ORDER_COUNT; order++)
            check_value(&table->level[level][order], named.name, level, order, bars[order],
                        parameters, x, y[order], mpfr_get_d(exact->y[order], MPFR_RNDN),
                        ulp_error(y[order], exact->y[order]) / exact->k[order]);
    }
}

static void kernels_agree_with_mpfr(void **state)
{
    (void)state;
    start_random();
    struct exact exact;
    mpfr_t wide;
    mpfr_inits2(BITS, exact.y[0], exact.y[1], exact.y[2], exact.a, exact.b, exact.s, exact.t,
                exact.u, exact.v, wide, (mpfr_ptr)0);
    for (int i = 0; i < KERNEL_COUNT; i++) {
        struct table_of_errors table;
        open_table(&table);
        for (int k = 0; k < points(); k++)
            check_point(i, &exact, wide, &table);
        close_table(&table, named_kernel(i).name);
    }
    mpfr_clears(exact.y[0], exact.y[1], exact.y[2], exact.a, exact.b, exact.s, exact.t, exact.u,
                exact.v, wide, (mpfr_ptr)0);
    mpfr_free_cache();
}

static void evaluate_function(vector_function *function, double x, double *y)
{
    enum { N = 11 };
    double xs[N], ys[N];
    for (int i = 0; i < N; i++)
        xs[i] = x;
    function(xs, N, ys);
    for (int i = 1; i < N; i++)
        assert_memory_equal(&ys[i], &ys[0], sizeof(double));
    *y = ys[0];
}

static void check_function(struct named_function named, mpfr_t wide, mpfr_t exact,
                           struct table_of_errors *table)
{
    double x = random_x(), y, none[PARAMETERS] = {0};
    mpfr_set_d(wide, x, MPFR_RNDN);
    named.oracle(exact, wide, MPFR_RNDN);
    double rounded = mpfr_get_d(exact, MPFR_RNDN);
    for (enum vector_level level = 0; level < VECTOR_LEVEL_COUNT; level++) {
        if (!named.function[level])
            continue;
        evaluate_function(named.function[level], x, &y);
        if (isnan(rounded))
            assert_true(isnan(y));
        else
            check_value(&table->level[level][0], named.name, level, 0, function_bar, none, x, y,
                        rounded, isfinite(rounded) ? ulp_error(y, exact) : 0);
    }
}

static void functions_agree_with_mpfr(void **state)
{
    (void)state;
    start_random();
    mpfr_t wide, exact;
    mpfr_inits2(BITS, wide, exact, (mpfr_ptr)0);
    for (int i = 0; i < FUNCTION_COUNT; i++) {
        struct table_of_errors table;
        open_table(&table);
        for (int k = 0; k < points(); k++)
            check_function(named_function(i), wide, exact, &table);
        close_table(&table, named_function(i).name);
    }
    mpfr_clears(wide, exact, (mpfr_ptr)0);
    mpfr_free_cache();
}

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a == b && signbit(a) == signbit(b));
}

static void functions_at_special_values(void **state)
{
    (void)state;
    const double inf = (double)INFINITY, nan = (double)NAN;
    const double x[] = {-inf, -1e300, -1, -0.0, 0, 1, 1e300, inf, nan};
    const double y[FUNCTION_COUNT][COUNT(x)] = {
        [FUNCTION_exp] = {0, 0, exp(-1), 1, 1, exp(1), inf, inf, nan},
        [FUNCTION_expm1] = {-1, -1, expm1(-1), -0.0, 0, expm1(1), inf, inf, nan},
        [FUNCTION_log] = {nan, nan, nan, -inf, -inf, 0, log(1e300), inf, nan},
        [FUNCTION_log1p] = {nan, nan, -inf, -0.0, 0, log1p(1), log1p(1e300), inf, nan},
    };
    for (int i = 0; i < FUNCTION_COUNT; i++) {
        struct named_function named = named_function(i);
        for (enum vector_level level = 0; level < VECTOR_LEVEL_COUNT; level++) {
            double ours[COUNT(x)];
            if (!named.function[level])
                continue;
            named.function[level](x, COUNT(x), ours);
            for (int k = 0; k < COUNT(x); k++)
                if (!same(ours[k], y[i][k]) && !(fabs(ours[k] - y[i][k]) < 1e-15 * fabs(y[i][k])))
                    fail_msg("%s %s at %a: %a, not %a", named.name, vector_level_name(level), x[k],
                             ours[k], y[i][k]);
        }
    }
}

static void kernels_at_special_values(void **state)
{
    (void)state;
    const double inf = (double)INFINITY, nan = (double)NAN, parameters[PARAMETERS] = {0.25, 1};
    const double x[] = {-inf, inf, nan};
    const struct {
        int kernel;
        double y[ORDER_COUNT][COUNT(x)];
    } rows[] = {
        {KERNEL_sigmoid, {{0, 1, nan}, {0, 0, nan}, {0, 0, nan}}},
        {KERNEL_tanh, {{-1, 1, nan}, {0, 0, nan}, {0, 0, nan}}},
        {KERNEL_relu, {{0, inf, nan}, {0, 1, nan}, {0, 0, nan}}},
        {KERNEL_leaky_relu, {{-inf, inf, nan}, {0.25, 1, nan}, {0, 0, nan}}},
        {KERNEL_elu, {{-0.25, inf, nan}, {0, 1, nan}, {0, 0, nan}}},
        {KERNEL_selu, {{-0.25, inf, nan}, {0, 1, nan}, {0, 0, nan}}},
        {KERNEL_softplus, {{0, inf, nan}, {0, 1, nan}, {0, 0, nan}}},
        {KERNEL_silu, {{0, inf, nan}, {0, 1, nan}, {0, 0, nan}}},
        {KERNEL_gelu, {{0, inf, nan}, {0, 1, nan}, {0, 0, nan}}},
        {KERNEL_mish, {{0, inf, nan}, {0, 1, nan}, {0, 0, nan}}},
    };
    assert_int_equal(COUNT(rows), KERNEL_COUNT);
    for (int i = 0; i < KERNEL_COUNT; i++) {
        struct named_kernel named = named_kernel(rows[i].kernel);
        for (enum vector_level level = 0; level < VECTOR_LEVEL_COUNT; level++) {
            double y[ORDER_COUNT][COUNT(x)];
            if (!named.kernel[level])
                continue;
            named.kernel[level](parameters, x, COUNT(x), y[0], y[1], y[2]);
            for (int order = 0; order < ORDER_COUNT; order++)
                for (int k = 0; k < COUNT(x); k++)
                    if (!same(fabs(y[order][k]), fabs(rows[i].y[order][k])))
                        fail_msg("%s %s, order %d, at %a: %a", named.name, vector_level_name(level),
                                 order, x[k], y[order][k]);
        }
    }
}

// At a kink the branch on the right; odd functions keep the sign of 0.
static void kernels_at_0(void **state)
{
    (void)state;
    const double parameters[PARAMETERS] = {0.25, 1}, x[] = {0, -0.0};
    static const int hinges[] = {KERNEL_relu, KERNEL_leaky_relu, KERNEL_elu, KERNEL_selu};
    for (enum vector_level level = 0; level < VECTOR_LEVEL_COUNT; level++) {
        double f[2], df[2], d2f[2];
        if (!vector_level_supported(level))
            continue;
        for (int i = 0; i < COUNT(hinges); i++) {
            named_kernel(hinges[i]).kernel[level](parameters, x, 2, f, df, d2f);
            for (int k = 0; k < 2; k++)
                assert_true(f[k] == 0 && df[k] == 1 && d2f[k] == 0);
        }
        vector_table(level)->tanh(NULL, x, 2, f, df, d2f);
        assert_true(same(f[0], 0) && same(f[1], -0.0) && df[0] == 1 && df[1] == 1);
    }
}

// Neither place nor number nor which outputs are asked for changes a bit, and nothing is written
// past the end.
static void check_places(activation_kernel *kernel, const double *x, int n)
{
    enum { MAX = 67 };
    const double parameters[PARAMETERS] = {1.3, 0.7};
    double all[ORDER_COUNT][MAX], some[ORDER_COUNT][MAX + 1];
    for (int i = 0; i < n; i++)
        kernel(parameters, x + i, 1, &all[0][i], &all[1][i], &all[2][i]);
    for (unsigned mask = 0; mask < 8; mask++) {
        double *out[ORDER_COUNT];
        for (unsigned order = 0; order < ORDER_COUNT; order++) {
            out[order] = mask >> order & 1 ? some[order] : NULL;
            some[order][n] = 77;
        }
        kernel(parameters, x, (size_t)n, out[0], out[1], out[2]);
        for (unsigned order = 0; order < ORDER_COUNT; order++) {
            if (out[order])
                assert_memory_equal(out[order], all[order], (size_t)n * sizeof(double));
            assert_true(some[order][n] == 77);
        }
    }
}

static void values_depend_on_x_only(void **state)
{
    (void)state;
    double x[67];
    start_random();
    for (int i = 0; i < COUNT(x); i++)
        x[i] = random_x();
    for (int i = 0; i < KERNEL_COUNT; i++) {
        struct named_kernel named = named_kernel(i);
        for (int level = 0; level < VECTOR_LEVEL_COUNT; level++)
            for (int n = 0; named.kernel[level] && n <= COUNT(x); n++)
                check_places(named.kernel[level], x, n);
    }
}

static void the_best_level_is_taken(void **state)
{
    (void)state;
    enum vector_level best = vector_level();
    assert_true(vector_level_supported(VECTOR_PLAIN) && vector_level_supported(best));
    assert_false(vector_level_supported(VECTOR_LEVEL_COUNT));
    for (enum vector_level level = best + 1; level < VECTOR_LEVEL_COUNT; level++)
        assert_false(vector_level_supported(level));
    print_message("the best level here is %s\n", vector_level_name(best));
    const double x[] = {-3, -0.5, 0.1, 2}, beta = 1.5;
    double ours[COUNT(x)], theirs[COUNT(x)];
    vector_silu(&beta, x, COUNT(x), ours, NULL, NULL);
    vector_table(best)->silu(&beta, x, COUNT(x), theirs, NULL, NULL);
    assert_memory_equal(ours, theirs, sizeof ours);
    vector_exp(x, COUNT(x), ours);
    vector_table(best)->exp(x, COUNT(x), theirs);
    assert_memory_equal(ours, theirs, sizeof ours);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_level_is_taken),
        cmocka_unit_test(kernels_at_special_values),
        cmocka_unit_test(kernels_at_0),
        cmocka_unit_test(values_depend_on_x_only),
        cmocka_unit_test(functions_at_special_values),
        cmocka_unit_test(worked_values),
        cmocka_unit_test(kernels_agree_with_mpfr),
        cmocka_unit_test(functions_agree_with_mpfr),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// What tours and the manual say is true: each number in captions and notes is computed again, each
// key they name is one that is bound, and the manual has all commands.
#include "activation/activation.h"
#include "base/text.h"
#include "control/command.h"
#include "control/keymap.h"
#include "network/mean_field.h"
#include "network/race.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("%s cannot be read", path);
    fseek(file, 0, SEEK_END);
    long n = ftell(file);
    rewind(file);
    char *text = malloc((size_t)n + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)n, file), (size_t)n);
    text[n] = '\0';
    fclose(file);
    return text;
}

static char *read_tour(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tours/%s.actscope", TEST_ASSETS, name);
    return read_file(path);
}

// --- numbers ---

static const struct activation *get(const char *id, double parameters[ACTIVATION_PARAMETERS_MAX])
{
    const struct activation *a = activation_at(activation_find(id));
    activation_defaults(a, parameters);
    return a;
}

static double value(const char *id, enum order order, double x)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    const struct activation *a = get(id, parameters);
    return activation_value(a, parameters, order, x);
}

// Where f' is 0 between two places.
static double minimum_of(const char *id, double low, double high)
{
    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;
        if (value(id, ORDER_DF, middle) < 0)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

static double greatest_slope(const char *id, double *at)
{
    double most = 0;
    for (double x = 0; x < 5; x += 1e-4)
        if (value(id, ORDER_DF, x) > most) {
            most = value(id, ORDER_DF, x);
            *at = x;
        }
    return most;
}

static double place_of_slope(const char *id)
{
    double at = 0;
    greatest_slope(id, &at);
    return at;
}

static double steepest(const char *id)
{
    double at;
    return greatest_slope(id, &at);
}

static double farthest_gelus(void)
{
    double most = 0;
    for (double x = -6; x < 0; x += 1e-3)
        most = fmax(most, fabs(value("gelu", ORDER_F, x) - value("gelu_tanh", ORDER_F, x)));
    return most;
}

static struct fixed_point point_of(const char *id, double sigma_w)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct fixed_point point;
    const struct activation *a = get(id, parameters);
    mean_field_fixed_point(a, parameters, sigma_w, 0, &point);
    return point;
}

static double decades(const char *id, double sigma_w, double sigma_b)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    static struct depth_profile profile;
    const struct activation *a = get(id, parameters);
    mean_field_depth(a, parameters, sigma_w, sigma_b, 30, &profile);
    return profile.log10_delta_ratio;
}

static double remedied(struct remedy remedy)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    static struct depth_profile profile;
    struct network_mix mix;
    const struct activation *a = get("sigmoid", parameters);
    network_mix_set(&mix, a, parameters);
    const struct mean_field_net net = {.mix = &mix, .remedy = remedy, .sigma_w = 1, .depth = 30};
    mean_field_profile(&net, &profile);
    return profile.log10_delta_ratio;
}

// The share of the training points that ten layers tell apart after so many steps.
static double learnt(const char *id, int steps, bool skip)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct race race;
    struct race_settings settings = race_defaults();
    const struct remedy remedy = {.skip = skip};
    settings.depth = 10;
    settings.width = 32;
    const struct activation *a = get(id, parameters);
    race_init_data(&race, &settings);
    struct race_net *net = race_net_create(&race, a, parameters, &remedy);
    struct race_score score;
    assert_non_null(net);
    race_net_step(net, steps);
    race_net_score(net, &score);
    race_net_destroy(net);
    return score.accuracy_train;
}

static double first_depth(double exponent)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    const struct activation *a = get("sigmoid", parameters);
    return mean_field_depth_below(a, parameters, 1, 0, exponent, 300);
}

// Where a number stands in a text: behind `before`. Its decimals say how well it must be met.
struct said {
    const char *tour, *before;
    double value;
    double slack; // beside half a unit of the last digit: where networks were measured, or "about"
};

static double read_said(const char *at, double *unit)
{
    char plain[64];
    size_t n = 0;
    int decimals = -1, exponent = 0;
    if (strncmp(at, "−", strlen("−")) == 0) {
        plain[n++] = '-';
        at += strlen("−");
    }
    for (; (ascii_is_digit(*at) || (*at == '.' && ascii_is_digit(at[1]))) && n < 60; at++) {
        plain[n++] = *at;
        decimals += decimals >= 0 || *at == '.' ? 1 : 0;
    }
    plain[n] = '\0';
    *unit = pow(10, -(decimals > 0 ? decimals : 0));
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const char *power = strncmp(at, "×10⁻", strlen("×10⁻")) == 0       ? at + strlen("×10⁻")
                        : strncmp(at, " × 10⁻", strlen(" × 10⁻")) == 0 ? at + strlen(" × 10⁻")
                                                                       : NULL;
    for (bool more = power != NULL; more;) {
        more = false;
        for (int d = 0; d < 10 && !more; d++)
            if (strncmp(power, raised[d], strlen(raised[d])) == 0) {
                exponent = 10 * exponent - d;
                power += strlen(raised[d]);
                more = true;
            }
    }
    *unit *= pow(10, exponent);
    return strtod(plain, NULL) * pow(10, exponent);
}

static void check_said(const struct said *said)
{
    char *text = read_tour(said->tour);
    const char *at = strstr(text, said->before);
    double unit;
    if (at == NULL)
        fail_msg("%s does not say \"%s\"", said->tour, said->before);
    double read = read_said(at + strlen(said->before), &unit);
    if (!(fabs(read - said->value) <= 0.500001 * unit + said->slack))
        fail_msg("%s: \"%s%.17g\" should be %.17g", said->tour, said->before, read, said->value);
    free(text);
}

static void numbers_are_computed_again(void **state)
{
    (void)state;
    const double t = 0.01, edge = log((1 - 2 * t + sqrt(1 - 4 * t)) / (2 * t));
    const double he = sqrt(2), torch = sqrt(1. / 3), torch_b = sqrt(1. / 768);
    const struct said table[] = {
        {"article", "Beyond ±", edge, 0},
        {"article", "σ′ < 0.01 where |x| > ", edge, 0},
        {"article", "σ′ < 0.01 となるのは |x| > ", edge, 0},
        {"article", "(1/4)¹⁰ ≈ ", pow(0.25, 10), 0},
        {"article", "sigmoid loses ", -decades("sigmoid", 1, 0), 0},
        {"article", "18 decades, tanh ", -decades("tanh", 1, 0), 0},
        {"article", "tanh 0.8, ReLU ", -decades("relu", 1, 0), 0},
        {"article", "grows, and sigmoid loses ", -decades("sigmoid", he, 0), 0},
        {"article", "seeds: sigmoid ", decades("sigmoid", 1, 0), 0.02},
        {"article", "−18.24, tanh ", decades("tanh", 1, 0), 0.02},
        {"article", "tanh −0.80, ReLU ", decades("relu", 1, 0), 0.03},
        {"article", "seeds: ReLU ", decades("relu", he, 0), 0.03},
        {"article", "−0.01, tanh +", decades("tanh", he, 0), 0.02},
        {"article", "+0.46, sigmoid ", decades("sigmoid", he, 0), 0.02},
        {"dying-relu", "at −5 it is ", exp(-5), 0},
        {"dying-relu", "GELU: minimum at ", minimum_of("gelu", -2, 0), 0},
        {"dying-relu", "SiLU: at ", minimum_of("silu", -3, 0), 0},
        {"gelu-silu-mish", "\"GELU ", value("gelu", ORDER_F, minimum_of("gelu", -2, 0)), 0},
        {"gelu-silu-mish", "−0.16997 at ", minimum_of("gelu", -2, 0), 0},
        {"gelu-silu-mish", ", SiLU ", value("silu", ORDER_F, minimum_of("silu", -3, 0)), 0},
        {"gelu-silu-mish", "−0.27846 at ", minimum_of("silu", -3, 0), 0},
        {"gelu-silu-mish", ", Mish ", value("mish", ORDER_F, minimum_of("mish", -3, 0)), 0},
        {"gelu-silu-mish", "−0.30884 at ", minimum_of("mish", -3, 0), 0},
        {"gelu-silu-mish", "overshoots 1: GELU ", steepest("gelu"), 0},
        {"gelu-silu-mish", "√2, SiLU ", steepest("silu"), 0},
        {"gelu-silu-mish", "1.100 at ", place_of_slope("silu"), 0},
        {"gelu-silu-mish", "2.40, Mish ", steepest("mish"), 0},
        {"gelu-silu-mish", "1.088 at ", place_of_slope("mish"), 0},
        {"gelu-silu-mish", "within ", farthest_gelus(), 0},
        {"gelu-silu-mish", "GELU −1.43 (", decades("gelu", he, 0), 0},
        {"gelu-silu-mish", "SiLU −3.64 (", decades("silu", he, 0), 0},
        {"gelu-silu-mish", "Mish −0.40 (", decades("mish", he, 0), 0},
        {"initialisation", "a gradient loses ", -decades("relu", 1, 0), 0},
        {"initialisation", "log₁₀(1/2) ≈ ", 29 / 2. * log10(0.5), 0},
        {"initialisation", "over 100 seeds: ", decades("relu", 1, 0), 0.03},
        {"initialisation", "toward the input: χ ≈ ", point_of("tanh", he).chi_1, 0},
        {"initialisation", "sigmoid has χ ≈ ", point_of("sigmoid", 1).chi_1, 0},
        {"initialisation", "√0.0557 ≈ ", sqrt(point_of("sigmoid", 1).chi_1), 0},
        {"initialisation", "10.14926371, q* ≈ ", point_of("sigmoid", 10.14926371).q_star, 0},
        {"initialisation", "Measured: sigmoid ", decades("sigmoid", torch, torch_b), 0.05},
        {"initialisation", "−24.66, tanh ", decades("tanh", torch, torch_b), 0.05},
        {"initialisation", "−7.06, ReLU ", decades("relu", torch, torch_b), 0.05},
        {"depth", "(1/4)¹⁰ ≈ ", pow(0.25, 10), 0},
        {"depth", "(1/4)³⁰ ≈ ", pow(0.25, 30), 0},
        {"depth", "One unit to the side it is ", value("tanh", ORDER_DF, 1), 0},
        {"depth", "after 30 layers ", pow(value("tanh", ORDER_DF, 1), 30), 0},
        {"depth", "30 層では ", pow(value("tanh", ORDER_DF, 1), 30), 0},
        {"depth", "Sigmoid is spent beyond ±", edge, 0},
        {"depth", "tanh already beyond ±", acosh(10), 0},
        {"depth", "tanh は ±", acosh(10), 0},
        {"depth", "that is 1 × ", point_of("sigmoid", 1).chi_1, 0},
        {"depth", "sigmoid loses ", -decades("sigmoid", 1, 0), 0},
        {"depth", "18.2 decades, tanh ", -decades("tanh", 1, 0), 0},
        {"depth", "tanh 0.8, ReLU ", -decades("relu", 1, 0), 0},
        {"depth", "log₁₀(0.0557) ≈ ", 29 / 2. * log10(point_of("sigmoid", 1).chi_1), 0},
        {"remedies", "layer 1 is ", -decades("sigmoid", 1, 0), 0},
        {"remedies", "it shrinks to ", sqrt(point_of("sigmoid", 1).chi_1), 0},
        {"remedies", "一層ごとに ", sqrt(point_of("sigmoid", 1).chi_1), 0},
        {"remedies", "He loses ", -decades("sigmoid", he, 0), 0},
        {"remedies", "He では ", -decades("sigmoid", he, 0), 0},
        {"remedies", "has even grown by ", remedied((struct remedy){.skip = true}), 0.02},
        {"remedies", "sigmoid still loses ", -remedied((struct remedy){.norm = NORM_LAYER}), 0.02},
        {"remedies", "the gradient grows by ", remedied((struct remedy){.norm = NORM_BATCH}), 0.15},
        {"remedies", "all the same, by ", -remedied((struct remedy){.tied = true}), 0.03},
        {"tails", "At x = 40 it is still ", exp(-40), 0},
        {"tails", "σ′(40) ≈ ", exp(-40), 0},
        {"tails", "breaks at ", 53 * log(2), 0},
        {"tails", "From x = ", 53 * log(2), 0},
        {"tails", "a decade every ", log(10), 0},
        {"tails", "≈ exp(", log(5e-324), 0},
        {"tails", "is 0 after about ", first_depth(-74.5), 0},
        {"tails", "gradient itself after about ", first_depth(-149), 0},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        check_said(&table[i]);
}

// What the races of the tours come to: guessing, and all points right.
static void races_end_as_told(void **state)
{
    (void)state;
    static const char *const says[][2] = {{"remedies", "After 2000 steps they still guess"},
                                          {"remedies", "within 500 steps all points are right"},
                                          {"article", "tanh and ReLU have it within 100 steps"}};
    for (size_t i = 0; i < COUNT(says); i++) {
        char *text = read_tour(says[i][0]);
        if (strstr(text, says[i][1]) == NULL)
            fail_msg("%s does not say \"%s\"", says[i][0], says[i][1]);
        free(text);
    }
    assert_true(fabs(learnt("sigmoid", 2000, false) - 0.5) < 0.1);
    assert_true(learnt("sigmoid", 500, true) == 1);
    assert_true(learnt("tanh", 100, false) == 1 && learnt("relu", 100, false) == 1);
}

// --- keys ---

// Whether a key is bound on any page, and (unless NULL) to a command that begins so.
static bool is_bound(const char *keys, const char *key, const char *command)
{
    for (const char *line = keys; line != NULL && *line != '\0';) {
        char name[64];
        int taken = 0;
        const char *next = strchr(line, '\n');
        if (sscanf(line, "bind %63s %n", name, &taken) == 1 && taken > 0) {
            const char *colon = strchr(name, ':');
            bool paged = colon != NULL && colon != name && colon[1] != '\0';
            const char *found = paged ? colon + 1 : name;
            const char *rest = line + taken + (line[taken] == '"');
            if (strcmp(found, key) == 0 &&
                (command == NULL || strncmp(rest, command, strlen(command)) == 0))
                return true;
        }
        line = next != NULL ? next + 1 : NULL;
    }
    return false;
}

static void keys_in_tours_do_what_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *tour, *says, *key, *command;
    } rows[] = {
        {"article", "press x, type it", "x", "prompt x"},
        {"article", "Press ] to open it", "]", "nudge"},
        {"article", "Space lets α run", "Space", "animate"},
        {"dying-relu", "] and [ change α", "[", "nudge"},
        {"dying-relu", "W (Shift+w) draws the family", "W", "sweep"},
        {"gelu-silu-mish", "[ and ] change β; W (Shift+w) draws", "W", "sweep"},
        {"depth", "{ and } change the number of layers", "}", "depth by 1"},
        {"depth", "u switches between ∂z and ∂W", "u", "network gradient"},
        {"tails", "p switches between float32 and float64", "p", "network precision"},
    };
    char *keys = read_file(TEST_ASSETS "/keys.actscope");
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *text = read_tour(rows[i].tour);
        if (strstr(text, rows[i].says) == NULL)
            fail_msg("%s does not say \"%s\"", rows[i].tour, rows[i].says);
        if (!is_bound(keys, rows[i].key, rows[i].command))
            fail_msg("%s: \"%s\": %s is not bound to %s", rows[i].tour, rows[i].says, rows[i].key,
                     rows[i].command);
        free(text);
    }
    free(keys);
}

// In the tables of keys every name in the first column of a row is one that is bound.
static void keys_in_the_manual_are_bound(void **state)
{
    (void)state;
    static const char *const modifiers[] = {"Shift", "Alt", "Ctrl"};
    char *keys = read_file(TEST_ASSETS "/keys.actscope"),
         *manual = read_file(TEST_ASSETS "/../docs/manual.md");
    const char *from = strstr(manual, "| key | what it does |"), *to = strstr(from, "| mouse |");
    int known = 0;
    for (const char *at = strstr(from, "\n| `"); at != NULL && at < to; at = strstr(at, "\n| `")) {
        const char *end = strstr(at + 3, " | ");
        assert_non_null(end);
        for (at += 3; at < end;) {
            char key[32];
            const char *open = memchr(at, '`', (size_t)(end - at));
            const char *close = open ? memchr(open + 1, '`', (size_t)(end - open)) : NULL;
            if (close == NULL)
                break;
            snprintf(key, sizeof key, "%.*s", (int)(close - open - 1), open + 1);
            bool modifier = false;
            for (size_t i = 0; i < COUNT(modifiers); i++)
                modifier = modifier || strcmp(key, modifiers[i]) == 0;
            char name[KEY_MAX];
            struct fault fault = {0};
            if (!modifier && !key_canonical(key, name, &fault))
                fail_msg("the manual names `%s`: %s", key, fault.text);
            if (!modifier && !is_bound(keys, name, NULL))
                fail_msg("the manual names `%s`, which is not bound", key);
            known++;
            at = close + 1;
        }
    }
    assert_true(known > 60);
    free(keys);
    free(manual);
}

// Whether a command stands in the table: "`name`" or "`name …".
static bool is_in_table(const char *from, const char *to, const char *name)
{
    char opened[64];
    int n = snprintf(opened, sizeof opened, "`%s", name);
    for (const char *at = strstr(from, opened); at != NULL && at < to; at = strstr(at + 1, opened))
        if (at[n] == ' ' || at[n] == '`')
            return true;
    return false;
}

// But those that only tours, themes and the mouse are for.
static void commands_are_in_the_manual(void **state)
{
    (void)state;
    static const char *const elsewhere[] = {
        "title", "step", "caption", "note",   "play",      "color", "dash",
        "group", "edit", "prompt",  "marker", "highlight", "type",
    };
    char *manual = read_file(TEST_ASSETS "/../docs/manual.md");
    const char *from = strstr(manual, "| to choose | commands |"), *to = strstr(from, "\n\n");
    for (int i = 0; command_row(i) != NULL; i++) {
        const char *name = command_row(i)->name;
        bool excused = false;
        for (size_t k = 0; k < COUNT(elsewhere); k++)
            excused = excused || strcmp(elsewhere[k], name) == 0;
        if (!excused && !is_in_table(from, to, name))
            fail_msg("`%s` is not in the table of commands of docs/manual.md: write it there, or "
                     "into `elsewhere` of test_captions.c",
                     name);
    }
    free(manual);
}

// = is for exact values: behind it stands no number of three decimals or more, but the 1.702 that
// quick GELU is defined by.
static void rounded_numbers_are_about(void **state)
{
    (void)state;
    static const char *const tours[] = {"article", "dying-relu", "gelu-silu-mish", "initialisation",
                                        "tails",   "depth",      "remedies"};
    for (size_t i = 0; i < sizeof tours / sizeof *tours; i++) {
        char *text = read_tour(tours[i]);
        for (const char *at = text; (at = strstr(at, "= ")) != NULL; at++) {
            const char *number = at + strlen("= ");
            number += strncmp(number, "−", strlen("−")) == 0 ? strlen("−") : 0;
            size_t whole = strspn(number, "0123456789"), decimals = 0;
            if (whole > 0 && number[whole] == '.')
                decimals = strspn(number + whole + 1, "0123456789");
            if (decimals >= 3 && strncmp(number, "1.702", strlen("1.702")) != 0)
                fail_msg("%s: %.24s", tours[i], at);
        }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounded_numbers_are_about),
        cmocka_unit_test(numbers_are_computed_again),
        cmocka_unit_test(races_end_as_told),
        cmocka_unit_test(keys_in_tours_do_what_is_said),
        cmocka_unit_test(keys_in_the_manual_are_bound),
        cmocka_unit_test(commands_are_in_the_manual),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

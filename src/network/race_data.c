// The data of the race, and its settings.
#include <math.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "network/race.h"
#include "network/rng.h"

static const double pi = 3.14159265358979324;

// --- names ---

static const char *const data_names[RACE_DATA_COUNT] = {"circles", "spirals", "moons", "xor"};
static const char *const optimiser_names[RACE_OPTIMISER_COUNT] = {"sgd", "adam"};
static const char *const init_names[RACE_INIT_COUNT] = {"recommended", "pytorch", "custom",
                                                        "critical"};

const char *race_data_name(enum race_data data)
{
    return data_names[data];
}

const char *race_optimiser_name(enum race_optimiser optimiser)
{
    return optimiser_names[optimiser];
}

const char *race_init_name(enum race_init init)
{
    return init_names[init];
}

int race_data_find(const char *name)
{
    return word_index(name, data_names, RACE_DATA_COUNT);
}

int race_optimiser_find(const char *name)
{
    return word_index(name, optimiser_names, RACE_OPTIMISER_COUNT);
}

int race_init_find(const char *name)
{
    if (strcmp(name, "own") == 0)
        return RACE_INIT_RECOMMENDED;
    return word_index(name, init_names, RACE_INIT_COUNT);
}

// --- settings ---

struct race_settings race_defaults(void)
{
    return (struct race_settings){
        .data = RACE_CIRCLES,
        .optimiser = RACE_SGD,
        .init = RACE_INIT_RECOMMENDED,
        .sigma_w = 1,
        .momentum = 0.9,
        .depth = 10,
        .width = 32,
        .batch = 64,
        .steps = 2000,
        .seed = 1,
    };
}

static bool check_count(const char *what, int value, int low, int high, struct fault *fault)
{
    if (value >= low && value <= high)
        return true;
    return fault_set(fault, FAULT_RANGE, _("%s %d is outside of %d … %d"), what, value, low, high);
}

bool race_check(const struct race_settings *s, struct fault *fault)
{
    if ((unsigned)s->data >= RACE_DATA_COUNT || (unsigned)s->optimiser >= RACE_OPTIMISER_COUNT ||
        (unsigned)s->init >= RACE_INIT_COUNT)
        return fault_set(fault, FAULT_RANGE, _("no such data, optimiser or initialisation"));
    if (!(s->sigma_w > 0 && s->sigma_w <= NETWORK_SIGMA_MAX))
        return fault_set(fault, FAULT_RANGE,
                         _("σw %g is not allowed; expected more than 0, at most %g"), s->sigma_w,
                         NETWORK_SIGMA_MAX);
    if (!(s->learning_rate <= 100))
        return fault_set(fault, FAULT_RANGE,
                         _("learning rate %g is not allowed; expected at most 100"),
                         s->learning_rate);
    if (!(s->momentum >= 0 && s->momentum < 1))
        return fault_set(fault, FAULT_RANGE, _("momentum %g is not allowed; expected 0 to below 1"),
                         s->momentum);
    return check_count("depth", s->depth, 1, RACE_DEPTH_MAX, fault) &&
           check_count("width", s->width, 1, RACE_WIDTH_MAX, fault) &&
           check_count("batch", s->batch, 1, RACE_BATCH_MAX, fault) &&
           check_count("steps", s->steps, 0, 10000000, fault);
}

double race_learning_rate(const struct race_settings *settings)
{
    if (settings->learning_rate > 0)
        return settings->learning_rate;
    if (settings->optimiser == RACE_ADAM)
        return 0.001;
    return settings->data == RACE_CIRCLES ? 0.03 : 0.01;
}

double race_sigma_w(const struct race_settings *settings, const struct activation *activation,
                    const double *parameters)
{
    enum initialisation recommended = initialisation_recommended(activation);
    const enum initialisation inits[RACE_INIT_COUNT] = {
        [RACE_INIT_RECOMMENDED] = recommended,
        [RACE_INIT_PYTORCH] = INIT_PYTORCH,
        [RACE_INIT_CUSTOM] = INIT_CUSTOM,
        [RACE_INIT_CRITICAL] = INIT_CRITICAL,
    };
    struct scale_request request = {
        .init = inits[settings->init], .inputs = settings->width, .sigma_w = settings->sigma_w};
    double sigma_w, sigma_b;
    if (!initialisation_scales(&request, activation, parameters, &sigma_w, &sigma_b, NULL)) {
        request.init = recommended;
        initialisation_scales(&request, activation, parameters, &sigma_w, &sigma_b, NULL);
    }
    return sigma_w;
}

double race_step_flops(const struct race_settings *settings)
{
    double w = settings->width, first = 2 * w, all = first + (settings->depth - 1) * w * w + w;
    return 2. * settings->batch * (3 * all - first);
}

// --- points ---

struct point {
    double x, y;
    int label;
};

// A random number between `low` and `high`.
static double between(struct rng *rng, double low, double high)
{
    return low + (high - low) * rng_unit(rng);
}

// Point i of n: first the inner disc, then a ring around it. Here and below, factors make the RMS
// of the coordinates 1.
static struct point circles(struct rng *rng, int i, int n)
{
    bool inner = i < n / 2;
    double r = inner ? between(rng, 0, 0.5) : between(rng, 0.7, 1), angle = between(rng, 0, 2 * pi);
    return (struct point){2.2177 * r * cos(angle), 2.2177 * r * sin(angle), inner};
}

// Point i of n on two spiral arms. Training points are evenly spaced on them, fresh ones at random.
static struct point spirals(struct rng *rng, int i, int n, bool fresh)
{
    int half = n / 2;
    bool first = i < half;
    double u = fresh ? rng_unit(rng) : ((first ? i : i - half) + 0.5) / half;
    double t = 3.5 * pi * u + (first ? 0 : pi), r = u * sqrt(6);
    return (struct point){r * sin(t), r * cos(t), first};
}

// Point i of n on two half circles that reach into each other, with noise.
static struct point moons(struct rng *rng, const struct ziggurat *ziggurat, int i, int n)
{
    bool first = i < n / 2;
    double t = between(rng, 0, pi), noise[2];
    rng_normals(rng, ziggurat, noise, 2);
    double x = first ? cos(t) : 1 - cos(t), y = first ? sin(t) : 0.5 - sin(t);
    return (struct point){(x + 0.1 * noise[0] - 0.5) / 0.872, (y + 0.1 * noise[1] - 0.25) / 0.504,
                          first};
}

// A point in one of four squares with a gap between them; the label is XOR-like.
static struct point crosses(struct rng *rng)
{
    double x = between(rng, -1, 1), y = between(rng, -1, 1);
    x += copysign(0.06, x);
    y += copysign(0.06, y);
    return (struct point){1.587 * x, 1.587 * y, x * y >= 0};
}

static void draw_points(const struct race_settings *settings, bool fresh, struct race_points *out)
{
    struct rng rng = rng_open(settings->seed, fresh ? RNG_TEST : RNG_DATA, settings->data);
    struct ziggurat ziggurat;
    ziggurat_init(&ziggurat);
    out->n = fresh ? RACE_TEST : RACE_TRAIN;
    for (int i = 0; i < out->n; i++) {
        struct point p = settings->data == RACE_CIRCLES   ? circles(&rng, i, out->n)
                         : settings->data == RACE_SPIRALS ? spirals(&rng, i, out->n, fresh)
                         : settings->data == RACE_MOONS   ? moons(&rng, &ziggurat, i, out->n)
                                                          : crosses(&rng);
        out->xy[2 * i] = (float)p.x;
        out->xy[2 * i + 1] = (float)p.y;
        out->label[i] = (float)p.label;
    }
}

void race_init_data(struct race *race, const struct race_settings *settings)
{
    race->settings = *settings;
    draw_points(settings, false, &race->train);
    draw_points(settings, true, &race->test);
}

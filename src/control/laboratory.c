#include "control/laboratory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"

// name, label, low, high, initial, slider_low, slider_high, step, whole, log
static const struct lab_row rows[LAB_NUMBERS] = {
    [LAB_DEPTH] = {"depth", N_("depth"), 1, 200, 30, 1, 200, 0, true, true},
    [LAB_WIDTH] = {"width", N_("width"), 8, 1024, 256, 8, 1024, -2, true, true},
    [LAB_BATCH] = {"batch", N_("batch"), 1, 256, 64, 1, 256, -2, true, true},
    [LAB_SEED] = {"seed", N_("seed"), 0, 2147483647, 1, 0, 99, 1, true, false},
    [LAB_SEEDS] = {"seeds", N_("seeds"), 1, 100, 5, 1, 20, 1, true, false},
    [LAB_SIGMA_W] = {"sigma-w", "σw", 0, 50, 1, 0, 12, 0.05, false, false},
    [LAB_SIGMA_B] = {"sigma-b", "σb", 0, 50, 0, 0, 2, 0.05, false, false},
    [LAB_GAIN] = {"gain", N_("gain"), 0, 50, 1, 0, 4, 0.05, false, false},
    [LAB_LAYER] = {"layer", N_("layer"), 0, 200, 0, 0, 200, 1, true, false},
    [RACE_DEPTH] = {"depth", N_("depth"), 1, 50, 10, 1, 30, 1, true, false},
    [RACE_WIDTH] = {"width", N_("width"), 2, 128, 32, 2, 128, -2, true, true},
    [RACE_BATCH] = {"batch", N_("batch"), 1, 512, 64, 1, 512, -2, true, true},
    [RACE_RATE] = {"rate", N_("rate"), 0, 10, 0, 0, 0.1, 0.005, false, false},
    [RACE_STEPS] = {"steps", N_("steps"), 10, 100000, 2000, 100, 10000, 0, true, true},
    [RACE_SPEED] = {"speed", N_("speed"), 1, 100000, 500, 10, 5000, 0, true, true},
    [RACE_SIGMA_W] = {"sigma-w", "σw", 0, 50, 1, 0, 12, 0.05, false, false},
    [RACE_SEED] = {"seed", N_("seed"), 0, 2147483647, 1, 0, 99, 1, true, false},
};

static const char *const page_words[PAGE_COUNT] = {"curves", "network", "race"};

static const char *const data_labels[RACE_DATA_COUNT] = {N_("circles"), N_("spirals"), N_("moons"),
                                                         "XOR"};
static const char *const race_init_labels[RACE_INIT_COUNT] = {
    N_("recommended"), N_("PyTorch default"), N_("own σw"), N_("critical")};

const struct lab_row *lab_row(enum lab_number number)
{
    return &rows[number];
}

const char *page_word(enum page page)
{
    return page_words[page];
}

int page_find(const char *word)
{
    return word_index(word, page_words, PAGE_COUNT);
}

static const char *const compare_words[COMPARE_COUNT] = {"activations", "initialisations",
                                                         "remedies"};

const char *lab_compare_word(enum lab_compare compare)
{
    return compare_words[compare];
}

int lab_compare_find(const char *word)
{
    return word_index(word, compare_words, COMPARE_COUNT);
}

const char *data_label(enum race_data data)
{
    return data_labels[data];
}

const char *race_init_label(enum race_init init)
{
    return race_init_labels[init];
}

bool lab_reads(const struct laboratory *l, enum lab_number number)
{
    switch (number) {
    case LAB_SIGMA_W:
        return l->init == INIT_CUSTOM;
    case LAB_SIGMA_B:
        return initialisation_reads_sigma_b(l->init);
    case RACE_SIGMA_W:
        return l->race_init == RACE_INIT_CUSTOM;
    default:
        return true;
    }
}

void lab_command(enum lab_number number, char *out, size_t size)
{
    snprintf(out, size, "%s %s", number < LAB_NETWORK_END ? "network" : "race", rows[number].name);
}

int lab_whole(const struct laboratory *laboratory, enum lab_number number)
{
    return (int)lround(laboratory->numbers[number]);
}

// The next number above or below `value` of 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100 … Only whole
// numbers are of the row, so 1.5 counts from 15 on.
static double ladder(double value, int direction)
{
    static const double rungs[] = {1, 1.5, 2, 3, 5, 7, 10};
    enum { RUNGS = sizeof rungs / sizeof rungs[0] };
    double best = direction > 0 ? HUGE_VAL : 0;
    for (int decade = 0; decade <= 6; decade++)
        for (int i = 0; i < RUNGS; i++) {
            double rung = rungs[i] * pow(10, decade);
            if (rung != floor(rung))
                continue;
            if (direction > 0 && rung > value)
                best = fmin(best, rung);
            if (direction < 0 && rung < value)
                best = fmax(best, rung);
        }
    return best;
}

double lab_moved(enum lab_number number, double value, double n)
{
    const struct lab_row *row = &rows[number];
    if (row->step > 0) // to multiples of the step, so that steps meet round numbers
        value = (round(value / row->step) + n) * row->step;
    else if (row->step < 0)
        value *= pow(-row->step, n);
    else
        for (int i = 0; i < (int)fmin(fabs(n), 100); i++)
            value = ladder(value, n > 0 ? 1 : -1);
    if (row->whole)
        value = round(value);
    // Takes rounding errors of the multiplication away.
    value = round(value * 1e9) / 1e9;
    return fmin(fmax(value, row->low), row->high);
}

void laboratory_settings(const struct laboratory *l, struct network_settings *out)
{
    out->depth = lab_whole(l, LAB_DEPTH);
    out->width = lab_whole(l, LAB_WIDTH);
    out->batch = lab_whole(l, LAB_BATCH);
    out->seed = (uint64_t)l->numbers[LAB_SEED];
    out->init = l->init;
    out->precision = l->float32 ? PRECISION_SINGLE : PRECISION_DOUBLE;
    out->fixture = false;
    out->remedy.norm = l->norm;
    out->remedy.skip = l->skip;
    out->remedy.tied = l->tied;
    laboratory_scales(l, l->init, &out->sigma_w, &out->sigma_b);
}

void laboratory_scales(const struct laboratory *l, enum initialisation init, double *sigma_w,
                       double *sigma_b)
{
    *sigma_w = 1;
    *sigma_b = 0;
    if (initialisation_reads_sigma_w(init))
        *sigma_w = l->numbers[init == INIT_ORTHOGONAL ? LAB_GAIN : LAB_SIGMA_W];
    if (initialisation_reads_sigma_b(init))
        *sigma_b = l->numbers[LAB_SIGMA_B];
}

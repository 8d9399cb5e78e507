// The laboratory: what the user chose about networks, for the network page (random networks,
// network/study.h) and the race page (networks that train, network/race.h).
//
// It is plain data and a part of the state (control/state.h). Every number has a row in one table,
// with its range and steps, which commands, keys, sliders and state_print share.
#ifndef ACTSCOPE_CONTROL_LABORATORY_H
#define ACTSCOPE_CONTROL_LABORATORY_H

#include <stdbool.h>

#include "base/text.h"
#include "network/race.h"

// What the columns of the network page differ in: the functions that are shown; or, of the focused
// function, how its weights are drawn or which remedy it has.
enum lab_compare { COMPARE_ACTIVATIONS, COMPARE_INITIALISATIONS, COMPARE_REMEDIES, COMPARE_COUNT };

enum page { PAGE_CURVES, PAGE_NETWORK, PAGE_RACE, PAGE_COUNT };

// The numbers that the user can set: those of the `network` command, then those of `race`. σw² is
// the variance of a unit's weights times the number of its inputs, σb² that of the biases.
enum lab_number {
    LAB_DEPTH,   // hidden layers
    LAB_WIDTH,   // units in a layer
    LAB_BATCH,   // inputs
    LAB_SEED,    // of the random numbers of the first network
    LAB_SEEDS,   // how many networks are drawn, with the seeds from LAB_SEED on
    LAB_SIGMA_W, // σw; read with INIT_CUSTOM only
    LAB_SIGMA_B, // σb; read by some initialisations only, see lab_reads
    LAB_GAIN,    // factor of orthogonal weight matrices
    LAB_LAYER,   // the layer whose values are shown, from 1; 0 for none
    RACE_DEPTH,
    RACE_WIDTH,
    RACE_BATCH,
    RACE_RATE,  // learning rate; 0: the one that is chosen for the data set
    RACE_STEPS, // after so many steps the race is over
    RACE_SPEED, // at most so many steps a second
    RACE_SEED,
    RACE_SIGMA_W, // σw; read with RACE_INIT_CUSTOM only
    LAB_NUMBERS,
    LAB_NETWORK_END = RACE_DEPTH, // the first of `race`
};

// What values a number may have, and how it is moved.
struct lab_row {
    const char *name;               // in commands, behind `network` or `race`: "depth"
    const char *label;              // in pictures, to be translated
    double low, high, initial;      // range, and value at the start
    double slider_low, slider_high; // the part of the range that its slider covers
    double step; // of `by 1`: added if > 0; 0: the next of 1, 2, 3, 5, 7, 10, 15 …; -2: times 2
    bool whole;  // whole numbers only
    bool log;    // the slider is logarithmic
};

// Its members are the rows of state.def that begin with LABORATORY.
struct laboratory {
#define IN_LABORATORY(declaration) declaration
#include "control/state.def"
};

// Whether a number changes the networks as the others are set. All do but σw and σb, which most
// initialisations choose by themselves.
bool lab_reads(const struct laboratory *laboratory, enum lab_number number);

// The row of a number; never NULL.
const struct lab_row *lab_row(enum lab_number number);

// Writes the command that sets a number, without its value: "network depth", "race rate".
void lab_command(enum lab_number number, char *out, size_t size);

// The value that lies n steps above `value` (below, for n < 0), within the number's range.
double lab_moved(enum lab_number number, double value, double n);

// The value of a number, rounded to a whole one.
int lab_whole(const struct laboratory *laboratory, enum lab_number number);

// Words for values: as in commands ("network"), and as in pictures (label; to be translated).
const char *page_word(enum page page);
int page_find(const char *word); // -1 where no page has this name
const char *lab_compare_word(enum lab_compare compare);
int lab_compare_find(const char *word);
const char *data_label(enum race_data data);
const char *race_init_label(enum race_init init);

// Fills in the settings that the networks of the network page are drawn with. Numbers that the
// initialisation does not read are set to their defaults, so that they make no difference. Padding
// is not written: callers that compare settings byte by byte zero them first.
void laboratory_settings(const struct laboratory *laboratory, struct network_settings *out);

// The σw and σb that an initialisation would read, or their defaults, 1 and 0.
void laboratory_scales(const struct laboratory *laboratory, enum initialisation init,
                       double *sigma_w, double *sigma_b);

#endif

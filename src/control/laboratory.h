// The laboratory: what the user chose about networks. The network page and the training race are
// made from it; GRADIENTS names (Glorot and Bengio 2010, He et al. 2015) are used throughout.
//
// Plain data, a part of the state (control/state.h). Every number of it is a row of one table,
// which commands, keys, sliders and the printer share.
#ifndef ACTSCOPE_CONTROL_LABORATORY_H
#define ACTSCOPE_CONTROL_LABORATORY_H

#include <stdbool.h>

#include "base/text.h"
#include "network/race.h"

enum page { PAGE_CURVES, PAGE_NETWORK, PAGE_RACE, PAGE_COUNT };

enum lab_number {
    LAB_DEPTH, // hidden layers
    LAB_WIDTH, // units a layer
    LAB_BATCH, // inputs
    LAB_SEED,
    LAB_SEEDS,   // networks drawn, from LAB_SEED on
    LAB_SIGMA_W, // of LAB_INIT_CUSTOM
    LAB_SIGMA_B,
    LAB_GAIN,  // of orthogonal matrices
    LAB_LAYER, // the layer read out, from 1; 0 for none
    RACE_DEPTH,
    RACE_WIDTH,
    RACE_BATCH,
    RACE_RATE,  // learning rate; 0: the data set's own
    RACE_STEPS, // after which the race is over
    RACE_SPEED, // steps a second, at most
    RACE_SEED,
    RACE_SIGMA_W, // of RACE_INIT_CUSTOM
    LAB_NUMBERS,
    LAB_NETWORK_END = RACE_DEPTH, // those of `network` come first, then those of `race`
};

// How the numbers of one kind lie: for the slider, for `by N`, and for what is refused.
struct lab_row {
    const char *name;  // as in commands, behind `network` or `race`: "depth"
    const char *label; // as in pictures, to be translated
    double low, high, initial;
    double slider_low, slider_high; // the slider's stretch of [low, high]
    double step;                    // of `by`: added; 0: along 1, 2, 3, 5, 7, 10 …; -2: times 2
    bool whole, log;
};

// Its members are rows of state.def, as those of the whole state are.
struct laboratory {
#define IN_LABORATORY(declaration) declaration
#include "control/state.def"
};

// Whether a number says something about the networks: σw and σb are the initialisation's own,
// unless it takes them from here.
bool lab_reads(const struct laboratory *laboratory, enum lab_number number);

const struct lab_row *lab_row(enum lab_number number);

// "network depth", "race rate": the command that sets a number.
void lab_command(enum lab_number number, char *out, size_t size);

// A number moved by n of its steps, within its bounds.
double lab_moved(enum lab_number number, double value, double n);

// A number of the laboratory as a whole one.
int lab_whole(const struct laboratory *laboratory, enum lab_number number);

// Words as in commands, and as in pictures (to be translated).
const char *page_word(enum page page);
int page_find(const char *word); // -1 where no page has this name
const char *data_label(enum race_data data);
const char *race_init_label(enum race_init init);

// Fills in what the networks of the network page are drawn by. Numbers that the initialisation does
// not read are at their defaults. Padding is left as it is: requests are compared by their bytes.
void laboratory_settings(const struct laboratory *laboratory, struct network_settings *out);

#endif

// What `actscope gradient` was asked for, and the rows that it prints. Only the files of gradient.h
// use it.
#ifndef ACTSCOPE_APP_CLI_GRADIENT_REQUEST_H
#define ACTSCOPE_APP_CLI_GRADIENT_REQUEST_H

#include "app/cli/function_list.h"
#include "network/mlp.h"

// What a row of the output is about (--rows).
enum gradient_rows { ROWS_LAYERS, ROWS_SUMMARY, ROWS_GAIN, ROWS_THEORY, ROWS_CRITICAL, ROWS_COUNT };

enum { GRADIENT_MIXES_MAX = 16, GRADIENT_COLUMNS_MAX = FUNCTION_LIST_MAX + GRADIENT_MIXES_MAX };

// The networks of one activation, or of one mix.
struct gradient_column {
    const char *name; // first field of its rows
    struct network_mix mix;
};

struct gradient_request {
    struct function_list functions, mixed;        // of -f, and of all --mix
    struct network_mix mixes[GRADIENT_MIXES_MAX]; // of --mix, with the names that they were given
    const char *mix_names[GRADIENT_MIXES_MAX];
    int mix_n;
    struct gradient_column *columns; // made of these
    int n;
    struct network_settings settings; // its seed is that of the first network
    int seeds;                        // how many networks
    enum gradient_rows rows;
    double gain_low, gain_high; // of --rows gain: σw from the one to the other, evenly in log σw
    int gain_n;
    bool has_size;                           // --depth, --width, --batch or --seed was given
    bool has_init, has_sigma_w, has_sigma_b; // these options were given
    bool has_gains, has_count;               // --sigma-w A:B, and -n
};

// Each prints rows, with the line of their columns' names in front. False with the fault of what
// could not be computed.
bool gradient_print_networks(const struct gradient_request *r, struct fault *fault);
bool gradient_print_theory(const struct gradient_request *r, struct fault *fault);
void gradient_print_critical(const struct gradient_request *r);

#endif

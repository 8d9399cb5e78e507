// How far each network of a training race has come. A "course" runs the networks of one race; a
// "board" is what the race page shows of it.
//
// A board is a plain value that does not change once it is handed over. The state after so many
// steps depends on the request alone, not on how often a board was asked for.
#ifndef ACTSCOPE_NETWORK_RACE_BOARD_H
#define ACTSCOPE_NETWORK_RACE_BOARD_H

#include "network/draws.h"
#include "network/race.h"

enum {
    BOARD_SURFACE = 48,  // cells in each direction
    BOARD_HISTORY = 256, // most points of a curve over the steps
    BOARD_POINTS = 200,  // most training points shown
};

#define BOARD_EXTENT   2.6  // the surface covers [−2.6, 2.6]² of the inputs
#define BOARD_FINISHED 0.98 // a network has finished with this accuracy on the test points

// What race to run. Zero it before filling it in: requests are compared by their bytes.
struct race_request {
    struct race_settings settings;
    long start; // grows with every reset, so that an equal race begins again
    int n;
    struct {
        int function;
        const struct activation *activation;
        unsigned long revision; // of the activation, which may be defined anew in the same place
        double parameters[ACTIVATION_PARAMETERS_MAX];
        struct remedy remedy;
    } racers[RACE_NETS_MAX];
};

// One network of the race.
struct racer {
    int function; // its number in the state
    double sigma_w;
    double loss;     // mean over the training points; NAN once diverged
    double accuracy; // on the test points, 0 … 1
    int history_n;
    float steps[BOARD_HISTORY], losses[BOARD_HISTORY], accuracies[BOARD_HISTORY]; // the curves
    uint8_t surface[BOARD_SURFACE][BOARD_SURFACE]; // P(label 1) in 255ths; [0] is the lowest row
    double gradients[RACE_DEPTH_MAX]; // log10 RMS dW of each hidden layer (race_net_gradients)
    int finished;                     // the step at which it was first seen to have finished, or 0
    bool broken;                      // its loss is no longer finite
};

struct race_board {
    struct race_request request;
    int step; // steps done
    int point_n;
    float points[BOARD_POINTS][2]; // x and y of some training points
    uint8_t labels[BOARD_POINTS];  // 0 or 1
    int n;
    struct racer racers[RACE_NETS_MAX];
};

struct course;

// Makes a course at step 0. Returns NULL if there is no memory, or if race_check refuses the
// settings. The activations must outlive it.
struct course *course_create(const struct race_request *request);
void course_destroy(struct course *course); // NULL is fine

// Trains all networks by n steps, up to the race's last one. Returns false if `stop(user)` returned
// true; `stop` may be NULL.
bool course_run(struct course *course, int n, network_cancel *stop, void *user);

// The steps done, and whether these are all.
int course_step(const struct course *course);
bool course_over(const struct course *course);

// Writes the present state to a board; takes a few milliseconds.
void course_board(struct course *course, struct race_board *board);

// Whether two requests are the same in every byte.
bool race_request_equal(const struct race_request *a, const struct race_request *b);

#endif

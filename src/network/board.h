// The board of a training race: how far each network has come. What the race page shows; and the
// course that the race runs on.
//
// A board is a plain value that does not change any more once it is handed over. Where the race
// stands after so many steps depends on the request alone, not on how often the board was looked
// at.
#ifndef ACTSCOPE_NETWORK_BOARD_H
#define ACTSCOPE_NETWORK_BOARD_H

#include "network/draws.h"
#include "network/race.h"

enum {
    BOARD_SURFACE = 48,  // cells each way
    BOARD_HISTORY = 256, // points of a curve
    BOARD_POINTS = 200,  // training points shown
};

#define BOARD_EXTENT   2.6  // the surface goes from −this to this, both ways
#define BOARD_FINISHED 0.98 // accuracy on fresh points that ends the race for a network

// What is asked for. Zero it before filling it in: requests are compared by their bytes.
struct race_request {
    struct race_settings settings;
    long start; // grows with every reset
    int n;
    struct {
        int function;
        const struct activation *activation;
        unsigned long revision; // the activation's: another one may come to stand in its place
        double parameters[ACTIVATION_PARAMETERS_MAX];
    } racers[RACE_NETS_MAX];
};

struct racer {
    int function; // its number in the state
    double sigma_w;
    double loss, accuracy; // of the training points; on fresh points
    int history_n;
    float steps[BOARD_HISTORY], losses[BOARD_HISTORY], accuracies[BOARD_HISTORY];
    uint8_t surface[BOARD_SURFACE][BOARD_SURFACE]; // P(label 1) in 255ths; [0] is the lowest row
    double gradients[RACE_DEPTH_MAX]; // log10 RMS of the loss's gradient by a layer's weights
    int finished;                     // the step at which it was seen at the goal; 0: not yet
    bool broken;                      // its numbers ran away
};

struct race_board {
    struct race_request request;
    int step;
    int point_n;
    float points[BOARD_POINTS][2];
    uint8_t labels[BOARD_POINTS];
    int n;
    struct racer racers[RACE_NETS_MAX];
};

struct course; // the networks on their way

// At step 0. NULL if there is no memory, or the settings are out of bounds (race_check).
struct course *course_create(const struct race_request *request);
void course_destroy(struct course *course); // NULL is fine

// Trains all networks by `n` steps, at most to the race's last one. False if `stop` said so.
bool course_run(struct course *course, int n, network_cancel *stop, void *user);

int course_step(const struct course *course);
bool course_over(const struct course *course); // all steps done

// How it stands now; a few milliseconds.
void course_board(struct course *course, struct race_board *board);

bool race_request_equal(const struct race_request *a, const struct race_request *b);

#endif

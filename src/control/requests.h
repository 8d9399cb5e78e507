// What the worker thread (app/worker.h) is to compute: the networks and races that the state
// describes.
#ifndef ACTSCOPE_CONTROL_REQUESTS_H
#define ACTSCOPE_CONTROL_REQUESTS_H

#include "control/state.h"

// The σw and σb (control/laboratory.h) that a function's networks are drawn with on the network
// page, and the σw of its network in the race. False where the initialisation has no σw for the
// function, as softplus has no critical one; σw is then 1, as it is for a number that names no
// function.
bool state_sigmas(const struct state *state, int function, double *sigma_w, double *sigma_b);
double state_race_sigma_w(const struct state *state, int function);

// Fills in the study that the network page shows: the visible functions, at most STUDY_COLUMNS_MAX,
// with the laboratory's settings. Every byte is set, so that two requests can be compared by
// memcmp.
void state_study_request(const struct state *state, struct study_request *request);

// Fills in the race of the race page in the same way, with at most RACE_NETS_MAX functions. Its
// `start` is 0: callers set it from session.race_start.
void state_race_request(const struct state *state, struct race_request *request);

#endif

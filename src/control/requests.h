// What the laboratory asks of the worker: the networks and races that the state describes.
#ifndef ACTSCOPE_CONTROL_REQUESTS_H
#define ACTSCOPE_CONTROL_REQUESTS_H

#include "control/state.h"

// σw and σb that the networks of a function are drawn with, and σw of its network in the race.
// False where there is none (a critical σw, of softplus): then σw is 1.
bool state_sigmas(const struct state *state, int function, double *sigma_w, double *sigma_b);
double state_race_sigma_w(const struct state *state, int function);

// The study that the network page shows: the visible functions under the laboratory's settings.
void state_study_request(const struct state *state, struct study_request *request);

// The race of the race page; its `start` is the session's.
void state_race_request(const struct state *state, struct race_request *request);

#endif

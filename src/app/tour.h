// Tours as files: those that are built in, the user's own, and `actscope tour`.
#ifndef ACTSCOPE_APP_TOUR_H
#define ACTSCOPE_APP_TOUR_H

#include "app/program.h"
#include "control/tour.h"

// Reads a tour by name (built in, or $XDG_CONFIG_HOME/actscope/tours/NAME.actscope) or by path.
// NULL with FAULT_FILE and the names there are, or with the first mistake in the file.
struct tour *tour_load(const char *name, struct fault *fault);

// What the command `tour NAME` does: loads it and begins it; "" tells the names as a message.
bool tour_perform(struct program *program, const char *name, struct fault *fault);

// `plot --tour NAME -o FILE`: a PDF of all steps, one a page; or FILE-01.png, FILE-02.png, … (also
// .svg). Commands behind `play` are run to their end. Mistakes are reported and counted.
bool tour_draw(struct program *program, const char *name, const char *path, struct fault *fault);

// `actscope tour`: argv[0] is "tour". Returns the exit status.
int tour_main(int argc, char **argv);

#endif

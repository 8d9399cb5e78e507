// Finds and reads guided tours, draws their steps into files, and has the subcommand `tour`.
#ifndef ACTSCOPE_APP_TOUR_H
#define ACTSCOPE_APP_TOUR_H

#include "app/program.h"
#include "control/tour.h"

// Reads a tour: one that is built in, the user's own in
// $XDG_CONFIG_HOME/actscope/tours/NAME.actscope, or a file by its path. End with tour_destroy. NULL
// with FAULT_FILE, whose text suggests a name, or with the first mistake in the file.
struct tour *tour_load(const char *name, struct fault *fault);

// Does the command `tour NAME`: loads the tour and begins to walk through it. For "" the session's
// message names the tours that are built in. False with tour_load's fault.
bool tour_perform(struct program *program, const char *name, struct fault *fault);

// Does `plot --tour NAME -o FILE`: for each output writes a PDF with a page for each step, or files
// FILE-01.png, FILE-02.png, … (.svg likewise). What a step plays is run to its end without pauses.
// Mistakes in the tour are reported and counted in program->mistakes; false with a fault if the
// tour cannot be loaded or a file not be written.
bool tour_draw(struct program *program, const char *name, const struct output *outputs,
               int output_n, struct fault *fault);

// The subcommand `tour`: lists the tours, prints one, or checks one. argv[0] is "tour". Returns the
// exit status; results go to standard output, mistakes to standard error.
int tour_main(int argc, char **argv);

#endif

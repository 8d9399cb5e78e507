// `actscope race`: networks that differ in the activation alone learn a task, as CSV.
#ifndef ACTSCOPE_APP_CLI_RACE_H
#define ACTSCOPE_APP_CLI_RACE_H

// Trains the networks (network/race.h) and prints their losses and accuracies to standard output.
// argv[0] is "race". Returns the exit status; a mistake is reported on standard error.
int race_main(int argc, char **argv);

#endif

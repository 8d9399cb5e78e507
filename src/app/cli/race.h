// `actscope race`: networks that differ in the activation alone learn a task, as CSV.
#ifndef ACTSCOPE_APP_CLI_RACE_H
#define ACTSCOPE_APP_CLI_RACE_H

// argv[0] is the subcommand's name. Returns the exit status.
int race_main(int argc, char **argv);

#endif

// `actscope gradient`: what random networks do to gradients, and what the theory says, as CSV.
#ifndef ACTSCOPE_APP_CLI_GRADIENT_H
#define ACTSCOPE_APP_CLI_GRADIENT_H

// argv[0] is the subcommand's name. Returns the exit status.
int gradient_main(int argc, char **argv);

#endif

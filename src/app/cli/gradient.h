// `actscope gradient`: what random networks do to gradients, and what the theory says, as CSV.
#ifndef ACTSCOPE_APP_CLI_GRADIENT_H
#define ACTSCOPE_APP_CLI_GRADIENT_H

// Measures random networks (network/mlp.h) or computes the theory of wide ones
// (network/mean_field.h), and prints rows of CSV to standard output. argv[0] is "gradient". Returns
// the exit status; a mistake is reported on standard error.
int gradient_main(int argc, char **argv);

#endif

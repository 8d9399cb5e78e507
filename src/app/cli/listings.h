// The subcommands that print text to standard output and open no window. values.c has those that
// compute numbers of one function, tables.c those that list what actscope knows.
#ifndef ACTSCOPE_APP_CLI_LISTINGS_H
#define ACTSCOPE_APP_CLI_LISTINGS_H

// All take the arguments from the subcommand's name on, so that argv[0] is "sample" for
// sample_main, and return the program's exit status. A mistake in the arguments is reported on
// standard error.

// `sample` prints x, f(x) and on request f'(x) and f''(x), at evenly spaced x or at those of a
// file, as CSV or in NumPy's format.
int sample_main(int argc, char **argv);

// `polyline` prints the vertices x,y that a curve is drawn with in a panel of a given size, as CSV,
// with --proof the bound in pixels of each stroke. An empty line stands where the curve breaks.
int polyline_main(int argc, char **argv);

// `list` prints the catalogue of functions, as a table for people, CSV or JSON; `show` prints all
// that is known of one function.
int list_main(int argc, char **argv);
int show_main(int argc, char **argv);

// `commands` prints each command with its arguments and what it does, and `keys` each key with the
// command that it is bound to.
int commands_main(int argc, char **argv);
int keys_main(int argc, char **argv);

#endif

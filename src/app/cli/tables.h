// The subcommands that print text and open no window. Their results go to standard output.
#ifndef ACTSCOPE_APP_CLI_TABLES_H
#define ACTSCOPE_APP_CLI_TABLES_H

// All take the arguments from the subcommand's name on, so argv[0] is "sample" for sample_main, and
// return the program's exit status.

// `sample` prints values of a function, and `polyline` the vertices that its curve is drawn with.
int sample_main(int argc, char **argv);
int polyline_main(int argc, char **argv);

// `list` prints the catalogue of functions, and `show` what is known of one function.
int list_main(int argc, char **argv);
int show_main(int argc, char **argv);

// `commands` prints the commands, and `keys` the keys and what they do.
int commands_main(int argc, char **argv);
int keys_main(int argc, char **argv);

#endif

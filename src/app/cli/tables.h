// The commands that print: sample, polyline, list, show, commands, keys. Results go to standard
// output.
#ifndef ACTSCOPE_APP_CLI_TABLES_H
#define ACTSCOPE_APP_CLI_TABLES_H

// argv[0] is the subcommand's name. All return the exit status.
int sample_main(int argc, char **argv);
int polyline_main(int argc, char **argv);
int list_main(int argc, char **argv);
int show_main(int argc, char **argv);
int commands_main(int argc, char **argv);
int keys_main(int argc, char **argv);

#endif

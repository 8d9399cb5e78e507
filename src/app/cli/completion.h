// `actscope completion bash|zsh|fish`: a script that completes subcommands, options and their
// values on the command line of that shell. It is made from the tables of options (option.def), of
// subcommands and of commands, so that it has what there is.
#ifndef ACTSCOPE_APP_CLI_COMPLETION_H
#define ACTSCOPE_APP_CLI_COMPLETION_H

// argv[0] is "completion". Prints the script; returns the exit status.
int completion_main(int argc, char **argv);

#endif

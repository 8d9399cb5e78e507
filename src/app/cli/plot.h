// `actscope plot`: a picture file without a window.
#ifndef ACTSCOPE_APP_CLI_PLOT_H
#define ACTSCOPE_APP_CLI_PLOT_H

// argv[0] is "plot". Returns the exit status.
int plot_main(int argc, char **argv);

#endif

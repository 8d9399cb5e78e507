// `actscope plot`: a picture file without a window.
#ifndef ACTSCOPE_APP_CLI_PLOT_H
#define ACTSCOPE_APP_CLI_PLOT_H

// Draws the picture that the arguments describe into a file, or prints its draw list (--dump).
// argv[0] is "plot". Returns the exit status; a mistake is reported on standard error.
int plot_main(int argc, char **argv);

#endif

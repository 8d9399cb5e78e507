// The command line of the window and of `plot`, read into one plain struct.
#ifndef ACTSCOPE_APP_CLI_OPTIONS_H
#define ACTSCOPE_APP_CLI_OPTIONS_H

#include "base/fault.h"
#include "base/text.h"
#include "control/errand.h"

enum exit_status { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

// A command of -e, or a file of commands: --script FILE and, for the window, plain arguments.
struct step {
    const char *name; // the file, or "-e"
    int line;         // of the first line in `text`: the commands of -e are counted through
    struct text text; // a file's is filled by options_load
    bool is_file;
    enum origin origin; // a plain argument's is a stranger's: a state, as others send them
};

struct options {
    struct text commands; // what -f, -d, -x, … come to, one command a line, in a good order
    struct step *steps;   // what runs after that, in the order of the command line
    int step_n;
    const char *output; // plot: -o
    int width, height;  // 0: the default
    double scale;       // plot: pixels per unit; window: size of text and lines; 0: as it comes
    long frames;        // 0: no limit
    bool log_commands, gl_info, no_vsync, dump, presenter;
    bool trust;       // files of strangers may do what the user may
    const char *tour; // plot: --tour
    const char *shader_dir;
    bool sized;
    bool keeps;  // the window: its session is kept for the next start
    bool afresh; // the picture does not begin with the last session's
    bool fresh;  // --fresh: and that is forgotten
    bool unseen; // may draw where nobody sees it, for want of a display
};

// Reads options for the window (plot == false) or for `plot`. Returns -1 to go on, else the exit
// status after --help, --version or a mistake (already reported).
int options_read(struct options *options, int argc, char **argv, bool plot);
void options_free(struct options *options);

// Reads the files among the steps, before anything is opened. False with the fault of the first one
// that cannot be read.
bool options_load(struct options *options, struct fault *fault);

// "A:B" into two finite numbers, A < B. False with FAULT_NUMBER or FAULT_RANGE.
bool range_read(const char *text, double *low, double *high, struct fault *fault);

// "WxH" within 16 … 16384. False with FAULT_SIZE.
bool size_read(const char *text, int *width, int *height, struct fault *fault);

// Prints "actscope: WHAT: TEXT" and the way to --help on standard error; returns EXIT_USAGE.
int usage_fault(const char *what, const struct fault *fault);

// The same for a subcommand, which has a --help of its own.
int usage_fault_of(const char *subcommand, const char *what, const struct fault *fault);

// Takes the first "--" out of arguments that getopt does not read; returns how many are left.
int arguments_plain(int argc, char **argv);

// Prints the version; returns EXIT_DONE.
int version_print(void);

// What is to be the exit status after `status`: results that could not be written are a failure,
// not a short file, and are told.
int output_finish(int status);

#endif

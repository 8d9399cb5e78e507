// Reads the command line of the window and of `plot`, and has what all subcommands share: exit
// statuses, messages about usage, ranges and sizes.
#ifndef ACTSCOPE_APP_CLI_OPTIONS_H
#define ACTSCOPE_APP_CLI_OPTIONS_H

#include "base/fault.h"
#include "base/text.h"
#include "control/errand.h"
#include "paint/picture.h"

// The program's exit status: EXIT_USAGE for a mistake in the arguments, EXIT_FAILED for all others.
enum exit_status { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

// A text of commands that the command line asks to run: -e COMMAND, --script FILE and, for the
// window, files among the plain arguments.
struct step {
    const char *name;   // for messages: the file's path, or "-e"
    int line;           // number of the text's first line; all -e are counted as one text
    struct text text;   // the commands; those of a file are read by options_load
    bool is_file;       // whether `name` is a path
    enum origin origin; // on whose behalf they run; a plain argument may be a stranger's file
};

// How large a picture is, in units of 1/96 inch: pixels, unless --scale or --dpi make finer ones.
struct sheet {
    double width, height;
    bool metric; // the size was given in mm, cm, in or pt
};

// Pixels of a unit where the size was given so, if nothing else is said: 300 in an inch.
#define SHEET_PAPER_RATIO (300 / PICTURE_UNITS_PER_INCH)

enum { OUTPUTS_MAX = 32 };

// A file that `plot` writes.
struct output {
    const char *path; // "-" for standard output
    bool is_state;    // the commands that make the picture, rather than the picture
    enum picture_format format;
};

struct options {
    struct text commands; // what -f, -d, -x, … mean, as commands, one a line; they run first
    struct step *steps;   // then these run, in the order of the command line
    int step_n;
    const char *outputs[OUTPUTS_MAX]; // plot: each -o; all differ
    int output_n;
    enum picture_format format; // plot: --format; valid if `formatted`
    bool formatted;
    struct sheet sheet; // plot: --size; valid if `sized`
    double dpi;         // plot: --dpi, 24 to 2400; 0 if not given. Not together with `scale`
    bool transparent;   // plot: no ground
    int width, height;  // the window: --size in pixels; valid if `sized`
    double scale;       // --scale, 0.25 to 8: for plot, pixels per unit; for the window, a factor
                        // for the size of text and lines; 0 if not given
    long frames;        // --frames: quit after that many; 0 if not given
    bool log_commands, gl_info, no_vsync, dump, presenter;
    bool trust;             // strangers' commands may do what the user may (control/errand.h)
    const char *tour;       // --tour, a name or path; NULL if not given
    const char *shader_dir; // NULL if not given
    bool sized;             // --size was given
    bool keeps;             // the window's session is kept for the next start
    bool afresh;            // the picture does not begin as the last session ended
    bool fresh;             // --fresh: begin afresh, and forget the last session
    bool unseen;            // a window that nobody can see will do, as for the benchmark
};

// Reads the arguments of the window (`plot` false) or of `plot` into `options`, which need not be
// initialised; argv[0] is skipped. Strings in it are those of argv. Returns -1 if all is well, else
// the exit status after --help, --version or a mistake, which is reported on standard error. End
// with options_free in any case.
int options_read(struct options *options, int argc, char **argv, bool plot);
void options_free(struct options *options);

// Reads the files among the steps into their texts. False with the fault of the first one that
// cannot be read. "-" is standard input.
bool options_load(struct options *options, struct fault *fault);

// Reads "A:B", two finite numbers with A < B that an axis can have as its ends (axis_check). False
// with FAULT_NUMBER or FAULT_RANGE.
bool range_read(const char *text, double *low, double *high, struct fault *fault);

// Reads "WxH", two whole numbers of pixels from 16 to 16384. False with FAULT_SIZE.
bool size_read(const char *text, int *width, int *height, struct fault *fault);

// Reads the size of a sheet: "WxH" with whole numbers of pixels, or numbers with mm, cm, in, pt or
// px behind each or behind the second, "86mmx60mm" and "86x60mm"; 16 to 16384 units. False with
// FAULT_SIZE.
bool sheet_read(const char *text, struct sheet *sheet, struct fault *fault);

// Prints "actscope: WHAT: TEXT", with the fault's text, and a line that names --help on standard
// error; returns EXIT_USAGE. `what` is "" for none.
int usage_fault(const char *what, const struct fault *fault);

// The same for a subcommand, whose own --help is named.
int usage_fault_of(const char *subcommand, const char *what, const struct fault *fault);

// Removes the first "--" behind argv[0]; returns how many arguments are left. For subcommands that
// do not use getopt.
int arguments_plain(int argc, char **argv);

// Prints "actscope VERSION" on standard output; returns EXIT_DONE.
int version_print(void);

// Flushes standard output at the end of the program. If something could not be written there, says
// so on standard error and returns EXIT_FAILED instead of EXIT_DONE; otherwise returns `status`.
int output_finish(int status);

#endif

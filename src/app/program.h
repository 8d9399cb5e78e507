// The program around the session: fonts, scene, files. What the window and `plot` share.
#ifndef ACTSCOPE_APP_PROGRAM_H
#define ACTSCOPE_APP_PROGRAM_H

#include "app/cli/options.h"
#include "control/session.h"
#include "paint/font.h"
#include "scene/scene.h"

// assets/keys.actscope, embedded at build time.
extern const char default_keys[];

struct program {
    struct session session;
    struct font *font;
    struct text_metrics metrics;
    int width, height; // of the picture, pixels
    double pixel_ratio;
    int mistakes;              // in scripts and -e commands, for the exit status
    int source_depth;          // of files that run files
    unsigned ignored;          // bit per host action that `plot` has said it leaves out
    struct dataset_store data; // of `data` commands
    struct text shown_path;    // scratch for messages
    int language;              // that texts are looked up in
};

// Opens fonts, binds the default keys. False with the font's fault.
bool program_open(struct program *program, struct fault *fault);
void program_close(struct program *program);

// Lets texts follow the state's language; after every command, and cheap.
void program_follow_language(struct program *program);

// Reports a fault on standard error as "actscope: SOURCE:LINE:COLUMN: TEXT".
void program_report(void *user, const struct fault *fault);

// Runs what the options say: --trust, -f, -d, …; not the steps.
void program_run_options(struct program *program, const struct options *options);

// Runs the steps of the command line at once, in their order.
void program_run_steps(struct program *program, const struct options *options);

// Runs a file of commands at once. False if it cannot be read or is nested too deep; mistakes in it
// are reported and counted.
bool program_source(struct program *program, const char *path, struct fault *fault);

// Draws the present state into a file: .png, .svg, .pdf; .actscope saves the state as commands. ""
// makes a name of its own in the current folder. The path taken is left in program->shown_path.
bool program_save(struct program *program, const char *path, struct fault *fault);

// Whether this path asks for the state rather than for a picture.
bool program_saves_state(const char *path);

// Writes a picture (app/cli/still.h) that was computed, as program_save does.
struct still;
bool program_write(struct program *program, struct still *still, const char *path,
                   struct fault *fault);

// Reads the numbers of a file (app/data.h) for the session's `data`. A fault names the file.
bool program_data(struct program *program, const char *path, struct fault *fault);

// Appends the draw list of the present state as text, one item a line.
void program_dump(const struct program *program, struct text *out);

#endif

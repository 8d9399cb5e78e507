// What the window and `plot` share: the session with its fonts and data, commands from files and
// from the command line, and saving.
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
    struct text_metrics metrics; // of `font`
    int width, height;           // of the picture, pixels
    struct sheet sheet; // of files, if its width is not 0; else they are as large as the picture
    bool transparent;   // files have no ground
    bool output_taken;  // standard output is for a picture: words go to standard error
    double pixel_ratio; // pixels per unit
    int mistakes;       // reported so far; any makes the exit status EXIT_FAILED
    int untold;         // of those reported, how many the window has not told yet
    struct fault untold_first; // the first of them
    int source_depth;          // how many files of commands are running, each run by the one before
    unsigned ignored;          // bit 1 << action: `plot` need not say again that it ignores that
    struct dataset_store data; // numbers that `data` commands have read
    struct text shown_path;    // the file that was written last, for messages
    int language;              // the number of the language that texts are looked up in
};

// Opens the fonts and a session with the default keys and the user's themes. `program` must be zero
// but for its size and pixel ratio, which is 1 if not set. False with the font's fault; call
// program_close in any case.
bool program_open(struct program *program, struct fault *fault);
void program_close(struct program *program);

// Switches texts to the state's language if that has changed. Call it after every command; it costs
// nothing otherwise.
void program_follow_language(struct program *program);

// Prints a fault on standard error as "actscope: SOURCE:LINE:COLUMN: TEXT" and counts it in the
// struct program `user`; NULL is fine. program_note does the same without counting it for the exit
// status: the program goes on as if nothing were.
void program_report(void *user, const struct fault *fault);
void program_note(void *user, const struct fault *fault);

// Runs the commands that options mean (-f, -d, …) and applies --trust. The steps are not run.
// Mistakes are reported and counted.
void program_run_options(struct program *program, const struct options *options);

// Runs the steps of the command line (-e, --script) one after the other, without pauses. Mistakes
// are reported and counted.
void program_run_steps(struct program *program, const struct options *options);

// Appends the path of the user's configuration, $XDG_CONFIG_HOME/actscope/config.actscope, by
// default in ~/.config. False if there is no such file.
bool program_config(struct text *path);

// Runs a file of commands to its end, without pauses. False with a fault if the file cannot be read
// or files run each other too deep; mistakes in it are reported and counted.
bool program_source(struct program *program, const char *path, struct fault *fault);

// Writes a file of the present state: a picture for .png, .svg and .pdf, commands that restore the
// picture for .actscope. For "" it makes up a name in the current folder,
// "actscope-sigmoid-and-tanh.png". The path is left in program->shown_path. Networks in the picture
// are computed first, which may take seconds. False with a fault.
bool program_save(struct program *program, const char *path, struct fault *fault);

// Whether program_save writes commands for this path rather than a picture.
bool program_saves_state(const char *path);

// Writes a picture that has been computed already, otherwise like program_save.
struct still; // app/cli/still.h
bool program_write(struct program *program, struct still *still, const char *path,
                   struct fault *fault);

// Makes a still ready to be drawn as a file of that format, and fills in what the facts say of the
// sheet.
void program_fit(const struct program *program, struct still *still, enum picture_format format,
                 struct picture_facts *facts);

// Appends the file of such a picture. PNG gets the still's own pixels; if the program has a sheet,
// SVG and PDF are drawn anew, with one pixel a unit, or for paper as PNG is without --dpi: their
// thin lines are one pixel wide. False with a fault.
bool program_draw(const struct program *program, struct still *still, enum picture_format format,
                  struct text *out, struct fault *fault);

// What the entry line asks of files (struct host_files); `user` is not looked at.
struct host_files program_files(void);

// Runs the command that opens a file, by what is in it: `data`, `tour` or `source`.
bool program_open_file(struct program *program, const char *path, struct fault *fault);

// Reads the numbers of a file (app/data.h) and keeps them in program->data. False with a fault that
// names the file.
bool program_data(struct program *program, const char *path, struct fault *fault);

// Appends the draw list of the present state as text, one item a line (paint/paint_text.h).
void program_dump(const struct program *program, struct text *out);

#endif

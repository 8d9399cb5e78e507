// The session: the state of the picture (control/state.h) and everything that surrounds it while
// somebody works with it: undo, view history, keys, the entry line, the message. The program has
// one session. Commands (control/command.h) change it; scenes only read it.
//
// A session is large: allocate it instead of putting it on the stack. Its numbers for functions are
// those of state.h: the catalogue's from 0, the user's own from CATALOGUE_MAX, -1 for none. Where a
// `fault` is taken, NULL is fine.
#ifndef ACTSCOPE_CONTROL_SESSION_H
#define ACTSCOPE_CONTROL_SESSION_H

#include "base/embedded.h"
#include "control/definitions.h"
#include "control/entry.h"
#include "control/errand.h"
#include "control/history.h"
#include "control/keymap.h"
#include "control/menu.h"
#include "control/presenter.h"
#include "control/state.h"
#include "control/tour.h"
#include "control/undo.h"

// What commands ask of the program around the session, with the argument of each.
enum host_action {
    HOST_QUIT,     // ends the program; ""
    HOST_WAIT,     // lets the script pause before its next command; seconds, as text: "1.5"
    HOST_SNAPSHOT, // writes the window's pixels (.png) or the state (.actscope); a file's name
    HOST_SAVE,     // draws the picture into a file, or writes the state; its name, "" for a new one
    HOST_SOURCE,   // runs the commands in a file; its name
    HOST_COPY,     // puts a text on the clipboard; the text
    HOST_TOUR,     // begins a tour; its name or file, "" to name the tours that exist
    HOST_PLAY,     // runs what a tour's step plays, with its waits; the commands
    HOST_SPEAK,    // writes a line to standard output; a sentence
    HOST_SKIP,     // runs what is left of HOST_PLAY at once; "". False if nothing is left
    HOST_STOP,     // drops what is left of HOST_PLAY; ""
    HOST_KEEP,     // writes what the next start begins with; "save", or "forget" to remove it
    HOST_DATA,     // reads a file of numbers into session->data; its name
    HOST_OPEN,     // runs the command that opens a file, by what is in it; its name
    HOST_PASTE,    // gives the clipboard's text to session_paste; ""
    HOST_COPY_PICTURE, // puts the picture on the clipboard, as PNG; ""
};

// What the entry line has to know of files. All members may be NULL.
struct host_files {
    // Writes a name for a new picture of the state, that no file has: "sigmoid-and-tanh.png".
    void (*propose)(void *user, const struct state *state, char *out, size_t size);
    // Whether there is a file or folder of this path.
    bool (*there)(void *user, const char *path);
    // Writes the names that the last part of a path which is being typed may become, in order, at
    // most `most`: folders, with "/" behind them, and if `to_open` files that can be opened, else
    // pictures and states. Returns how many.
    int (*names)(void *user, const char *typed, bool to_open, char out[][ENTRY_CANDIDATE_MAX],
                 int most);
};

// The program around a session. All members may be NULL.
struct host {
    void *user; // for the functions
    // Does what is asked; false with a fault where that fails. NULL refuses all actions.
    bool (*perform)(void *user, enum host_action action, const char *argument, struct fault *fault);
    void (*log)(void *user, const char *command); // called before each command is applied
    // Called for each mistake in a step that a tour goes to, as the message shows only the first.
    void (*report)(void *user, const struct fault *fault);
    struct host_files files; // with the same `user`
};

// What `scale toggle` made of an axis. If nothing has moved the axis since, toggling again brings
// back exactly the one before.
struct scale_toggle {
    bool known; // false: there was no toggle yet
    struct axis before, after;
};

// The function that the formula line is about to define: it is drawn while the user types. The
// other members are what stood in its place, for Escape to bring back.
struct preview {
    int function;                    // number of the function that is drawn; -1 while there is none
    const struct activation *before; // NULL: its place was free
    double parameters[ACTIVATION_PARAMETERS_MAX];
    bool shown, hidden; // whether it was in state.shown, and hidden there
    int focus;          // number of the function that had the focus
};

// How the picture looked when a lecture began: what `lecture off` brings back.
struct desk {
    char theme[THEME_NAME_MAX];
    bool fullscreen, hints;
    double text_size;
};

struct command_table;
struct session {
    struct state state;
    const struct command_table *commands; // what commands do; NULL in a bare session
    struct desk desk;                     // counts while state.lecture.on
    struct presenter presenter;
    struct themes themes;      // built in, or read from the user's files
    struct theme *theme_draft; // the theme that is being read from a file; NULL else
    struct definitions definitions;
    struct preview preview;
    struct history history;
    struct undo undo;
    char accepted[UNDO_SAID_MAX]; // the command of the entry line that was accepted last, for undo
    bool passing; // a mouse that moves or drags is what gives the next command (control/undo.h)
    struct keymap keymap;
    struct errand errand; // on whose behalf commands run, and how much of that is left
    struct menu menu;
    struct entry entry;
    struct walk walk;
    const struct embedded
        *tours;         // built-in tours, for menus, up to one without a name; may be NULL
    struct tour *draft; // the tour that is being read from a file; NULL else
    struct host host;

    char message[600]; // a line shown at the bottom until the next command; "" for none
    bool message_is_fault;

    struct dataset_store *data; // numbers read for `data`; borrowed, NULL where there is none

    double panel_width, panel_height; // pixels of a panel; they limit how far a view can zoom
    int highlight;                    // number of the function whose curve is pointed at, or -1
    bool stale;                       // the last frame no longer shows the session as it is
    bool eased;                       // the view may glide to where the last command put it
    int help_page;                    // from 0
    struct scale_toggle x_toggle, y_toggle[ORDER_COUNT];
    int chosen_function;    // number of the function whose parameter was chosen last …
    int chosen_parameter;   // … and the parameter's index: see session_parameter
    bool animating;         // the focused function's parameter runs up and down
    double animation_phase; // 0 to 1: from the lowest value up to the highest and down again
    long race_start;        // how often `race reset` was given
    long race_asked;        // steps that `race step` asked for since then

    const char *comment; // behind the command that is being applied, for `bind`; NULL: none
    char bind_group[BINDING_GROUP_MAX]; // the heading under which `bind` puts keys in the help
    int depth;                          // how many commands run within each other; 0: none runs
    // Grows with every command that may move panels or take a function away: places that a scene
    // remembers from an earlier revision no longer hold.
    unsigned long revision;
};

// Starts a session: the first screen, all commands, the built-in themes, no keys bound. End with
// session_free.
void session_init(struct session *session, struct host host);

// The same without commands and themes, so that nothing can be applied to it.
void session_start(struct session *session, struct host host);

// Frees what a session owns, not the session itself. A copy by value owns nothing: it may be read,
// and is not freed.
void session_free(struct session *session);

// Makes a session to try commands on: a copy without a host, undo or a tour. Functions that are
// defined in the copy are the copy's; it borrows the others, so free it (session_free) before the
// session that it was copied from.
void session_copy(struct session *copy, const struct session *session);

// Defines a function of the user's own from "NAME = FORMULA", in the place of one of the same name,
// and says so in the message. Returns its number. -1 with the fault of session_make or
// session_own_place, its column counted in `definition`.
int session_define(struct session *session, const char *definition, struct fault *fault);

// Adds a definition to the library and changes nothing else. NULL with FAULT_LIMIT where the errand
// (control/errand.h) has too little work left for its bytes, or with a fault of definitions_define.
const struct activation *session_make(struct session *session, const char *definition,
                                      struct fault *fault);

// Returns the number for a function of the user's own with this name: the one that has it, or else
// a free one. -1 with FAULT_EXPRESSION for `all` and `off`, which are words of commands, and with
// FAULT_LIMIT where OWN_MAX others are defined.
int session_own_place(const struct session *session, const char *id, struct fault *fault);

// Call session_preview when the formula line has changed: it draws the function that the line
// defines now. A line that cannot be read leaves the curve before it, says in the message what is
// wrong, and sets entry.fault_at. session_preview_end ends the preview: with `keep` its function
// stays, without it the picture is as before the line was opened. It does nothing where there is no
// preview.
void session_preview(struct session *session);
void session_preview_end(struct session *session, bool keep);

// Appends to `out` the definition that the formula line stands for. For a formula without a name,
// as "x^2", a free name is put in front: "f = x^2". Returns how many bytes `out` has before the
// text that was typed.
size_t session_formula(const struct session *session, struct text *out);

// Puts the next (step +1) or previous (-1) definition of the user's own into the formula line, the
// first one after the last. False if there is none, or it is too long.
bool session_browse_own(struct session *session, int step);

// Returns the byte where the name begins that ends at byte `caret` of a formula; `caret` where no
// name does.
size_t formula_word(const char *text, size_t caret);

// Sets the message, as printf formats it. It is one line: broken UTF-8 becomes "?", control
// characters become blanks.
void session_message(struct session *session, bool is_fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Fills entry.candidates with what fits at the caret of the entry line, and draws the preview of a
// formula. Call it after every edit.
void session_suggest(struct session *session);

// Opens the entry line; one of saving begins with a name to save under.
void session_open_entry(struct session *session, enum entry_kind kind);

// Runs what the entry line holds, and closes it. After a mistake the line stays open and the
// message tells what is wrong. False only with FAULT_TRUST: a stranger (control/errand.h) had a
// hand in the line, and may not do this.
bool session_accept_entry(struct session *session, struct fault *fault);

// Does what the chosen function of an entry line for functions says, shows or hides it, and leaves
// the line open. Other lines are accepted.
bool session_toggle_entry(struct session *session, struct fault *fault);

// Writes the commands that show a function and give it the focus, or, of one that is drawn, the
// command that hides it. `id` may be anything, and is quoted.
void find_command(const struct state *state, const char *id, char *out, size_t size);

// Moves the choice in the entry line's list by +1 or -1. False where these keys mean something
// else: in an empty line, or while earlier lines are gone through.
bool session_choose(struct session *session, int by);

// Puts a candidate of the entry line into the line; false if there is no such one.
bool session_take(struct session *session, int index);

// Finds the x of the next (step +1) or previous (-1) point of interest from the trace cursor on,
// the first one after the last. Counted are those of the focused function that the picture can
// show: of orders that are drawn, and on a log axis right of 0. Without a cursor it is the
// function's most important one, if one is marked so. False if there are none; x may lie outside
// the view.
bool session_step_point(const struct session *session, int step, double *x);

// Gives a source of commands, such as a file, all of its work (control/errand.h). Call it where the
// source begins. Within a command it does nothing.
void session_begin_work(struct session *session);

// Whether the trace cursor is on and stands at this x. A relative difference up to 1e-12, as
// between a number and its decimals, does not count.
bool session_cursor_meets(const struct state *state, double x);

// Returns the index of the parameter that keys and animations change, among those of the focused
// function: the one chosen last, or else the first that can be changed. -1 where it has none
// (SELU's are fixed), or no function has the focus.
int session_parameter(const struct session *session);

// How many parameters of a function can be changed by keys and animations, which need a range; 0
// where the number names no function.
int session_adjustable(const struct state *state, int function);

// Lets an animation of that parameter run on by `seconds`: it goes from its lowest value to its
// highest and back in 8 seconds. 0 seconds begins from where the parameter stands. False if there
// is no such parameter; `animating` is then false, too.
bool session_animate(struct session *session, double seconds);

// Writes the command line that a key stands for at present, "" for none, to `out`. The key is
// canonical (control/keymap.h). While the entry line is open, keys edit it; while a menu is, some
// move its choice; while the help is, some turn its pages; else what is bound counts. While the
// picture is blank only keys do anything whose commands end that, or go to another function or
// step.
void session_key(const struct session *session, const char *key, char *out, size_t size);

#endif

// The session: the state and all that surrounds it while somebody works with it: view history,
// keys, the entry line, the message. Changed by commands only.
#ifndef ACTSCOPE_CONTROL_SESSION_H
#define ACTSCOPE_CONTROL_SESSION_H

#include "control/entry.h"
#include "control/errand.h"
#include "control/history.h"
#include "control/keymap.h"
#include "control/library.h"
#include "control/presenter.h"
#include "control/state.h"
#include "control/tour.h"
#include "control/undo.h"

// What commands need from outside the core: files, window, time. A NULL perform refuses all of it.
enum host_action {
    HOST_QUIT,
    HOST_WAIT,
    HOST_SNAPSHOT,
    HOST_SAVE,
    HOST_SOURCE,
    HOST_COPY,
    HOST_TOUR,  // begins the tour of this name; "" names those there are
    HOST_PLAY,  // runs commands, waiting where they say so, as a script of its own
    HOST_SPEAK, // writes a sentence to standard output
    HOST_SKIP,  // runs what is left of them at once; false if nothing is
    HOST_STOP,  // drops what is left of them
    HOST_KEEP,  // "save": writes the session that the next start begins with, "forget": removes it
    HOST_DATA,  // reads numbers from a file into session->data
};

struct host {
    void *user;
    bool (*perform)(void *user, enum host_action action, const char *argument, struct fault *fault);
    void (*log)(void *user, const char *command); // every command applied; NULL for none
    // Every mistake in a step that a tour goes to, as the message shows only one; NULL for none.
    void (*report)(void *user, const struct fault *fault);
};

// What `scale toggle` made of an axis: toggling again goes back exactly if nothing moved it.
struct scale_toggle {
    bool known;
    struct axis before, after;
};

// The function that the formula line is about to define: it is drawn while one types. What stood in
// its place comes back with Escape.
struct preview {
    int function; // its number; -1 while there is none
    const struct activation *before;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    bool shown, hidden; // whether that was in the list
    int focus;
};

// How the desk looked when a lecture began: what `lecture off` brings back.
struct desk {
    char theme[THEME_NAME_MAX];
    bool fullscreen, hints;
    double text_size;
};

struct command_table;
struct session {
    struct state state;
    const struct command_table *commands;
    struct desk desk; // while state.lecture.on
    struct presenter presenter;
    struct themes themes;      // those there are
    struct theme *theme_draft; // being read from a file; NULL else
    struct library library;
    struct preview preview;
    struct history history;
    struct undo undo;
    bool passing; // what comes is said by a mouse that moves or drags (control/undo.h)
    struct keymap keymap;
    struct errand errand; // on whose behalf commands run
    struct entry entry;
    struct walk walk;
    struct tour *draft; // being read from a file; NULL else
    struct host host;

    char message[600]; // shown at the bottom until the next command; "" for none
    bool message_is_fault;

    struct dataset_store *data; // numbers read for `data`; the program's, NULL where there is none

    double panel_width, panel_height; // pixels of a panel: where zooming must stop
    int highlight;                    // catalogue index of the curve pointed at, or -1
    bool stale;                       // the last frame shows this no longer
    bool eased;                       // the last view change may glide
    int help_page;
    struct scale_toggle x_toggle, y_toggle[ORDER_COUNT];
    int chosen_function;    // whose parameter was chosen …
    int chosen_parameter;   // … and which: what keys change, while that function has the focus
    bool animating;         // the focused function's parameter runs up and down
    double animation_phase; // in cycles
    long race_start;        // grows with every `race reset`
    long race_asked;        // steps asked for by hand since then

    const char *comment;                // behind the command being applied: help of a binding
    char bind_group[BINDING_GROUP_MAX]; // the heading under which `bind` files keys
    int depth;                          // of commands within commands
    unsigned long revision; // grows when panels may move or functions may go: scenes remember it
};

// Everything at its start, with the commands and the built-in themes; no keys bound. End with
// session_free.
void session_init(struct session *session, struct host host);

// The same without commands and themes.
void session_start(struct session *session, struct host host);

// Frees what it owns. A copy by value owns nothing, and is only looked at.
void session_free(struct session *session);

// A session to try commands on: a copy without a host, whose own definitions are its own. It
// borrows the others, so it ends (session_free) before the session that it was copied from.
void session_copy(struct session *copy, const struct session *session);

// Defines a function of the user's own from "NAME = FORMULA", or anew, and says so in the message.
// Returns its number, or -1 with a fault and the column in the text.
int session_define(struct session *session, const char *definition, struct fault *fault);

// Makes a definition in the library, and nothing else; the errand (errand.h) pays for its bytes.
// NULL with a fault.
const struct activation *session_make(struct session *session, const char *definition,
                                      struct fault *fault);

// The number for a function of the user's own of this name: its own, or a free one. -1 with a fault
// if there is none, or the name cannot be taken.
int session_own_place(const struct session *session, const char *id, struct fault *fault);

// The formula line changed: draws what it defines now, or says what is missing (the message) and
// where (entry.fault_at), and leaves the last curve that could be drawn. `keep` makes the function
// stay; without it the picture is as before the line was opened.
void session_preview(struct session *session);
void session_preview_end(struct session *session, bool keep);

// Appends the definition that the formula line stands for: a name that was not typed is made up.
// Returns how many bytes were put in front.
size_t session_formula(const struct session *session, struct text *out);

// Puts the next or previous definition into the formula line; false if there is none.
bool session_browse_own(struct session *session, int step);

// Where the name at the caret of a formula begins.
size_t formula_word(const char *text, size_t caret);

// The message at the bottom; line breaks and other control characters become spaces.
void session_message(struct session *session, bool is_fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// What fits at the caret of the entry line; called after every edit.
void session_suggest(struct session *session);

// Runs what the entry line holds and closes it; a mistake keeps it open and becomes the message.
// False with a fault for what whoever typed it may not do (FAULT_TRUST).
bool session_accept_entry(struct session *session, struct fault *fault);

// The x of the next (step +1) or previous (-1) point of interest of the focused function, among
// those that the picture can show, and around at the ends. Without a cursor it is the headline's,
// if there is one. False if there are none.
bool session_step_point(const struct session *session, int step, double *x);

// Gives a source of commands all of its work, where it begins: not within a command.
void session_begin_work(struct session *session);

// Whether the trace cursor is on and stands at this x, as nearly as a typed number can tell (1e-12
// of it).
bool session_cursor_meets(const struct state *state, double x);

// The index of the focused function's parameter that keys act on: the one chosen last, or else the
// first; -1 where it has none, or only fixed ones, as SELU.
int session_parameter(const struct session *session);

// Lets an animation run on by so many seconds: sets the parameter that keys act on. False
// if there is nothing to animate; the animation then ends.
bool session_animate(struct session *session, double seconds);

// What a key press means now, as a command line (canonical key; "" for nothing): the entry line's
// editing keys while it is open, page keys while the help is, and the binding otherwise. While the
// picture is blank only keys that end that do anything.
void session_key(const struct session *session, const char *key, char *out, size_t size);

#endif

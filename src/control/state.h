// The state: everything that the user chose about the picture. It is plain data, and can be printed
// as the commands that rebuild it.
//
// Only commands change it (control/command.h). Saved files, undo, tests and bug reports rely on one
// property: running the commands that state_print wrote, on any other state, gives an equal state.
#ifndef ACTSCOPE_CONTROL_STATE_H
#define ACTSCOPE_CONTROL_STATE_H

#include "activation/own.h"
#include "base/language.h"
#include "base/text.h"
#include "control/laboratory.h"
#include "control/themes.h"
#include "network/race_board.h"
#include "network/study.h"
#include "plot/dataset.h"
#include "plot/view.h"

// Functions have numbers: those of the catalogue from 0, the user's own from CATALOGUE_MAX. Where a
// function may be missing its number is -1.
enum {
    CATALOGUE_MAX = ACTIVATION_COUNT,
    OWN_MAX = 16,
    FUNCTION_MAX = CATALOGUE_MAX + OWN_MAX,
    SHOWN_MAX = FUNCTION_MAX
};

enum layout { LAYOUT_OVERLAY, LAYOUT_STACKED, LAYOUT_SIDE_BY_SIDE, LAYOUT_GRID, LAYOUT_COUNT };

// Text sizes as factors of the base size.
#define TEXT_SIZE_MIN 0.5
#define TEXT_SIZE_MAX 4.0

// A function in the list of those that the picture shows.
struct shown {
    int function; // its number
    bool hidden;  // not drawn, but still in the list and the legend
};

// |f'|^L is drawn for depths L from 1 to DEPTH_MOST; `depth toggle` begins with DEPTH_FIRST.
enum { DEPTH_MOST = 100, DEPTH_FIRST = 30, DATA_FILES_MAX = 8 };

#define SATURATION_THRESHOLD 0.01 // of |f'|, at the start

// The members of the state and of its parts are the rows of state.def, where they are explained.

// What was chosen for comparing curves: whether panels share their y axis, saturation, the colour
// band of |f'|, depth, data.
struct compare {
#define IN_COMPARE(declaration) declaration
#include "control/state.def"
};

// What was chosen for projecting: lecture mode, and what a presenter shows over the picture.
struct lecture {
#define IN_LECTURE(declaration) declaration
#include "control/state.def"
};

struct state {
#define IN_STATE(declaration) declaration
#include "control/state.def"
    struct compare compare;
    struct lecture lecture;
    struct laboratory laboratory; // and which page fills the window
};

// The first screen: sigmoid and tanh, f above f', [-5, 5].
void state_init(struct state *state);

// The same picture as state_init makes, in the looks that the state has: language, theme, text
// size, hints, help, full screen, lecture, a blank picture stay as they are.
void state_reset(struct state *state);

// Takes these looks from another state: what belongs to the reader and not to the picture.
void state_take_looks(struct state *state, const struct state *from);

// Whether both states show the same: what has no effect, as a hidden axis' range, does not count.
bool state_equal(const struct state *a, const struct state *b);

// Appends the commands that rebuild the state, one a line.
void state_print(const struct state *state, struct text *out);

// The words of commands for values: "stacked"; "f", "df", "d2f".
const char *layout_name(enum layout layout);
const char *order_word(enum order order);

// The value that a word of commands names, or -1.
int layout_find(const char *word);
int order_find(const char *word);

// The function with a number, of the catalogue or the user's own; NULL where there is none, also
// for -1. To go through all functions try all numbers from 0 to FUNCTION_MAX - 1.
const struct activation *state_function(const struct state *state, int function);

// The number of the function with this id or alias, or -1. Of two with one name the user's own
// counts.
int state_function_find(const struct state *state, const char *id);

// Fills a fault (FAULT_UNKNOWN_FUNCTION) about an id that names no function; the text tells one
// that is like it. Returns false.
bool state_function_unknown(const struct state *state, const char *id, struct fault *fault);

// The user's own functions, as definitions may call them. The scope points to `items`, which has
// OWN_MAX places, and is valid as long as these.
struct expression_scope state_scope(const struct state *state, const struct expression **items);

// Whether number i in state a and number k in state b mean the same function: by number in the
// catalogue, by id among the user's own. -1 is the same as -1.
bool state_same_function(const struct state *a, int i, const struct state *b, int k);

// Puts a definition at a number of the user's own; the state borrows it (control/definitions.h).
// Parameters of the same name as one of the definition before keep their values. NULL takes the
// function away, from the picture, too.
void state_set_own(struct state *state, int function, const struct activation *activation);

// Exchanges the numbers of two of the user's own functions, one of which may be free: parameters,
// focus and all else that the state holds about them go with them.
void state_swap_own(struct state *state, int function, int other);

// The index of a function in state.shown, or -1; and how many of the list are not hidden.
int state_shown_find(const struct state *state, int function);
int state_visible_count(const struct state *state);

// The order whose y axis an order is drawn on; such an order is called a row. It is the order
// itself where each order has its own panel, else the lowest one that is drawn.
enum order state_row(const struct state *state, enum order order);

// Whether the layout has a panel or a column for each function.
bool state_by_function(const struct state *state);

// Whether the y axis of a row always fits the curves, so that the user cannot move it: each panel
// has its own y axis (`link y off`), or the axis is that of |f'|^L.
bool state_row_follows(const struct state *state, enum order row);

// The y axis of a row fitted to one function over the range of x; to the visible ones for -1. A few
// of many, which would make flat lines of the others, may leave it.
struct axis state_fit_function(const struct state *state, const struct axis *x, enum order row,
                               int function);

// The axes as they are drawn: where the user did not fix y, it is fitted to the visible functions.
void state_view(const struct state *state, struct view *view);

// The x axis for a first look at the visible functions: the smallest range that holds the home
// range of each (activation/activation.h); [-5, 5] if none is visible. In the present scale.
struct axis state_home_x(const struct state *state);

#endif

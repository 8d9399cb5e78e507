// The state: what the user chose. Plain data; it prints itself as the commands that rebuild it.
//
// Only commands change it (control/command.h). Sessions, scripts, tests and bug reports rest on one
// property: printing a state and running what was printed on any other state gives an equal state.
#ifndef ACTSCOPE_CONTROL_STATE_H
#define ACTSCOPE_CONTROL_STATE_H

#include "activation/own.h"
#include "base/language.h"
#include "base/text.h"
#include "control/laboratory.h"
#include "control/themes.h"
#include "network/board.h"
#include "network/study.h"
#include "plot/dataset.h"
#include "plot/view.h"

// Functions are numbered: the catalogue's from 0, the user's own from CATALOGUE_MAX.
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

struct shown {
    int function; // its number
    bool hidden;  // in the list and the legend, but not drawn
};

// |f'|^L is drawn for L from 1 to DEPTH_MOST; `depth toggle` begins with DEPTH_FIRST.
enum { DEPTH_MOST = 100, DEPTH_FIRST = 30, DATA_FILES_MAX = 8 };

#define SATURATION_THRESHOLD 0.01 // the first one

// The members of the state and of its parts are the rows of state.def, which say what they mean.
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

bool state_equal(const struct state *a, const struct state *b);

// Appends the commands that rebuild the state, one a line.
void state_print(const struct state *state, struct text *out);

const char *layout_name(enum layout layout);
const char *order_word(enum order order); // "f", "df", "d2f": as in commands

// The value that a word of commands names, or -1.
int layout_find(const char *word);
int order_find(const char *word);

// A function by number: a row of the catalogue or one of the user's own; NULL where there is none.
// Walk all of them from 0 to FUNCTION_MAX - 1, passing over NULL.
const struct activation *state_function(const struct state *state, int function);

// The number of an id or alias, the user's own first, or -1.
int state_function_find(const struct state *state, const char *id);

// Fills a fault (FAULT_UNKNOWN_FUNCTION) about an id that names none: the nearest one, among the
// user's own, too. Returns false.
bool state_function_unknown(const struct state *state, const char *id, struct fault *fault);

// The user's own functions, for definitions that use them; `items` has OWN_MAX places, where the
// scope points to.
struct expression_scope state_scope(const struct state *state, const struct expression **items);

// Whether two numbers name the same function of two states: of the catalogue by number, of the
// user's own by id. -1 is the same as -1.
bool state_same_function(const struct state *a, int i, const struct state *b, int k);

// Puts a definition (of the session's library) at a number of the user's own: the parameters that
// it shares by name with the one before keep their values. NULL takes it away: from the picture,
// too.
void state_set_own(struct state *state, int function, const struct activation *activation);

// Exchanges two places of the user's own functions (numbers, not free both): whatever the state
// says of them goes with them.
void state_swap_own(struct state *state, int function, int other);

// The place of a function in `shown`, or -1; how many are drawn (not hidden).
int state_shown_find(const struct state *state, int function);
int state_visible_count(const struct state *state);

// The order whose y axis serves `order`: itself where each order has its own panel, the lowest
// drawn one where orders share a panel.
enum order state_row(const struct state *state, enum order order);

// Whether each panel or column holds one function.
bool state_by_function(const struct state *state);

// Whether the y axis of a row follows the curves and cannot be moved: each panel fits its own, or
// it is the axis of |f'|^L.
bool state_row_follows(const struct state *state, enum order row);

// The y axis of a row fitted to one function over a stretch of x.
struct axis state_fit_function(const struct state *state, const struct axis *x, enum order row,
                               int function);

// The axes as drawn: the state's, with y fitted to the visible functions where it is not fixed.
void state_view(const struct state *state, struct view *view);

// The x range of a first look at what is visible: the article's ranges, joined.
struct axis state_home_x(const struct state *state);

#endif

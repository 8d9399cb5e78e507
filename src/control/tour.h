// Guided tours: a lecture as a file of commands, in steps. At each step the user can work with the
// picture as always.
//
//     title "Dying ReLU and its cures"           # the tour's title
//     title ja "死ぬReLUとその対策"
//     step "A unit that never answers"           # begins a step, with its title
//     title ja "答えないユニット"
//     caption "For x < 0 the slope of ReLU is exactly 0."
//     caption ja "x < 0 では ReLU の傾きは厳密に 0 です。"
//     note "Ask: what does gradient descent do with a slope of 0?"
//     only relu; view -5 5                       # commands that make the step's picture
//     play                                       # what follows is shown slowly, or skipped
//     cursor 1; wait 1; cursor -1
//
// title, step, caption, note and play are directives: they are about the tour itself. A title
// before the first step is the tour's, one behind it the step's. Each text may be given once in a
// step and language; English is shown where a language has none. A step begins with the first
// screen in the present looks (theme, sizes, language), so it does not depend on the steps before
// it. A step to which one comes back is as one left it; `tour restart` begins it anew.
//
// Tours are strangers' files (control/errand.h): their commands may change the picture and nothing
// else. Those that make a step's picture cannot leave the step or end the tour; those behind `play`
// can.
#ifndef ACTSCOPE_CONTROL_TOUR_H
#define ACTSCOPE_CONTROL_TOUR_H

#include "base/fault.h"
#include "base/language.h"
#include "base/text.h"
#include "control/state.h"
#include "control/text_place.h"

enum { TOUR_STEPS_MAX = 64, TOUR_NAME_MAX = 200 };

struct session;

// One text in all languages, by their numbers (base/language.h); "" where there is none.
struct tour_words {
    struct text in[LANGUAGE_MAX];
};

struct tour_step {
    struct tour_words title, caption, note;
    // Places in the tour's text: the step's commands go from `begin` to `play`, those that it plays
    // from there to byte `end`. Without `play`, play.offset == end.
    struct text_place begin, play;
    size_t end;
};

struct tour {
    int holders;              // how many hold it, see tour_hold
    char name[TOUR_NAME_MAX]; // of the file, for messages: "article"
    struct text text;         // the whole file
    struct tour_words title;
    int step_n; // at least 1 in a tour without mistakes
    struct tour_step steps[TOUR_STEPS_MAX];
};

// Reads a tour from a file's text, without running the commands of its steps. The caller holds it.
// NULL with the first mistake and its place: a directive in the wrong place, a text given twice, no
// step, a step without a caption, more than TOUR_STEPS_MAX steps.
struct tour *tour_parse(const char *text, const char *name, struct fault *fault);

// The same, but it goes on after a mistake: each goes to `report` (may be NULL) with its place, and
// *mistakes is how many there were. Never NULL; the tour has what could be read, perhaps no step.
typedef void tour_report(void *user, const struct fault *fault);
struct tour *tour_review(const char *text, const char *name, tour_report *report, void *user,
                         int *mistakes);

// A tour is freed when nobody holds it any more. Its holders are whoever made it, a walk through
// it, and a step of it that runs. tour_hold adds a holder and returns the tour; tour_destroy takes
// one away, NULL is fine.
struct tour *tour_hold(struct tour *tour);
void tour_destroy(struct tour *tour);

// Writes the title that a tour's text has in a language, or else in English, to `out` of `size`
// bytes; "" where it has none. Only lines before the first step are read.
void tour_title_of(const char *text, int language, char *out, size_t size);

// Whether the text of a command begins with this name; whether it is a directive.
bool tour_command_is(const char *command, const char *name);
bool tour_is_directive(const char *command);

// The last step; NULL where the tour has none (yet).
struct tour_step *tour_last_step(struct tour *tour);

// A tour_report that keeps the first mistake in `user`, a struct fault that is zero before.
void tour_keep_first(void *user, const struct fault *fault);

// The text in a language, or in English where there is none.
const char *tour_words_in(const struct tour_words *words, int language);

// Brings a session to the beginning of a step (from 0): the first screen in the present looks, then
// the step's commands up to `play`, on behalf of a stranger. Each mistake goes to `report` (may be
// NULL) with its place; returns how many there were.
int tour_run_step(struct tour *tour, int step, struct session *session, tour_report *report,
                  void *user);

// Appends the step's commands behind `play`. They begin at steps[step].play of the tour's text.
void tour_play_text(const struct tour *tour, int step, struct text *out);

// Runs these commands at once, without their waits, as tour_run_step runs others.
int tour_run_play(struct tour *tour, int step, struct session *session, tour_report *report,
                  void *user);

// A walk through a tour, part of a session. Zero: no tour.
struct walk {
    struct tour *tour;                  // held; NULL without a tour
    int step;                           // the present one, from 0
    bool entering;                      // the commands that make a step's picture run
    struct state *left[TOUR_STEPS_MAX]; // each step as it was left, or NULL; owned
    bool told_end;                      // it was said that this is the last step
    struct state *before;               // the state when the walk began; owned
};

// Whether the walk may go to another step or end; false with a fault while the commands run that
// make a step's picture. Ask before you call the functions below.
bool walk_free(const struct session *session, struct fault *fault);

// Begins a tour at its first step. The session holds it now, instead of the caller.
void walk_begin(struct session *session, struct tour *tour);

// Goes to a step, 0 <= step < step_n. If it was visited before it is as it was left.
void walk_to(struct session *session, int step);

// Begins the present step anew.
void walk_restart(struct session *session);

// Forgets how a step was left, so that it begins anew.
void walk_forget(struct walk *walk, int step);

// Ends the tour and brings back the picture from before it, in the present looks. What the tour
// plays ends. Does nothing without a tour.
void walk_leave(struct session *session);

// Ends the tour and leaves the picture as it is. Fine without a tour.
void walk_end(struct session *session);

#endif

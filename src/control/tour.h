// Guided tours: a lecture as a file of commands, in steps that stay live.
//
//     title "Dying ReLU and its cures"          # the tour's title
//     title ja "死ぬReLUとその対策"
//     step "A unit that never answers"          # begins a step, with its title
//     title ja "答えないユニット"
//     caption "For x < 0 the slope of ReLU is exactly 0."
//     caption ja "x < 0 では ReLU の傾きは厳密に 0 です。"
//     note "Ask: what does gradient descent do with a slope of 0?"
//     only relu; view -5 5                       # commands make the picture
//     play                                       # from here on: slowly, and `tour next` skips it
//     cursor 1; wait 1; cursor -1
//
// `title` before the first step names the tour, behind it the step. Each of title, caption and note
// may stand once a language and step; what has no text in a language is shown in English. Every
// step begins from the first screen with the looks as they are (theme, sizes, language), so that a
// step is the same however one came to it. A step that was left is found again as it was left;
// `tour restart` begins it anew.
//
// Tours are strangers' files (control/errand.h): their commands change the picture and nothing
// else. The commands that make a step's picture cannot leave the step, or end the tour; those
// behind `play` can.
#ifndef ACTSCOPE_CONTROL_TOUR_H
#define ACTSCOPE_CONTROL_TOUR_H

#include "base/fault.h"
#include "base/language.h"
#include "base/text.h"
#include "control/state.h"
#include "control/text_place.h"

enum { TOUR_STEPS_MAX = 64, TOUR_NAME_MAX = 200 };

struct session;

// One text in all languages; "" where there is none.
struct tour_words {
    struct text in[LANGUAGE_MAX];
};

struct tour_step {
    struct tour_words title, caption, note;
    struct text_place begin, play; // the step's commands in the tour's text, and those it plays
    size_t end;                    // play.offset == end without `play`
};

struct tour {
    int holders;              // who still needs it
    char name[TOUR_NAME_MAX]; // of the file, for messages: "article"
    struct text text;
    struct tour_words title;
    int step_n; // at least 1
    struct tour_step steps[TOUR_STEPS_MAX];
};

// Reads a tour; its commands are not run. NULL with the first mistake and its place: a directive in
// the wrong place, a text given twice, no step, a step without a caption, more than
// TOUR_STEPS_MAX steps.
struct tour *tour_parse(const char *text, const char *name, struct fault *fault);

// The same, but goes on behind a mistake: all of them go to `report` (may be NULL) with their
// places. The tour has what could be read, perhaps no step. Never NULL.
typedef void tour_report(void *user, const struct fault *fault);
struct tour *tour_review(const char *text, const char *name, tour_report *report, void *user,
                         int *mistakes);

// A tour lives as long as anybody holds it: whoever made it, the walk through it, a step of it that
// runs. tour_destroy lets go of it; NULL is fine.
struct tour *tour_hold(struct tour *tour);
void tour_destroy(struct tour *tour);

// Whether a command has that name; whether it is a directive, which is about the tour itself.
bool tour_command_is(const char *command, const char *name);
bool tour_is_directive(const char *command);

// The last step so far; NULL before the first.
struct tour_step *tour_last_step(struct tour *tour);

// A tour_report for `user`, a fault that is none yet: keeps the first.
void tour_keep_first(void *user, const struct fault *fault);

// The text in a language, or in English where there is none.
const char *tour_words_in(const struct tour_words *words, int language);

// Brings a session to the beginning of a step: the first screen with the looks as they are, then
// the step's commands up to `play`, as a stranger's. Mistakes go to `report` (may be NULL) with
// their place; returns how many there were.
int tour_run_step(struct tour *tour, int step, struct session *session, tour_report *report,
                  void *user);

// The commands behind `play`, appended to `out`; they begin at steps[step].play.
void tour_play_text(const struct tour *tour, int step, struct text *out);

// The same, run at once, as a stranger's; counted and reported as above.
int tour_run_play(struct tour *tour, int step, struct session *session, tour_report *report,
                  void *user);

// A walk through a tour, part of a session. Zero: no tour.
struct walk {
    struct tour *tour; // NULL without; held
    int step;
    bool entering;                      // a step's commands run: they cannot leave it
    struct state *left[TOUR_STEPS_MAX]; // steps as they were left; owned
    struct state *before;               // the picture when the walk began; owned
};

// Whether the walk may go elsewhere; false with a fault while a step's own commands run.
bool walk_free(const struct session *session, struct fault *fault);

// Begins a tour, which the session then holds in the caller's place, at its first step. This and
// the next three are not for the time while a step's commands run.
void walk_begin(struct session *session, struct tour *tour);

// Goes to a step (0 <= step < step_n), which is found as it was left.
void walk_to(struct session *session, int step);

// Begins the present step anew.
void walk_restart(struct session *session);

// Forgets how a step was left.
void walk_forget(struct walk *walk, int step);

// Leaves the tour for the picture that was there before it, in the looks of now. What the tour plays
// ends. Does nothing without a tour.
void walk_leave(struct session *session);

// Ends the tour; the picture stays. Does nothing without one.
void walk_end(struct session *session);

#endif

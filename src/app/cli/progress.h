// How far a long piece of work is, as a line on standard error that is written over again and
// again. It is for people at a terminal: where standard error is none, nothing is ever written.
#ifndef ACTSCOPE_APP_CLI_PROGRESS_H
#define ACTSCOPE_APP_CLI_PROGRESS_H

#include <stdbool.h>

struct progress {
    bool seen;     // somebody looks at it
    bool shown;    // the line is there
    double begun;  // seconds of a clock …
    double latest; // … when it was written last
};

// Begins; the line appears with the first progress_show a second later.
struct progress progress_begin(void);

// Shows how much is done, 0 to 1, and about how long the rest will take. Ten times a second at
// most.
void progress_show(struct progress *progress, double share);

// Removes the line: before rows are printed, which may go to the same terminal, and at the end.
void progress_hide(struct progress *progress);

// The line: "42 %, 12 s left". `share` is 0 to 1, above 0 for the time; `elapsed` in seconds.
void progress_words(double share, double elapsed, char *out, int size);

#endif

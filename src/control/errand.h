// On whose behalf commands run, and how much one source of them may do.
//
// The user's own are what they type and press, the command line, the configuration, and files that
// these run. Everything else that holds commands is a stranger's: tours, states opened as files,
// what is dropped on the window. A stranger's commands change the picture and nothing else: rows of
// command.def with COMMAND_REACHES are refused, however the commands came about, since the origin
// goes with them. Whoever runs commands for somebody else lowers the origin for as long as it
// takes, and nothing but the end of that raises it again.
#ifndef ACTSCOPE_CONTROL_ERRAND_H
#define ACTSCOPE_CONTROL_ERRAND_H

#include "base/fault.h"

enum origin {
    ORIGIN_STRANGER, // the picture, and nothing else
    ORIGIN_HAND,     // the user's hand, in the entry line: files that it opens are strangers'
    ORIGIN_USER,     // the user's own: files that it runs are the user's, too
};

// What one source may do before it waits or ends. A command counts 1; a definition, typed ones
// included, counts ERRAND_BYTE for each of its bytes; a command that looks at the curves to find
// what to show counts ERRAND_CURVE for each visible one, and, for strangers, ERRAND_SEARCH and
// ERRAND_SEARCH_BYTE for each byte of own functions that have changed, whose points are searched
// again; the beginning of a step of a tour counts ERRAND_STEP. A file that runs itself, or a key
// that presses keys, would otherwise run for years.
enum {
    ERRAND_WORK = 300000,
    ERRAND_WORK_A_SECOND = 30000, // comes back while commands wait
    ERRAND_BYTE = 2,
    ERRAND_CURVE = 5,
    ERRAND_SEARCH = 2000,
    ERRAND_SEARCH_BYTE = 60,
    ERRAND_STEP = 100
};

struct errand {
    enum origin origin;
    bool trust;      // --trust: strangers may do what the user may
    int left;        // of the work; below 0: it was told that nothing is
    bool unattended; // nobody sits between its parts: work does not come back
    bool changed;    // curves have changed since they were last looked at
};

// What a session begins with: the user's own, and all of the work.
struct errand errand_first(void);

// Runs what follows on behalf of `origin`, or of whoever it is already if that may do less. Returns
// what to give errand_leave when it is done.
enum origin errand_enter(struct errand *errand, enum origin origin);
void errand_leave(struct errand *errand, enum origin before);

// Whether commands may reach beyond the picture.
bool errand_reaches(const struct errand *errand);

// Whose the commands are in a file that a command opens.
enum origin errand_opens(const struct errand *errand);

// Takes some work off what is left; false with FAULT_LIMIT where there is less than that.
bool errand_spend(struct errand *errand, size_t work, struct fault *fault);

// Whether it was told that nothing is left.
bool errand_over(const struct errand *errand);

// Work comes back while commands wait for so many seconds, up to ERRAND_WORK.
void errand_rest(struct errand *errand, double seconds);

#endif

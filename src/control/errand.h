// On whose behalf commands run, and how much work one source of commands may cause.
//
// The user's own commands are what the user types and presses, the command line, the configuration,
// and files that these run. All other commands are a stranger's: those of tours, of states opened
// as files, of what is dropped on the window. A stranger's commands may change the picture and
// nothing else: forms with COMMAND_REACHES (control/command.h) are refused. Code that runs commands
// for somebody else lowers the origin with errand_enter, and gives it back with errand_leave. In
// between nothing raises it, so commands that these commands run are refused alike.
#ifndef ACTSCOPE_CONTROL_ERRAND_H
#define ACTSCOPE_CONTROL_ERRAND_H

#include "base/fault.h"

enum origin {
    ORIGIN_STRANGER, // may change the picture only
    ORIGIN_HAND, // typed by the user in the entry line; a file that is opened so is a stranger's
    ORIGIN_USER, // the user's own; a file that is run so is the user's own, too
};

// Work is counted, as a file that runs itself, or a key that presses keys, would run for years
// otherwise. The unit is one command. ERRAND_WORK is what one source may do before it waits or
// ends.
enum {
    ERRAND_WORK = 300000,
    ERRAND_WORK_A_SECOND = 30000, // is given back for each second that commands wait
    ERRAND_BYTE = 2,              // for each byte of a definition
    ERRAND_CURVE = 5,             // for each visible curve that a command looks at (COMMAND_LOOKS)
    ERRAND_SEARCH = 2000,    // … and where a stranger changed curves, for each visible function
    ERRAND_SEARCH_BYTE = 60, // … of the user's own, and each byte of its definition: its points
                             // of interest are searched again
    ERRAND_STEP = 100        // for the beginning of a tour's step, and for a copy of the session
};

struct errand {
    enum origin origin;
    bool trust;      // started with --trust: strangers may do what the user may
    int left;        // work; below 0 once errand_spend has failed
    bool unattended; // no person starts its commands one by one: session_begin_work gives no new
                     // work
    bool changed;    // curves have changed since a command last looked at them
};

// What a session begins with: the user's own, with all of the work.
struct errand errand_first(void);

// What follows runs on behalf of `origin`, or of the present origin if that may do less. Returns
// what errand_leave takes when it is over.
enum origin errand_enter(struct errand *errand, enum origin origin);
void errand_leave(struct errand *errand, enum origin before);

// Whether commands may reach beyond the picture now.
bool errand_reaches(const struct errand *errand);

// The origin of the commands in a file that a command opens now.
enum origin errand_opens(const struct errand *errand);

// Takes some work off what is left. False with FAULT_LIMIT where that is less; then nothing is
// left.
bool errand_spend(struct errand *errand, size_t work, struct fault *fault);

// Whether errand_spend has failed, and the source of commands is to end.
bool errand_over(const struct errand *errand);

// Gives work back for so many seconds of waiting, up to ERRAND_WORK; none once it is over.
void errand_rest(struct errand *errand, double seconds);

#endif

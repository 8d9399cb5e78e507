// The session that is kept from one run of the program to the next.
//
// It stands in the folder $XDG_STATE_HOME/actscope, or ~/.local/state/actscope. A window that keeps
// its session has one of KEPT_MAX places there: session-N.actscope is the file, and a lock on
// session-N.lock says that the window is still there; the system takes the lock away however the
// program ends. So windows do not write over each other, and what one of them left is found by the
// next start, also after a crash.
//
// The file is a file of commands. What is no command stands in comments that begin with "#: ":
//
//     #: window 1280 720 maximised     size in SDL's units, as it is when it is not maximised
//     #: place 100 50                  of the window on the desktop
//     #: scale 1.5                     as of --scale
//     #: typed only relu               lines of the entry line's history, the oldest first
#ifndef ACTSCOPE_APP_KEPT_H
#define ACTSCOPE_APP_KEPT_H

#include "base/fault.h"
#include "base/text.h"
#include "control/entry.h"

enum { KEPT_MAX = 8 };

enum kept_start {
    KEPT_RESUME, // with the newest session that no window has open
    KEPT_NEW,    // with none, in a place of its own; what others left stays
    KEPT_FRESH,  // with none; the newest one that no window has open is forgotten
};

// How the window stood.
struct kept_window {
    int width, height; // SDL's units; 0 where nothing is known
    int x, y;
    bool placed; // x and y are known
    bool maximised;
    double scale; // 0: the desktop's
};

struct kept;

// Takes a place. NULL where there is none: no folder can be made, or KEPT_MAX windows are open. End
// with kept_close.
struct kept *kept_open(enum kept_start start);
void kept_close(struct kept *kept);

// The session's file.
const char *kept_path(const struct kept *kept);

// What the last run left, for KEPT_RESUME: the commands ("" where there is nothing), how the window
// stood, and what was typed into the entry line, which is put into `entry`.
const char *kept_commands(const struct kept *kept);
struct kept_window kept_window(const struct kept *kept);
void kept_recall(const struct kept *kept, struct entry *entry);

// A session that was passed over, because the program ended while it was restoring it: its file, or
// "" where there was none. It stays where it is.
const char *kept_passed_over(const struct kept *kept);

// Between these two the session is being restored: if the program ends there, the next start passes
// it over.
void kept_begin_restoring(const struct kept *kept);
void kept_end_restoring(const struct kept *kept);

// Writes the session, whole or not at all. False with FAULT_FILE.
bool kept_write(struct kept *kept, const char *commands, const struct kept_window *window,
                const struct entry *entry, struct fault *fault);

// Removes the file, where there is one.
void kept_forget(struct kept *kept);

#endif

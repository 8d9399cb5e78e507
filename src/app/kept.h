// Keeps the session of a window in a file, from one run of the program to the next.
//
// The files are in the folder $XDG_STATE_HOME/actscope, or ~/.local/state/actscope. Each window
// that keeps its session has one of KEPT_MAX places there, N from 1: session-N.actscope is the
// file, and a lock on session-N.lock says that the window is open. The system removes the lock
// however the program ends. So two windows never write the same file, and the next start finds what
// was left, also after a crash.
//
// A file has commands that restore the picture. What no command can say is in comments that begin
// with "#: ":
//
//     #: window 1280 720 maximised     size in SDL's units, when the window is not maximised
//     #: place 100 50                  of the window on the desktop
//     #: scale 1.5                     as of --scale
//     #: typed only relu               lines of the entry line's history, the oldest first
#ifndef ACTSCOPE_APP_KEPT_H
#define ACTSCOPE_APP_KEPT_H

#include "base/fault.h"
#include "base/text.h"
#include "control/entry.h"

enum { KEPT_MAX = 8 };

// What a window begins with.
enum kept_start {
    KEPT_RESUME, // the newest session that no window has open
    KEPT_NEW,    // no session, in a free place or that of the oldest session
    KEPT_FRESH,  // no session; the newest one that no window has open is removed
};

// Size and place of a window.
struct kept_window {
    int width, height; // SDL's units; 0 where they are not known
    int x, y;          // of the frame's upper left corner on the desktop, SDL's units
    bool placed;       // whether x and y are known
    bool maximised;
    double scale; // factor for the size of text and lines, 0.25 to 16; 0: the desktop's
};

struct kept; // opaque: one place, held by this program

// Takes a place, and reads its session for KEPT_RESUME. NULL where no folder can be made, or where
// KEPT_MAX windows are open. End with kept_close, which gives the place back and leaves the file;
// NULL is fine there.
struct kept *kept_open(enum kept_start start);
void kept_close(struct kept *kept);

// Returns the path of the session's file.
const char *kept_path(const struct kept *kept);

// What the last run left, for KEPT_RESUME: kept_commands returns the content of the file, "" where
// there is none; kept_window reads size and place from it, with 0 and false for what is missing or
// impossible; kept_recall adds the lines typed to the entry line's history.
const char *kept_commands(const struct kept *kept);
struct kept_window kept_window(const struct kept *kept);
void kept_recall(const struct kept *kept, struct entry *entry);

// Returns the path of the newest session if it was passed over, because the program ended while it
// restored that session; "" otherwise. The file stays where it is.
const char *kept_passed_over(const struct kept *kept);

// Call these before and after the session is restored: if the program ends in between, the next
// start passes the session over.
void kept_begin_restoring(const struct kept *kept);
void kept_end_restoring(const struct kept *kept);

// Writes the session's file, whole or not at all: `commands`, the window, and the entry line's
// history. False with FAULT_FILE.
bool kept_write(struct kept *kept, const char *commands, const struct kept_window *window,
                const struct entry *entry, struct fault *fault);

// Removes the session's file, if there is one; the place is kept.
void kept_forget(struct kept *kept);

#endif

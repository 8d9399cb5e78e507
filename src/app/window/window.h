// The window: SDL2 events in, commands, frames out. Sleeps whenever nothing changes.
#ifndef ACTSCOPE_APP_WINDOW_WINDOW_H
#define ACTSCOPE_APP_WINDOW_WINDOW_H

#include "app/audio.h"
#include "app/program.h"
#include "app/window/motion.h"
#include "app/window/signs.h"
#include "app/worker.h"
#include "paint/gl/paint_gl.h"
#include "scene/pointer.h"

struct SDL_Window;

enum { SCRIPTS_MAX = 16, SAVINGS_MAX = 8 };

// A text of commands being run one by one, so that `wait` can wait.
struct script {
    struct script *next; // among those that have ended
    struct text text;
    char name[200];
    struct text_place place;
    enum origin origin; // on whose behalf it runs
    bool play;          // what a tour plays
};

struct window {
    struct program program;
    struct SDL_Window *sdl;
    void *context;
    struct paint_gl *paint;
    struct scene scene;
    struct curve_cache cache;
    struct pointer pointer;

    struct worker *worker;      // NULL until a page wants it
    struct snapshots snapshots; // what it has finished
    uint32_t worker_event;      // SDL's type of its events

    struct saving *savings[SAVINGS_MAX]; // pictures on their way, the first is being computed
    int saving_n;
    uint32_t saves_event;

    struct view shown, target, from; // the view on the screen, where it goes, where it came from
    bool has_view, gliding;
    double glide_start;

    struct script *scripts[SCRIPTS_MAX]; // a stack: the last one runs
    int script_n;
    struct script *ended; // off the stack, perhaps by a command of its own that still runs
    int script_work;      // what is left to them (control/errand.h)
    double wake;          // seconds on the clock until which scripts wait
    bool at_once;         // commands run without waiting: what a tour plays is skipped

    const struct options *options; // whose steps run once the scripts are through; NULL for none
    int step;                      // the next one
    bool begun;                    // they have all run

    const char *shader_dir;
    double shaders_changed;

    unsigned key_modifiers; // SDL's KMOD_…, as of the last key event
    struct signs signs;     // that keys type
    bool wants_text;        // the entry line is open
    int textless_keys;      // key presses in the queue from before the entry line wanted text

    double scale;                       // user's pixels per unit, 0 for the desktop's
    struct presenter_window *presenter; // on the laptop during a lecture; NULL else
    int desk_display;                   // where the window was before the lecture
    bool presenter_wanted;              // by --presenter, whatever the displays
    bool presenter_refused;             // closed by hand, or not to be had
    struct audio *audio;                // open while a tone sounds
    double silent_from;                 // when the tone fades, …
    double audio_ends;                  // … and the device is closed
    double echo_ends;                   // until when the key pressed is shown
    struct motion motion;               // of the mouse: what of it is its user's
    double speak_at;                    // when the cursor has rested long enough; 0: nothing to say
    double said_x;                      // what the last sentence, and the last tone, were about
    int said_focus;
    bool said_cursor;
    long second_shown; // of the timer
    bool log, quit, redraw, minimised, fullscreen;
    long frames, frames_most;
    double frame_time; // least seconds between frames
    double animated;   // when the animation last ran on
    double presented;  // when the last frame was
    char title[300];
};

// Opens SDL, GL and the fonts. On false everything is closed again and `fault` says in one sentence
// what is missing and what to install.
bool window_open(struct window *window, const struct options *options, struct fault *fault);
void window_close(struct window *window);

// Draws and presents one frame of the present state.
void window_frame(struct window *window);

// Applies one command line; a mistake becomes the message in the window. False on a mistake.
bool window_apply(struct window *window, const char *line);

// One turn of the event loop: draws a frame if one is due, hands on the events there are, does what
// is due without one. Sleeps while there is nothing to do. Until window->quit.
void window_turn(struct window *window);

// Runs the event loop for so many seconds, as if nobody touched anything; for the benchmark.
void window_run_for(struct window *window, double seconds);

// The program: opens, runs until quit, closes. Returns the exit status.
int window_main(int argc, char **argv);

#endif

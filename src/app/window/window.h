// The window: it turns SDL2's events into commands, lets the session apply them, and draws the
// picture with OpenGL. While nothing changes it draws nothing and sleeps.
//
// All times in seconds are on the clock window_now() (parts.h).
#ifndef ACTSCOPE_APP_WINDOW_WINDOW_H
#define ACTSCOPE_APP_WINDOW_WINDOW_H

#include "app/audio.h"
#include "app/kept.h"
#include "app/program.h"
#include "app/window/motion.h"
#include "app/window/signs.h"
#include "app/worker.h"
#include "paint/gl/paint_gl.h"
#include "scene/pointer.h"

struct SDL_Window;

struct SDL_Cursor;

// What the mouse is over: the ground under it, the shape of the mouse's pointer, a line of help.
struct hovering {
    bool inside;      // the mouse is over the window
    struct rect over; // the zone that it is over; w == 0 for none
    bool unseen;      // the scene does not show that yet: other zones may be there
    double help_at; // when it will have rested there long enough, on the clock; 0: it has, or none
    bool rests;     // it has
    struct SDL_Cursor *cursors[3]; // by enum pointer_shape; NULL until one is wanted
    int shape;                     // that is set
};

// The session that is kept for the next start (app/kept.h), and when it was changed.
struct keeping {
    struct kept *kept;                // NULL: no session is kept
    struct kept_window window;        // the window's size and place when it was looked at last
    struct state seen;                // the state when it was compared last
    int typed_n;                      // lines in the entry line's history then
    double first_change, last_change; // times of changes that are not written yet; 0: none
    bool restoring;                   // a session is restored, and no frame has shown it yet
    bool forgets;                     // `session forget` was given: nothing is written
    bool failed;                      // the user was told that the session cannot be written
};

// Signs that came so fast that they may be typed words (typing.c).
struct typing {
    char signs[40]; // "" while there are none
    long made;      // session.undo.made before the first of them
    uint32_t last;  // time of the last key press, ms on SDL's clock
};

// What a lecture asks of the desktop (projector.c).
struct projector {
    bool presents;   // in a lecture, or where the window fills the screen
    bool hidden;     // the mouse's pointer is
    double hides_at; // time at which it will be; 0: not by itself
};

enum { SCRIPTS_MAX = 16, SAVINGS_MAX = 8 };

// A text of commands that the window runs one at a time, so that it draws frames and handles events
// while a `wait` lasts.
struct script {
    struct script *next; // the next one in window->ended; unused on the stack
    struct text text;    // the commands, as in a file
    char name[200];      // for messages: a path, "-e" or a tour's name; "" for the program's own
    struct text_place place; // where the next command is searched
    enum origin origin;      // on whose behalf the commands run (control/errand.h)
    bool play;               // whether a step of a tour began it (HOST_PLAY)
};

struct window {
    struct program program;
    struct SDL_Window *sdl;
    void *context;
    struct paint_gl *paint;
    struct scene scene;
    struct curve_cache cache;
    struct pointer pointer;

    struct worker *worker;      // computes networks and races; NULL until a page needs it
    struct snapshots snapshots; // the results that were collected from the worker last
    uint32_t worker_event;      // type of the SDL event that the worker sends with a result

    struct keeping keeping; // the session, for the next start

    struct saving *savings[SAVINGS_MAX]; // pictures to be written; [0] is being computed (saves.c)
    int saving_n;
    uint32_t saves_event; // type of the SDL event that a computed picture sends; 0: none yet

    struct view shown;  // what the picture shows
    struct view target; // what the state asks for: `shown` glides there
    struct view from;   // where the glide began
    bool has_view;      // whether the three are set: not before the first frame
    bool gliding;
    double glide_start; // seconds

    struct script *scripts[SCRIPTS_MAX]; // a stack: commands of the last one run
    int script_n;
    struct script *ended; // scripts off the stack, to be freed once none of their commands runs
    int script_work;      // how much work scripts may still do (control/errand.h)
    double wake;          // time until which the scripts wait
    bool at_once;         // a script's rest is being run without its pauses (HOST_SKIP)

    const struct options *options; // its steps run when no script is left; NULL for none
    int step;                      // number of the options' step that runs next
    bool begun;                    // all steps have run: undo reaches back to the state then

    const char *shader_dir; // --shader-dir: where shaders are read from again; NULL for none
    double shaders_changed; // stamp of the files that were read last (open.c)

    struct projector projector;

    struct text dropped; // names of files dropped together so far, each with a '\0' behind it
    bool drops;          // more of them may come
    bool pinches;        // two fingers are on the screen: SDL's mouse of the first one is ignored

    unsigned key_modifiers; // SDL's KMOD_… in the last key event that was handled
    struct signs signs;     // which characters keys type
    struct typing typing;   // what may be typed words
    bool wants_text;        // SDL reports typed text, since the entry line is open
    int textless_keys;      // key presses left in SDL's queue that SDL sends no typed text for

    double scale;                       // --scale, also of the last run: factor for text and lines
    double desktop_scale;               // the same as the desktop has it; counts where scale is 0
    struct presenter_window *presenter; // the lecturer's window; NULL while there is none
    int lecture_displays;               // how many displays there were when the lecture began
    int desk_display;                   // number of the display that the window was on before
    bool presenter_wanted;              // --presenter: also without a lecture or second display
    bool presenter_refused;             // the user closed the presenter's window, or opening failed
    struct audio *audio;                // the open audio device; NULL while there is none
    struct hovering hovering;           // what of the picture the mouse is over
    double silent_from;                 // time at which the tone fades out; 0: no tone
    double audio_ends;                  // time at which the audio device is closed; 0: not open
    double echo_ends;                   // time at which the shown key is removed; 0: none is shown
    struct motion motion;               // tells which reports of the mouse are moves
    double speak_at;                    // time at which the sentence is due; 0: none is
    double said_x;                      // the cursor's x, focus and presence that the last …
    int said_focus;                     // … tone or sentence was about
    bool said_cursor;
    long second_shown;  // seconds on the timer in the last frame
    bool log;           // --log-commands: print each applied command
    bool quit;          // ends the loop
    bool redraw;        // a frame is needed although the state is the same
    bool minimised;     // nobody sees the window, so nothing is drawn
    bool covered;       // other windows are in front of all of it, so little is drawn
    bool fullscreen;    // the window fills the screen
    bool fill_due;      // the window manager has not yet said that it has done that, or undone it
    bool was_maximised; // before the window filled the screen
    bool no_vsync;      // of the options
    bool display_lost;  // the X server or the compositor has gone
    long frames;        // how many frames have been drawn
    long frames_most;   // --frames: quit after that many; 0: no limit
    double frame_time;  // least seconds between two frames
    double animated;    // time of the animation's last step
    double presented;   // time at which the last frame was presented
    char title[300];    // what the title bar says
};

// Fills `window`, which need not be initialised, and opens SDL, OpenGL and the fonts. `options`
// must be there as long as the window is. On false everything is closed again and `fault` says in
// one sentence what is missing and what to install.
bool window_open(struct window *window, const struct options *options, struct fault *fault);

// Closes and frees all that the window has, pictures that are not written yet included. `window`
// itself is the caller's.
void window_close(struct window *window);

// Draws the present state and presents it; waits for the display where vsync is on.
void window_frame(struct window *window);

// Applies one command line. On a mistake it returns false and the message in the window says so.
bool window_apply(struct window *window, const char *line);

// One turn of the event loop: draws a frame if one is due, sleeps until there is an event or
// something is due, handles the events, then runs timers, pictures to be saved and scripts. The
// caller repeats it until window->quit.
void window_turn(struct window *window);

// Runs the event loop for `seconds`, as if nobody touched anything, and leaves window->quit true;
// for the benchmark.
void window_run_for(struct window *window, double seconds);

// The program without a subcommand: reads the arguments, opens the window, runs until the user
// quits, closes it. Returns the exit status.
int window_main(int argc, char **argv);

#endif

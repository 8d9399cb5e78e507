// Functions that the files of this folder share; no other folder may use them.
//
// window.c has the loop, open.c opens and closes, events.c turns events into commands, commands.c
// does what commands ask for, drop.c opens what is dropped, text_input.c tells SDL when text is
// typed, typing.c finds words among keys, time.c does what is due without an event, saves.c writes
// pictures, keep.c keeps the session for the next start, screen.c looks after its place on the
// screen, projector.c after what lectures ask of the desktop, and frame.c draws.
#ifndef ACTSCOPE_APP_WINDOW_PARTS_H
#define ACTSCOPE_APP_WINDOW_PARTS_H

#include "app/window/window.h"

union SDL_Event;

// Returns the seconds on a clock that never goes back; where it began is not defined.
double window_now(void);

// These three are the window's functions for the session (`struct host`, control/session.h); `user`
// is the struct window. window_perform does what a command asks of the window, and returns false
// with `fault` filled where that fails. window_log prints an applied command to standard output
// where the window keeps a log. window_report reports a mistake in a step of a tour.
bool window_perform(void *user, enum host_action action, const char *argument, struct fault *fault);
void window_log(void *user, const char *command);
void window_report(void *user, const struct fault *fault);

// Returns the shortest time between two frames in seconds: one period of the display that the
// window is on, or 1/60 where SDL does not know its rate or says less than 20 Hz.
double window_least_frame_time(struct SDL_Window *sdl);

// Asks SDL for the window's size, and stores it in pixels (at least 1 × 1) with the number of
// pixels per unit of SDL's coordinates.
void window_measure(struct window *window);

// Makes the window fill the screen, or gives it back its size; a window that was maximised before
// is so again.
void window_fill_screen(struct window *window, bool fill);

// Has the state's `fullscreen` follow where the window manager has made the window fill the screen,
// or ended that, on its own. Call it when anything about the window has changed.
void window_follow_manager(struct window *window);

// The display is gone: writes the session as it is, and says in one sentence that the display is
// gone. Uses neither SDL nor GL. `user` is the struct window, as x_errors_on_loss wants it.
void window_lose_display(void *user);

// Whether the Wayland compositor that the window is on has gone; false elsewhere.
bool window_has_lost_compositor(const struct window *window);

// Closes the window, whose connection to the display broke, and opens it again with the session as
// it is. Returns false if there is no display any more; the window is closed then.
bool window_reopen(struct window *window);

// Loads the shaders of --shader-dir again if any of its files has changed. A fault is shown in the
// window and printed to standard error.
void window_poll_shaders(struct window *window);

// Applies each line of the text `lines` that is not empty as a command, with window_apply.
void window_apply_lines(struct window *window, const char *lines);

// window_steps_left returns whether commands given on the command line have not been started yet.
// window_run_scripts runs the scripts, and then those commands, up to the next `wait`; it returns
// after a short turn in any case, so that the window can still be closed meanwhile.
bool window_steps_left(const struct window *window);
void window_run_scripts(struct window *window);

// window_save does the command `save`. A file of the state is written at once. A picture may need
// networks that are still being computed: then the function returns, and window_keep_saves, which
// is called again and again, writes the picture when it is ready. It shows the state at the time of
// its `save`. Returns false with `fault` filled where saving fails.
bool window_save(struct window *window, const char *path, struct fault *fault);
void window_keep_saves(struct window *window);

// At the end of the program: window_finish_saves waits for the pictures that are not written yet
// and writes them, but returns early when the user asks to quit once more. window_give_up_saves
// drops those that are left.
void window_finish_saves(struct window *window);
void window_give_up_saves(struct window *window);

// The session that is kept for the next start (app/kept.h). window_open_session takes a place for
// it, if the options allow, and reads what the last run left; window_restore_session runs the
// commands of that. window_keep_session, which is called with every turn of the loop, writes the
// session 0.3 s after the last change, but at most 0.8 s after the first; window_session_time_left
// returns the seconds until then, HUGE_VAL for never. window_finish_session writes what is not
// written yet, and window_close_session gives the place back. window_rescue_session writes it where
// the display is gone, with the window as it was last, and returns whether a session is kept.
void window_open_session(struct window *window, const struct options *options);
void window_restore_session(struct window *window);
void window_keep_session(struct window *window);
double window_session_time_left(const struct window *window);
void window_finish_session(struct window *window);
bool window_rescue_session(struct window *window);
void window_close_session(struct window *window);

// window_write_session writes the session at once. window_session_command does the commands
// `session save` and `session forget`; `word` is the second word. Both return false with `fault`
// filled where the file cannot be written, or where no session is kept.
bool window_write_session(struct window *window, struct fault *fault);
bool window_session_command(struct window *window, const char *word, struct fault *fault);

// window_add_script adds a script of these commands, one a line, which window_run_scripts runs
// before those there are. Nothing happens where there is no room for one more.
// window_drop_scripts ends all scripts.
void window_add_script(struct window *window, const char *commands, enum origin origin);
void window_drop_scripts(struct window *window);

// Ends the script that a `play` command started, wherever it is; without one, nothing happens.
void window_stop_play(struct window *window);

// Builds the scene again if the state has changed since, or what the mouse is over. Call it before
// a pointer event is handled, because the event looks up in the scene what lies under the pointer.
void window_refresh_scene(struct window *window);

// window_hover looks again at what the mouse is over, `inside` the window or not, and sets the
// shape of its pointer; window_keep_hover shows the line of help once the mouse has rested;
// window_hover_input is what the scene is told of it; window_end_hover frees the shapes.
void window_hover(struct window *window, bool inside);
void window_keep_hover(struct window *window);
struct hover window_hover_input(const struct window *window);
void window_end_hover(struct window *window);

// The files that are dropped on the window together, in SDL's events from SDL_DROPBEGIN to
// SDL_DROPCOMPLETE: window_on_drop collects them, and opens them all at the end.
void window_on_drop(struct window *window, const union SDL_Event *event);

// Handles one event of SDL.
void window_on_event(struct window *window, const union SDL_Event *event);

// What is typed at once into the picture, as "sqrt(x)", is welcome. window_typing_pause is called
// for each key press: another key, or half a second, ends what is typed. window_typing_takes is
// called for each sign before it does anything, and for Return ("\r"). It returns true where the
// signs turn out to be a formula or a command: what they did is undone, they stand in the entry
// line, and this one is to do nothing else.
void window_typing_pause(struct window *window, const struct SDL_KeyboardEvent *event);
bool window_typing_takes(struct window *window, const char *text);

// window_update_text_input lets SDL report typed text while the entry line is open, and only then,
// so that input methods do not take the keys of shortcuts. window_stop_text_input stops it.
void window_update_text_input(struct window *window);
void window_stop_text_input(const struct window *window);

// Ends an animated move of the view by showing the view that it leads to.
void window_end_glide(struct window *window);

// Stores window_now() as the presenter's clock in the session, and where the mouse is.
void window_tell_presenter(struct window *window);

// window_timer_second returns the whole seconds since the lecture's timer began.
// window_timer_wants_frame returns whether a timer is visible and shows an older second.
long window_timer_second(const struct window *window);
bool window_timer_wants_frame(const struct window *window);

// For users who listen: when the trace cursor has moved or another function has the focus, plays a
// tone (command `hear`) and schedules a sentence (command `speak`). The sentence follows a move of
// the mouse after 0.35 s of rest, and a key (`by_key`) at once.
void window_follow_cursor(struct window *window, bool by_key);

// window_keep_time does what is due by now: ends a tone, closes the audio device, prints the
// sentence to standard output, removes the name of a key that was shown long enough.
// window_time_left returns the seconds until the next of these or the timer's next second is due;
// HUGE_VAL where none is.
void window_keep_time(struct window *window);
double window_time_left(const struct window *window);

// window_wake_pointer shows the mouse's pointer again: call it when the mouse is used.
// window_keep_projector hides the pointer once the mouse has rested in a lecture or where the
// window fills the screen, and keeps the screen saver away from lectures.
void window_wake_pointer(struct window *window);
void window_keep_projector(struct window *window);

// Shows the name of a key and what it is bound to for 2.5 s, if the command `echo` asked for that.
// Nothing happens for "".
void window_echo_key(struct window *window, const char *key);

#endif

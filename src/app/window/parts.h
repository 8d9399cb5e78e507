// What the files window*.c share; private to them.
//
// window.c has the loop, open.c opens and closes, events.c turns events into
// commands, commands.c does what commands ask for, time.c what is due without an
// event, saves.c writes pictures, and frame.c draws.
#ifndef ACTSCOPE_APP_WINDOW_PARTS_H
#define ACTSCOPE_APP_WINDOW_PARTS_H

#include "app/window/window.h"

union SDL_Event;

// Seconds on a clock that only runs on.
double window_now(void);

// The session's host (control/session.h): does what a command asks of the window; its log and its
// reports.
bool window_perform(void *user, enum host_action action, const char *argument, struct fault *fault);
void window_log(void *user, const char *command);
void window_report(void *user, const struct fault *fault);

// The least seconds between two frames, by the rate of the window's display.
double window_least_frame_time(struct SDL_Window *sdl);

// Takes over how many pixels the window has now.
void window_measure(struct window *window);

// Loads the shaders of --shader-dir again if any has changed.
void window_poll_shaders(struct window *window);

// Applies commands, one a line, as window_apply does.
void window_apply_lines(struct window *window, const char *lines);

// Whether commands of the command line are still to be run; runs scripts, those included, up to
// their next `wait`, but only for a short turn.
bool window_steps_left(const struct window *window);
void window_run_scripts(struct window *window);

// Does `save`: at once, or once the networks of the picture are computed. That is not waited for;
// window_keep_saves writes what is ready by then. A picture shows the state as of its `save`.
bool window_save(struct window *window, const char *path, struct fault *fault);
void window_keep_saves(struct window *window);

// Waits for all pictures on their way and writes them; gives them up when it is asked to quit once
// more.
void window_finish_saves(struct window *window);
void window_give_up_saves(struct window *window);

// Runs this text as if it stood on the command line; ends all that run.
void window_add_script(struct window *window, const char *commands);
void window_drop_scripts(struct window *window);

// Ends what a tour plays behind `play`, where it stands.
void window_stop_play(struct window *window);

// Builds the scene anew if it is older than the state: pointer events work on what there is.
void window_refresh_scene(struct window *window);

void window_on_event(struct window *window, const union SDL_Event *event);

// Text is wanted while the entry line is open, and only then.
void window_update_text_input(struct window *window);
void window_stop_text_input(const struct window *window);

// Ends a move of the view where it goes to.
void window_end_glide(struct window *window);

// Tells the session what time it is.
void window_tell_time(struct window *window);

// The second that the timer shows, and whether another one should be shown.
long window_timer_second(const struct window *window);
bool window_timer_wants_frame(const struct window *window);

// Follows the cursor with a tone at once, and with a sentence when it rests: after a key it does.
void window_follow_cursor(struct window *window, bool by_key);

// What is due: the tone's end, the sentence, the key that was shown long enough. And the seconds
// until one of these is due, infinite for none.
void window_keep_time(struct window *window);
double window_time_left(const struct window *window);

// Shows what a key did, for those who watch.
void window_echo_key(struct window *window, const char *key);

#endif

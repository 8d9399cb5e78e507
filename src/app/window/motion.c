#include "app/window/motion.h"
#include "app/window/signs.h"
#include "app/window/x_window.h"

#include <math.h>

#if defined SDL_VIDEO_DRIVER_X11 && __has_include(<X11/Xlib.h>)
#define KNOWS_X11 1
#include <SDL_syswm.h>
#if __has_include(<X11/extensions/XInput2.h>)
#include <X11/extensions/XInput2.h>
#else
enum { XI_Motion = 6 };
#endif
#else
#define KNOWS_X11 0
#endif

static bool same_on_screen(const struct mouse_place *a, const struct mouse_place *b)
{
    return a->screen_x == b->screen_x && a->screen_y == b->screen_y;
}

static bool same_in_window(const struct mouse_place *a, const struct mouse_place *b)
{
    return a->x == b->x && a->y == b->y;
}

// Whether SDL has moved the mouse to this place itself (motion_fill_screen).
static bool is_put(const struct motion *motion, const struct mouse_place *place)
{
    return motion->put_due && same_in_window(&motion->put, place);
}

// Keeps a report of this kind as the last one; returns the kind.
static enum motion_kind keep_report(struct motion *motion, enum motion_kind kind,
                                    const struct mouse_place *place)
{
    if (is_put(motion, place))
        motion->put_late = motion->moved;
    if (motion->put_due && kind != MOTION_NONE) {
        motion->hand = *place;
        motion->moved = true;
    }
    motion->place = *place;
    motion->unsure = kind == MOTION_CAME;
    return motion->kind = kind;
}

enum motion_kind motion_crossed(struct motion *motion, bool in, const struct mouse_place *place)
{
    bool still = same_on_screen(&motion->place, place) || is_put(motion, place);
    return keep_report(motion, still ? MOTION_NONE : in ? MOTION_CAME : MOTION_LEFT, place);
}

enum motion_kind motion_reported(struct motion *motion, const struct mouse_place *place)
{
    const struct mouse_place *last = &motion->place;
    bool still = same_on_screen(last, place) || same_in_window(last, place);
    bool none = (still && !motion->unsure) || is_put(motion, place);
    return keep_report(motion, none ? MOTION_NONE : MOTION_MOVED, place);
}

// Moves the mouse back to where the user had moved it. `place` is set before, so that the report of
// this move is one of a mouse that rests.
static void put_back(struct motion *motion)
{
    motion->place = motion->hand;
    SDL_WarpMouseGlobal(motion->hand.screen_x, motion->hand.screen_y);
    SDL_PumpEvents();
}

void motion_fill_screen(struct motion *motion, SDL_Window *window, bool fill)
{
    motion->put_due = SDL_GetMouseFocus() == window;
    motion->moved = motion->put_late = false;
    SDL_GetMouseState(&motion->put.x, &motion->put.y);
    SDL_SetWindowFullscreen(window, fill ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    SDL_PumpEvents(); // SDL waited for the X server to move the mouse: the reports are there now
    motion->put_due = false;
    if (motion->put_late && motion->on_screen)
        put_back(motion);
}

#if KNOWS_X11

// Hands SDL's event of the mouse's entering on, if it turned out to be a move. SDL makes no second
// event for motion to the place where the mouse entered, so this one has been kept back.
static void release_held(struct motion *motion)
{
    SDL_Event event = {.motion = motion->held};
    bool due = motion->holds && motion->kind == MOTION_MOVED;
    motion->holds = false;
    motion->judged = true; // so that is_move, which SDL_PushEvent calls, lets it pass
    if (due)
        SDL_PushEvent(&event);
    motion->judged = false;
}

// Takes a report of motion by XInput. SDL has made an event of it already, unless the mouse is
// where it was in the window; then only the place on the screen is new.
static void on_x_input(struct motion *motion, const XGenericEventCookie *cookie)
{
    if (cookie->evtype != XI_Motion)
        return;
    if (motion->holds)
        motion_reported(motion,
                        &(struct mouse_place){motion->place.screen_x, motion->place.screen_y,
                                              motion->place.x, motion->place.y});
    release_held(motion);
#if __has_include(<X11/extensions/XInput2.h>)
    const XIDeviceEvent *moved = cookie->data;
    if (moved == NULL)
        return;
    motion->place.screen_x = (int)floor(moved->root_x);
    motion->place.screen_y = (int)floor(moved->root_y);
#endif
}

// Takes an event of the X server. SDL makes its own event of it afterwards, but of XInput's events
// before (on_x_input).
static void on_x_event(struct motion *motion, const SDL_SysWMmsg *message)
{
    if (message->subsystem != SDL_SYSWM_X11)
        return;
    const XEvent *event = &message->msg.x11.event;
    const XCrossingEvent *crossing = &event->xcrossing;
    const XMotionEvent *moved = &event->xmotion;
    motion->on_screen = true;
    if (event->type == EnterNotify || event->type == LeaveNotify) {
        motion_crossed(
            motion, event->type == EnterNotify,
            &(struct mouse_place){crossing->x_root, crossing->y_root, crossing->x, crossing->y});
        motion->holds = false;
        motion->judged = true;
    } else if (event->type == MotionNotify) {
        motion_reported(motion,
                        &(struct mouse_place){moved->x_root, moved->y_root, moved->x, moved->y});
        if (moved->x == motion->held.x && moved->y == motion->held.y)
            release_held(motion);
        motion->holds = false;
        motion->judged = true;
    } else if (event->type == GenericEvent) {
        on_x_input(motion, &event->xcookie);
    }
}

#else

static void on_x_event(struct motion *motion, const SDL_SysWMmsg *message)
{
    (void)motion;
    (void)message;
}

#endif

// Judges a motion event of SDL without one of the X server before it. The event has the place in
// the window only: the place on the screen follows from where the window is now.
static bool is_move_by_window(struct motion *motion, const SDL_MouseMotionEvent *event)
{
    int x = 0, y = 0;
    SDL_Window *window = SDL_GetWindowFromID(event->windowID);
    if (window != NULL)
        SDL_GetWindowPosition(window, &x, &y);
    return motion_reported(motion, &(struct mouse_place){x + event->x, y + event->y, event->x,
                                                         event->y}) == MOTION_MOVED;
}

// Whether a motion event of SDL is a move of the user's. Touching always is.
static bool is_move(struct motion *motion, const SDL_MouseMotionEvent *event)
{
    if (event->which == SDL_TOUCH_MOUSEID)
        return true;
    motion->holds = motion->judged && motion->kind == MOTION_CAME;
    if (!motion->judged)
        return is_move_by_window(motion, event);
    motion->judged = false;
    motion->held = *event;
    return motion->kind == MOTION_MOVED;
}

// Whether the program gets a window's event: not the leaving of the mouse where the mouse rested.
// Where places on the screen are not known, the event tells that the next motion is no move.
static bool is_news(struct motion *motion, const SDL_WindowEvent *event)
{
    bool comes =
        event->event == SDL_WINDOWEVENT_ENTER || event->event == SDL_WINDOWEVENT_SIZE_CHANGED;
    bool leaves = event->event == SDL_WINDOWEVENT_LEAVE;
    if (!motion->on_screen && comes) {
        motion->kind = MOTION_CAME;
        motion->judged = true;
    }
    return !(leaves && motion->on_screen && motion->kind == MOTION_NONE);
}

// SDL calls this before an event goes into the queue; 0 keeps the event out. The calls that use
// `motion` come from the main thread: the other threads push events of other types only.
static int admit(void *user, SDL_Event *event)
{
    struct motion *motion = user;
    switch (event->type) {
    case SDL_SYSWMEVENT:
        on_x_event(motion, event->syswm.msg);
        // Nobody else reads such events.
        return signs_is_press(&event->syswm) || x_window_news(&event->syswm) != X_NOTHING;
    case SDL_MOUSEMOTION:
        return is_move(motion, &event->motion);
    case SDL_WINDOWEVENT:
        return is_news(motion, &event->window);
    default:
        return 1;
    }
}

void motion_watch(struct motion *motion)
{
    *motion = (struct motion){0};
    SDL_GetGlobalMouseState(&motion->place.screen_x, &motion->place.screen_y);
    SDL_SetEventFilter(admit, motion);
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE); // the X server's own events
}

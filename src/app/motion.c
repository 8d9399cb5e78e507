#include "app/motion.h"

#if defined SDL_VIDEO_DRIVER_X11 && __has_include(<X11/Xlib.h>)
#define KNOWS_X11 1
#include <SDL_syswm.h>
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

enum motion_kind motion_crossed(struct motion *motion, bool in, const struct mouse_place *place)
{
    bool still = same_on_screen(&motion->place, place);
    motion->kind = still ? MOTION_NONE : in ? MOTION_CAME : MOTION_LEFT;
    motion->unsure = !still && in;
    motion->place = *place;
    return motion->kind;
}

enum motion_kind motion_reported(struct motion *motion, const struct mouse_place *place)
{
    const struct mouse_place *last = &motion->place;
    bool still = same_on_screen(last, place) || same_in_window(last, place);
    motion->kind = still && !motion->unsure ? MOTION_NONE : MOTION_MOVED;
    motion->unsure = false;
    motion->place = *place;
    return motion->kind;
}

#if KNOWS_X11

// SDL reports no motion to the place where the mouse came in: it has done so before.
static void release_held(struct motion *motion)
{
    SDL_Event event = {.motion = motion->held};
    bool due = motion->holds && motion->kind == MOTION_MOVED && event.motion.x == motion->place.x &&
               event.motion.y == motion->place.y;
    motion->holds = false;
    if (due)
        SDL_PushEvent(&event);
}

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
        motion->judged = true;
        release_held(motion);
    }
}

#else

static void on_x_event(struct motion *motion, const SDL_SysWMmsg *message)
{
    (void)motion;
    (void)message;
}

#endif

// SDL's own reports have the place in the window only.
static bool is_elsewhere(struct motion *motion, const SDL_MouseMotionEvent *event)
{
    struct mouse_place place = motion->place;
    place.x = event->x;
    place.y = event->y;
    bool still = same_in_window(&motion->place, &place);
    motion->place = place;
    return !still;
}

static bool is_move(struct motion *motion, const SDL_MouseMotionEvent *event)
{
    if (event->which == SDL_TOUCH_MOUSEID)
        return true;
    if (!motion->judged)
        return is_elsewhere(motion, event);
    motion->judged = false;
    motion->holds = motion->kind == MOTION_CAME;
    motion->held = *event;
    return motion->kind == MOTION_MOVED;
}

// Whether a window's event is one for the program. Where places on the screen are not known, it
// says what the next report of motion is worth.
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

// SDL asks it for each event before the event waits in the queue. Other threads push events, too,
// but none that is looked at here.
static int admit(void *user, SDL_Event *event)
{
    struct motion *motion = user;
    switch (event->type) {
    case SDL_SYSWMEVENT:
        on_x_event(motion, event->syswm.msg);
        return 0; // nobody else reads these
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

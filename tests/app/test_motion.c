// Which reports of the mouse's place are moves: stories of reports, as X servers tell them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/window/motion.h"

enum { REPORTS_MAX = 8 };

enum how { END, ENTER, LEAVE, MOTION };

struct report {
    enum how how;
    struct mouse_place place;
    enum motion_kind kind; // expected
};

static const struct {
    const char *name;
    struct mouse_place begin;
    struct report reports[REPORTS_MAX];
} stories[] = {
    {"a window opens under the mouse",
     {960, 540, 0, 0},
     {{ENTER, {960, 540, 640, 360}, MOTION_NONE}}},
    {"a hand moves on, far or not at all long ago",
     {100, 100, 10, 10},
     {{MOTION, {101, 100, 11, 10}, MOTION_MOVED},
      {MOTION, {900, 700, 810, 610}, MOTION_MOVED},
      {MOTION, {901, 700, 811, 610}, MOTION_MOVED}}},
    {"a pointer that returns to where it was",
     {100, 100, 10, 10},
     {{MOTION, {300, 100, 210, 10}, MOTION_MOVED}, {MOTION, {100, 100, 10, 10}, MOTION_MOVED}}},
    {"a pointer that is told to be where it is",
     {100, 100, 10, 10},
     {{MOTION, {100, 100, 10, 10}, MOTION_NONE}, {MOTION, {100, 100, 10, 10}, MOTION_NONE}}},
    {"a warp from outside comes in, then moves to the same place",
     {10, 10, -80, -80},
     {{ENTER, {150, 150, 60, 60}, MOTION_CAME}, {MOTION, {150, 150, 60, 60}, MOTION_MOVED}}},
    {"out and back to the same place",
     {150, 150, 60, 60},
     {{LEAVE, {10, 10, -80, -80}, MOTION_LEFT},
      {ENTER, {150, 150, 60, 60}, MOTION_CAME},
      {MOTION, {150, 150, 60, 60}, MOTION_MOVED}}},
    {"a window grows over a mouse that rests outside, then shrinks again",
     {10, 10, -80, -80},
     {{ENTER, {1900, 900, 1900, 900}, MOTION_CAME},
      {LEAVE, {1900, 900, 1580, 720}, MOTION_NONE},
      {ENTER, {1900, 900, 1900, 900}, MOTION_NONE}}},
    {"…and then the hand moves",
     {10, 10, -80, -80},
     {{ENTER, {1900, 900, 1900, 900}, MOTION_CAME},
      {MOTION, {1901, 900, 1901, 900}, MOTION_MOVED}}},
    {"a window moves away from under the mouse",
     {150, 150, 60, 60},
     {{LEAVE, {150, 150, -350, -350}, MOTION_NONE}, {ENTER, {150, 150, 10, 10}, MOTION_NONE}}},
    {"a server that tells of motion where the window moved (Xwayland)",
     {150, 150, 60, 60},
     {{ENTER, {150, 150, 150, 150}, MOTION_NONE}, {MOTION, {150, 150, 150, 150}, MOTION_NONE}}},
    {"SDL puts the mouse back to its place in a window that fills the screen",
     {960, 540, 640, 360},
     {{MOTION, {640, 360, 640, 360}, MOTION_NONE}, {MOTION, {641, 360, 641, 360}, MOTION_MOVED}}},
    {"places left of and above the first screen",
     {-5, -7, 1, 1},
     {{MOTION, {-6, -7, 0, 1}, MOTION_MOVED}, {LEAVE, {-2000, -7, -1994, 1}, MOTION_LEFT}}},
};

// SDL puts the mouse back into a window that no longer fills the screen, and away from which it
// was.
static void put_back_by_sdl(void **state)
{
    (void)state;
    struct motion motion = {
        .place = {500, 150, 500, 150}, .put = {0, 0, 500, 150}, .put_due = true};
    assert_int_equal(motion_crossed(&motion, false, &(struct mouse_place){500, 150, 180, -30}),
                     MOTION_NONE);
    assert_int_equal(motion_crossed(&motion, true, &(struct mouse_place){821, 350, 500, 150}),
                     MOTION_NONE);
    assert_int_equal(motion_reported(&motion, &(struct mouse_place){821, 350, 500, 150}),
                     MOTION_NONE);
    assert_int_equal(motion_reported(&motion, &(struct mouse_place){822, 350, 501, 150}),
                     MOTION_MOVED);
    assert_false(motion.put_late);
}

// The same, where the mouse moved before SDL put it to where it had last heard of it.
static void put_after_a_move(void **state)
{
    (void)state;
    struct motion motion = {
        .place = {960, 540, 640, 360}, .put = {0, 0, 640, 360}, .put_due = true};
    assert_int_equal(motion_reported(&motion, &(struct mouse_place){330, 190, 10, 10}),
                     MOTION_MOVED);
    assert_false(motion.put_late);
    assert_int_equal(motion_reported(&motion, &(struct mouse_place){640, 360, 640, 360}),
                     MOTION_NONE);
    assert_true(motion.put_late);
    assert_int_equal(motion.hand.screen_x, 330);
    assert_int_equal(motion.hand.screen_y, 190);
    // A place above it, or on its left, is another.
    assert_int_equal(motion_reported(&motion, &(struct mouse_place){640, 350, 640, 350}),
                     MOTION_MOVED);
    assert_int_equal(motion_reported(&motion, &(struct mouse_place){630, 350, 630, 350}),
                     MOTION_MOVED);
    // Once that is over, the hand may come to that place.
    motion.put_due = false;
    assert_int_equal(motion_reported(&motion, &(struct mouse_place){641, 360, 641, 360}),
                     MOTION_MOVED);
    assert_int_equal(motion_reported(&motion, &(struct mouse_place){640, 360, 640, 360}),
                     MOTION_MOVED);
}

static void stories_are_understood(void **state)
{
    (void)state;
    for (size_t s = 0; s < sizeof stories / sizeof stories[0]; s++) {
        struct motion motion = {.place = stories[s].begin};
        for (int i = 0; i < REPORTS_MAX && stories[s].reports[i].how != END; i++) {
            const struct report *report = &stories[s].reports[i];
            enum motion_kind kind =
                report->how == MOTION
                    ? motion_reported(&motion, &report->place)
                    : motion_crossed(&motion, report->how == ENTER, &report->place);
            if (kind != report->kind)
                fail_msg("%s: report %d is of kind %d, not %d", stories[s].name, i + 1, (int)kind,
                         (int)report->kind);
        }
    }
}

// The events themselves, where no X server tells places: as on Wayland.
static SDL_Event motion_to(int x, int y, Uint32 which)
{
    return (SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = x, .y = y, .which = which}};
}

static bool admitted(SDL_Event event)
{
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    return SDL_PushEvent(&event) == 1;
}

static SDL_Event window_event(Uint8 what)
{
    return (SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = what}};
}

static void places_unknown(void **state)
{
    (void)state;
    struct motion motion;
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    assert_int_equal(SDL_Init(SDL_INIT_VIDEO), 0);
    motion_watch(&motion);
    assert_true(admitted(motion_to(10, 10, 0)));
    assert_true(admitted(window_event(SDL_WINDOWEVENT_SIZE_CHANGED)));
    assert_false(admitted(motion_to(330, 190, 0)));
    assert_true(admitted(motion_to(331, 190, 0)));
    assert_false(admitted(motion_to(331, 190, 0)));
    assert_true(admitted(window_event(SDL_WINDOWEVENT_LEAVE)));
    assert_true(admitted(window_event(SDL_WINDOWEVENT_ENTER)));
    assert_true(admitted(motion_to(5, 5, SDL_TOUCH_MOUSEID))); // a finger comes and is meant
    assert_false(admitted(motion_to(6, 5, 0)));
    assert_true(admitted(motion_to(7, 5, 0)));
    SDL_Quit();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories_are_understood), cmocka_unit_test(put_back_by_sdl),
        cmocka_unit_test(put_after_a_move), cmocka_unit_test(places_unknown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Draws one frame: moves the view on if it glides, tells the worker what to compute, composes and
// paints the scene, and draws the presenter's window.
#include "app/window/parts.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/window/presenter.h"
#include "control/requests.h"

#define GLIDE_SECONDS 0.12 // how long the view takes to a new place

void window_end_glide(struct window *window)
{
    if (window->gliding)
        window->redraw = true;
    window->gliding = false;
    window->shown = window->target;
}

static bool same_scales(const struct view *a, const struct view *b)
{
    bool same = a->x.scale == b->x.scale;
    for (int o = 0; o < ORDER_COUNT; o++)
        same = same && a->y[o].scale == b->y[o].scale;
    return same;
}

// Sets the view to show now: on the way to the state's view while the last change glides, otherwise
// the state's view itself.
static void update_view(struct window *window)
{
    struct session *session = &window->program.session;
    struct view target;
    state_view(&session->state, &target);
    bool moved = !window->has_view || !view_equal(&target, &window->target);
    if (moved) {
        bool glide = window->has_view && session->eased && window->frames_most == 0 &&
                     !session->state.lecture.still && same_scales(&target, &window->shown);
        window->from = window->shown;
        window->target = target;
        window->gliding = glide;
        window->glide_start = window_now();
        window->has_view = true;
    }
    session->eased = false;
    double t = window->gliding ? (window_now() - window->glide_start) / GLIDE_SECONDS : 1;
    if (t >= 1)
        window->gliding = false;
    double s = t >= 1 ? 1 : t * t * (3 - 2 * t); // smoothstep: the speed is 0 at both ends
    window->shown =
        window->gliding ? view_between(&window->from, &window->target, s) : window->target;
}

static void update_title(struct window *window)
{
    char title[256], whole[sizeof window->title];
    scene_title(&window->program.session.state, title, sizeof title);
    bool plain = strcmp(title, "actscope") == 0;
    snprintf(whole, sizeof whole, "%s%s", title, plain ? "" : " – actscope");
    if (strcmp(whole, window->title) == 0)
        return;
    text_copy(window->title, sizeof window->title, whole);
    SDL_SetWindowTitle(window->sdl, whole);
}

// Moves the window to the display for the audience: the largest one other than its present one. It
// stays where it is if there is only one display.
static void to_lecture_display(struct window *window)
{
    struct SDL_Rect bounds;
    int here = SDL_GetWindowDisplayIndex(window->sdl), best = -1;
    window->desk_display = here > 0 ? here : 0;
    window->lecture_displays = SDL_GetNumVideoDisplays();
    double most = 0;
    for (int i = 0; i < SDL_GetNumVideoDisplays(); i++) {
        if (i == here || SDL_GetDisplayBounds(i, &bounds) != 0)
            continue;
        double area = (double)bounds.w * bounds.h;
        best = area > most ? i : best;
        most = fmax(most, area);
    }
    if (best < 0)
        return;
    int place = (int)SDL_WINDOWPOS_CENTERED_DISPLAY((unsigned)best);
    SDL_SetWindowPosition(window->sdl, place, place);
}

static void update_fullscreen(struct window *window)
{
    bool wanted = window->program.session.state.fullscreen;
    if (wanted == window->fullscreen)
        return;
    if (wanted && window->program.session.state.lecture.on)
        to_lecture_display(window);
    window_fill_screen(window, wanted);
}

// Opens or closes the presenter's window as needed (during a lecture with two displays, or with
// --presenter) and draws it.
static void update_presenter(struct window *window)
{
    bool lecture = window->program.session.state.lecture.on && SDL_GetNumVideoDisplays() > 1;
    bool wanted = (lecture || window->presenter_wanted) && !window->presenter_refused;
    if (wanted && window->presenter == NULL) {
        window->presenter = presenter_window_open(&window->program, window->desk_display);
        window->presenter_refused = window->presenter == NULL;
    } else if (!wanted && window->presenter != NULL) {
        presenter_window_close(window->presenter);
        window->presenter = NULL;
    }
    if (!lecture && !window->presenter_wanted)
        window->presenter_refused = false; // so that the next lecture opens the window again
    if (window->presenter != NULL)
        presenter_window_frame(window->presenter, &window->program, &window->scene.list);
}

static void run_animation(struct window *window)
{
    double t = window_now(), passed = t - window->animated;
    window->animated = t;
    // After a pause the animation goes on from where it was: one frame moves it by 0.1 s at most.
    if (window->program.session.animating && passed > 0)
        session_animate(&window->program.session, fmin(passed, 0.1));
}

// Has the worker compute the network page: its networks, and the phase map of the focused function.
static void want_study(struct window *window)
{
    const struct state *state = &window->program.session.state;
    struct study_request request;
    state_study_request(state, &request);
    worker_want_study(window->worker, &request);
    const struct activation *focused = state_function(state, state->focus);
    if (focused != NULL)
        worker_want_phase(window->worker, focused, state->parameters[state->focus]);
}

// Tells the worker how far to run the race. It pauses while `seen` is false: another page is shown.
static void want_race(struct window *window, bool seen)
{
    const struct session *session = &window->program.session;
    struct race_request request;
    state_race_request(&session->state, &request);
    request.start = session->race_start;
    const struct race_pace pace = {
        .asked = session->race_asked,
        .running = seen && session->state.laboratory.running,
        .speed = session->state.laboratory.numbers[RACE_SPEED],
    };
    worker_want_race(window->worker, &request, &pace);
}

// Tells the worker what the visible page needs; the worker is started by the first such page.
static void want_networks(struct window *window)
{
    enum page page = window->program.session.state.laboratory.page;
    if (page != PAGE_CURVES && window->worker == NULL) {
        window->worker_event = SDL_RegisterEvents(1);
        window->worker = worker_create(window->worker_event);
    }
    if (window->worker == NULL)
        return;
    static const struct study_request nothing; // cancels a study that is being computed
    if (page == PAGE_NETWORK)
        want_study(window);
    else
        worker_want_study(window->worker, &nothing);
    if (page == PAGE_RACE || window->snapshots.board != NULL)
        want_race(window, page == PAGE_RACE);
}

// Composes the scene of the present state.
static void build_scene(struct window *window)
{
    struct session *session = &window->program.session;
    const struct scene_input input = {
        .session = session,
        .view = &window->shown,
        .width = window->program.width,
        .height = window->program.height,
        .pixel_ratio = window->program.pixel_ratio,
        .size = window->scale > 0 ? window->scale : window->desktop_scale,
        .metrics = &window->program.metrics,
        .cache = &window->cache,
        .box = window->pointer.box,
        .hover = window_hover_input(window),
        .margin = 0.5,
        .study = window->snapshots.study,
        .phase = window->snapshots.phase,
        .board = window->snapshots.board,
    };
    scene_build(&window->scene, &input);
    window->hovering.unseen = false;
    if (window->scene.panel_n > 0) {
        session->panel_width = window->scene.panels[0].plot.w;
        session->panel_height = window->scene.panels[0].plot.h;
    }
}

void window_refresh_scene(struct window *window)
{
    bool current = scene_is_current(&window->scene, &window->program.session);
    if (!window->has_view || (current && !window->hovering.unseen))
        return;
    update_view(window);
    build_scene(window);
}

void window_frame(struct window *window)
{
    struct session *session = &window->program.session;
    window_tell_presenter(window);
    window->second_shown = window_timer_second(window);
    update_fullscreen(window);
    window_measure(window);
    run_animation(window);
    update_view(window);
    want_networks(window);
    build_scene(window);
    paint_gl_draw(window->paint, &window->scene.list);
    SDL_GL_SwapWindow(window->sdl);
    update_presenter(window);
    window->presented = window_now();
    session->stale = false;
    window->redraw = false;
    window->frames++;
    update_title(window);
}

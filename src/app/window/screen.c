// The window on its screen: its size and rate, filling the screen, and displays that go away.
#include "app/window/parts.h"

#include <SDL.h>
#include <stdio.h>

#include "app/window/x_window.h"
#include "base/language.h"

#if defined SDL_VIDEO_DRIVER_WAYLAND
#include <SDL_syswm.h>
#endif

double window_least_frame_time(struct SDL_Window *sdl)
{
    SDL_DisplayMode mode;
    int display = SDL_GetWindowDisplayIndex(sdl);
    bool known =
        display >= 0 && SDL_GetCurrentDisplayMode(display, &mode) == 0 && mode.refresh_rate >= 20;
    return 1.0 / (known ? mode.refresh_rate : 60);
}

void window_measure(struct window *window)
{
    int w, h, dw, dh;
    SDL_GetWindowSize(window->sdl, &w, &h);
    SDL_GL_GetDrawableSize(window->sdl, &dw, &dh);
    window->program.width = dw > 0 ? dw : 1;
    window->program.height = dh > 0 ? dh : 1;
    double ratio = w > 0 ? (double)dw / w : 1;
    window->program.pixel_ratio = ratio;
}

// --- filling the screen ---

// Finds whether the window fills the screen: on X11 by what the window manager says, since SDL does
// not tell there.
static bool fills_screen(const struct window *window)
{
    bool fills = false;
    if (x_window_fills(window->sdl, &fills))
        return fills;
    return (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_FULLSCREEN) != 0;
}

void window_fill_screen(struct window *window, bool fill)
{
    if (fill) // SDL forgets that while the window fills the screen
        window->was_maximised = (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_MAXIMIZED) != 0;
    window->fullscreen = fill;
    motion_fill_screen(&window->motion, window->sdl, fill);
    window->fill_due = fills_screen(window) != fill;
    if (!fill && window->was_maximised)
        SDL_MaximizeWindow(window->sdl);
}

// Whether a display has gone since the lecture began: the window manager then ends the full screen,
// but not the lecture.
static bool has_lost_lecture_display(struct window *window)
{
    int displays = SDL_GetNumVideoDisplays();
    bool lost = window->program.session.state.lecture.on && displays > 0 &&
                displays < window->lecture_displays;
    if (lost)
        window->lecture_displays = displays;
    return lost;
}

void window_follow_manager(struct window *window)
{
    bool fills = fills_screen(window);
    if (window->fill_due) { // what it says may be older than what we asked for
        window->fill_due = fills != window->fullscreen;
        return;
    }
    if (fills == window->fullscreen)
        return;
    if (!fills && has_lost_lecture_display(window)) {
        window->fullscreen = false; // the next frame fills what is left
        window->redraw = true;
        return;
    }
    window_fill_screen(window, fills); // so that SDL knows it, too
    window_apply(window, fills ? "fullscreen on" : "fullscreen off");
}

// --- displays that go away ---

void window_lose_display(void *user)
{
    struct window *window = user;
    bool kept = window_rescue_session(window);
    fprintf(stderr, "actscope: %s\n",
            kept ? _("the display is gone; the session is kept") : _("the display is gone"));
    fflush(stdout);
}

#if defined SDL_VIDEO_DRIVER_WAYLAND

bool window_has_lost_compositor(const struct window *window)
{
    SDL_SysWMinfo info;
    int (*get_error)(struct wl_display * display);
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window->sdl, &info) || info.subsystem != SDL_SYSWM_WAYLAND)
        return false;
    void *library = SDL_LoadObject("libwayland-client.so.0"); // SDL has it loaded
    x_library_find(library, "wl_display_get_error", &get_error);
    bool lost = get_error != NULL && get_error(info.info.wl.display) != 0;
    if (library != NULL)
        SDL_UnloadObject(library);
    return lost;
}

#else

bool window_has_lost_compositor(const struct window *window)
{
    (void)window;
    return false;
}

#endif

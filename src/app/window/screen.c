// Asks SDL for the rate of the display that the window is on, and for the window's size.
#include "app/window/parts.h"

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

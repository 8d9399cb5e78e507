#include "app/window/desktop.h"

#include <SDL.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "app/window/x_window.h"

#define DPI_OF_ONE   96.0
#define DPI_LEAST    48.0
#define DPI_MOST     768.0
#define DENSE_DPI    180.0
#define INCHES_LEAST 9.0
#define INCHES_MOST  45.0

double desktop_scale_of(const struct desktop_display *display)
{
    double wanted = display->wanted_dpi, measured = display->measured_dpi;
    if (wanted >= DPI_LEAST && wanted <= DPI_MOST)
        return fmax(1, wanted / DPI_OF_ONE);
    double inches = measured > 0 ? hypot(display->width, display->height) / measured : 0;
    bool sane = measured >= DENSE_DPI && inches >= INCHES_LEAST && inches <= INCHES_MOST;
    return sane ? fmin(3, floor(2 * measured / DPI_OF_ONE) / 2) : 1;
}

double desktop_scale(void)
{
    struct desktop_display display = {.wanted_dpi = x_window_dpi()};
    const char *driver = SDL_GetCurrentVideoDriver();
    SDL_DisplayMode mode;
    float dpi;
    if (driver == NULL || strcmp(driver, "x11") != 0)
        return 1;
    if (SDL_GetDisplayDPI(0, &dpi, NULL, NULL) == 0 && SDL_GetCurrentDisplayMode(0, &mode) == 0) {
        display.measured_dpi = (double)dpi;
        display.width = mode.w;
        display.height = mode.h;
    }
    return desktop_scale_of(&display);
}

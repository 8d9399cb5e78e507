// How large the user's desktop wants text and lines to be.
#ifndef ACTSCOPE_APP_WINDOW_DESKTOP_H
#define ACTSCOPE_APP_WINDOW_DESKTOP_H

// A display, as far as it is known.
struct desktop_display {
    double wanted_dpi;   // dots per inch that the user has set for the desktop; 0: none
    double measured_dpi; // of the display itself, as its driver tells, true or not; 0: not known
    int width, height;   // pixels
};

// Returns the factor for text and lines, 1 to 8: what the user has set counts, from 48 to 768 dots
// per inch, with 96 for 1. Without that it follows from the display itself in steps of 1/2, up to
// 3, but only from 180 dots per inch on, and not where the size in inches is none of a screen that
// one sits at, from 9 to 45 inches across: projectors and virtual displays tell fancies.
double desktop_scale_of(const struct desktop_display *display);

// Asks the X server, and SDL for its first display. Returns 1 elsewhere: on Wayland, for one, SDL
// tells more pixels than units. Call it after SDL_Init.
double desktop_scale(void);

#endif

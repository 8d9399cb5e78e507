// A colour: straight alpha, sRGB as on the screen.
#ifndef ACTSCOPE_BASE_COLOR_H
#define ACTSCOPE_BASE_COLOR_H

#include <stdint.h>

struct color {
    uint8_t r, g, b, a;
};

#endif

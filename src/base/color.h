// A colour as it is on the screen: sRGB components from 0 to 255, which alpha has not been
// multiplied into; alpha is 0 for transparent and 255 for opaque.
#ifndef ACTSCOPE_BASE_COLOR_H
#define ACTSCOPE_BASE_COLOR_H

#include <stdint.h>

struct color {
    uint8_t r, g, b, a;
};

#endif

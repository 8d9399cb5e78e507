#include "scene/theme.h"

#include <math.h>

#define RGB(hex)                                                                                   \
    {                                                                                              \
        (uint8_t)((hex) >> 16), (uint8_t)((hex) >> 8 & 255), (uint8_t)((hex)&255), 255             \
    }

// Curve colours: computed sets, at least 14 apart (CIEDE2000) under every simulated colour vision
// and at least 3:1 on their background. The first two are the pair that is farthest apart.
static const struct theme themes[THEME_COUNT] = {
    [THEME_LIGHT] =
        {
            .background = RGB(0xFFFFFF),
            .text = RGB(0x1A1A1A),
            .quiet = RGB(0x595959),
            .grid = RGB(0xE4E6EA),
            .axis = RGB(0xA9AEB6),
            .cursor = RGB(0x6B7280),
            .panel = RGB(0xF6F7F9),
            .fault = RGB(0xA8071A),
            .curves = {RGB(0x0096FF), RGB(0x962D00), RGB(0x002D5A), RGB(0xA58700), RGB(0x0F695A),
                       RGB(0xFF1E96)},
        },
    [THEME_DARK] =
        {
            .background = RGB(0x101418),
            .text = RGB(0xF2F4F8),
            .quiet = RGB(0xB0B7C3),
            .grid = RGB(0x262C34),
            .axis = RGB(0x5A6472),
            .cursor = RGB(0x9AA4B2),
            .panel = RGB(0x1A2027),
            .fault = RGB(0xFF9C8F),
            .curves = {RGB(0x5AD2FF), RGB(0xF03CA5), RGB(0xF0C396), RGB(0x1E9669), RGB(0x7887FF),
                       RGB(0xF0F000)},
        },
};

const struct theme *theme_get(enum theme_name name)
{
    return &themes[name];
}

static uint8_t mix(uint8_t a, uint8_t b, double t)
{
    return (uint8_t)lround(a + (b - a) * t);
}

struct color color_mix(struct color a, struct color b, double t)
{
    return (struct color){mix(a.r, b.r, t), mix(a.g, b.g, t), mix(a.b, b.b, t), mix(a.a, b.a, t)};
}

static double whole(double length)
{
    return fmax(1, round(length));
}

struct look look_for(double width, double height, double pixel_ratio, double size)
{
    // Sizes follow the height of the picture; in a tall, narrow one they follow its width.
    double unit = fmin(height, 0.75 * width) * size;
    double floor = 8.0 * pixel_ratio * fmin(size, 1);
    return (struct look){
        .cap_title = fmax(floor * 1.4, 0.025 * unit),
        .cap_label = fmax(floor, 0.0165 * unit),
        .cap_axis = fmax(floor, 0.0145 * unit),
        .cap_readout = fmax(floor, 0.0165 * unit),
        .cap_caption = fmax(floor * 1.2, 0.0215 * unit),
        .cap_hint = fmax(floor, 0.0125 * unit),
        .curve = fmax(1.6 * pixel_ratio, 0.0037 * unit),
        .focused = fmax(2.0 * pixel_ratio, 0.0046 * unit),
        .derivative = fmax(1.3 * pixel_ratio, 0.0028 * unit),
        .axis = whole(0.0016 * unit),
        .grid = whole(0.0011 * unit),
        .cursor = whole(0.0014 * unit),
        .dot = fmax(6 * pixel_ratio, 0.0125 * unit),
        .dot_ring = fmax(1.5 * pixel_ratio, 0.0028 * unit),
        .point = fmax(5 * pixel_ratio, 0.0095 * unit),
        .gap = fmax(4 * pixel_ratio, 0.011 * unit),
    };
}

struct look look_for_rows(struct look look, int rows, double pixel_ratio)
{
    enum { FULL_SIZE_ROWS = 2 };
    double t = rows <= FULL_SIZE_ROWS ? 1 : fmax(0.4, pow((double)FULL_SIZE_ROWS / rows, 0.7));
    double least = 6.5 * pixel_ratio;
    look.cap_label = fmax(fmin(least, look.cap_label), look.cap_label * t);
    look.cap_axis = fmax(fmin(least, look.cap_axis), look.cap_axis * t);
    look.curve = fmax(1.2 * pixel_ratio, look.curve * t);
    look.focused = fmax(1.2 * pixel_ratio, look.focused * t);
    look.derivative = fmax(pixel_ratio, look.derivative * t);
    look.dot *= t;
    look.dot_ring *= t;
    look.point *= t;
    look.gap *= fmax(0.6, t);
    return look;
}

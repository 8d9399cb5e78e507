#include "scene/theme.h"

#include <math.h>

static uint8_t mix(uint8_t a, uint8_t b, double t)
{
    return (uint8_t)lround(a + (b - a) * t);
}

struct color color_mix(struct color a, struct color b, double t)
{
    return (struct color){mix(a.r, b.r, t), mix(a.g, b.g, t), mix(a.b, b.b, t), mix(a.a, b.a, t)};
}

// --- ink ---

#define INK_CONTRAST 7.0
#define GLARE        0.05 // WCAG's: what a lit screen adds to every luminance

// sRGB (IEC 61966-2-1) from 0 to 1 and light.
static double to_light(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double from_light(double v)
{
    return v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055;
}

static double luminance(struct color c)
{
    return 0.2126 * to_light(c.r / 255.0) + 0.7152 * to_light(c.g / 255.0) +
           0.0722 * to_light(c.b / 255.0);
}

// A channel with its light scaled by `keep`, then mixed with so much white.
static uint8_t relit(uint8_t channel, double keep, double white)
{
    double v = 255 * from_light(to_light(channel / 255.0) * keep + white);
    return (uint8_t)(white > 0 ? fmin(ceil(v), 255) : fmax(floor(v), 0));
}

struct color color_ink(struct color color, const struct theme *theme)
{
    double a = luminance(theme->background), b = luminance(theme->panel), own = luminance(color);
    double darkest = (fmin(a, b) + GLARE) / INK_CONTRAST - GLARE;  // at most, on light ground
    double lightest = (fmax(a, b) + GLARE) * INK_CONTRAST - GLARE; // at least, on dark
    double keep = 1, white = 0;
    if (darkest >= 0 && own > darkest && !theme_is_dark(theme))
        keep = darkest / own;
    else if (lightest <= 1 && own < lightest && theme_is_dark(theme)) {
        white = (lightest - own) / (1 - own);
        keep = 1 - white;
    }
    return keep < 1 ? (struct color){relit(color.r, keep, white), relit(color.g, keep, white),
                                     relit(color.b, keep, white), color.a}
                    : color;
}

// --- sizes ---

static double whole(double length)
{
    return fmax(1, round(length));
}

// Lengths as fractions of the picture's height.
struct sizes {
    double title, label, axis, readout, caption, hint;
    double curve, focused, derivative;
    double axis_line, grid, cursor;
    double dot, ring, point, gap;
    double least_text, least_readout; // 0: a floor in pixels serves
    int ticks_x, ticks_y;
};

static const struct sizes desk = {
    .title = 0.025,
    .label = 0.0165,
    .axis = 0.0145,
    .readout = 0.0165,
    .caption = 0.0215,
    .hint = 0.0125,
    .curve = 0.0037,
    .focused = 0.0046,
    .derivative = 0.0028,
    .axis_line = 0.0016,
    .grid = 0.0011,
    .cursor = 0.0014,
    .dot = 0.0125,
    .ring = 0.0028,
    .point = 0.0095,
    .gap = 0.011,
    .ticks_x = 11,
    .ticks_y = 9,
};

// A little above the figures that must be reached, for letters end at whole pixels.
static const struct sizes lecture_hall = {
    .title = 0.0515,
    .label = 0.0362,
    .axis = 0.0292,
    .readout = 0.0362,
    .caption = 0.0362,
    .hint = 0.0292,
    .curve = 0.0044,
    .focused = 0.0060,
    .derivative = 0.0044,
    .axis_line = 0.0026,
    .grid = 0.00175,
    .cursor = 0.0035,
    .dot = 0.0160,
    .ring = 0.0035,
    .point = 0.0130,
    .gap = 0.0150,
    .least_text = 0.0292,
    .least_readout = 0.0362,
    .ticks_x = 7,
    .ticks_y = 7,
};

struct look look_for(double width, double height, double pixel_ratio, double size, bool lecture)
{
    const struct sizes *s = lecture ? &lecture_hall : &desk;
    // Sizes follow the height of the picture; in a tall, narrow one they follow its width.
    double unit = fmin(height, 0.75 * width) * size;
    double floor = 8.0 * pixel_ratio * fmin(size, 1);
    return (struct look){
        .cap_title = fmax(floor * 1.4, s->title * unit),
        .cap_label = fmax(floor, s->label * unit),
        .cap_axis = fmax(floor, s->axis * unit),
        .cap_readout = fmax(floor, s->readout * unit),
        .cap_caption = fmax(floor * 1.2, s->caption * unit),
        .cap_hint = fmax(floor, s->hint * unit),
        .curve = fmax(1.6 * pixel_ratio, s->curve * unit),
        .focused = fmax(2.0 * pixel_ratio, s->focused * unit),
        .derivative = fmax(1.3 * pixel_ratio, s->derivative * unit),
        .axis = whole(s->axis_line * unit),
        .grid = whole(s->grid * unit),
        .cursor = whole(s->cursor * unit),
        .dot = fmax(6 * pixel_ratio, s->dot * unit),
        .dot_ring = fmax(1.5 * pixel_ratio, s->ring * unit),
        .point = fmax(5 * pixel_ratio, s->point * unit),
        .gap = fmax(4 * pixel_ratio, s->gap * unit),
        .least_text = fmax(6.5 * pixel_ratio, s->least_text * unit),
        .least_readout = fmax(6 * pixel_ratio, s->least_readout * unit),
        .ticks_x = s->ticks_x,
        .ticks_y = s->ticks_y,
    };
}

struct look look_for_rows(struct look look, int rows, double pixel_ratio)
{
    enum { FULL_SIZE_ROWS = 2 };
    double t = rows <= FULL_SIZE_ROWS ? 1 : fmax(0.4, pow((double)FULL_SIZE_ROWS / rows, 0.7));
    double least = look.least_text;
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

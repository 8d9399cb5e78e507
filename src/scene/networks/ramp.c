#include "scene/networks/ramp.h"

#include <math.h>

#define DEGREE (3.14159265358979323846 / 180)

// From violet at the dark end to yellow at the light one.
#define LIGHTNESS_LOW  0.30
#define LIGHTNESS_HIGH 0.91
#define HUE_LOW        300.0
#define HUE_HIGH       105.0
#define CHROMA         0.15

// Linear sRGB of an OKLab colour, by the matrices of Ottosson (2020).
static void linear_rgb(double lightness, double a, double b, double rgb[3])
{
    double l = lightness + 0.3963377774 * a + 0.2158037573 * b;
    double m = lightness - 0.1055613458 * a - 0.0638541728 * b;
    double s = lightness - 0.0894841775 * a - 1.2914855480 * b;
    l = l * l * l;
    m = m * m * m;
    s = s * s * s;
    rgb[0] = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
    rgb[1] = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
    rgb[2] = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
}

static bool in_gamut(const double rgb[3])
{
    for (int i = 0; i < 3; i++)
        if (!(rgb[i] >= 0 && rgb[i] <= 1))
            return false;
    return true;
}

static uint8_t encode(double linear)
{
    linear = fmin(fmax(linear, 0), 1);
    double v = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055;
    return (uint8_t)lround(255 * v);
}

int ramp_level(double t)
{
    t = t > 0 ? fmin(t, 1) : 0;
    return (int)lround(t * (RAMP_LEVELS - 1));
}

struct color ramp_color(double t)
{
    double s = (double)ramp_level(t) / (RAMP_LEVELS - 1);
    double lightness = LIGHTNESS_LOW + (LIGHTNESS_HIGH - LIGHTNESS_LOW) * s;
    double hue = (HUE_LOW + (HUE_HIGH - HUE_LOW) * s) * DEGREE, chroma = CHROMA, rgb[3];
    linear_rgb(lightness, chroma * cos(hue), chroma * sin(hue), rgb);
    while (!in_gamut(rgb) && chroma > 0) {
        chroma -= 0.01;
        linear_rgb(lightness, chroma * cos(hue), chroma * sin(hue), rgb);
    }
    return (struct color){encode(rgb[0]), encode(rgb[1]), encode(rgb[2]), 255};
}

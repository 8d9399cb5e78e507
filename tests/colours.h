// Colour science of the tests' own: how far apart two colours are for every colour vision.
#ifndef ACTSCOPE_TEST_COLOURS_H
#define ACTSCOPE_TEST_COLOURS_H

#include <math.h>
#include <stdint.h>

#include "base/color.h"

struct vec {
    double a, b, c;
};

// sRGB (IEC 61966-2-1) to linear light.
static inline double linear(uint8_t v)
{
    double c = v / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static inline double luminance(struct color c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

// Dichromats: Machado, Oliveira and Fernandes 2009, severity 1, in linear RGB.
static const double visions[][9] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
    {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
    {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
};
static const char *const vision_names[] = {"normal", "protan", "deutan", "tritan"};

static inline double unit(double v)
{
    return fmin(fmax(v, 0), 1);
}

static inline double lab_f(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

// CIELAB under D65 of a colour as this vision sees it.
static inline struct vec lab(struct color color, const double m[9])
{
    double c[3] = {linear(color.r), linear(color.g), linear(color.b)}, v[3];
    for (int i = 0; i < 3; i++)
        v[i] = unit(m[3 * i] * c[0] + m[3 * i + 1] * c[1] + m[3 * i + 2] * c[2]);
    double x = (0.4124564 * v[0] + 0.3575761 * v[1] + 0.1804375 * v[2]) / 0.95047;
    double y = 0.2126729 * v[0] + 0.7151522 * v[1] + 0.0721750 * v[2];
    double z = (0.0193339 * v[0] + 0.1191920 * v[1] + 0.9503041 * v[2]) / 1.08883;
    return (struct vec){116 * lab_f(y) - 16, 500 * (lab_f(x) - lab_f(y)),
                        200 * (lab_f(y) - lab_f(z))};
}

#define PI         3.14159265358979323846
#define RADIANS(d) ((d)*PI / 180)

static inline double hue(double a, double b)
{
    double h = a == 0 && b == 0 ? 0 : atan2(b, a) * 180 / PI;
    return h < 0 ? h + 360 : h;
}

// CIEDE2000 after Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula: implementation
// notes", 2005, with k_L = k_C = k_H = 1.
static inline double ciede2000(struct vec p, struct vec q)
{
    double c7 = pow((hypot(p.b, p.c) + hypot(q.b, q.c)) / 2, 7), t7 = pow(25, 7);
    double g = 0.5 * (1 - sqrt(c7 / (c7 + t7)));
    double a1 = (1 + g) * p.b, a2 = (1 + g) * q.b;
    double c1 = hypot(a1, p.c), c2 = hypot(a2, q.c), h1 = hue(a1, p.c), h2 = hue(a2, q.c);
    double dh = h2 - h1, sum = h1 + h2, mean_h = sum;
    if (c1 * c2 != 0) {
        mean_h = fabs(dh) <= 180 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
        dh = dh > 180 ? dh - 360 : dh < -180 ? dh + 360 : dh;
    } else {
        dh = 0;
    }
    double dl = q.a - p.a, dc = c2 - c1, dH = 2 * sqrt(c1 * c2) * sin(RADIANS(dh / 2));
    double l = (p.a + q.a) / 2, c = (c1 + c2) / 2, l50 = (l - 50) * (l - 50);
    double t = 1 - 0.17 * cos(RADIANS(mean_h - 30)) + 0.24 * cos(RADIANS(2 * mean_h)) +
               0.32 * cos(RADIANS(3 * mean_h + 6)) - 0.20 * cos(RADIANS(4 * mean_h - 63));
    double turn = 30 * exp(-pow((mean_h - 275) / 25, 2)), m7 = pow(c, 7);
    double sl = 1 + 0.015 * l50 / sqrt(20 + l50), sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
    double rt = -sin(RADIANS(2 * turn)) * 2 * sqrt(m7 / (m7 + t7));
    double L = dl / sl, C = dc / sc, H = dH / sh;
    return sqrt(L * L + C * C + H * H + rt * C * H);
}

#endif

// What of a picture's geometry can be seen: polygons and polylines far larger than the picture are
// cut to a box around what is drawn, for painters whose numbers have less range than doubles.
//
// Lengths are pixels; y grows downwards.
#ifndef ACTSCOPE_PAINT_CUT_H
#define ACTSCOPE_PAINT_CUT_H

#include "scene/draw_list.h"

struct point {
    double x, y;
};

struct pixel_box {
    double x0, y0, x1, y1;
};

// Cairo holds coordinates as 32-bit numbers in units of 1/256 pixel: larger ones than this are cut
// off before it gets them. Pixels.
#define CUT_FAR 1e6

// The value, or the nearer of the two ends where it is beyond them.
double cut_within(double value, double low, double high);

// Whether a place is no further than CUT_FAR from the origin; false for NaN.
bool cut_is_near(double x, double y);

// The box with `by` pixels more on each side.
struct pixel_box cut_grown(struct pixel_box box, double by);

// What a DRAW_RECT fills, cut at CUT_FAR. False where that is nothing.
bool cut_rect(const struct rect *rect, struct pixel_box *out);

// Whether an item is a piece of the picture's ground, such as lies below words.
bool cut_is_ground(const struct draw_list *list, const struct draw_item *item);

// What a DRAW_CLIP leaves to be drawn in a picture of that size: edges go to the nearest whole
// pixels, as in the window. The whole picture where the item ends clipping; *ends (may be NULL)
// says so.
struct pixel_box cut_clip(const struct rect *rect, double width, double height, bool *ends);

// Cuts the polygon of a DRAW_FILL to a box. Returns its points, `*n` of them, to be freed; 0 points
// where nothing is left, or one of them is not finite. Never NULL.
struct point *cut_fill(const struct draw_list *list, const struct draw_item *item,
                       struct pixel_box box, size_t *n);

// What draws the pieces of a polyline that can be seen. Each begins with `move` and goes on with
// `line`. At the end of each piece of a dashed one `dash` is called with how far into the pattern
// the piece began, 0 up to its length; what was drawn since the last such call is that piece.
struct pen {
    void *user;
    void (*move)(void *user, struct point to);
    void (*line)(void *user, struct point to);
    void (*dash)(void *user, double offset);
};

// Whether a stroke has a width that can be drawn.
bool cut_can_be_seen(const struct stroke *stroke);

// The length after which a stroke's dash pattern repeats itself; 0 for a solid one, and for a
// pattern that cannot be drawn, which is to be drawn solid.
double cut_dash_period(const struct stroke *stroke);

// Draws a DRAW_LINE or DRAW_CURVE as far as it touches pixels within `clip`. A run of a single
// point becomes a piece of length 0, if the line is solid.
void cut_line(const struct draw_list *list, const struct draw_item *item, struct pixel_box clip,
              const struct pen *pen);

#endif

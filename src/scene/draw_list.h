// The draw list: the seam between the scene and the painters.
//
// The scene composes plain items in physical pixels (x to the right, y down, origin top left), in
// painting order; a painter turns them into pixels, paths or lines of text. Items are high enough
// that SVG and PDF are real paths and text. The list owns its points and strings; curves are
// borrowed and must outlive it.
#ifndef ACTSCOPE_SCENE_DRAW_LIST_H
#define ACTSCOPE_SCENE_DRAW_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "base/color.h"
#include "plot/curve.h"

struct rect {
    double x, y, w, h;
};

enum { DASH_MAX = 6 };

struct stroke {
    double width; // pixels
    struct color color;
    double dash[DASH_MAX]; // on, off, … in pixels; ends of dashes are butt
    int dash_n;            // 0: solid with round ends
};

enum draw_kind {
    DRAW_RECT,   // filled, edges as given (the scene snaps them to pixels)
    DRAW_FILL,   // filled convex polygon
    DRAW_LINE,   // polyline through points, round joins
    DRAW_CURVE,  // sampled curve: px = shift_x + u * unit_x, py = shift_y + v * unit_y (unit_y < 0)
    DRAW_MARKER, // disc (filled) or ring, centred
    DRAW_TEXT,
    DRAW_CLIP, // limits all that follows to a rectangle, until the next clip; whole picture if w ==
               // 0
};

enum text_align { TEXT_LEFT, TEXT_CENTER, TEXT_RIGHT };
enum text_weight { WEIGHT_REGULAR, WEIGHT_MEDIUM, WEIGHT_BOLD, WEIGHT_COUNT };

struct draw_item {
    enum draw_kind kind;
    struct color color;
    struct rect rect; // DRAW_RECT (with `radius` for round corners), DRAW_CLIP
    double radius;
    struct stroke stroke;     // DRAW_LINE, DRAW_CURVE
    size_t point_at, point_n; // DRAW_LINE, DRAW_FILL: into draw_list.points, (x, y) pairs
    const struct curve *curve;
    double shift_x, shift_y, unit_x, unit_y;
    double x, y; // DRAW_MARKER: centre. DRAW_TEXT: anchor, y is the baseline
    double size; // DRAW_MARKER: outer diameter. DRAW_TEXT: height of a capital letter
    double ring; // DRAW_MARKER: ring width, 0 for a disc; the hole is filled with `fill`
    struct color fill;
    enum text_align align;
    enum text_weight weight;
    size_t text_at; // DRAW_TEXT: into draw_list.strings
};

struct draw_list {
    double width, height; // of the picture
    struct color background;
    struct draw_item *items;
    size_t item_n, item_c;
    double *points;
    size_t point_n, point_c; // counted in doubles
    char *strings;
    size_t string_n, string_c;
};

// Text metrics come from outside, so that the scene knows no font library: the advance width of a
// UTF-8 string whose capitals are `cap` pixels high, set in `weight`. `descent` and `ascent` are in
// the same unit, for a whole line.
struct text_metrics {
    void *user;
    double (*width)(void *user, const char *string, double cap, enum text_weight weight);
    double (*ascent)(void *user, double cap);
    double (*descent)(void *user, double cap);
};

// Starts an empty picture, keeping memory. draw_list_free accepts NULL and zeroed lists.
void draw_list_begin(struct draw_list *list, double width, double height, struct color background);
void draw_list_free(struct draw_list *list);

void draw_rect(struct draw_list *list, struct rect rect, struct color color);
void draw_round_rect(struct draw_list *list, struct rect rect, double radius, struct color color);
void draw_fill(struct draw_list *list, const double *xy, size_t n, struct color color);
void draw_line(struct draw_list *list, const double *xy, size_t n, const struct stroke *stroke);
void draw_curve(struct draw_list *list, const struct curve *curve, double shift_x, double shift_y,
                double unit_x, double unit_y, const struct stroke *stroke);
void draw_disc(struct draw_list *list, double x, double y, double diameter, struct color color);
void draw_ring(struct draw_list *list, double x, double y, double diameter, double ring,
               struct color color, struct color fill);
void draw_text(struct draw_list *list, double x, double y, double cap, enum text_weight weight,
               enum text_align align, struct color color, const char *string);
void draw_clip(struct draw_list *list, struct rect rect); // rect.w == 0: the whole picture again

// Appends another picture, scaled, with its upper left corner at (x, y); nothing of it is drawn
// outside its frame. Curves stay borrowed.
void draw_list_append(struct draw_list *list, const struct draw_list *from, double x, double y,
                      double factor);

const char *draw_item_text(const struct draw_list *list, const struct draw_item *item);
const double *draw_item_points(const struct draw_list *list, const struct draw_item *item);

#endif

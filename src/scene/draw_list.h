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

// Pixels, from its upper left corner.
struct rect {
    double x, y, w, h;
};

enum { DASH_MAX = 6 };

// How a line is drawn.
struct stroke {
    double width; // pixels
    struct color color;
    double dash[DASH_MAX]; // lengths on, off, on, … in pixels; dashes have butt ends
    int dash_n;            // how many of them, 0 to DASH_MAX; 0: solid, with round ends
};

enum draw_kind {
    DRAW_RECT,   // a filled rectangle, perhaps with round corners; edges are not snapped to pixels
    DRAW_FILL,   // a filled convex polygon
    DRAW_LINE,   // a polyline with round joins
    DRAW_CURVE,  // a sampled curve
    DRAW_MARKER, // a disc, or a ring with a filled hole
    DRAW_TEXT,   // a line of text
    DRAW_CLIP,   // nothing that follows is drawn outside a rectangle, until the next DRAW_CLIP
};

// Which end of a text, or its middle, is at the anchor.
enum text_align { TEXT_LEFT, TEXT_CENTER, TEXT_RIGHT };
enum text_weight { WEIGHT_REGULAR, WEIGHT_MEDIUM, WEIGHT_BOLD, WEIGHT_COUNT };

// One item. Members that its kind does not name are 0.
struct draw_item {
    enum draw_kind kind;
    struct color color;
    struct rect rect;          // DRAW_RECT; DRAW_CLIP, where w == 0 is the whole picture
    double radius;             // DRAW_RECT: of its corners
    struct stroke stroke;      // DRAW_LINE, DRAW_CURVE
    size_t point_at, point_n;  // DRAW_LINE, DRAW_FILL: (x, y) pairs from draw_list.points[point_at]
    const struct curve *curve; // DRAW_CURVE: borrowed; its vertices u, v lie at the pixels …
    double shift_x, shift_y;   // … shift_x + u * unit_x, shift_y + v * unit_y
    double unit_x, unit_y;     // pixels per unit; unit_y < 0, for y grows downwards
    double x, y;       // DRAW_MARKER: its centre. DRAW_TEXT: its anchor, where y is the baseline
    double size;       // DRAW_MARKER: outer diameter. DRAW_TEXT: height of a capital letter
    double ring;       // DRAW_MARKER: width of the ring, 0 for a disc
    struct color fill; // DRAW_MARKER: of the hole
    enum text_align align;
    enum text_weight weight;
    size_t text_at; // DRAW_TEXT: where the string begins in draw_list.strings
};

// Zero-initialise; end with draw_list_free. `…_n` counts what is used, `…_c` what there is room
// for.
struct draw_list {
    double width, height; // of the picture
    struct color background;
    struct draw_item *items;
    size_t item_n, item_c;
    double *points;
    size_t point_n, point_c; // counted in doubles
    char *strings;
    size_t string_n, string_c; // in bytes
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

// Starts an empty picture of that size in pixels, and keeps the memory of the one before.
void draw_list_begin(struct draw_list *list, double width, double height, struct color background);

// Frees a list; NULL and zeroed lists are fine.
void draw_list_free(struct draw_list *list);

// Each of these adds one item. Points and strings are copied; lengths are pixels. A list grows as
// it must: without memory the program ends (base/memory.h).

// A filled rectangle, and one with round corners.
void draw_rect(struct draw_list *list, struct rect rect, struct color color);
void draw_round_rect(struct draw_list *list, struct rect rect, double radius, struct color color);

// A convex polygon of n corners, and a polyline through n points; `xy` has 2 n numbers.
void draw_fill(struct draw_list *list, const double *xy, size_t n, struct color color);
void draw_line(struct draw_list *list, const double *xy, size_t n, const struct stroke *stroke);

// A sampled curve, which is borrowed: see draw_item for shift and unit.
void draw_curve(struct draw_list *list, const struct curve *curve, double shift_x, double shift_y,
                double unit_x, double unit_y, const struct stroke *stroke);

// A disc, and a ring of that width whose hole has the colour `fill`, around (x, y).
void draw_disc(struct draw_list *list, double x, double y, double diameter, struct color color);
void draw_ring(struct draw_list *list, double x, double y, double diameter, double ring,
               struct color color, struct color fill);

// A line of UTF-8 text with its anchor at (x, y) on the baseline, in capitals `cap` high.
void draw_text(struct draw_list *list, double x, double y, double cap, enum text_weight weight,
               enum text_align align, struct color color, const char *string);

// Limits what follows to a rectangle; rect.w == 0 ends that.
void draw_clip(struct draw_list *list, struct rect rect);

// Appends another picture, scaled by `factor`, with its upper left corner at (x, y); nothing of it
// is drawn outside its frame. Curves stay borrowed.
void draw_list_append(struct draw_list *list, const struct draw_list *from, double x, double y,
                      double factor);

// The string of a DRAW_TEXT; the points of a DRAW_LINE or DRAW_FILL, NULL where it has none. They
// are valid until the list grows.
const char *draw_item_text(const struct draw_list *list, const struct draw_item *item);
const double *draw_item_points(const struct draw_list *list, const struct draw_item *item);

#endif

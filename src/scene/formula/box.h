// Boxes of mathematics: what TeX calls boxes, as flat marks on a sheet.
//
// A box has a width, and an ascent and a descent from its baseline; its marks are those of the
// sheet from `from` on, up to `to`. Boxes are made in reading order: what joins two boxes wants the
// second to be made right after the first, and moves its marks. Lengths are pixels, y grows
// downwards, and a new box begins at (0, 0).
#ifndef ACTSCOPE_SCENE_FORMULA_BOX_H
#define ACTSCOPE_SCENE_FORMULA_BOX_H

#include <stdbool.h>

#include "scene/draw_list.h"

enum { MARKS_MAX = 512, MARK_TEXT_MAX = 48, CASES_MAX = 6 };

enum mark_kind {
    MARK_TEXT,  // baseline from (x, y), w wide, h: height of a capital
    MARK_BAR,   // a filled rectangle; all others draw lines within theirs
    MARK_ROOT,  // sign and the line above: the sign is `sign` wide
    MARK_BRACE, // {
    MARK_OPEN,  // (
    MARK_CLOSE, // )
};

struct mark {
    enum mark_kind kind;
    double x, y, w, h;
    double line; // width of a stroke
    double sign; // MARK_ROOT: width of the sign
    char text[MARK_TEXT_MAX];
};

// Zero-initialise and set `metrics`. `full`: something was left out for want of room.
struct sheet {
    const struct text_metrics *metrics;
    bool full;
    int n;
    struct mark marks[MARKS_MAX];
};

struct box {
    double width, ascent, descent;
    int from, to;
};

struct box box_empty(const struct sheet *sheet);
struct box box_text(struct sheet *sheet, const char *text, double cap);
void box_move(struct sheet *sheet, const struct box *box, double dx, double dy);

// Side by side on one baseline, `space` between them.
struct box box_row(struct sheet *sheet, struct box left, struct box right, double space);

// One over the other, centred about the height of a minus sign in letters of `cap`.
struct box box_fraction(struct sheet *sheet, struct box over, struct box under, double cap);

struct box box_superscript(struct sheet *sheet, struct box base, struct box exponent, double cap);
struct box box_root(struct sheet *sheet, struct box inner, double cap);

// Within parentheses as high as it is, or within bars.
struct box box_parentheses(struct sheet *sheet, struct box inner, double cap);
struct box box_bars(struct sheet *sheet, struct box inner, double cap);

// Values and their conditions behind a brace; at most CASES_MAX.
struct box box_cases(struct sheet *sheet, struct box values[], struct box conditions[], int n,
                     double cap);

// Draws a box whose baseline begins at (x, y).
void box_draw(const struct sheet *sheet, const struct box *box, struct draw_list *list, double x,
              double y, struct color color);

#endif

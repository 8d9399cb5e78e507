// The search for a place: where labels, notes, values, formulas and tables stand so that they cover
// least of the picture. Everything that is written over a panel asks here.
//
// Whoever writes something offers places for it, each with a preference, and takes the one that
// costs least. Costs are counted in pixels of curve:
//
// - 1 for a pixel of a curve's length: the eye goes on along a curve that is hidden for a bit;
// - PLACE_TEXT for a pixel of a text's width: a hidden letter cannot be read at all;
// - PLACE_AXIS, in gaps of the look, for an axis of a panel, however much of it: it runs through
//   the letters, but it is long and goes on at both sides;
// - PLACE_CURSOR, in gaps, for the trace cursor: it is what somebody is looking at;
// - PLACE_DOT, in gaps, for a dot of somebody else's (a point of interest, the end of a jump, the
//   cursor's) that lies in a place or nearer to it than PLACE_CLEAR, and for the own one in it;
// - PLACE_JUMP of the place's height for an arrow or a bar where a curve jumps;
// - the caller's preference: how much curve the best place may cover before this one is taken.
//
// A place that is not within its bounds, or covers what is taken, is worse than any that fits.
// Rectangles are in pixels.
#ifndef ACTSCOPE_SCENE_PLACE_H
#define ACTSCOPE_SCENE_PLACE_H

#include "scene/part.h"

#define PLACE_TEXT   4.0
#define PLACE_AXIS   1.0
#define PLACE_CURSOR 3.0
#define PLACE_JUMP   0.5
#define PLACE_DOT    60.0
#define PLACE_CLEAR  6.0 // desktop pixels

enum { PLACES_MAX = 72 };

// A place that something may stand at, and its preference: 0 for the best, in pixels of curve.
struct place {
    struct rect rect;
    double preference;
};

// What is asked. Zero-initialise, then set what counts and offer places.
struct place_search {
    const struct panel *panels; // whose axes and cursor are kept clear; borrowed
    int panel_n;                // 0: lines do not count
    const double *jumps; // x, in pixels, where arrows or bars stand (curves/breaks.h); borrowed
    int jump_n;
    const struct rect *within; // bounds; NULL for none; borrowed
    const struct rect *taken;  // rectangles that must not be covered; borrowed
    int taken_n;
    bool has_own;                    // the words belong to the dot at …
    double own_x, own_y;             // … which may be near
    struct place places[PLACES_MAX]; // in the order of their preferences
    int n;
};

// What was found.
struct place_found {
    struct rect rect;
    double cost;    // by all that counts, in pixels of curve; infinite where nothing was offered
    double covered; // how much of that are curves, jumps and text
    bool fits;      // within the bounds, and off what is taken
    int dots; // how many of somebody else's dots are too near, and the own one if it is covered
};

// Offers a place; the (PLACES_MAX + 1)th is not taken.
void place_offer(struct place_search *search, struct rect rect, double preference);

// Places of w × h pixels, evenly over an area.
struct place_net {
    struct rect area;
    double w, h;
    int across, down;  // how many of them, each >= 2
    double preference; // of the upper left corner
};

// Offers the places of a net. Corners are preferred to edges and edges to the middle, the upper to
// the lower and the left to the right; all together that is about three gaps of the look.
void place_offer_net(const struct part *part, struct place_search *search,
                     const struct place_net *net);

// How far a point is from a rectangle; 0 inside.
double place_distance(struct rect rect, double x, double y);

// Whether a dot of somebody else's is nearer to a rectangle than the own one, which may be missed
// then without a leader.
bool place_is_ambiguous(const struct part *part, const struct place_search *search,
                        struct rect rect);

// Tries the places from the most preferred on, until none that is left can be better than the best,
// and measures each only until it is worse. What is drawn counts from part->first_item on.
struct place_found place_find(const struct part *part, const struct place_search *search);

#endif

#include "paint/gl/stroke.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

// Pixels.
static const double fringe = 0.5;        // beyond the half width, where coverage falls to 0
static const double nearest = 1.0 / 64;  // points closer to each other tell no direction
static const double miter_excess = 0.05; // how far a pointed corner may stick out of a round one
static const double dash_cut = 1.5;      // how much of a dash an inner corner may cut off

// Radians by which a line turns at a corner.
static const double sharp_bend = 1.6; // from here on inner edges are not joined
static const double wide_bend = 2.0;  // from here on the fan of a round corner has two tips

struct vector {
    double x, y;
};

// A straight piece of the line, between two points that were not dropped.
struct leg {
    struct vector along, left; // unit vectors; left is along turned by 90 degrees
    double length;             // pixels
    double reach;              // how much of its length an inner corner may take up
};

// The strip of quads that is being added to a mesh.
struct strip {
    struct stroke_mesh *mesh;
    double rim;           // half width plus fringe
    uint32_t left, right; // the latest pair of vertices, from which the strip goes on
    bool begun;           // false: there is no such pair yet
    bool dashed;          // ends and inner corners are square
};

// A point on the centre line, and its arc length.
struct line_point {
    struct vector point;
    double along;
};

// What struct stroke_vertex says of a vertex besides its point of the line. Pixels.
struct rim_offset {
    struct vector offset;
    double distance, beyond, ahead;
};

// s a + t b.
static struct vector sum(struct vector a, double s, struct vector b, double t)
{
    return (struct vector){a.x * s + b.x * t, a.y * s + b.y * t};
}

static struct vector scaled(struct vector a, double s)
{
    return (struct vector){a.x * s, a.y * s};
}

static double dot(struct vector a, struct vector b)
{
    return a.x * b.x + a.y * b.y;
}

static double cross(struct vector a, struct vector b)
{
    return a.x * b.y - a.y * b.x;
}

// Turned by an angle in radians, from x towards y.
static struct vector turned(struct vector a, double angle)
{
    double c = cos(angle), s = sin(angle);
    return (struct vector){a.x * c - a.y * s, a.x * s + a.y * c};
}

void stroke_mesh_clear(struct stroke_mesh *mesh)
{
    mesh->vertex_n = 0;
    mesh->index_n = 0;
    mesh->overlaps = false;
}

void stroke_mesh_free(struct stroke_mesh *mesh)
{
    free(mesh->vertices);
    free(mesh->indices);
    *mesh = (struct stroke_mesh){0};
}

static uint32_t add_vertex(const struct strip *strip, struct line_point at, struct rim_offset rim)
{
    struct stroke_mesh *mesh = strip->mesh;
    mesh->vertices =
        memory_grow(mesh->vertices, &mesh->vertex_c, mesh->vertex_n + 1, sizeof *mesh->vertices);
    mesh->vertices[mesh->vertex_n] = (struct stroke_vertex){
        .x = (float)at.point.x,
        .y = (float)at.point.y,
        .offset_x = (float)rim.offset.x,
        .offset_y = (float)rim.offset.y,
        .distance = (float)rim.distance,
        .beyond = (float)rim.beyond,
        .along = (float)at.along,
        .ahead = (float)rim.ahead,
    };
    return (uint32_t)mesh->vertex_n++;
}

static void add_triangle(const struct strip *strip, uint32_t a, uint32_t b, uint32_t c)
{
    struct stroke_mesh *mesh = strip->mesh;
    mesh->indices =
        memory_grow(mesh->indices, &mesh->index_c, mesh->index_n + 3, sizeof *mesh->indices);
    uint32_t *index = mesh->indices + mesh->index_n;
    index[0] = a;
    index[1] = b;
    index[2] = c;
    mesh->index_n += 3;
}

// Adds a quad from the strip's latest pair of vertices to the next one; the first pair only begins
// the strip.
static void go_on_to(struct strip *strip, uint32_t left, uint32_t right)
{
    if (strip->begun) {
        add_triangle(strip, strip->left, strip->right, left);
        add_triangle(strip, left, strip->right, right);
    }
    strip->left = left;
    strip->right = right;
    strip->begun = true;
}

// A vertex that lies `distance` to the left of its point and `ahead` along the leg.
static struct rim_offset rim_of(const struct leg *leg, double distance, double ahead, double beyond)
{
    return (struct rim_offset){sum(leg->left, distance, leg->along, ahead), distance, beyond,
                               ahead};
}

// Goes on to the two rim vertices across from each other that lie `ahead` pixels beyond `at`.
static void go_on_across(struct strip *strip, struct line_point at, const struct leg *leg,
                         double ahead, double beyond)
{
    uint32_t left = add_vertex(strip, at, rim_of(leg, strip->rim, ahead, beyond));
    uint32_t right = add_vertex(strip, at, rim_of(leg, -strip->rim, ahead, beyond));
    go_on_to(strip, left, right);
}

static void draw_round_end(struct strip *strip, struct line_point at, const struct leg *leg,
                           bool start)
{
    if (start) {
        go_on_across(strip, at, leg, -strip->rim, strip->rim);
        go_on_across(strip, at, leg, 0, 0);
    } else {
        go_on_across(strip, at, leg, 0, 0);
        go_on_across(strip, at, leg, strip->rim, strip->rim);
    }
}

// Coverage falls from 1 to 0 over the last pixel: half of it lies inside the line's end, half
// outside.
static void draw_butt_end(struct strip *strip, struct line_point at, const struct leg *leg,
                          bool start)
{
    double inset = fmin(fringe, leg->length / 2);
    if (start) {
        go_on_across(strip, at, leg, -fringe, -1);
        go_on_across(strip, at, leg, inset, 0);
    } else {
        go_on_across(strip, at, leg, -inset, 0);
        go_on_across(strip, at, leg, fringe, -1);
    }
}

static void draw_end(struct strip *strip, struct line_point at, const struct leg *leg, bool round,
                     bool start)
{
    if (round)
        draw_round_end(strip, at, leg, start);
    else
        draw_butt_end(strip, at, leg, start);
}

// A point at which the line turns, with the legs before and after it.
struct corner {
    struct line_point at;
    const struct leg *before, *after;
    double angle;   // by which the direction changes: radians, 0 to pi
    double outer;   // +1 if the outer side of the bend is on the left, else -1
    double tangent; // pixels along a leg from the point to where the inner rims meet
};

static struct corner measure_corner(const struct strip *strip, struct line_point at,
                                    const struct leg *before, const struct leg *after)
{
    double turn = cross(before->along, after->along);
    double angle = atan2(fabs(turn), dot(before->along, after->along));
    return (struct corner){
        .at = at,
        .before = before,
        .after = after,
        .angle = angle,
        .outer = turn > 0 ? -1 : 1,
        .tangent = strip->rim * tan(angle / 2),
    };
}

// Whether both legs end where their inner rims meet, so that no pixel is covered twice. They do not
// at sharp corners: there the soft edges of both legs lie in the same pixels for a long way, and
// their coverage is added up in the mask. Nor do dashes where the corner would cut off much of a
// dash, whose ends are square, nor legs that are too short.
static bool inner_rims_meet(const struct strip *strip, const struct corner *corner)
{
    return corner->angle < sharp_bend && !(strip->dashed && corner->tangent > dash_cut) &&
           corner->tangent <= fmin(corner->before->reach, corner->after->reach);
}

// Whether a pointed outer corner sticks out of a round one by so little that nobody sees it.
static bool pointed_is_round_enough(const struct strip *strip, const struct corner *corner)
{
    return strip->rim * (1 / cos(corner->angle / 2) - 1) < miter_excess;
}

// Adds the usual corner of a curve: two vertices, at which both legs meet along the bisector.
static void draw_slight_bend(struct strip *strip, const struct corner *corner)
{
    // The rims of the leg before meet those after it beyond the point on the outer side, and short
    // of it on the inner side. Both legs share the vertices, so their arc length is the point's.
    double ahead = corner->outer * corner->tangent;
    struct rim_offset left = rim_of(corner->before, strip->rim, ahead, 0);
    struct rim_offset right = rim_of(corner->before, -strip->rim, -ahead, 0);
    left.ahead = right.ahead = 0;
    uint32_t a = add_vertex(strip, corner->at, left);
    uint32_t b = add_vertex(strip, corner->at, right);
    go_on_to(strip, a, b);
}

static uint32_t add_outer(const struct strip *strip, const struct corner *corner,
                          const struct leg *leg)
{
    return add_vertex(strip, corner->at, rim_of(leg, corner->outer * strip->rim, 0, 0));
}

// Adds a leg's inner rim vertex, `ahead` along the leg. Each leg has one of its own, even where the
// rims meet, as dashes need its own arc length.
static uint32_t add_inner(const struct strip *strip, const struct corner *corner,
                          const struct leg *leg, double ahead)
{
    return add_vertex(strip, corner->at, rim_of(leg, -corner->outer * strip->rim, ahead, 0));
}

// Fills the outer side of a corner with a fan of triangles about its point, from rim vertex `from`
// to `to`. The fan's rim consists of tangents of the circle around the point. `beyond` is 0 where a
// tangent touches the circle and grows towards the tip where it meets the next, so that
// length(distance, beyond) is the distance from the point.
static void fill_round(const struct strip *strip, const struct corner *corner, uint32_t centre,
                       uint32_t from, uint32_t to)
{
    int tips = corner->angle > wide_bend ? 2 : 1;
    double half = corner->angle / (2 * tips);
    struct vector foot = scaled(corner->before->left, corner->outer * strip->rim);
    uint32_t last = from;
    for (int i = 1; i < 2 * tips; i++) {
        struct vector radius = turned(foot, -corner->outer * half * i);
        bool tip = i % 2 == 1;
        double stretch = tip ? 1 / cos(half) : 1;
        uint32_t next = add_vertex(strip, corner->at,
                                   (struct rim_offset){.offset = scaled(radius, stretch),
                                                       .distance = corner->outer * strip->rim,
                                                       .beyond = tip ? strip->rim * tan(half) : 0});
        add_triangle(strip, centre, last, next);
        last = next;
    }
    add_triangle(strip, centre, last, to);
}

static void go_on_to_sides(struct strip *strip, double outer, uint32_t outside, uint32_t inside)
{
    go_on_to(strip, outer > 0 ? outside : inside, outer > 0 ? inside : outside);
}

// How far from the corner's point, in pixels along the legs, the inner rims begin. Where they are
// not joined the legs still end at the bisector, as far as that is well inside both of them, so
// that neither covers the other's soft edge there. Dashes end square, at the point itself.
static double parting(const struct strip *strip, const struct corner *corner)
{
    if (inner_rims_meet(strip, corner))
        return corner->tangent;
    if (strip->dashed)
        return 0;
    double solid = fmax(strip->rim - 2 * fringe, 0);
    double reach = fmin(corner->before->reach, corner->after->reach);
    // Half of the reach: a mesh may be drawn at half its size, and the legs must not meet then
    // either.
    return fmin(solid * tan(corner->angle / 2), reach / 2);
}

static void draw_round_bend(struct strip *strip, const struct corner *corner)
{
    double inset = parting(strip, corner);
    strip->mesh->overlaps |= !inner_rims_meet(strip, corner);
    uint32_t centre = add_vertex(strip, corner->at, (struct rim_offset){0});
    uint32_t outer_before = add_outer(strip, corner, corner->before);
    uint32_t outer_after = add_outer(strip, corner, corner->after);
    uint32_t inner_before = add_inner(strip, corner, corner->before, -inset);
    uint32_t inner_after = add_inner(strip, corner, corner->after, inset);
    go_on_to_sides(strip, corner->outer, outer_before, inner_before);
    add_triangle(strip, outer_before, centre, inner_before);
    fill_round(strip, corner, centre, outer_before, outer_after);
    add_triangle(strip, outer_after, centre, inner_after);
    strip->begun = false;
    go_on_to_sides(strip, corner->outer, outer_after, inner_after);
}

static void draw_bend(struct strip *strip, struct line_point at, const struct leg *before,
                      const struct leg *after)
{
    struct corner corner = measure_corner(strip, at, before, after);
    if (pointed_is_round_enough(strip, &corner) && inner_rims_meet(strip, &corner))
        draw_slight_bend(strip, &corner);
    else
        draw_round_bend(strip, &corner);
}

// `step` leads from one end of the leg to the other. A leg between two corners gives each of them
// half of its length; one at an end of the line, all of it.
static struct leg make_leg(struct vector step, double length, bool at_end)
{
    struct vector along = scaled(step, 1 / length);
    return (struct leg){
        .along = along,
        .left = {-along.y, along.x},
        .length = length,
        .reach = at_end ? length : length / 2,
    };
}

// Where on the segment from a to b the place nearest to p is: from 0 at a to 1 at b.
static double nearest_share(struct vector a, struct vector b, struct vector p)
{
    struct vector along = sum(b, 1, a, -1);
    double length2 = dot(along, along);
    double t = length2 > 0 ? dot(sum(p, 1, a, -1), along) / length2 : 0;
    return fmin(fmax(t, 0), 1);
}

// Whether two segments [a, b] and [c, d] cross between their ends.
static bool cross_each_other(const struct vector s[4])
{
    struct vector ab = sum(s[1], 1, s[0], -1), cd = sum(s[3], 1, s[2], -1);
    double c = cross(ab, sum(s[2], 1, s[0], -1)), d = cross(ab, sum(s[3], 1, s[0], -1));
    double a = cross(cd, sum(s[0], 1, s[2], -1)), b = cross(cd, sum(s[1], 1, s[2], -1));
    return c * d < 0 && a * b < 0;
}

// Whether segments [a, b] and [c, d] of a line come nearer to each other than `reach`, at places
// that are at least `apart` from each other along the line. From b to c the line is `between` long.
// All in pixels; s holds a, b, c, d. The nearest places of two segments that do not cross are an
// end of one of them and a place on the other, hence the four pairs.
static bool come_near(const struct vector s[4], double between, double reach, double apart)
{
    struct vector ab = sum(s[1], 1, s[0], -1), cd = sum(s[3], 1, s[2], -1);
    double length = hypot(ab.x, ab.y), other = hypot(cd.x, cd.y);
    double c = nearest_share(s[0], s[1], s[2]), d = nearest_share(s[0], s[1], s[3]);
    double a = nearest_share(s[2], s[3], s[0]), b = nearest_share(s[2], s[3], s[1]);
    const struct {
        struct vector from, to;
        double along;
    } pairs[] = {
        {sum(s[0], 1, ab, c), s[2], (1 - c) * length + between},
        {sum(s[0], 1, ab, d), s[3], (1 - d) * length + between + other},
        {s[0], sum(s[2], 1, cd, a), length + between + a * other},
        {s[1], sum(s[2], 1, cd, b), between + b * other},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct vector gap = sum(pairs[i].to, 1, pairs[i].from, -1);
        if (pairs[i].along >= apart && dot(gap, gap) < reach * reach)
            return true;
    }
    return cross_each_other(s);
}

static bool runs_rightwards(const double *xy, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (xy[2 * i] < xy[2 * i - 2])
            return false;
    return true;
}

// Whether the stroke comes back to pixels that it covered before. On a line that turns no more
// sharply than a circle whose radius is the rim, two places that are less than half of that circle
// apart along the line do not meet (A. Schur, 1921), so only places further apart are compared;
// sharper bends have set `overlaps` as corners. A search through a long line that runs to and fro
// would take long: it is taken to come back.
static bool comes_back(const double *xy, size_t n, double rim)
{
    enum { SEARCHED = 256 };
    const double half_circle = 3.14159265358979323846 * rim, reach = 2 * rim;
    bool rightwards = runs_rightwards(xy, n);
    if (!rightwards && n > SEARCHED)
        return true;
    for (size_t i = 1; i < n; i++) {
        struct vector a = {xy[2 * i - 2], xy[2 * i - 1]}, b = {xy[2 * i], xy[2 * i + 1]};
        double between = 0;
        for (size_t k = i + 2; k < n && !(rightwards && xy[2 * k - 2] > b.x + reach); k++) {
            struct vector c = {xy[2 * k - 2], xy[2 * k - 1]}, d = {xy[2 * k], xy[2 * k + 1]};
            between += hypot(c.x - xy[2 * k - 4], c.y - xy[2 * k - 3]);
            const struct vector segments[] = {a, b, c, d};
            if (come_near(segments, between, reach, half_circle))
                return true;
        }
    }
    return false;
}

double stroke_mesh_add(struct stroke_mesh *mesh, const double *xy, size_t n, double half_width,
                       bool round_ends, double along_start)
{
    if (n == 0)
        return along_start;
    struct strip strip = {.mesh = mesh, .rim = half_width + fringe, .dashed = !round_ends};
    struct line_point at = {.point = {xy[0], xy[1]}, .along = along_start};
    struct leg leg = {.along = {1, 0}, .left = {0, 1}};
    for (size_t i = 1; i < n; i++) {
        struct vector point = {xy[2 * i], xy[2 * i + 1]};
        struct vector step = sum(point, 1, at.point, -1);
        double length = hypot(step.x, step.y);
        if (length < nearest)
            continue;
        struct leg next = make_leg(step, length, !strip.begun || i + 1 == n);
        if (strip.begun)
            draw_bend(&strip, at, &leg, &next);
        else
            draw_end(&strip, at, &next, round_ends, true);
        leg = next;
        at = (struct line_point){point, at.along + length};
    }
    if (!strip.begun && round_ends)
        draw_end(&strip, at, &leg, true, true);
    if (strip.begun)
        draw_end(&strip, at, &leg, round_ends, false);
    mesh->overlaps = mesh->overlaps || comes_back(xy, n, strip.rim);
    return at.along;
}

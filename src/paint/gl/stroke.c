#include "paint/gl/stroke.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

static const double fringe = 0.5;        // beyond the half width, where coverage falls to 0
static const double nearest = 1.0 / 64;  // points closer together say nothing about direction
static const double miter_excess = 0.05; // how far a pointed corner may stick out of a round one
static const double sharp_bend = 1.6;    // radians from which inner edges do not meet
static const double dash_cut = 1.5;      // pixels that a dash's end may lose at an inner corner
static const double wide_bend = 2.0;     // radians from which a round corner takes two tips

struct vector {
    double x, y;
};

// A straight piece between two kept points.
struct leg {
    struct vector along, left; // unit vectors; left is along turned by a quarter
    double length;
    double reach; // how much of it an inner corner may take up
};

// What the strip of quads continues from.
struct pen {
    struct stroke_mesh *mesh;
    double rim; // half width with fringe
    uint32_t left, right;
    bool down;
    bool dashed;
};

// Where a vertex belongs on the line: the point and its arc length.
struct place {
    struct vector point;
    double along;
};

// Where a vertex is from its place, in pixels: the offset, and what struct stroke_vertex says of
// it.
struct rim {
    struct vector offset;
    double distance, beyond, ahead;
};

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

static uint32_t add_vertex(const struct pen *pen, struct place place, struct rim rim)
{
    struct stroke_mesh *mesh = pen->mesh;
    mesh->vertices =
        memory_grow(mesh->vertices, &mesh->vertex_c, mesh->vertex_n + 1, sizeof *mesh->vertices);
    mesh->vertices[mesh->vertex_n] = (struct stroke_vertex){
        .x = (float)place.point.x,
        .y = (float)place.point.y,
        .offset_x = (float)rim.offset.x,
        .offset_y = (float)rim.offset.y,
        .distance = (float)rim.distance,
        .beyond = (float)rim.beyond,
        .along = (float)place.along,
        .ahead = (float)rim.ahead,
    };
    return (uint32_t)mesh->vertex_n++;
}

static void add_triangle(const struct pen *pen, uint32_t a, uint32_t b, uint32_t c)
{
    struct stroke_mesh *mesh = pen->mesh;
    mesh->indices =
        memory_grow(mesh->indices, &mesh->index_c, mesh->index_n + 3, sizeof *mesh->indices);
    uint32_t *index = mesh->indices + mesh->index_n;
    index[0] = a;
    index[1] = b;
    index[2] = c;
    mesh->index_n += 3;
}

// Draws the strip on to two rim vertices.
static void draw_to(struct pen *pen, uint32_t left, uint32_t right)
{
    if (pen->down) {
        add_triangle(pen, pen->left, pen->right, left);
        add_triangle(pen, left, pen->right, right);
    }
    pen->left = left;
    pen->right = right;
    pen->down = true;
}

// The rim vertex `distance` to the left of a leg and `ahead` along it.
static struct rim rim_of(const struct leg *leg, double distance, double ahead, double beyond)
{
    return (struct rim){sum(leg->left, distance, leg->along, ahead), distance, beyond, ahead};
}

// Draws on across the line, `ahead` pixels further than `place`.
static void draw_across(struct pen *pen, struct place place, const struct leg *leg, double ahead,
                        double beyond)
{
    uint32_t left = add_vertex(pen, place, rim_of(leg, pen->rim, ahead, beyond));
    uint32_t right = add_vertex(pen, place, rim_of(leg, -pen->rim, ahead, beyond));
    draw_to(pen, left, right);
}

static void draw_round_end(struct pen *pen, struct place place, const struct leg *leg, bool start)
{
    if (start) {
        draw_across(pen, place, leg, -pen->rim, pen->rim);
        draw_across(pen, place, leg, 0, 0);
    } else {
        draw_across(pen, place, leg, 0, 0);
        draw_across(pen, place, leg, pen->rim, pen->rim);
    }
}

// Coverage falls from 1 to 0 over the pixel about the end.
static void draw_butt_end(struct pen *pen, struct place place, const struct leg *leg, bool start)
{
    double inset = fmin(fringe, leg->length / 2);
    if (start) {
        draw_across(pen, place, leg, -fringe, -1);
        draw_across(pen, place, leg, inset, 0);
    } else {
        draw_across(pen, place, leg, -inset, 0);
        draw_across(pen, place, leg, fringe, -1);
    }
}

static void draw_end(struct pen *pen, struct place place, const struct leg *leg, bool round,
                     bool start)
{
    if (round)
        draw_round_end(pen, place, leg, start);
    else
        draw_butt_end(pen, place, leg, start);
}

// A bend at a point, seen from its outer side.
struct corner {
    struct place place;
    const struct leg *before, *after;
    double angle;   // between the two directions, 0 to pi
    double outer;   // +1 if the outer side is the left one, else -1
    double tangent; // from the point to where the inner rims meet, measured along a leg
};

static struct corner measure_corner(const struct pen *pen, struct place place,
                                    const struct leg *before, const struct leg *after)
{
    double turn = cross(before->along, after->along);
    double angle = atan2(fabs(turn), dot(before->along, after->along));
    return (struct corner){
        .place = place,
        .before = before,
        .after = after,
        .angle = angle,
        .outer = turn > 0 ? -1 : 1,
        .tangent = pen->rim * tan(angle / 2),
    };
}

// Whether the legs may end where their inner edges meet, so that nothing is covered twice. At sharp
// corners both edges lie in the same pixels far from the corner: each leg then covers its own, and
// their sum is told from the mask. A dash that ends at the corner ends square, beyond that line.
static bool inner_rims_meet(const struct pen *pen, const struct corner *corner)
{
    return corner->angle < sharp_bend && !(pen->dashed && corner->tangent > dash_cut) &&
           corner->tangent <= fmin(corner->before->reach, corner->after->reach);
}

static bool pointed_is_round_enough(const struct pen *pen, const struct corner *corner)
{
    return pen->rim * (1 / cos(corner->angle / 2) - 1) < miter_excess;
}

// The usual case along a curve: both rims go straight through, two vertices a point.
static void draw_slight_bend(struct pen *pen, const struct corner *corner)
{
    // The rims meet ahead of the point on the outer side and behind it on the inner one; both legs
    // share the vertices, whose arc length is the point's.
    double ahead = corner->outer * corner->tangent;
    struct rim left = rim_of(corner->before, pen->rim, ahead, 0);
    struct rim right = rim_of(corner->before, -pen->rim, -ahead, 0);
    left.ahead = right.ahead = 0;
    uint32_t a = add_vertex(pen, corner->place, left);
    uint32_t b = add_vertex(pen, corner->place, right);
    draw_to(pen, a, b);
}

static uint32_t add_outer(const struct pen *pen, const struct corner *corner, const struct leg *leg)
{
    return add_vertex(pen, corner->place, rim_of(leg, corner->outer * pen->rim, 0, 0));
}

// Where inner rims meet, each leg gets a vertex of its own with the arc length that its dashes
// need.
static uint32_t add_inner(const struct pen *pen, const struct corner *corner, const struct leg *leg,
                          double ahead)
{
    return add_vertex(pen, corner->place, rim_of(leg, -corner->outer * pen->rim, ahead, 0));
}

// Fills the outside of a bend with triangles about its point, from rim vertex `from` to `to`. Their
// rims are tangents of the circle; `beyond` grows from each tangent's foot towards the tip where it
// meets the next, so that length(distance, beyond) is the distance from the point.
static void fill_round(const struct pen *pen, const struct corner *corner, uint32_t centre,
                       uint32_t from, uint32_t to)
{
    int tips = corner->angle > wide_bend ? 2 : 1;
    double half = corner->angle / (2 * tips);
    struct vector foot = scaled(corner->before->left, corner->outer * pen->rim);
    uint32_t last = from;
    for (int i = 1; i < 2 * tips; i++) {
        struct vector radius = turned(foot, -corner->outer * half * i);
        bool tip = i % 2 == 1;
        double stretch = tip ? 1 / cos(half) : 1;
        uint32_t next = add_vertex(pen, corner->place,
                                   (struct rim){.offset = scaled(radius, stretch),
                                                .distance = corner->outer * pen->rim,
                                                .beyond = tip ? pen->rim * tan(half) : 0});
        add_triangle(pen, centre, last, next);
        last = next;
    }
    add_triangle(pen, centre, last, to);
}

static void draw_to_sides(struct pen *pen, double outer, uint32_t outside, uint32_t inside)
{
    draw_to(pen, outer > 0 ? outside : inside, outer > 0 ? inside : outside);
}

// How far from the corner inner edges begin. Where inner rims do not meet, legs still part at the
// bisector as long as it is well inside both: at the tip neither covers the other's edge. Dashes
// end square and part nowhere.
static double parting(const struct pen *pen, const struct corner *corner)
{
    if (inner_rims_meet(pen, corner))
        return corner->tangent;
    if (pen->dashed)
        return 0;
    double solid = fmax(pen->rim - 2 * fringe, 0);
    double reach = fmin(corner->before->reach, corner->after->reach);
    return fmin(solid * tan(corner->angle / 2), reach / 2); // still apart when zoomed out by half
}

static void draw_round_bend(struct pen *pen, const struct corner *corner)
{
    double inset = parting(pen, corner);
    pen->mesh->overlaps |= !inner_rims_meet(pen, corner);
    uint32_t centre = add_vertex(pen, corner->place, (struct rim){0});
    uint32_t outer_before = add_outer(pen, corner, corner->before);
    uint32_t outer_after = add_outer(pen, corner, corner->after);
    uint32_t inner_before = add_inner(pen, corner, corner->before, -inset);
    uint32_t inner_after = add_inner(pen, corner, corner->after, inset);
    draw_to_sides(pen, corner->outer, outer_before, inner_before);
    add_triangle(pen, outer_before, centre, inner_before);
    fill_round(pen, corner, centre, outer_before, outer_after);
    add_triangle(pen, outer_after, centre, inner_after);
    pen->down = false;
    draw_to_sides(pen, corner->outer, outer_after, inner_after);
}

static void draw_bend(struct pen *pen, struct place place, const struct leg *before,
                      const struct leg *after)
{
    struct corner corner = measure_corner(pen, place, before, after);
    if (pointed_is_round_enough(pen, &corner) && inner_rims_meet(pen, &corner))
        draw_slight_bend(pen, &corner);
    else
        draw_round_bend(pen, &corner);
}

// A leg with a corner at both ends gives each of them half its length.
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

// A place on a segment from a to b, as a share of it, that is nearest to p.
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

// Whether segments [a, b] and, `between` further along the line, [c, d] come within `reach` of each
// other at places that are at least `apart` from each other along the line.
static bool come_near(const struct vector s[4], double between, double reach, double apart)
{
    struct vector ab = sum(s[1], 1, s[0], -1), cd = sum(s[3], 1, s[2], -1);
    double length = hypot(ab.x, ab.y), other = hypot(cd.x, cd.y);
    double c = nearest_share(s[0], s[1], s[2]), d = nearest_share(s[0], s[1], s[3]);
    double a = nearest_share(s[2], s[3], s[0]), b = nearest_share(s[2], s[3], s[1]);
    const struct {
        struct vector from, to;
        double way;
    } pairs[] = {
        {sum(s[0], 1, ab, c), s[2], (1 - c) * length + between},
        {sum(s[0], 1, ab, d), s[3], (1 - d) * length + between + other},
        {s[0], sum(s[2], 1, cd, a), length + between + a * other},
        {s[1], sum(s[2], 1, cd, b), between + b * other},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct vector gap = sum(pairs[i].to, 1, pairs[i].from, -1);
        if (pairs[i].way >= apart && dot(gap, gap) < reach * reach)
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

// Whether the stroke comes back to where it was. Along a line that bends no more sharply than its
// rim allows, two places less than half a circle apart cannot meet (A. Schur, 1921); sharper bends
// are noticed as corners. Long lines that run to and fro are taken to meet without a search.
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
    struct pen pen = {.mesh = mesh, .rim = half_width + fringe, .dashed = !round_ends};
    struct place place = {.point = {xy[0], xy[1]}, .along = along_start};
    struct leg leg = {.along = {1, 0}, .left = {0, 1}};
    for (size_t i = 1; i < n; i++) {
        struct vector point = {xy[2 * i], xy[2 * i + 1]};
        struct vector step = sum(point, 1, place.point, -1);
        double length = hypot(step.x, step.y);
        if (length < nearest)
            continue;
        struct leg next = make_leg(step, length, !pen.down || i + 1 == n);
        if (pen.down)
            draw_bend(&pen, place, &leg, &next);
        else
            draw_end(&pen, place, &next, round_ends, true);
        leg = next;
        place = (struct place){point, place.along + length};
    }
    if (!pen.down && round_ends)
        draw_end(&pen, place, &leg, true, true);
    if (pen.down)
        draw_end(&pen, place, &leg, round_ends, false);
    mesh->overlaps = mesh->overlaps || comes_back(xy, n, pen.rim);
    return place.along;
}

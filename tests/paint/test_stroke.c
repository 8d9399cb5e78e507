// Strokes as geometry: the mesh is sampled as a GPU would, and compared with the distance from the
// polyline, which is what a stroke with round joins and ends means.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "paint/gl/stroke.h"

static const double widths[] = {1, 2.5, 10, 40};
enum { WIDTH_COUNT = sizeof widths / sizeof widths[0] };

// Pseudo-random numbers in [0, 1): the same polylines in every run.
static double random_unit(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 40) / 16777216.0;
}

static void assert_near(double found, double wanted, double tolerance)
{
    if (!(fabs(found - wanted) <= tolerance))
        fail_msg("%.9g instead of %.9g", found, wanted);
}

static double clamped(double x)
{
    return fmin(fmax(x, 0), 1);
}

// The fragment shader's formula.
static double coverage_of(double r, double distance, double beyond)
{
    double side = clamped(r + 0.5 - hypot(distance, fmax(beyond, 0)));
    return side * clamped(1 + fmin(beyond, 0));
}

static double signed_area(const double *a, const double *b, const double *c)
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

static void corner_at(const struct stroke_mesh *mesh, size_t index, double out[2])
{
    const struct stroke_vertex *v = &mesh->vertices[mesh->indices[index]];
    out[0] = (double)v->x + (double)v->offset_x;
    out[1] = (double)v->y + (double)v->offset_y;
}

// Barycentric weights of a point in a triangle; false if it lies outside, or within `margin` (a
// share of the triangle) of an edge.
static bool weigh(const struct stroke_mesh *mesh, size_t at, double x, double y, double margin,
                  double weights[3])
{
    double c[3][2], p[2] = {x, y};
    for (size_t i = 0; i < 3; i++)
        corner_at(mesh, at + i, c[i]);
    double area = signed_area(c[0], c[1], c[2]);
    if (fabs(area) < 1e-7)
        return false;
    weights[0] = signed_area(p, c[1], c[2]) / area;
    weights[1] = signed_area(c[0], p, c[2]) / area;
    weights[2] = signed_area(c[0], c[1], p) / area;
    return weights[0] >= margin && weights[1] >= margin && weights[2] >= margin;
}

struct sampled {
    double most;  // the greatest coverage of any triangle there
    int covering; // triangles well around the point
};

static struct sampled sample(const struct stroke_mesh *mesh, double r, double x, double y)
{
    struct sampled out = {0};
    for (size_t at = 0; at < mesh->index_n; at += 3) {
        double w[3];
        if (!weigh(mesh, at, x, y, -1e-4, w))
            continue;
        double distance = 0, beyond = 0;
        for (size_t i = 0; i < 3; i++) {
            const struct stroke_vertex *v = &mesh->vertices[mesh->indices[at + i]];
            distance += w[i] * (double)v->distance;
            beyond += w[i] * (double)v->beyond;
        }
        out.most = fmax(out.most, coverage_of(r, distance, beyond));
        out.covering += weigh(mesh, at, x, y, 1e-3, w);
    }
    return out;
}

static double distance_to_segment(const double *a, const double *b, double x, double y)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? clamped(((x - a[0]) * dx + (y - a[1]) * dy) / length2) : 0;
    return hypot(x - a[0] - t * dx, y - a[1] - t * dy);
}

static double distance_to_line(const double *xy, size_t n, double x, double y)
{
    double least = hypot(x - xy[0], y - xy[1]);
    for (size_t i = 1; i < n; i++)
        least = fmin(least, distance_to_segment(xy + 2 * i - 2, xy + 2 * i, x, y));
    return least;
}

struct pixel_box {
    double x0, y0, x1, y1;
};

static struct pixel_box box_of(const double *xy, size_t n, double margin)
{
    struct pixel_box box = {xy[0], xy[1], xy[0], xy[1]};
    for (size_t i = 1; i < n; i++) {
        box.x0 = fmin(box.x0, xy[2 * i]);
        box.y0 = fmin(box.y0, xy[2 * i + 1]);
        box.x1 = fmax(box.x1, xy[2 * i]);
        box.y1 = fmax(box.y1, xy[2 * i + 1]);
    }
    return (struct pixel_box){box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin};
}

static void check_vertices(const struct stroke_mesh *mesh, double r)
{
    for (size_t i = 0; i < mesh->vertex_n; i++) {
        const struct stroke_vertex *v = &mesh->vertices[i];
        assert_true(isfinite(v->x) && isfinite(v->y));
        assert_true(isfinite(v->offset_x) && isfinite(v->offset_y));
        assert_true(isfinite(v->along) && isfinite(v->ahead));
        assert_true(fabs((double)v->distance) <= r + 0.5 + 1e-4);
        assert_true((double)v->beyond >= -1 && (double)v->beyond <= 1.6 * (r + 0.5));
    }
    for (size_t i = 0; i < mesh->index_n; i++)
        assert_true(mesh->indices[i] < mesh->vertex_n);
}

// A round stroke's coverage is clamp(r + 1/2 - distance from the polyline), everywhere.
static void check_round(const double *xy, size_t n, double width, int steps)
{
    double r = width / 2;
    struct stroke_mesh mesh = {0};
    stroke_mesh_add(&mesh, xy, n, r, true, 0);
    check_vertices(&mesh, r);
    struct pixel_box box = box_of(xy, n, r + 3);
    for (int i = 0; i < steps; i++) {
        for (int k = 0; k < steps; k++) {
            double x = box.x0 + (i + 0.37) / steps * (box.x1 - box.x0);
            double y = box.y0 + (k + 0.61) / steps * (box.y1 - box.y0);
            double wanted = clamped(r + 0.5 - distance_to_line(xy, n, x, y));
            double found = sample(&mesh, r, x, y).most;
            if (fabs(found - wanted) > 0.06)
                fail_msg("width %g, %zu points: coverage %g instead of %g at (%g, %g)", width, n,
                         found, wanted, x, y);
        }
    }
    stroke_mesh_free(&mesh);
}

static void round_strokes_are_distance(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int round = 0; round < 60; round++) {
        double xy[2 * 9], reach = round % 3 == 0 ? 8 : 120;
        size_t n = 2 + (size_t)(random_unit(&random) * 7);
        for (size_t i = 0; i < 2 * n; i++)
            xy[i] = reach * random_unit(&random);
        for (int w = 0; w < WIDTH_COUNT; w++)
            check_round(xy, n, widths[w], 60);
    }
}

// Curves as the sampler makes them: many points, small bends.
static void smooth_curves_are_distance(void **state)
{
    (void)state;
    for (int w = 0; w < WIDTH_COUNT; w++) {
        double xy[2 * 60];
        for (int i = 0; i < 60; i++) {
            xy[2 * i] = 3.1 * i;
            xy[2 * i + 1] = 60 * tanh((i - 30) / 4.0);
        }
        check_round(xy, 60, widths[w], 80);
    }
}

// Sharp angles: the whole disc about the corner's outside is there, nothing sticks out.
static void sharp_corners_are_round(void **state)
{
    (void)state;
    for (int degrees = 5; degrees <= 180; degrees += 25) {
        double half = degrees * acos(-1) / 360;
        double xy[] = {90 * sin(half), 90 * cos(half), 0, 0, -90 * sin(half), 90 * cos(half)};
        for (int w = 0; w < WIDTH_COUNT; w++)
            check_round(xy, 3, widths[w], 90);
    }
}

static void long_legs_cover_once(void **state)
{
    (void)state;
    double xy[] = {0, 0, 100, 10, 150, 120, 260, 90, 330, 190};
    struct stroke_mesh mesh = {0};
    stroke_mesh_add(&mesh, xy, 5, 6, true, 0);
    assert_false(mesh.overlaps);
    for (int x = -10; x < 350; x += 2)
        for (int y = -10; y < 220; y += 2)
            assert_true(sample(&mesh, 6, x + 0.3, y + 0.7).covering <= 1);
    stroke_mesh_free(&mesh);
}

// What may cover a pixel twice says so: sharp corners, legs shorter than the stroke is wide, lines
// that come back, cross or close. What does not, does not, or every curve would go by the mask.
static void overlaps_are_noticed(void **state)
{
    (void)state;
    static const struct {
        double xy[12];
        size_t n;
        double width;
        bool overlaps;
    } cases[] = {
        {{0, 0, 100, 0}, 2, 40, false},
        {{0, 0, 100, 0, 200, 50, 300, 40}, 4, 10, false},
        {{0, 0, 100, 100, 200, 0}, 3, 10, false},                   // a right angle
        {{0, 0, 100, 200, 130, 0}, 3, 4, true},                     // a sharp one
        {{0, 0, 100, 0, 0, 0}, 3, 1, true},                         // there and back
        {{0, 0, 100, 0, 103, 3, 103, 100}, 4, 20, true},            // a short leg
        {{0, 0, 100, 0, 103, 3, 200, 100}, 4, 2, false},            // not for this stroke
        {{0, 0, 100, 0, 100, 80, 50, 80, 50, -40}, 5, 1, true},     // crosses
        {{0, 0, 80, 0, 80, 60, 0, 0}, 4, 1, true},                  // closes
        {{0, 0, 90, 0, 90, 50, 0, 50}, 4, 20, false},               // comes back at a distance
        {{0, 0, 90, 0, 90, 50, 0, 50}, 4, 49.5, true},              // too near for this one
        {{0, 0, 1e-9, 0, 0, 1e-9}, 3, 10, false},                   // a dot
        {{520, 0, 420, 0, 320, -50, 200, -50, 0, 50}, 5, 1, false}, // would cross if it went on
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct stroke_mesh mesh = {0};
        stroke_mesh_add(&mesh, cases[i].xy, cases[i].n, cases[i].width / 2, true, 0);
        if (mesh.overlaps != cases[i].overlaps)
            fail_msg("case %zu: overlaps %d", i, mesh.overlaps);
        stroke_mesh_clear(&mesh);
        assert_false(mesh.overlaps);
        stroke_mesh_free(&mesh);
    }
    double xy[2 * 100]; // a smooth curve
    struct stroke_mesh mesh = {0};
    for (int i = 0; i < 100; i++) {
        xy[2 * i] = 12.8 * i;
        xy[2 * i + 1] = 300 * tanh((i - 50) / 8.0);
    }
    stroke_mesh_add(&mesh, xy, 100, 2, true, 0);
    assert_false(mesh.overlaps);
    stroke_mesh_free(&mesh);
}

static double mesh_area(const struct stroke_mesh *mesh)
{
    double area = 0;
    for (size_t at = 0; at < mesh->index_n; at += 3) {
        double c[3][2];
        for (size_t i = 0; i < 3; i++)
            corner_at(mesh, at + i, c[i]);
        area += fabs(signed_area(c[0], c[1], c[2])) / 2;
    }
    return area;
}

// The two kinds of ends of a straight stroke: a rectangle of the rim's width, with squares for the
// round ends (the shader rounds them) and half a pixel for the butt ones.
static void straight_strokes_have_their_area(void **state)
{
    (void)state;
    const double xy[] = {10, 20, 90, 80}; // 100 long
    for (int w = 0; w < WIDTH_COUNT; w++) {
        double rim = widths[w] / 2 + 0.5;
        struct stroke_mesh mesh = {0};
        assert_near(stroke_mesh_add(&mesh, xy, 2, widths[w] / 2, true, 0), 100, 1e-9);
        assert_near(mesh_area(&mesh), 2 * rim * (100 + 2 * rim), 0.05);
        stroke_mesh_clear(&mesh);
        assert_near(stroke_mesh_add(&mesh, xy, 2, widths[w] / 2, false, 7), 107, 1e-9);
        assert_near(mesh_area(&mesh), 2 * rim * 101, 0.05);
        assert_int_equal(mesh.vertex_n, 8);
        stroke_mesh_free(&mesh);
    }
}

// Coverage along a butt end falls linearly over the pixel about it.
static void butt_ends_are_antialiased(void **state)
{
    (void)state;
    const double xy[] = {0, 0, 50, 0};
    struct stroke_mesh mesh = {0};
    stroke_mesh_add(&mesh, xy, 2, 4, false, 0);
    for (double x = -2; x < 52; x += 0.1) {
        double wanted = clamped(fmin(x, 50 - x) + 0.5);
        assert_near(sample(&mesh, 4, x, 1.2).most, wanted, 1e-3);
    }
    stroke_mesh_free(&mesh);
}

// A gently bent curve costs two vertices a point.
static void slight_bends_are_cheap(void **state)
{
    (void)state;
    double xy[2 * 40];
    for (int i = 0; i < 40; i++) {
        xy[2 * i] = 20 * i;
        xy[2 * i + 1] = 0.4 * i * i;
    }
    struct stroke_mesh mesh = {0};
    stroke_mesh_add(&mesh, xy, 40, 1.25, true, 0);
    assert_int_equal(mesh.vertex_n, 2 * 40 + 4);
    assert_int_equal(mesh.index_n, 6 * 41);
    stroke_mesh_free(&mesh);
}

static void odd_lines_stay_finite(void **state)
{
    (void)state;
    static const double cases[][10] = {
        {5, 5, 5, 5, 5, 5, 5, 5, 5, 5},                         // one place
        {0, 0, 100, 0, 0, 0, 100, 0, 0, 0},                     // there and back
        {0, 0, 1e-9, 0, 30, 30, 30, 30 + 1e-9, 60, 0},          // tiny legs
        {0, 0, 1e6, 1e6, -1e6, 1e6, 1e6, -1e6, 0, 0},           // far points
        {0, 0, 0.02, 0.02, 0.04, 0, 0.06, 0.02, 0.08, 0},       // shorter than a pixel
        {0, 0, 10, 0, 10 + 1e-12, 1e-12, 20, 1e-300, 30, 1e-5}, // straight, but for rounding
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        for (int w = 0; w < WIDTH_COUNT; w++) {
            struct stroke_mesh mesh = {0};
            for (size_t n = 0; n <= 5; n++) {
                stroke_mesh_add(&mesh, cases[c], n, widths[w] / 2, true, 0);
                stroke_mesh_add(&mesh, cases[c], n, widths[w] / 2, false, 0);
            }
            check_vertices(&mesh, widths[w] / 2);
            stroke_mesh_free(&mesh);
        }
    }
}

static void there_and_back_is_round(void **state)
{
    (void)state;
    const double xy[] = {0, 0, 70, 20, 0, 0};
    for (int w = 0; w < WIDTH_COUNT; w++)
        check_round(xy, 3, widths[w], 80);
}

static void one_point_is_a_dot(void **state)
{
    (void)state;
    const double xy[] = {12, 34};
    for (int w = 0; w < WIDTH_COUNT; w++)
        check_round(xy, 1, widths[w], 60);
    struct stroke_mesh mesh = {0};
    assert_near(stroke_mesh_add(&mesh, xy, 1, 3, false, 5), 5, 0);
    assert_int_equal(mesh.index_n, 0);
    stroke_mesh_free(&mesh);
}

static int count_along(const struct stroke_mesh *mesh, double along)
{
    int n = 0;
    for (size_t i = 0; i < mesh->vertex_n; i++)
        n += fabs((double)mesh->vertices[i].along + (double)mesh->vertices[i].ahead - along) < 1e-4;
    return n;
}

// `along` is the arc length; where inner rims meet there is one vertex for each leg's own length.
static void along_is_the_arc_length(void **state)
{
    (void)state;
    const double xy[] = {0, 0, 100, 0, 100, 100};
    struct stroke_mesh mesh = {0};
    assert_near(stroke_mesh_add(&mesh, xy, 3, 0.9, false, -50), 150, 1e-9);
    const double both_sides[] = {-50.5, -49.5, 149.5, 150.5};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(count_along(&mesh, both_sides[i]), 2);
    assert_int_equal(count_along(&mesh, 50 - 1.4), 1);
    assert_int_equal(count_along(&mesh, 50 + 1.4), 1);
    assert_int_equal(count_along(&mesh, 50), 4); // the point, the outer rim's three
    assert_int_equal(mesh.vertex_n, 4 * 2 + 2 + 4);
    stroke_mesh_free(&mesh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_strokes_are_distance),
        cmocka_unit_test(smooth_curves_are_distance),
        cmocka_unit_test(sharp_corners_are_round),
        cmocka_unit_test(long_legs_cover_once),
        cmocka_unit_test(overlaps_are_noticed),
        cmocka_unit_test(straight_strokes_have_their_area),
        cmocka_unit_test(butt_ends_are_antialiased),
        cmocka_unit_test(slight_bends_are_cheap),
        cmocka_unit_test(odd_lines_stay_finite),
        cmocka_unit_test(there_and_back_is_round),
        cmocka_unit_test(one_point_is_a_dot),
        cmocka_unit_test(along_is_the_arc_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

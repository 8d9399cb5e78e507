// Strokes as triangles: pure geometry, no GL. Used by paint_gl, tested without a display.
//
// A polyline of half width r becomes quads of half width r + 1/2 (the anti-aliased fringe). Each
// vertex carries the position on the centre line in build pixels, the offset from it in pixels, the
// signed distance across in pixels (|distance| = r + 1/2 at the rim), the distance beyond the
// line's end or corner, and the arc length. All of them are exact after linear interpolation, so
// the coverage that the fragment shader computes is exact, too, whatever the number of triangles:
//
//     beyond >= 0:  clamp(r + 1/2 - length(distance, beyond), 0, 1)    body, round ends, round
//     corners beyond <  0:  clamp(r + 1/2 - |distance|, 0, 1) * (1 + beyond)   the last pixel of a
//     butt end
//
// Outer corners are round, inner corners meet in one point where the segments are long enough, so
// that nothing is covered twice. Where that cannot be helped (legs shorter than the stroke is wide,
// a line that comes back to itself) the mesh says so, and the greatest coverage is the right one.
#ifndef ACTSCOPE_PAINT_GL_STROKE_H
#define ACTSCOPE_PAINT_GL_STROKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stroke_vertex {
    float x, y; // point on the centre line, pixels at build scale, relative to the origin
    float offset_x, offset_y; // added after the view's matrix, pixels
    float distance;           // signed, across the line
    float beyond;             // past a round end or corner: 0 to r + 1/2; past a butt end: 0 to -1
    float along;              // arc length at the point, pixels at build scale, 0 at the anchor
    float ahead;              // what the offset adds to it, pixels
};

// Zero-initialise; end with stroke_mesh_free. Clearing keeps the memory.
struct stroke_mesh {
    struct stroke_vertex *vertices;
    size_t vertex_n, vertex_c;
    uint32_t *indices; // triangles
    size_t index_n, index_c;
    bool overlaps; // a pixel may be covered twice; clearing takes it back
};

void stroke_mesh_clear(struct stroke_mesh *mesh);
void stroke_mesh_free(struct stroke_mesh *mesh);

// Appends one run of n points (x, y pairs, pixels). Points nearer than 1/64 px to their predecessor
// are dropped; a run of one point gives a dot if round_ends. `along_start` is the arc length at
// point 0. Returns the arc length at the end. All coordinates must be finite.
double stroke_mesh_add(struct stroke_mesh *mesh, const double *xy, size_t n, double half_width,
                       bool round_ends, double along_start);

#endif

// Strokes as triangles. This is geometry only and calls no OpenGL, so it is tested without a
// display.
//
// A polyline of half width r becomes quads of half width r + 1/2: the last half pixel on each side
// is a soft edge. A vertex carries a point of the centre line, in build pixels (those of the zoom
// for which the mesh is built), the vertex's offset from that point, and what the fragment shader
// needs to know how much of a pixel the stroke covers: the signed distance across the line, the
// distance `beyond` a round end or corner, and the arc length. All of them are linear within a
// triangle, so the interpolated values are exact, and so is the coverage:
//
//     beyond >= 0:  clamp(r + 1/2 - length(distance, beyond), 0, 1)      body, round ends, corners
//     beyond <  0:  clamp(r + 1/2 - |distance|, 0, 1) * (1 + beyond)     last pixel of a butt end
//
// Outer corners are round. Inner edges end where they meet, if the segments are long enough, so
// that nothing is covered twice. Where something is (segments shorter than the stroke is wide, or a
// line that comes back to itself) `overlaps` is set. A translucent stroke must then not be blended
// triangle by triangle: pixels take the greatest coverage.
#ifndef ACTSCOPE_PAINT_GL_STROKE_H
#define ACTSCOPE_PAINT_GL_STROKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stroke_vertex {
    float x, y;               // point on the centre line, build pixels
    float offset_x, offset_y; // from there, in pixels of the picture whatever the zoom
    float distance;           // across the line, pixels: positive on the left, r + 1/2 at the rim
    float beyond;             // past a round end or corner: 0 to r + 1/2; past a butt end: 0 to -1
    float along;              // arc length at the point, build pixels
    float ahead;              // what the offset adds to the arc length, pixels of the picture
};

// Zero-initialise; end with stroke_mesh_free. `…_n` counts what is used, `…_c` what has room.
struct stroke_mesh {
    struct stroke_vertex *vertices;
    size_t vertex_n, vertex_c;
    uint32_t *indices; // three a triangle
    size_t index_n, index_c;
    bool overlaps; // some pixel may be covered by two triangles
};

// Empties a mesh, whose memory is kept for the next stroke; frees it.
void stroke_mesh_clear(struct stroke_mesh *mesh);
void stroke_mesh_free(struct stroke_mesh *mesh);

// Appends the stroke along n points (x, y pairs, build pixels; all finite). Points nearer than 1/64
// pixel to their predecessor are dropped. A single point gives a dot if round_ends, else nothing;
// no point gives nothing. `half_width` is in pixels and `along_start` is the arc length at the
// first point, where a dash pattern goes on. Strokes without round ends are built for dashes: their
// inner corners are square. Returns the arc length at the last point.
double stroke_mesh_add(struct stroke_mesh *mesh, const double *xy, size_t n, double half_width,
                       bool round_ends, double along_start);

#endif

// Meshes: triangles on the GPU, given by vertices and indices, laid out for the programs of strokes
// or those of shapes. A GL context must be current for every call.
#ifndef ACTSCOPE_PAINT_GL_MESH_H
#define ACTSCOPE_PAINT_GL_MESH_H

#include <GL/glew.h>
#include <stddef.h>
#include <stdint.h>

#include "paint/gl/stroke.h"
#include "scene/draw_list.h"

// What shape_vertex.glsl reads. Lengths are pixels, with GLYPHS texels.
struct shape_vertex {
    float x, y;     // in the picture, y down
    float u, v;     // `local` in the shader: from the middle of the box; with GLYPHS in the texture
    float shape[4]; // of a box: half width, half height, radius of the corners, and half of how
                    // deep its edge is, which leaves a hole in a ring; unused with GLYPHS
    struct color color; // not premultiplied
};

// The names of a vertex array and its two buffers; gl_mesh_destroy deletes them.
struct gl_mesh {
    GLuint array, vertices, indices;
};

// Makes an empty mesh of struct stroke_vertex, or of struct shape_vertex.
struct gl_mesh gl_mesh_for_strokes(void);
struct gl_mesh gl_mesh_for_shapes(void);
void gl_mesh_destroy(const struct gl_mesh *mesh);

// Replace a mesh's content: by vertices of its own kind, `vertex_bytes` of them in all, and index_n
// indices, three a triangle; or by a stroke mesh. `usage` tells OpenGL how often that happens:
// GL_STREAM_DRAW for every frame, GL_STATIC_DRAW for rarely. The mesh stays bound.
void gl_mesh_fill(const struct gl_mesh *mesh, const void *vertices, size_t vertex_bytes,
                  const uint32_t *indices, size_t index_n, GLenum usage);
void gl_mesh_fill_strokes(const struct gl_mesh *mesh, const struct stroke_mesh *stroke,
                          GLenum usage);

#endif

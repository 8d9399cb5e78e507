// Meshes: vertices and indices on the GPU, laid out for one of the two kinds of program.
#ifndef ACTSCOPE_PAINT_GL_MESH_H
#define ACTSCOPE_PAINT_GL_MESH_H

#include <GL/glew.h>
#include <stddef.h>
#include <stdint.h>

#include "paint/gl/stroke.h"
#include "scene/draw_list.h"

// What shape_vertex.glsl reads.
struct shape_vertex {
    float x, y;
    float u, v;     // `local` in the shader
    float shape[4]; // of a box: half width, half height, radius of the corners, half its depth
    struct color color;
};

// A vertex array with its two buffers.
struct gl_mesh {
    GLuint array, vertices, indices;
};

struct gl_mesh gl_mesh_for_strokes(void); // of struct stroke_vertex
struct gl_mesh gl_mesh_for_shapes(void);  // of struct shape_vertex
void gl_mesh_destroy(const struct gl_mesh *mesh);

// Replaces the content. `usage` is GL_STREAM_DRAW or GL_STATIC_DRAW.
void gl_mesh_fill(const struct gl_mesh *mesh, const void *vertices, size_t vertex_bytes,
                  const uint32_t *indices, size_t index_n, GLenum usage);
void gl_mesh_fill_strokes(const struct gl_mesh *mesh, const struct stroke_mesh *stroke,
                          GLenum usage);

#endif

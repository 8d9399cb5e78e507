#include "paint/gl/mesh.h"

// Tells where in a vertex of `stride` bytes the shader's input number `location` is: n numbers at
// `offset`. Bytes are mapped to 0 to 1, as colours are.
static void set_attribute(GLuint location, GLint n, GLenum type, size_t stride, size_t offset)
{
    glEnableVertexAttribArray(location);
    glVertexAttribPointer(location, n, type, type == GL_UNSIGNED_BYTE, (GLsizei)stride,
                          (const void *)offset);
}

static struct gl_mesh create_mesh(void)
{
    struct gl_mesh mesh = {0};
    glGenVertexArrays(1, &mesh.array);
    glGenBuffers(1, &mesh.vertices);
    glGenBuffers(1, &mesh.indices);
    glBindVertexArray(mesh.array);
    glBindBuffer(GL_ARRAY_BUFFER, mesh.vertices);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, mesh.indices);
    return mesh;
}

struct gl_mesh gl_mesh_for_strokes(void)
{
    struct gl_mesh mesh = create_mesh();
    const size_t stride = sizeof(struct stroke_vertex);
    set_attribute(0, 2, GL_FLOAT, stride, offsetof(struct stroke_vertex, x));
    set_attribute(1, 2, GL_FLOAT, stride, offsetof(struct stroke_vertex, offset_x));
    set_attribute(2, 4, GL_FLOAT, stride, offsetof(struct stroke_vertex, distance));
    return mesh;
}

struct gl_mesh gl_mesh_for_shapes(void)
{
    struct gl_mesh mesh = create_mesh();
    const size_t stride = sizeof(struct shape_vertex);
    set_attribute(0, 2, GL_FLOAT, stride, offsetof(struct shape_vertex, x));
    set_attribute(1, 2, GL_FLOAT, stride, offsetof(struct shape_vertex, u));
    set_attribute(2, 4, GL_FLOAT, stride, offsetof(struct shape_vertex, shape));
    set_attribute(3, 4, GL_UNSIGNED_BYTE, stride, offsetof(struct shape_vertex, color));
    return mesh;
}

void gl_mesh_destroy(const struct gl_mesh *mesh)
{
    glDeleteVertexArrays(1, &mesh->array);
    glDeleteBuffers(1, &mesh->vertices);
    glDeleteBuffers(1, &mesh->indices);
}

void gl_mesh_fill(const struct gl_mesh *mesh, const void *vertices, size_t vertex_bytes,
                  const uint32_t *indices, size_t index_n, GLenum usage)
{
    glBindVertexArray(mesh->array);
    glBindBuffer(GL_ARRAY_BUFFER, mesh->vertices);
    glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)vertex_bytes, vertices, usage);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr)(index_n * sizeof *indices), indices, usage);
}

void gl_mesh_fill_strokes(const struct gl_mesh *mesh, const struct stroke_mesh *stroke,
                          GLenum usage)
{
    gl_mesh_fill(mesh, stroke->vertices, stroke->vertex_n * sizeof *stroke->vertices,
                 stroke->indices, stroke->index_n, usage);
}

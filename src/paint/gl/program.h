// Compiles shader programs. Where the sources have a mistake, the fault tells which file and line.
#ifndef ACTSCOPE_PAINT_GL_PROGRAM_H
#define ACTSCOPE_PAINT_GL_PROGRAM_H

#include <GL/glew.h>

#include "base/fault.h"

// The sources of one program; the names ("stroke_vertex.glsl") are for messages. `prelude` (may be
// NULL) is put after the first line of both, which holds #version: "#define DASHED\n" makes another
// program of the same sources.
struct gl_program_source {
    const char *vertex_name, *vertex;
    const char *fragment_name, *fragment;
    const char *prelude;
};

// Compiles and links. Returns the program, for glDeleteProgram; 0 with FAULT_SHADER, whose text
// names the shader and holds the beginning of the compiler's log.
GLuint gl_program_create(const struct gl_program_source *source, struct fault *fault);

#endif

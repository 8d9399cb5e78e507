// Shader programs: from sources to something to draw with, or a message that helps to mend them.
#ifndef ACTSCOPE_PAINT_GL_PROGRAM_H
#define ACTSCOPE_PAINT_GL_PROGRAM_H

#include <GL/glew.h>

#include "base/fault.h"

// The sources of one program; the names are for messages. `prelude` (may be NULL) is put after the
// first line of both, which holds #version: "#define DASHED\n" makes another program of the same
// sources.
struct gl_program_source {
    const char *vertex_name, *vertex;
    const char *fragment_name, *fragment;
    const char *prelude;
};

// Compiles and links. 0 with FAULT_SHADER: the text names the shader and holds the compiler's log.
GLuint gl_program_create(const struct gl_program_source *source, struct fault *fault);

#endif

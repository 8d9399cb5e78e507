#include "paint/gl/program.h"
#include "base/language.h"

#include <string.h>

enum { LOG_SIZE = 400 }; // bytes of the compiler's log; a fault's text holds little more

// Gives the shader its source with the prelude after the first line. #line lets the compiler's
// messages count the lines of the file.
static void set_source(GLuint shader, const char *source, const char *prelude)
{
    const char *end = strchr(source, '\n');
    GLint first = (GLint)(end ? (size_t)(end + 1 - source) : strlen(source));
    const char *pieces[] = {source, prelude ? prelude : "", "#line 2\n", source + first};
    const GLint lengths[] = {first, -1, -1, -1};
    glShaderSource(shader, 4, pieces, lengths);
}

static GLuint compile(GLenum kind, const char *name, const char *source, const char *prelude,
                      struct fault *fault)
{
    GLuint shader = glCreateShader(kind);
    set_source(shader, source, prelude);
    glCompileShader(shader);
    GLint compiled = GL_FALSE;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    if (compiled)
        return shader;
    char log[LOG_SIZE] = "";
    glGetShaderInfoLog(shader, sizeof log, NULL, log);
    fault_set(fault, FAULT_SHADER, _("%s does not compile: %s"), name, log);
    glDeleteShader(shader);
    return 0;
}

static GLuint link_program(const struct gl_program_source *source, GLuint vertex, GLuint fragment,
                           struct fault *fault)
{
    GLuint program = glCreateProgram();
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    glLinkProgram(program);
    GLint linked = GL_FALSE;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (linked)
        return program;
    char log[LOG_SIZE] = "";
    glGetProgramInfoLog(program, sizeof log, NULL, log);
    fault_set(fault, FAULT_SHADER, _("%s and %s do not link: %s"), source->vertex_name,
              source->fragment_name, log);
    glDeleteProgram(program);
    return 0;
}

// A linked program keeps what it needs of its shaders; glDeleteShader(0) does nothing.
GLuint gl_program_create(const struct gl_program_source *source, struct fault *fault)
{
    GLuint program = 0;
    GLuint fragment = 0;
    GLuint vertex =
        compile(GL_VERTEX_SHADER, source->vertex_name, source->vertex, source->prelude, fault);
    if (!vertex)
        goto out;
    fragment = compile(GL_FRAGMENT_SHADER, source->fragment_name, source->fragment, source->prelude,
                       fault);
    if (!fragment)
        goto out;
    program = link_program(source, vertex, fragment, fault);
out:
    glDeleteShader(fragment);
    glDeleteShader(vertex);
    return program;
}

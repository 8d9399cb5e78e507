// The programs of strokes and shapes: compiled, replaced while the painter runs, and deleted.
#include "base/language.h"
#include "paint/gl/plan.h"
#include "paint/gl/program.h"

#include <string.h>

// The preludes (paint/gl/program.h) of the programs that the same sources make.
static const char glyphs_variant[] = "#define GLYPHS\n";
static const char mask_variant[] = "#define MASK\n";
static const char *const variants[STROKE_VARIANTS] = {
    [VARIANT_DASHED] = "#define DASHED\n",
    [VARIANT_MASKED] = "#define MASKED\n",
    [VARIANT_DASHED + VARIANT_MASKED] = "#define DASHED\n#define MASKED\n",
};

static bool load_stroke(struct stroke_program *program, const struct shader_sources *sources,
                        const char *prelude, struct fault *fault)
{
    const struct gl_program_source source = {
        .vertex_name = "stroke_vertex.glsl",
        .vertex = sources->stroke_vertex,
        .fragment_name = "stroke_fragment.glsl",
        .fragment = sources->stroke_fragment,
        .prelude = prelude,
    };
    GLuint id = gl_program_create(&source, fault);
    *program = (struct stroke_program){.id = id};
    if (!id)
        return false;
    program->view = glGetUniformLocation(id, "view");
    program->pixel = glGetUniformLocation(id, "pixel");
    program->zoom = glGetUniformLocation(id, "zoom");
    program->color = glGetUniformLocation(id, "color");
    program->rim = glGetUniformLocation(id, "rim");
    program->peak = glGetUniformLocation(id, "peak");
    program->dash_n = glGetUniformLocation(id, "dash_n");
    program->dash = glGetUniformLocation(id, "dash");
    program->period = glGetUniformLocation(id, "period");
    program->inked = glGetUniformLocation(id, "inked");
    return true;
}

static bool load_shape(struct shape_program *program, const struct shader_sources *sources,
                       const char *prelude, struct fault *fault)
{
    const struct gl_program_source source = {
        .vertex_name = "shape_vertex.glsl",
        .vertex = sources->shape_vertex,
        .fragment_name = "shape_fragment.glsl",
        .fragment = sources->shape_fragment,
        .prelude = prelude,
    };
    GLuint id = gl_program_create(&source, fault);
    *program = (struct shape_program){.id = id};
    if (!id)
        return false;
    program->pixel = glGetUniformLocation(id, "pixel");
    program->glyphs = glGetUniformLocation(id, "glyphs");
    return true;
}

// glDeleteProgram(0) does nothing.
void programs_delete(const struct programs *programs)
{
    for (int i = 0; i < STROKE_VARIANTS; i++)
        glDeleteProgram(programs->strokes[i].id);
    glDeleteProgram(programs->mask.id);
    glDeleteProgram(programs->glyphs.id);
    glDeleteProgram(programs->shape.id);
}

bool paint_gl_load_shaders(struct paint_gl *paint, const struct shader_sources *sources,
                           struct fault *fault)
{
    struct programs programs = {.lazy = sources == &shader_sources_embedded};
    bool ok = load_shape(&programs.glyphs, sources, glyphs_variant, fault) &&
              (programs.lazy || (load_shape(&programs.shape, sources, NULL, fault) &&
                                 load_shape(&programs.mask, sources, mask_variant, fault)));
    for (int i = 0; ok && i < STROKE_VARIANTS && !(programs.lazy && i > 0); i++)
        ok = load_stroke(&programs.strokes[i], sources, variants[i], fault);
    if (!ok) {
        programs_delete(&programs);
        return false;
    }
    programs_delete(&paint->programs);
    paint->programs = programs;
    return true;
}

const struct shape_program *programs_shape(struct paint_gl *paint, const struct step *step)
{
    struct programs *programs = &paint->programs;
    if (step->kind == STEP_GLYPHS && !step->masked)
        return &programs->glyphs;
    struct shape_program *program = step->masked ? &programs->mask : &programs->shape;
    if (program->id == 0 && programs->lazy) {
        struct fault fault; // not reported: the embedded sources compile, or no shape is drawn
        load_shape(program, &shader_sources_embedded, step->masked ? mask_variant : NULL, &fault);
    }
    return program;
}

const struct stroke_program *programs_stroke(struct paint_gl *paint, bool dashed, bool masked)
{
    int variant = (dashed ? VARIANT_DASHED : 0) + (masked ? VARIANT_MASKED : 0);
    struct stroke_program *program = &paint->programs.strokes[variant];
    if (program->id == 0 && paint->programs.lazy) {
        struct fault
            fault; // not reported: the embedded sources compile, or no such stroke is drawn
        load_stroke(program, &shader_sources_embedded, variants[variant], &fault);
    }
    return program;
}

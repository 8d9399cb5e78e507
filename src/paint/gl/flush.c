// Draws the steps of a plan: uploads the two streams, sets uniforms, and calls OpenGL.
#include "paint/gl/plan.h"

#include <cglm/cglm.h>
#include <string.h>

#include "base/memory.h"

// Puts the indices of glyphs behind those of the other shapes: both kinds share one buffer.
static void join_indices(struct paint_gl *paint)
{
    struct index_list *shapes = &paint->indices[STEP_SHAPES];
    const struct index_list *glyphs = &paint->indices[STEP_GLYPHS];
    paint->glyphs_from = shapes->n;
    shapes->items =
        memory_grow(shapes->items, &shapes->c, shapes->n + glyphs->n, sizeof *shapes->items);
    if (glyphs->n)
        memcpy(shapes->items + shapes->n, glyphs->items, glyphs->n * sizeof *glyphs->items);
    shapes->n += glyphs->n;
}

static void upload_streams(struct paint_gl *paint)
{
    join_indices(paint);
    const struct index_list *shapes = &paint->indices[STEP_SHAPES];
    if (shapes->n) {
        gl_mesh_fill(&paint->shape_mesh, paint->shapes, paint->shape_n * sizeof *paint->shapes,
                     shapes->items, shapes->n, GL_STREAM_DRAW);
    }
    if (paint->lines.index_n)
        gl_mesh_fill_strokes(&paint->line_mesh, &paint->lines, GL_STREAM_DRAW);
}

// OpenGL counts rows from below.
static void set_scissor(const struct paint_gl *paint, const struct step *step)
{
    if (!step->scissored) {
        glDisable(GL_SCISSOR_TEST);
        return;
    }
    const struct area *clip = &step->clip;
    glEnable(GL_SCISSOR_TEST);
    glScissor(clip->x0, paint->whole.y1 - clip->y1, clip->x1 - clip->x0, clip->y1 - clip->y0);
}

static void set_mapping(const struct paint_gl *paint, const struct stroke_program *program,
                        const struct mapping *mapping)
{
    double x = 2 / paint->width, y = -2 / paint->height; // clip space goes from -1 to 1, y upwards
    mat4 view = GLM_MAT4_IDENTITY_INIT;
    view[0][0] = (float)(mapping->scale_x * x);
    view[1][1] = (float)(mapping->scale_y * y);
    view[3][0] = (float)(plan_bounded(mapping->shift_x) * x - 1);
    view[3][1] = (float)(plan_bounded(mapping->shift_y) * y + 1);
    glUniformMatrix4fv(program->view, 1, GL_FALSE, view[0]);
    glUniform1f(program->zoom, (float)mapping_zoom(mapping));
}

static void set_style(const struct stroke_program *program, const struct style *style)
{
    glUniform4fv(program->color, 1, style->color);
    glUniform1f(program->rim, style->rim);
    glUniform1f(program->peak, style->peak);
    if (style->dash_n > 0) {
        glUniform1i(program->dash_n, style->dash_n);
        glUniform2fv(program->dash, style->dash_n, style->dash[0]);
        glUniform1f(program->period, style->period);
        glUniform1f(program->inked, style->inked);
    }
}

static void use_shape_program(struct paint_gl *paint, const struct step *step)
{
    const struct shape_program *program = programs_shape(paint, step);
    glUseProgram(program->id);
    glUniform2f(program->pixel, (float)(2 / paint->width), (float)(-2 / paint->height));
    glUniform1i(program->glyphs, 0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D,
                  step->masked ? paint->mask.texture : gl_atlas_texture(paint->atlas));
}

static void use_stroke_program(const struct paint_gl *paint, const struct stroke_program *program,
                               const struct step *step)
{
    glUseProgram(program->id);
    glUniform2f(program->pixel, (float)(2 / paint->width), (float)(-2 / paint->height));
    set_mapping(paint, program, &step->mapping);
    set_style(program, &step->style);
}

static void use_program(struct paint_gl *paint, const struct step *step)
{
    switch (step->kind) {
    case STEP_SHAPES:
    case STEP_GLYPHS:
        use_shape_program(paint, step);
        break;
    case STEP_SOLID:
    case STEP_DASHED:
        use_stroke_program(paint, programs_stroke(paint, step->kind == STEP_DASHED, step->masked),
                           step);
        break;
    }
}

// Makes the mask as large as the picture, and leaves its framebuffer bound.
static void bind_mask(struct gl_mask *mask, const struct area *whole)
{
    if (!mask->framebuffer) {
        glGenTextures(1, &mask->texture);
        glGenFramebuffers(1, &mask->framebuffer);
    }
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, mask->framebuffer);
    if (mask->width == whole->x1 && mask->height == whole->y1)
        return;
    mask->width = whole->x1;
    mask->height = whole->y1;
    glBindTexture(GL_TEXTURE_2D, mask->texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, mask->width, mask->height, 0, GL_RGBA,
                 GL_UNSIGNED_BYTE, NULL);
    glFramebufferTexture2D(GL_DRAW_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, mask->texture,
                           0);
}

static void draw_elements(struct paint_gl *paint, const struct step *step)
{
    size_t first = step->first + (step->kind == STEP_GLYPHS ? paint->glyphs_from : 0);
    set_scissor(paint, step);
    use_program(paint, step);
    glBindVertexArray(step->array);
    glDrawElements(GL_TRIANGLES, (GLsizei)step->count, GL_UNSIGNED_INT,
                   (const void *)(first * sizeof(uint32_t)));
    paint->counts.draw_calls++;
}

// Draws a stroke into the mask. GL_MAX keeps the greatest coverage of a pixel that several
// triangles cover.
static void draw_into_mask(struct paint_gl *paint, const struct step *step)
{
    GLint target = 0;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &target);
    bind_mask(&paint->mask, &paint->whole);
    set_scissor(paint, step);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    glBlendEquation(GL_MAX);
    draw_elements(paint, step);
    glBlendEquation(GL_FUNC_ADD);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, (GLuint)target);
}

static void draw_step(struct paint_gl *paint, const struct step *step)
{
    if (step->masked && step->kind >= STEP_SOLID)
        draw_into_mask(paint, step);
    else
        draw_elements(paint, step);
}

static void clear_plan(struct paint_gl *paint)
{
    paint->counts.vertices += (long)(paint->shape_n + paint->lines.vertex_n);
    paint->step_n = 0;
    paint->shape_n = 0;
    paint->disc_n = 0;
    for (int i = 0; i < SHAPE_KINDS; i++)
        paint->indices[i].n = 0;
    stroke_mesh_clear(&paint->lines);
}

void plan_flush(struct paint_gl *paint)
{
    upload_streams(paint);
    for (size_t i = 0; i < paint->step_n; i++)
        draw_step(paint, &paint->steps[i]);
    clear_plan(paint);
}

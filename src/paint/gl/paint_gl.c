#include "paint/gl/paint_gl.h"
#include "base/language.h"

#include <stdlib.h>
#include <string.h>

#include "paint/gl/plan.h"

enum {
    ATLAS_SIDE = 1024, // texels
    ATLAS_SIDE_MAX = 4096,
};

// --- drawing a list ---

static void add_rect(struct paint_gl *paint, const struct draw_item *item)
{
    if (!(item->rect.w > 0 && item->rect.h > 0))
        return;
    if (item->radius > 0)
        shapes_add_round_rect(paint, item);
    else
        shapes_add_rect(paint, item);
}

// A rectangle without width is no clip: see DRAW_CLIP.
static void set_clip(struct paint_gl *paint, const struct rect *rect)
{
    paint->clip = paint->whole;
    if (rect->w != 0) {
        struct area area = {plan_rounded(rect->x), plan_rounded(rect->y),
                            plan_rounded(rect->x + rect->w), plan_rounded(rect->y + rect->h)};
        paint->clip = common_area(paint->whole, area);
    }
}

static void add_item(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item)
{
    switch (item->kind) {
    case DRAW_RECT:
        add_rect(paint, item);
        break;
    case DRAW_FILL:
        shapes_add_fill(paint, list, item);
        break;
    case DRAW_LINE:
        strokes_add_line(paint, list, item);
        break;
    case DRAW_CURVE:
        curves_add(paint, item);
        break;
    case DRAW_MARKER:
        shapes_add_marker(paint, item);
        break;
    case DRAW_TEXT:
        shapes_add_text(paint, list, item);
        break;
    case DRAW_CLIP:
        set_clip(paint, &item->rect);
        break;
    }
}

static void begin_frame(struct paint_gl *paint, const struct draw_list *list)
{
    paint->draw++;
    paint->counts = (struct paint_gl_counts){0};
    paint->width = list->width;
    paint->height = list->height;
    paint->whole = (struct area){0, 0, plan_rounded(list->width), plan_rounded(list->height)};
    paint->clip = paint->whole;
    gl_atlas_begin(paint->atlas);
}

static void begin_picture(const struct paint_gl *paint, struct color background)
{
    glViewport(0, 0, paint->whole.x1, paint->whole.y1);
    glDisable(GL_SCISSOR_TEST);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glClearColor((float)background.r / 255.0f, (float)background.g / 255.0f,
                 (float)background.b / 255.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
}

void paint_gl_draw(struct paint_gl *paint, const struct draw_list *list)
{
    begin_frame(paint, list);
    if (empty_area(&paint->whole))
        return;
    begin_picture(paint, list->background);
    for (size_t i = 0; i < list->item_n; i++)
        add_item(paint, list, &list->items[i]);
    plan_flush(paint);
    paint->counts.strings = gl_atlas_rastered(paint->atlas);
    glBindVertexArray(0);
    glDisable(GL_SCISSOR_TEST);
    curves_release_old(paint);
}

struct paint_gl_counts paint_gl_counts(const struct paint_gl *paint)
{
    return paint->counts;
}

// --- making and ending a painter ---

// On EGL and Wayland glewInit reports GLEW_ERROR_NO_GLX_DISPLAY although it has loaded everything.
static bool load_entry_points(struct fault *fault)
{
    glewExperimental = GL_TRUE;
    GLenum result = glewInit();
    if (result != GLEW_OK && result != GLEW_ERROR_NO_GLX_DISPLAY) {
        return fault_set(fault, FAULT_WINDOW, _("OpenGL cannot be loaded: %s"),
                         (const char *)glewGetErrorString(result));
    }
    if (!glGenVertexArrays) {
        return fault_set(fault, FAULT_WINDOW,
                         _("OpenGL 3.3 is needed, but its functions are not to be had here"));
    }
    return true;
}

struct paint_gl *paint_gl_create(struct font *font, const struct shader_sources *sources,
                                 struct fault *fault)
{
    if (!load_entry_points(fault))
        return NULL;
    struct paint_gl *paint = calloc(1, sizeof *paint);
    if (!paint) {
        fault_set(fault, FAULT_MEMORY, _("out of memory"));
        return NULL;
    }
    paint->font = font;
    if (!paint_gl_load_shaders(paint, sources, fault)) {
        free(paint);
        return NULL;
    }
    paint->shape_mesh = gl_mesh_for_shapes();
    paint->line_mesh = gl_mesh_for_strokes();
    paint->atlas = gl_atlas_create(font, ATLAS_SIDE, ATLAS_SIDE_MAX);
    return paint;
}

void paint_gl_set_atlas(struct paint_gl *paint, int side, int side_max)
{
    gl_atlas_destroy(paint->atlas);
    paint->atlas = gl_atlas_create(paint->font, side, side_max);
}

static void free_plan(struct paint_gl *paint)
{
    free(paint->steps);
    free(paint->shapes);
    for (int i = 0; i < SHAPE_KINDS; i++)
        free(paint->indices[i].items);
    free(paint->points);
    stroke_mesh_free(&paint->lines);
    stroke_mesh_free(&paint->curve_mesh);
}

void paint_gl_destroy(struct paint_gl *paint)
{
    if (!paint)
        return;
    curves_release(paint);
    free_plan(paint);
    gl_atlas_destroy(paint->atlas);
    glDeleteTextures(1, &paint->mask.texture); // 0 is fine
    glDeleteFramebuffers(1, &paint->mask.framebuffer);
    gl_mesh_destroy(&paint->line_mesh);
    gl_mesh_destroy(&paint->shape_mesh);
    programs_delete(&paint->programs);
    free(paint);
}

// --- reading back ---

static void swap_rows(uint8_t *a, uint8_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

void gl_read_pixels(int width, int height, uint8_t *rgba)
{
    size_t row = 4 * (size_t)width, rows = (size_t)height;
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
    for (size_t i = 0; i < rows / 2; i++)
        swap_rows(rgba + i * row, rgba + (rows - 1 - i) * row, row);
    for (size_t i = 3; i < row * rows; i += 4)
        rgba[i] = 255;
}

bool paint_gl_capture(struct paint_gl *paint, const struct draw_list *list, uint8_t *rgba)
{
    int width = plan_rounded(list->width), height = plan_rounded(list->height);
    GLint before = 0;
    GLuint framebuffer, buffer;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before);
    glGenFramebuffers(1, &framebuffer);
    glGenRenderbuffers(1, &buffer);
    glBindRenderbuffer(GL_RENDERBUFFER, buffer);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, buffer);
    bool complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    if (complete) {
        paint_gl_draw(paint, list);
        gl_read_pixels(width, height, rgba);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, (GLuint)before);
    glDeleteFramebuffers(1, &framebuffer);
    glDeleteRenderbuffers(1, &buffer);
    return complete;
}

void gl_describe(struct text *out)
{
    static const GLenum queries[] = {GL_RENDERER, GL_VERSION, GL_SHADING_LANGUAGE_VERSION};
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        const GLubyte *value = glGetString(queries[i]);
        text_format(out, "%s\n", value ? (const char *)value : "unknown");
    }
}

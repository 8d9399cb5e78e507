#include "gl_stage.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool open_window(struct stage *stage)
{
    setenv("SDL_VIDEODRIVER", "offscreen", 0);
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return false;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    stage->window = SDL_CreateWindow("test", 0, 0, stage->width, stage->height,
                                     (Uint32)SDL_WINDOW_OPENGL | (Uint32)SDL_WINDOW_HIDDEN);
    stage->context = stage->window ? SDL_GL_CreateContext(stage->window) : NULL;
    return stage->context != NULL;
}

static void bind_framebuffer(struct stage *stage)
{
    glGenTextures(1, &stage->texture);
    glBindTexture(GL_TEXTURE_2D, stage->texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, stage->width, stage->height, 0, GL_RGBA,
                 GL_UNSIGNED_BYTE, NULL);
    glGenFramebuffers(1, &stage->framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, stage->framebuffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, stage->texture, 0);
}

static size_t pixel_count(const struct stage *stage)
{
    return (size_t)stage->width * (size_t)stage->height;
}

struct stage *stage_open(int width, int height)
{
    struct stage *stage = calloc(1, sizeof *stage);
    if (!stage)
        return NULL;
    stage->width = width;
    stage->height = height;
    if (!open_window(stage)) {
        print_error("no OpenGL 3.3 context: %s\n", SDL_GetError());
        return NULL;
    }
    struct fault fault = {0};
    stage->font = font_create(&fault);
    if (stage->font)
        stage->paint = paint_gl_create(stage->font, &shader_sources_embedded, &fault);
    stage->gl = calloc(pixel_count(stage), 4);
    stage->cairo = calloc(pixel_count(stage), 4);
    if (!stage->paint || !stage->gl || !stage->cairo) {
        print_error("%s\n", fault.text);
        return NULL;
    }
    bind_framebuffer(stage);
    return stage;
}

void stage_close(struct stage *stage)
{
    paint_gl_destroy(stage->paint);
    font_destroy(stage->font);
    draw_list_free(&stage->list);
    glDeleteFramebuffers(1, &stage->framebuffer);
    glDeleteTextures(1, &stage->texture);
    SDL_GL_DeleteContext(stage->context);
    SDL_DestroyWindow(stage->window);
    SDL_Quit();
    free(stage->gl);
    free(stage->cairo);
    free(stage);
}

struct draw_list *stage_begin(struct stage *stage, struct color background)
{
    draw_list_begin(&stage->list, stage->width, stage->height, background);
    return &stage->list;
}

void stage_keep(const struct stage *stage, const char *name, const char *painter,
                const uint8_t *rgba)
{
    const char *directory = getenv("ACTSCOPE_TEST_PICTURES");
    if (!directory)
        return;
    char path[512];
    snprintf(path, sizeof path, "%s/%s-%s.png", directory, name, painter);
    struct text png = {0};
    FILE *file = fopen(path, "wb");
    if (file && paint_cairo_encode_png(rgba, stage->width, stage->height, NULL, &png, NULL))
        fwrite(png.data, 1, png.n, file);
    if (file)
        fclose(file);
    text_free(&png);
}

// What differs between the two, four times as strong.
static void keep_difference(const struct stage *stage, const char *name)
{
    if (!getenv("ACTSCOPE_TEST_PICTURES"))
        return;
    size_t n = 4 * pixel_count(stage);
    uint8_t *rgba = malloc(n);
    for (size_t i = 0; rgba && i < n; i++) {
        int difference = 4 * abs(stage->gl[i] - stage->cairo[i]);
        rgba[i] = (uint8_t)(difference < 255 ? difference : 255);
    }
    if (rgba)
        stage_keep(stage, name, "difference", rgba);
    free(rgba);
}

void stage_draw_gl(struct stage *stage, const struct draw_list *list)
{
    paint_gl_draw(stage->paint, list);
    assert_int_equal(glGetError(), GL_NO_ERROR);
    gl_read_pixels(stage->width, stage->height, stage->gl);
}

void stage_draw_both(struct stage *stage, const struct draw_list *list, const char *name)
{
    struct fault fault = {0};
    stage_draw_gl(stage, list);
    assert_true(paint_cairo_pixels(list, stage->font, stage->cairo, &fault));
    stage_keep(stage, name, "gl", stage->gl);
    stage_keep(stage, name, "cairo", stage->cairo);
    keep_difference(stage, name);
}

static bool is_color(const uint8_t *pixel, struct color color)
{
    return pixel[0] == color.r && pixel[1] == color.g && pixel[2] == color.b;
}

struct difference stage_compare(const struct stage *stage, struct color background)
{
    struct difference out = {0};
    double sum = 0;
    size_t touched = 0, n = pixel_count(stage);
    for (size_t i = 0; i < n; i++) {
        const uint8_t *a = stage->gl + 4 * i, *b = stage->cairo + 4 * i;
        touched += !is_color(a, background) || !is_color(b, background);
        for (size_t c = 0; c < 3; c++) {
            int difference = abs(a[c] - b[c]);
            sum += difference;
            if (difference > out.largest) {
                out.largest = difference;
                out.x = (int)(i % (size_t)stage->width);
                out.y = (int)(i / (size_t)stage->width);
            }
        }
    }
    out.mean = sum / (3.0 * (double)n);
    out.touched = touched ? sum / (3.0 * (double)touched) : 0;
    return out;
}

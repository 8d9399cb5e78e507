#include "app/window/presenter.h"
#include "base/memory.h"

#include <stdlib.h>

#include "paint/gl/paint_gl.h"
#include "scene/around/presenter.h"

enum { WIDTH = 1100, HEIGHT = 680 }; // when it opens, in window units

struct presenter_window {
    SDL_Window *sdl;
    SDL_GLContext context;
    struct paint_gl *paint;
    struct draw_list list;
};

// The GL context that was current before this window's, to be made current again.
struct gl_current {
    SDL_Window *window;
    SDL_GLContext context;
};

static struct gl_current make_current(const struct presenter_window *presenter)
{
    struct gl_current before = {SDL_GL_GetCurrentWindow(), SDL_GL_GetCurrentContext()};
    SDL_GL_MakeCurrent(presenter->sdl, presenter->context);
    return before;
}

static void make_current_again(struct gl_current before)
{
    SDL_GL_MakeCurrent(before.window, before.context);
}

struct presenter_window *presenter_window_open(struct program *program, int display)
{
    struct gl_current before = {SDL_GL_GetCurrentWindow(), SDL_GL_GetCurrentContext()};
    struct presenter_window *presenter = memory_new(1, sizeof *presenter);
    int place = (int)SDL_WINDOWPOS_CENTERED_DISPLAY((unsigned)display);
    presenter->sdl =
        SDL_CreateWindow("actscope: presenter", place, place, WIDTH, HEIGHT,
                         SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (presenter->sdl != NULL)
        presenter->context = SDL_GL_CreateContext(presenter->sdl);
    if (presenter->context != NULL) {
        SDL_GL_SetSwapInterval(0); // only the main window waits for its display
        presenter->paint = paint_gl_create(program->font, &shader_sources_embedded, NULL);
    }
    make_current_again(before);
    if (presenter->paint != NULL)
        return presenter;
    presenter_window_close(presenter);
    return NULL;
}

void presenter_window_close(struct presenter_window *presenter)
{
    if (presenter == NULL)
        return;
    struct gl_current before = {SDL_GL_GetCurrentWindow(), SDL_GL_GetCurrentContext()};
    if (presenter->context != NULL) {
        SDL_GL_MakeCurrent(presenter->sdl, presenter->context);
        paint_gl_destroy(presenter->paint);
        make_current_again(before);
        SDL_GL_DeleteContext(presenter->context);
    }
    if (presenter->sdl != NULL)
        SDL_DestroyWindow(presenter->sdl);
    draw_list_free(&presenter->list);
    free(presenter);
}

void presenter_window_frame(struct presenter_window *presenter, const struct program *program,
                            const struct draw_list *hall)
{
    int w, h;
    SDL_GL_GetDrawableSize(presenter->sdl, &w, &h);
    struct presenter_info info = presenter_info(&program->session);
    scene_presenter(&presenter->list, &info, hall, themes_current(&program->session),
                    &program->metrics, w > 0 ? w : 1, h > 0 ? h : 1);
    struct gl_current before = make_current(presenter);
    paint_gl_draw(presenter->paint, &presenter->list);
    SDL_GL_SwapWindow(presenter->sdl);
    make_current_again(before);
}

uint32_t presenter_window_id(const struct presenter_window *presenter)
{
    return presenter != NULL ? SDL_GetWindowID(presenter->sdl) : 0;
}

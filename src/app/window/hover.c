// What the mouse is over: the shape of its pointer, and when the line of help is due.
#include "app/window/parts.h"

#include <SDL.h>

#define HELP_SECONDS 0.35 // a mouse that rests on something for so long wants to know what it is

enum pointer_shape { SHAPE_ARROW, SHAPE_HAND, SHAPE_SLIDE };

static void set_shape(struct hovering *hovering, enum pointer_shape shape)
{
    static const SDL_SystemCursor cursors[] = {SDL_SYSTEM_CURSOR_ARROW, SDL_SYSTEM_CURSOR_HAND,
                                               SDL_SYSTEM_CURSOR_SIZEWE};
    if (hovering->shape == (int)shape)
        return;
    if (hovering->cursors[shape] == NULL)
        hovering->cursors[shape] = SDL_CreateSystemCursor(cursors[shape]);
    SDL_SetCursor(hovering->cursors[shape]);
    hovering->shape = (int)shape;
}

static enum pointer_shape shape_for(const struct zone *zone, char where)
{
    if (zone != NULL && zone->x.length != 0 && !zone->hover)
        return SHAPE_SLIDE;
    bool clicks = zone != NULL && (zone->click[0] != '\0' || zone->double_click[0] != '\0');
    return clicks || where == 'x' || where == 'y' ? SHAPE_HAND : SHAPE_ARROW;
}

// The rectangle under the mouse that answers to it, w == 0 for none.
static struct rect find_over(const struct window *window, enum pointer_shape *shape)
{
    const struct pointer *pointer = &window->pointer;
    const struct scene *scene = &window->scene;
    const struct zone *zone = scene_zone_at(scene, pointer->x, pointer->y);
    char where = 0;
    const struct panel *panel =
        zone == NULL ? scene_panel_at(scene, pointer->x, pointer->y, &where) : NULL;
    *shape = shape_for(zone, where);
    if (zone != NULL)
        return zone->rect;
    return where == 'x' ? panel->numbers_x : where == 'y' ? panel->numbers_y : (struct rect){0};
}

void window_hover(struct window *window, bool inside)
{
    struct hovering *hovering = &window->hovering;
    enum pointer_shape shape = SHAPE_ARROW;
    struct rect over = {0};
    hovering->inside = inside;
    if (inside && window->pointer.mode == POINTER_IDLE)
        over = find_over(window, &shape);
    if (window->pointer.mode == POINTER_IDLE)
        set_shape(hovering, shape);
    const struct rect *before = &hovering->over;
    if (over.x == before->x && over.y == before->y && over.w == before->w && over.h == before->h)
        return;
    hovering->over = over;
    hovering->unseen = true;
    hovering->rests = false;
    hovering->help_at = over.w > 0 ? window_now() + HELP_SECONDS : 0;
    window->redraw = true;
}

void window_keep_hover(struct window *window)
{
    struct hovering *hovering = &window->hovering;
    if (hovering->help_at == 0 || window_now() < hovering->help_at)
        return;
    hovering->help_at = 0;
    hovering->rests = true;
    window->redraw = true;
}

struct hover window_hover_input(const struct window *window)
{
    const struct hovering *hovering = &window->hovering;
    enum pointer_mode mode = window->pointer.mode;
    bool still = mode == POINTER_IDLE || mode == POINTER_PRESSED; // what is clicked stays there
    return (struct hover){.there = hovering->inside && still,
                          .rests = hovering->rests && mode == POINTER_IDLE,
                          .over = hovering->over,
                          .x = window->pointer.x,
                          .y = window->pointer.y};
}

void window_end_hover(struct window *window)
{
    for (int i = 0; i < 3; i++)
        if (window->hovering.cursors[i] != NULL)
            SDL_FreeCursor(window->hovering.cursors[i]);
    window->hovering = (struct hovering){0};
}

#include "stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/command.h"

static double stub_width(void *user, const char *string, double cap, enum text_weight weight)
{
    (void)user;
    (void)weight;
    return 0.6 * cap * (double)utf8_count(string, strlen(string));
}

static double stub_ascent(void *user, double cap)
{
    (void)user;
    return 1.3 * cap;
}

static double stub_descent(void *user, double cap)
{
    (void)user;
    return 0.4 * cap;
}

static const struct text_metrics metrics = {
    .width = stub_width, .ascent = stub_ascent, .descent = stub_descent};

static const char *const keys[] = {
    "group \"Functions\"",
    "bind 2 toggle sigmoid # Sigmoid",
    "bind PageDown next # Next function",
    "bind / prompt find # Find a function",
    "group \"Picture\"",
    "bind d derivative cycle # Derivatives",
    "bind o layout next # Layout",
    "bind t theme next # Theme",
    "group \"Program\"",
    "bind : prompt command # Type a command",
    "bind ? help toggle # Help",
    "bind h view home # Home view",
};

void stage_build(struct stage *stage)
{
    struct view view;
    state_view(&stage->session.state, &view);
    const struct scene_input input = {
        .session = &stage->session,
        .view = &view,
        .width = stage->width,
        .height = stage->height,
        .pixel_ratio = 1,
        .metrics = &metrics,
        .cache = &stage->cache,
        .box = stage->pointer.box,
        .margin = 0.5,
        .study = stage->study,
        .phase = stage->phase,
        .board = stage->board,
    };
    scene_build(&stage->scene, &input);
    if (stage->scene.panel_n > 0) {
        stage->session.panel_width = stage->scene.panels[0].plot.w;
        stage->session.panel_height = stage->scene.panels[0].plot.h;
    }
}

void stage_apply(struct stage *stage, const char *line)
{
    struct fault fault = {0};
    if (!command_apply(&stage->session, line, NULL, 0, &fault))
        fail_msg("%s: %s", line, fault.text);
    stage_build(stage);
}

struct stage *stage_new(void)
{
    struct stage *stage = calloc(1, sizeof *stage);
    assert_non_null(stage);
    session_init(&stage->session, (struct host){0});
    stage->width = 1280;
    stage->height = 720;
    for (size_t i = 0; i < COUNT(keys); i++)
        stage_apply(stage, keys[i]);
    return stage;
}

void stage_free(struct stage *stage)
{
    session_free(&stage->session);
    scene_free(&stage->scene);
    curve_cache_free(&stage->cache);
    text_free(&stage->said);
    free(stage);
}

static const char *perform(struct stage *stage)
{
    const char *p = text_string(&stage->said);
    while (*p != '\0') {
        char line[COMMAND_LINE_MAX];
        size_t n = strcspn(p, "\n");
        assert_int_equal(p[n], '\n'); // every line is ended
        assert_true(n > 0 && n < sizeof line);
        snprintf(line, sizeof line, "%.*s", (int)n, p);
        // Ends of the axis and of the history are no mistakes of the pointer's.
        struct fault fault = {0};
        bool ok = command_apply(&stage->session, line, NULL, 0, &fault);
        if (!ok && fault.id != FAULT_LIMIT && fault.id != FAULT_RANGE)
            fail_msg("the pointer said `%s`: %s", line, fault.text);
        stage->refused += !ok;
        p += n + 1;
    }
    stage_build(stage);
    return text_string(&stage->said);
}

const char *stage_move(struct stage *stage, double x, double y, unsigned modifiers)
{
    text_clear(&stage->said);
    pointer_move(&stage->pointer, &stage->scene, &stage->session, x, y, modifiers, &stage->said);
    return perform(stage);
}

const char *stage_press(struct stage *stage, enum pointer_button button, int clicks, double x,
                        double y, unsigned modifiers)
{
    text_clear(&stage->said);
    pointer_press(&stage->pointer, &stage->scene, &stage->session, button, clicks, x, y, modifiers,
                  &stage->said);
    return perform(stage);
}

const char *stage_release(struct stage *stage, enum pointer_button button, double x, double y)
{
    text_clear(&stage->said);
    pointer_release(&stage->pointer, &stage->scene, &stage->session, button, x, y, &stage->said);
    history_end_gesture(&stage->session.history);
    return perform(stage);
}

const char *stage_wheel(struct stage *stage, double notches, double x, double y, unsigned modifiers)
{
    text_clear(&stage->said);
    pointer_wheel(&stage->pointer, &stage->scene, &stage->session, notches, x, y, modifiers,
                  &stage->said);
    return perform(stage);
}

const char *stage_tilt(struct stage *stage, double notches, double x, double y)
{
    text_clear(&stage->said);
    pointer_tilt(&stage->scene, &stage->session, notches, x, y, &stage->said);
    return perform(stage);
}

const char *stage_pinch(struct stage *stage, double spread, double x, double y)
{
    text_clear(&stage->said);
    pointer_pinch(&stage->pointer, &stage->scene, &stage->session, spread, x, y, &stage->said);
    return perform(stage);
}

struct rect stage_letters(const struct stage *stage, double less, const struct draw_item *item)
{
    const char *text = draw_item_text(&stage->scene.list, item);
    double w = 0.6 * item->size * (double)utf8_count(text, strlen(text));
    double left = item->x - (item->align == TEXT_RIGHT    ? w
                             : item->align == TEXT_CENTER ? w / 2
                                                          : 0);
    return (struct rect){left + less, item->y - item->size + less, w - 2 * less,
                         item->size - 2 * less};
}

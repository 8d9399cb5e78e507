// Commands, as people type them and as saved states hold them, and what the mouse does in between.
//
// A line is a command. One that begins with @ is a doing of the pointer: the byte behind it says
// which, the next ones where. In the end the state is printed and read again.
#include "fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "control/command.h"
#include "scene/pointer.h"

enum { WIDTH = 320, HEIGHT = 200, LINES_MAX = 16, BUILDS_MAX = 1 };

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

struct stage {
    struct session *session;
    struct scene scene;
    struct curve_cache cache;
    struct pointer pointer;
    bool built; // the scene is of the present state
    int builds; // scenes are the dearest: only so many
};

static void build(struct stage *stage)
{
    struct view view;
    state_view(&stage->session->state, &view);
    const struct scene_input input = {
        .session = stage->session,
        .view = &view,
        .width = WIDTH,
        .height = HEIGHT,
        .pixel_ratio = 1,
        .metrics = &metrics,
        .cache = &stage->cache,
        .box = stage->pointer.box,
        .margin = 0.5,
    };
    scene_build(&stage->scene, &input);
    demand(stage->scene.panel_n <= PANELS_MAX && stage->scene.zone_n <= ZONES_MAX);
    if (stage->scene.panel_n > 0) {
        stage->session->panel_width = stage->scene.panels[0].plot.w;
        stage->session->panel_height = stage->scene.panels[0].plot.h;
    }
    stage->built = true;
    stage->builds++;
}

static void apply(struct stage *stage, const char *line)
{
    struct fault fault = {.id = FAULT_NONE};
    struct session *session = stage->session;
    if (!command_apply(session, line, NULL, 1, &fault))
        fuzz_demand_fault(&fault);
    demand(session->depth == 0);
    demand(session->theme_draft == NULL && session->draft == NULL);
    stage->built = false;
}

// What the pointer says is right, if it is not about files, windows and the like.
static void apply_lines(struct stage *stage, char *lines)
{
    for (char *line = lines, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        apply(stage, line);
    }
}

// A byte as a place: across the picture and somewhat beyond, or the middle of a zone.
static void place(const struct stage *stage, const unsigned char *bytes, double *x, double *y)
{
    *x = WIDTH * (bytes[0] - 8) / 240.0;
    *y = HEIGHT * (bytes[1] - 8) / 240.0;
    if (bytes[1] < 240 || stage->scene.zone_n == 0)
        return;
    const struct zone *zone = &stage->scene.zones[bytes[0] % stage->scene.zone_n];
    *x = zone->rect.x + zone->rect.w * (bytes[1] - 239) / 17;
    *y = zone->rect.y + zone->rect.h / 2;
}

static void point(struct stage *stage, const char *line)
{
    unsigned char bytes[4] = {0};
    struct text said = {0};
    double x, y;
    memcpy(bytes, line, strlen(line) < 4 ? strlen(line) : 4);
    if (!stage->built && stage->builds < BUILDS_MAX)
        build(stage);
    if (!stage->built) // events belong to the scene of the present state
        return;
    place(stage, bytes + 1, &x, &y);
    struct pointer *pointer = &stage->pointer;
    const struct session *session = stage->session;
    unsigned modifiers = bytes[3] % 8;
    enum pointer_button button = (enum pointer_button)(bytes[0] % (BUTTON_FORWARD + 1));
    switch (bytes[0] / 8 % 6) {
    case 0:
        pointer_move(pointer, &stage->scene, session, x, y, modifiers, &said);
        break;
    case 1:
        pointer_press(pointer, &stage->scene, session, button, 1 + bytes[3] / 8 % 2, x, y,
                      modifiers, &said);
        break;
    case 2:
        pointer_release(pointer, &stage->scene, session, button, x, y, &said);
        break;
    case 3:
        pointer_wheel(pointer, &stage->scene, session, (bytes[3] - 128) / 16.0, x, y, modifiers,
                      &said);
        break;
    case 4:
        pointer_leave(pointer, &said);
        break;
    default:
        pointer_cancel(pointer);
        break;
    }
    if (said.n > 0)
        apply_lines(stage, said.data);
    text_free(&said);
}

// What was printed, run on another state, gives an equal one.
static void check_round_trip(const struct session *session)
{
    struct text printed = {0};
    state_print(&session->state, &printed);
    struct session *again = fuzz_session();
    demand(command_run(again, text_string(&printed), NULL, NULL, NULL) == 0);
    fuzz_demand_equal(session, again);
    fuzz_session_end(again);
    text_free(&printed);
}

// The views back and forward again end where they began.
static void check_history(struct session *session)
{
    struct state *state = &session->state;
    const struct history_view before = history_view_of(state);
    int steps = 0;
    for (; steps < 3 && history_back(&session->history, state);)
        steps++;
    while (steps-- > 0)
        demand(history_forward(&session->history, state));
    demand(axis_equal(&before.x, &state->x));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct stage stage = {.session = fuzz_session()};
    char *text = fuzz_text(data, size);
    int lines = 0;
    for (char *line = text, *next; line != NULL && lines < LINES_MAX; line = next, lines++) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        if (*line == '@')
            point(&stage, line + 1);
        else
            apply(&stage, line);
    }
    // The dearest checks take turns.
    if (!stage.built && size % 32 == 0)
        build(&stage);
    check_history(stage.session);
    if (size % 3 == 0)
        check_round_trip(stage.session);
    scene_free(&stage.scene);
    curve_cache_free(&stage.cache);
    fuzz_session_end(stage.session);
    free(text);
    return 0;
}

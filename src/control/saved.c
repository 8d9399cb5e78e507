#include "control/saved.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "control/command.h"

// A host's `perform` that does nothing and succeeds: `data FILE` can be tried on a copy of the
// session without reading the file again.
static bool agree(void *user, enum host_action action, const char *argument, struct fault *fault)
{
    (void)user;
    (void)action;
    (void)argument;
    (void)fault;
    return true;
}

// A copy of the session on which commands can be tried.
static struct session *copy_of(const struct session *session)
{
    struct session *copy = memory_new(1, sizeof *copy);
    session_copy(copy, session);
    copy->host.perform = agree;
    copy->errand = errand_first();
    return copy;
}

static void end_copy(struct session *copy)
{
    session_free(copy);
    free(copy);
}

// Takes over the looks of another state (state_take_looks) except theme and text size.
static void take_readers(struct state *state, const struct state *from)
{
    char theme[THEME_NAME_MAX];
    double text_size = state->text_size;
    memcpy(theme, state->theme, sizeof theme);
    state_take_looks(state, from);
    memcpy(state->theme, theme, sizeof theme);
    state->text_size = text_size;
}

// Commands that make the first screen into a picture: those found so far.
struct saving {
    struct session *copy; // a session to which they were applied
    struct text *out;     // where they are written
    struct state before;  // the state before the latest of them was applied
    size_t at;            // the byte of `out` where that one begins
};

// Applies a line of state_print, and writes it if it changes the picture. If it only takes back
// what the line before did, neither is needed: setting a number, for example, may switch something
// on that the next line switches off.
static void add_line(struct saving *saving, const char *line)
{
    struct fault fault = {0};
    struct session *copy = saving->copy;
    struct text *out = saving->out;
    const struct state now = copy->state;
    session_begin_work(copy);
    bool ok = command_apply(copy, line, NULL, 0, &fault);
    take_readers(&copy->state, &now);
    if (!ok || state_equal(&now, &copy->state))
        return;
    if (state_equal(&saving->before, &copy->state)) {
        text_cut(out, saving->at);
        saving->before = copy->state;
        saving->at = out->n;
        return;
    }
    saving->before = now;
    saving->at = out->n;
    text_format(out, "%s\n", line);
}

// Sets theme and text size to those of the start. Where the picture has others, they count as a
// part of it.
static void first_colours(struct state *state)
{
    struct state *first = memory_must(malloc(sizeof *first));
    state_init(first);
    memcpy(state->theme, first->theme, sizeof state->theme);
    state->text_size = first->text_size;
    free(first);
}

void session_print_picture(const struct session *session, struct text *out)
{
    struct text all = {0};
    char line[COMMAND_LINE_MAX];
    struct saving *saving = memory_new(1, sizeof *saving);
    state_print(&session->state, &all);
    text_add(out, "reset\n");
    saving->copy = copy_of(session);
    saving->out = out;
    saving->at = out->n;
    state_reset(&saving->copy->state);
    first_colours(&saving->copy->state);
    saving->before = saving->copy->state;
    for (const char *at = text_string(&all); *at != '\0'; at += strcspn(at, "\n") + 1) {
        snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
        add_line(saving, line);
    }
    end_copy(saving->copy);
    free(saving);
    text_free(&all);
}

// Commands that end what belongs to the moment only.
static const char *const leaving[] = {"edit cancel", "help off",       "blank off", "lecture off",
                                      "card off",    "fullscreen off", "race pause"};

void session_print_kept(const struct session *session, struct text *out)
{
    struct session *copy = copy_of(session);
    for (size_t i = 0; i < sizeof leaving / sizeof leaving[0]; i++) {
        struct fault fault = {0};
        command_apply(copy, leaving[i], NULL, 0, &fault); // a fault: there was nothing to end
    }
    state_print(&copy->state, out);
    end_copy(copy);
}

// Whether a function has columns in a table of values.
static bool is_wanted(const struct state *state, int slot, int function)
{
    const struct shown *shown = &state->shown[slot];
    return function < 0 ? !shown->hidden : shown->function == function;
}

// Appends the columns of one line: headings where `x` is NULL, else the values there.
static void print_columns(const struct state *state, int function, const double *x,
                          struct text *out)
{
    static const char *const marks[ORDER_COUNT] = {"", "'", "''"};
    for (int i = 0; i < state->shown_n; i++)
        for (int o = 0; o < ORDER_COUNT && is_wanted(state, i, function); o++) {
            int shown = state->shown[i].function;
            const struct activation *a = state_function(state, shown);
            char number[32];
            if (!state->orders[o])
                continue;
            if (x == NULL) {
                text_format(out, "\t%s%s", a->id, marks[o]);
                continue;
            }
            double y = activation_value(a, state->parameters[shown], (enum order)o, *x);
            text_format(out, "\t%s", isfinite(y) ? number_print(number, sizeof number, y) : "");
        }
    text_add(out, "\n");
}

void session_print_values(const struct session *session, int function, struct text *out)
{
    const struct state *state = &session->state;
    text_add(out, "x");
    print_columns(state, function, NULL, out);
    for (int i = 0; i < SAVED_ROWS; i++) {
        char number[32];
        double x = axis_value(&state->x, (double)i / (SAVED_ROWS - 1));
        text_add(out, number_print(number, sizeof number, x));
        print_columns(state, function, &x, out);
    }
}

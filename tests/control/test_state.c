// The state prints itself as the commands that rebuild it: on a new session and on any other one.
#include "helper.h"

#include "../plot/random.h"
#include "control/saved.h"

#include <inttypes.h>

static void rebuild(const struct state *from, struct session *session, const char *about)
{
    struct text text = {0};
    state_print(from, &text);
    struct fault fault = {0};
    struct text_place place = text_place_first;
    char out[COMMAND_LINE_MAX];
    while (command_next(text_string(&text), &place, out))
        if (!command_apply(session, out, NULL, place.line, &fault))
            fail_msg("%s: `%s`: %s", about, out, fault.text);
    if (!state_equal(from, &session->state)) {
        struct text got = {0};
        state_print(&session->state, &got);
        fail_msg("%s: printed\n%s\nread back\n%s", about, text_string(&text), text_string(&got));
    }
    text_free(&text);
}

// --- Every field

// A row of state.def as this test sees it: where the member lies, and the commands that give it two
// values. Switches and words have theirs in the row; the other members find theirs in `samples`.
struct field {
    const char *name;
    size_t at, size;
    const char *command, *one, *other;
};

struct sample {
    const char *name;
    const char *before, *change; // of this member, and of no other that matters
};

static const struct sample samples[] = {
    {"own", "", "define g = x"},
    {"own", "define g = x", "define g = 2*x"},
    {"shown", "only sigmoid tanh; focus tanh", "only relu tanh; focus tanh"},
    {"shown", "only sigmoid tanh; focus sigmoid", "only tanh sigmoid; focus sigmoid"},
    {"shown", "only sigmoid tanh", "hide tanh"},
    {"shown_n", "only sigmoid tanh", "only sigmoid"},
    {"focus", "only sigmoid tanh; focus sigmoid", "focus tanh"},
    {"parameters", "", "param leaky_relu alpha 0.2"},
    {"parameters", "define g(a=1, b=2) = a*x + b", "param g b 1e-300"},
    {"sweep_function", "", "param leaky_relu alpha sweep"},
    {"sweep_function", "param leaky_relu alpha sweep", "param elu alpha sweep"},
    {"sweep_parameter", "define g(a=1, b=2) = a*x + b; param g a sweep", "param g b sweep"},
    {"compare.threshold", "saturation 0.1", "saturation 0.3"},
    {"compare.depth", "depth 3", "depth 30"},
    {"compare.depth", "depth off", "depth 1"},
    {"compare.data", "data a.npy", "data \"b c.csv\""},
    {"compare.data_n", "data a.npy b.npy; data a.npy", "data a.npy b.npy"},
    {"orders", "derivative 0,1", "derivative 1"},
    {"orders", "derivative 0,1", "derivative 0"},
    {"orders", "derivative 0,1", "derivative 0,1,2"},
    {"x", "view -5 5", "view -0.1 5"},
    {"x", "view -5 5", "view -5 1e300"},
    {"x", "scale x symlog; view -5 5", "scale x linear; view -5 5"},
    {"y", "view -5 5 0 1 f", "view -5 5 0 0.1 f"},
    {"y", "view -5 5 0 1 df", "view -5 5 -2 1 df"},
    {"y", "view -5 5 0 1 d2f", "view -5 5 -1e-300 1 d2f"},
    {"y", "view fit", "scale y log df"},
    {"y_fixed", "view -5 5 -1 1 f; view fit f", "view -5 5 -1 1 f"},
    {"y_fixed", "view -5 5 -1 1 d2f; view fit d2f", "view -5 5 -1 1 d2f"},
    {"cursor_on", "cursor 1; cursor off", "cursor 1"},
    {"cursor_x", "cursor 1", "cursor 0"},
    {"lecture.white", "blank on", "blank white"},
    {"theme", "theme light", "theme dark"},
    {"text_size", "text-size 1", "text-size smaller; text-size smaller"},
    {"laboratory.numbers", "network depth 30", "network depth 199"},
    {"laboratory.numbers", "network sigma-w 1", "network sigma-w 0.2"},
    {"laboratory.numbers", "race rate 0", "race rate 0.1"},
    {"laboratory.numbers", "race sigma-w 1", "race sigma-w 3"},
};

#define TEXT_OF(path) #path
#define FIELD_ROW(path, command, off, on)                                                          \
    {TEXT_OF(path),                                                                                \
     offsetof(struct state, path),                                                                 \
     sizeof(((struct state *)0)->path),                                                            \
     command,                                                                                      \
     off,                                                                                          \
     on},

static struct field field_list(int i)
{
    const struct field fields[] = {
#define FLAG(group, member, command, off, on, initial)                                             \
    FIELD_ROW(AT_##group(member), command, off, on)
#define WORD(group, type, member, command, name, initial)                                          \
    FIELD_ROW(AT_##group(member), command, name((type)0), name((type)1))
#define FIELD(group, type, member, dimensions) FIELD_ROW(AT_##group(member), NULL, NULL, NULL)
#include "control/state.def"
    };
    return i < (int)COUNT(fields) ? fields[i] : (struct field){.name = NULL};
}

static bool any_data(void *user, enum host_action action, const char *path, struct fault *fault)
{
    (void)user;
    (void)path;
    (void)fault;
    return action == HOST_DATA;
}

static struct session *session_with_data(const char *line)
{
    struct session *session = session_new();
    session->host.perform = any_data;
    apply(session, line);
    return session;
}

static void *member(struct state *state, const struct field *field)
{
    return (char *)state + field->at;
}

// One member goes from one value to another, and nothing else does.
// `undo` gives back the state before the change, and `redo` the state behind it.
static void check_undo(struct session *session, const struct state *from, const char *change)
{
    const struct state to = session->state;
    apply(session, "undo");
    if (!state_equal(&session->state, from))
        fail_msg("`undo` does not take `%s` back", change);
    apply(session, "redo");
    if (!state_equal(&session->state, &to))
        fail_msg("`redo` does not do `%s` again", change);
}

static void check_change(const struct field *field, const char *before, const char *change)
{
    struct session *session = session_with_data(before), *other = session_with_data("");
    struct state from = session->state, first = other->state;
    undo_begin(&session->undo, &session->state);
    apply(session, change);
    check_undo(session, &from, change);
    if (memcmp(member(&from, field), member(&session->state, field), field->size) == 0)
        fail_msg("`%s` leaves %s as it is", change, field->name);
    struct state to = from;
    memcpy(member(&to, field), member(&session->state, field), field->size);
    if (state_equal(&from, &to) || state_equal(&to, &from))
        fail_msg("state_equal does not look at %s: its row in state.def", field->name);
    assert_true(state_equal(&to, &to));
    rebuild(&to, other, field->name);
    rebuild(&from, other, field->name);
    rebuild(&session->state, other, field->name);
    memset(&to, 0xa5, sizeof to);
    state_init(&to);
    if (!state_equal(&to, &first))
        fail_msg("state_init does not begin with the first %s", field->name);
    rebuild(&first, other, field->name);
    session_delete(session);
    session_delete(other);
}

static void every_field_counts_and_comes_back(void **state)
{
    (void)state;
    struct field field;
    for (int i = 0; (field = field_list(i)).name != NULL; i++) {
        char one[128], other[128];
        int tried = 0;
        if (field.command != NULL) {
            snprintf(one, sizeof one, "%s %s", field.command, field.one);
            snprintf(other, sizeof other, "%s %s", field.command, field.other);
            check_change(&field, one, other);
            check_change(&field, other, one);
            tried++;
        }
        for (size_t k = 0; k < COUNT(samples); k++)
            if (strcmp(samples[k].name, field.name) == 0) {
                check_change(&field, samples[k].before, samples[k].change);
                tried++;
            }
        if (tried == 0)
            fail_msg("%s of state.def has no line in `samples`: add the command that changes it",
                     field.name);
    }
}

// --- Any state from any other

// States at the edges of what can be chosen, beside those of the samples.
static const char *const edges[] = {
    "",
    "hide all",
    "only all",
    "hide sigmoid tanh",
    "scale x log; view 1e-320 1e-319",
    "scale x log; view 1e301 1e308",
    "scale x symlog",
    "layout overlay; scale y log f; view -5 5 1e-9 1e9 f",
    "layout grid; scale y symlog d2f; view -5 5 -7 7 d2f",
    "network sigma-b 1e-300; network init critical",
    "network init custom",
    "link y off; saturation on; band on",
    "lecture on; card on; blank white; hear on; hear slope",
    "race start; race optimiser adam; page race",
    "define g = x; define h = g(x) + 1; undefine g; only h sigmoid",
};

static void any_state_comes_back_over_any_other(void **state)
{
    (void)state;
    enum { STATES = COUNT(samples) + COUNT(edges) };
    struct session *sessions[STATES];
    for (size_t i = 0; i < COUNT(samples); i++) {
        sessions[i] = session_with_data(samples[i].before);
        apply(sessions[i], samples[i].change);
    }
    for (size_t i = 0; i < COUNT(edges); i++)
        sessions[COUNT(samples) + i] = session_with_data(edges[i]);
    for (int i = 0; i < STATES; i++) {
        struct session *other = session_with_data("");
        for (int k = 0; k < STATES; k++) {
            rebuild(&sessions[i]->state, other, "one over the other");
            rebuild(&sessions[k]->state, other, "the other over the one");
        }
        session_delete(other);
    }
    for (int i = 0; i < STATES; i++)
        session_delete(sessions[i]);
}

static void what_is_not_seen_does_not_count(void **state)
{
    (void)state;
    struct state a, b;
    state_init(&a);
    b = a;
    b.cursor_x = 7;
    b.y[ORDER_DF].low = -7;
    b.shown[2].function = 3;
    assert_true(state_equal(&a, &b));
    a.cursor_on = b.cursor_on = true;
    assert_false(state_equal(&a, &b));
}

// --- Random states

static const char *random_id(uint64_t *seed)
{
    static const char *const own[] = {"g", "h", "f1"};
    if (random_below(seed, 6) == 0)
        return own[random_below(seed, COUNT(own))];
    return activation_at(random_below(seed, activation_count()))->id;
}

static double random_value(uint64_t *seed)
{
    switch (random_below(seed, 4)) {
    case 0:
        return random_below(seed, 21) - 10;
    case 1:
        return random_between(seed, -1, 1);
    case 2:
        return random_sign(seed) * pow(10, random_between(seed, -320, 308));
    default:
        return random_between(seed, -0.3, 0.3);
    }
}

static void random_word(uint64_t *seed, const char *slot, char *out, size_t size)
{
    int words = 1;
    for (const char *p = slot; *p; p++)
        words += *p == '|';
    for (int skip = random_below(seed, words); skip > 0; skip--)
        slot = strchr(slot, '|') + 1;
    snprintf(out, size, "%.*s", (int)strcspn(slot, "|"), slot);
}

// Fills in one placeholder of a row's arguments.
static void random_argument(uint64_t *seed, const char *slot, char *out, size_t size)
{
    static const char *const orders[] = {"0", "1", "2", "0,1", "0,2", "1,2", "0,1,2"};
    static const char *const definitions[] = {"g = x^alpha",  "g(alpha=0.1, b=2) = alpha*x + b",
                                              "h = g(x) + 1", "h(alpha=3) = sin(alpha x)",
                                              "f1 = |x|",     "f1=min(x,alpha)"};
    if (strcmp(slot, "NAME=FORMULA") == 0)
        snprintf(out, size, "%s", definitions[random_below(seed, COUNT(definitions))]);
    else if (strncmp(slot, "ID", 2) == 0)
        snprintf(out, size, "%s", random_id(seed));
    else if (strcmp(slot, "THEME") == 0)
        random_word(seed, "light|dark|print|contrast", out, size);
    else if (strcmp(slot, "LANGUAGE") == 0)
        random_word(seed, "en|ja", out, size);
    else if (strcmp(slot, "NAME") == 0)
        snprintf(out, size, "alpha");
    else if (strcmp(slot, "ORDERS") == 0)
        snprintf(out, size, "%s", orders[random_below(seed, COUNT(orders))]);
    else if (*slot >= 'A' && *slot <= 'Z')
        number_print(out, size, random_value(seed));
    else
        random_word(seed, slot, out, size);
}

// A line made from a row; optional groups come or stay away.
static void random_command(uint64_t *seed, const struct command_row *row, char *line, size_t size)
{
    char slot[160], argument[160];
    bool skip = false;
    snprintf(line, size, "%s", row->name);
    for (const char *p = row->arguments; *p; p += strspn(p, " ]")) {
        if (*p == '[')
            skip = random_below(seed, 2), p++;
        size_t n = strcspn(p, " ]");
        snprintf(slot, sizeof slot, "%.*s", (int)n, p);
        random_argument(seed, slot, argument, sizeof argument);
        size_t length = strlen(line);
        if (!skip)
            snprintf(line + length, size - length, " %s", argument);
        p += n;
        if (*p == ']')
            skip = false;
    }
}

static void a_sweep_comes_back_as_printed(void **state)
{
    (void)state;
    static const char *const lines[] = {"param leaky_relu alpha sweep",
                                        "only leaky_relu; sweep toggle",
                                        "only leaky_relu; sweep toggle; sweep toggle", "sweep off"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct session *a = session_new(), *b = session_new();
        struct text text = {0};
        apply(a, lines[i]);
        assert_int_equal(a->state.sweep_function, i < 2 ? activation_find("leaky_relu") : -1);
        apply(b, "param leaky_relu alpha sweep"); // any other state
        state_print(&a->state, &text);
        assert_int_equal(command_run(b, text_string(&text), NULL, NULL, NULL), 0);
        assert_true(state_equal(&a->state, &b->state));
        text_free(&text);
        session_delete(a);
        session_delete(b);
    }
}

// Rows that change the state, not the world around it.
static bool is_about_the_state(const struct command_row *row)
{
    static const char *const others[] = {
        "open",     "paste", "data",         "type",  "edit",   "prompt", "save",
        "snapshot", "copy",  "source",       "bind",  "unbind", "group",  "press",
        "quit",     "wait",  "expect-state", "tour",  "step",   "title",  "caption",
        "session",  "note",  "play",         "speak", "color",  "dash",   "marker"};
    for (size_t i = 0; i < COUNT(others); i++)
        if (strcmp(row->name, others[i]) == 0)
            return false;
    return true;
}

// Applies random commands; those that are refused must leave the state alone.
static void wander(struct session *session, uint64_t *seed, int steps)
{
    int rows = 0;
    while (command_row(rows))
        rows++;
    for (int i = 0; i < steps; i++) {
        const struct command_row *row = command_row(random_below(seed, rows));
        if (!is_about_the_state(row))
            continue;
        char line[512];
        random_command(seed, row, line, sizeof line);
        struct state before = session->state;
        struct fault fault = {0};
        if (command_apply(session, line, NULL, 0, &fault))
            continue;
        if (!state_equal(&before, &session->state))
            fail_msg("`%s` was refused (%s) and changed the state", line, fault.text);
        bool range = fault.id == FAULT_RANGE || fault.id == FAULT_LIMIT ||
                     fault.id == FAULT_UNKNOWN_FUNCTION; // an own one that is not defined now
        if (!range && fault.id != FAULT_UNKNOWN_PARAMETER)
            fail_msg("`%s`: %s", line, fault.text);
    }
}

static void assert_sound(const struct state *state, const char *about)
{
    int at = state_shown_find(state, state->focus);
    if (state->focus >= 0 && (at < 0 || state->shown[at].hidden))
        fail_msg("%s: the focus is not drawn", about);
    if (state->focus < 0 && state_visible_count(state) > 0)
        fail_msg("%s: no focus", about);
    if (!state->orders[0] && !state->orders[1] && !state->orders[2])
        fail_msg("%s: no order", about);
    struct view view;
    state_view(state, &view);
    struct fault fault = {0};
    bool fine = axis_check(&view.x, 1, &fault);
    for (int o = 0; o < ORDER_COUNT; o++)
        fine = fine && axis_check(&view.y[o], 1, &fault);
    if (!fine)
        fail_msg("%s: %s", about, fault.text);
}

static void random_states_come_back_from_any_other(void **state)
{
    (void)state;
    uint64_t start = random_seed(), seed = start;
    print_message("ACTSCOPE_SEED=%" PRIu64 "\n", start);
    struct session *a = session_new(), *b = session_new();
    for (int i = 0; i < 400; i++) {
        char about[64];
        snprintf(about, sizeof about, "seed %" PRIu64 ", state %d", start, i);
        if (i % 10 == 0)
            session_free(a), session_init(a, (struct host){0});
        wander(a, &seed, 20);
        wander(b, &seed, 10);
        assert_sound(&a->state, about);
        assert_sound(&b->state, about);
        rebuild(&a->state, b, about);
    }
    session_delete(a);
    session_delete(b);
}

// A saved picture leaves the reader's own looks, and says nothing that the first picture has
// anyway.
static void random_pictures_come_back_from_any_other(void **state)
{
    (void)state;
    uint64_t start = random_seed(), seed = start;
    print_message("ACTSCOPE_SEED=%" PRIu64 "\n", start);
    struct session *a = session_new(), *b = session_new();
    for (int i = 0; i < 200; i++) {
        struct text text = {0}, expected = {0}, got = {0};
        if (i % 10 == 0)
            session_free(a), session_init(a, (struct host){0});
        wander(a, &seed, 20);
        wander(b, &seed, 10);
        apply(b, "lecture off; theme light; text-size 1");
        struct state wanted = a->state;
        state_take_looks(&wanted, &b->state);
        wanted.text_size = a->state.text_size;
        memcpy(wanted.theme, a->state.theme, sizeof wanted.theme);
        session_print_picture(a, &text);
        assert_int_equal(command_run(b, text_string(&text), "saved", NULL, NULL), 0);
        state_print(&wanted, &expected);
        state_print(&b->state, &got);
        if (!state_equal(&wanted, &b->state))
            fail_msg("seed %" PRIu64 ", picture %d:\n%s\nwanted\n%s\ngot\n%s", start, i,
                     text_string(&text), text_string(&expected), text_string(&got));
        text_free(&text);
        text_free(&expected);
        text_free(&got);
    }
    session_delete(a);
    session_delete(b);
}

static void a_saved_picture_says_what_was_set(void **state)
{
    (void)state;
    struct session *s = session_new();
    struct text text = {0};
    apply(s, "language ja; hints off; help on; only relu gelu; grid off; theme dark");
    session_print_picture(s, &text);
    assert_string_equal(text_string(&text), "reset\nonly relu gelu\ngrid off\ntheme dark\n");
    text_clear(&text);
    apply(s, "theme light; reset; layout overlay; view -3 3; view -3 3 -2 2 f");
    session_print_picture(s, &text);
    assert_string_equal(text_string(&text), "reset\nview -3 3\nview -3 3 -2 2 f\nlayout overlay\n");
    text_free(&text);
    session_delete(s);
}

static void values_are_a_table(void **state)
{
    (void)state;
    struct session *s = session_new();
    struct text text = {0};
    apply(s, "define w = 1/x; only sigmoid w relu; hide relu; derivative 0,2; view -2 2");
    session_print_values(s, -1, &text);
    assert_memory_equal(text_string(&text), "x\tsigmoid\tsigmoid''\tw\tw''\n", 25);
    int lines = 0;
    for (const char *at = text_string(&text); *at != '\0'; at++)
        lines += *at == '\n';
    assert_int_equal(lines, SAVED_ROWS + 1);
    assert_non_null(strstr(text_string(&text), "\n0\t0.5\t0\t\t\n")); // 1/x has no value at 0
    assert_non_null(strstr(text_string(&text), "\n-1\t0.2689414213699951\t"));
    text_clear(&text);
    session_print_values(s, activation_find("relu"),
                         &text); // one that is asked for is there, hidden or not
    assert_memory_equal(text_string(&text), "x\trelu\trelu''\n-2\t0\t0\n", 21);
    text_clear(&text);
    apply(s, "hide all");
    session_print_values(s, -1, &text);
    assert_memory_equal(text_string(&text), "x\n-2\n", 5);
    assert_false(command_apply(s, "copy data gelu", NULL, 0, &(struct fault){0})); // not drawn
    text_free(&text);
    session_delete(s);
}

// What is kept for the next start has left the moment behind.
static void a_kept_session_has_left_the_moment(void **state)
{
    (void)state;
    struct session *s = session_new(), *after = session_new();
    struct text text = {0};
    apply(s, "only gelu; theme dark; lecture on; help on; blank white; card on; fullscreen on; "
             "page race;"
             "race start; prompt formula");
    apply(s, "type \"cosh(x)+x\"");
    session_print_kept(s, &text);
    assert_int_equal(command_run(after, text_string(&text), "kept", NULL, NULL), 0);
    assert_state(after, "only gelu; theme dark; page race");
    assert_true(s->state.lecture.on && s->entry.kind == ENTRY_FORMULA);
    text_free(&text);
    session_delete(s);
    session_delete(after);
}

static void printing_is_one_command_a_line_and_steady(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "only step relu; layout overlay; zoom 0.7 0.1 0.2; cursor 1e-7; help on");
    struct text first = {0}, second = {0};
    state_print(&session->state, &first);
    rebuild(&session->state, session, "itself");
    state_print(&session->state, &second);
    assert_string_equal(text_string(&first), text_string(&second));
    assert_null(strchr(text_string(&first), ';'));
    assert_int_equal(first.data[first.n - 1], '\n');
    text_free(&first);
    text_free(&second);
    session_delete(session);
}

// --- What is seen of a state

static void rows_are_shared_in_shared_panels(void **state)
{
    (void)state;
    static const struct {
        enum layout layout;
        bool orders[ORDER_COUNT];
        enum order order, row;
    } rows[] = {
        {LAYOUT_STACKED, {true, true, false}, ORDER_DF, ORDER_DF},
        {LAYOUT_SIDE_BY_SIDE, {true, true, true}, ORDER_D2F, ORDER_D2F},
        {LAYOUT_OVERLAY, {true, true, true}, ORDER_D2F, ORDER_F},
        {LAYOUT_OVERLAY, {false, true, true}, ORDER_D2F, ORDER_DF},
        {LAYOUT_GRID, {false, false, true}, ORDER_D2F, ORDER_D2F},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct state s;
        state_init(&s);
        s.layout = rows[i].layout;
        memcpy(s.orders, rows[i].orders, sizeof s.orders);
        assert_int_equal(state_row(&s, rows[i].order), rows[i].row);
    }
}

static void y_fits_what_is_drawn(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum order row;
        double low, high; // a little more than what must be in view
        enum scale_kind scale;
    } rows[] = {
        {"only sigmoid", ORDER_F, 0, 1, SCALE_LINEAR},
        {"only sigmoid", ORDER_DF, 0, 0.25, SCALE_LINEAR},
        {"only tanh sigmoid", ORDER_F, -1, 1, SCALE_LINEAR},
        {"only tanh sigmoid; hide tanh", ORDER_F, 0, 1, SCALE_LINEAR},
        {"only relu; view -5 -1", ORDER_F, -0.9, 0.9, SCALE_LINEAR},
        {"only relu; view 1 5", ORDER_DF, 0.92, 1.08, SCALE_LINEAR},
        {"hide all", ORDER_F, -1, 1, SCALE_LINEAR},
        {"only sigmoid; layout overlay; derivative 1,2", ORDER_DF, -0.09, 0.25, SCALE_LINEAR},
        {"only tanh; scale y log f", ORDER_F, 1e-5, 0.9999, SCALE_LOG},
        {"only relu; view -5 -1; scale y log f", ORDER_F, 1e-3, 1, SCALE_LOG},
        {"only sigmoid gelu; view -700 700; scale y log df", ORDER_DF, 1e-303, 1.1, SCALE_LOG},
        {"only gelu; view -700 700; scale y log df", ORDER_DF, 1e-6, 1.1, SCALE_LOG},
        {"only sigmoid; view -800 40; scale y log f", ORDER_F, 1e-319, 1, SCALE_LOG},
        {"define p = 1/x; only p", ORDER_F, -3, 3, SCALE_LINEAR},
        {"define p = 1/x; only p; scale y log f", ORDER_F, 0.2, 3, SCALE_LOG},
        {"define p = tan(x); only p", ORDER_F, -12, 12, SCALE_LINEAR},
        {"define p = log(x); only p", ORDER_F, -2.5, 1.6, SCALE_LINEAR},
        {"define p = sqrt(abs(x)); only p", ORDER_DF, -1.5, 1.5, SCALE_LINEAR},
        {"define p = exp(x); only p", ORDER_F, 0, 148.4, SCALE_LINEAR},
        {"define p = exp(-1000000*x^2); only p", ORDER_F, 0, 1, SCALE_LINEAR},
        {"only tanh; scale y symlog f", ORDER_F, -0.99, 0.99, SCALE_SYMLOG},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, rows[i].line);
        struct view view;
        state_view(&session->state, &view);
        struct axis y = view.y[rows[i].row];
        double room = 0.35 * (rows[i].high - rows[i].low);
        bool fits = y.low <= rows[i].low && y.high >= rows[i].high;
        bool tight = y.scale == SCALE_LOG
                         ? y.high < 1e30 * rows[i].high
                         : (y.low >= rows[i].low - room && y.high <= rows[i].high + room);
        if (!fits || !tight || y.scale != rows[i].scale)
            fail_msg("`%s`: y from %g to %g", rows[i].line, y.low, y.high);
        session_delete(session);
    }
}

// Flat curves of every height, even of none that can be told from 0.
static void fitted_axes_can_always_be_shown(void **state)
{
    (void)state;
    static const char *const scales[] = {"linear", "log", "symlog"};
    for (size_t s = 0; s < COUNT(scales); s++)
        for (double alpha = 1e-320; alpha < 1e308; alpha *= 1e4) {
            struct session *session = session_new();
            struct fault fault = {0};
            command_applyf(session, &fault, "only leaky_relu; param leaky_relu alpha %.17g", alpha);
            command_applyf(session, &fault, "derivative 0,1,2; scale y %s; view -5 -1", scales[s]);
            assert_int_equal(fault.id, FAULT_NONE);
            char about[64];
            snprintf(about, sizeof about, "%s, alpha %g", scales[s], alpha);
            assert_sound(&session->state, about);
            session_delete(session);
        }
}

static void the_first_screen_is_the_articles_subject(void **state)
{
    (void)state;
    struct session *session = session_new();
    assert_state(session, "only sigmoid tanh; derivative 0,1; layout stacked; view -5 5; view fit;"
                          " cursor off; grid on; theme light; text-size 1; help off; blank off");
    assert_int_equal(state_visible_count(&session->state), 2);
    session_delete(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sweep_comes_back_as_printed),
        cmocka_unit_test(every_field_counts_and_comes_back),
        cmocka_unit_test(any_state_comes_back_over_any_other),
        cmocka_unit_test(what_is_not_seen_does_not_count),
        cmocka_unit_test(random_states_come_back_from_any_other),
        cmocka_unit_test(random_pictures_come_back_from_any_other),
        cmocka_unit_test(a_saved_picture_says_what_was_set),
        cmocka_unit_test(values_are_a_table),
        cmocka_unit_test(a_kept_session_has_left_the_moment),
        cmocka_unit_test(printing_is_one_command_a_line_and_steady),
        cmocka_unit_test(rows_are_shared_in_shared_panels),
        cmocka_unit_test(y_fits_what_is_drawn),
        cmocka_unit_test(fitted_axes_can_always_be_shown),
        cmocka_unit_test(the_first_screen_is_the_articles_subject),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Keys: their names, the default bindings, and what a key means where.
#include "helper.h"

#include "base/text.h"

// --- Names

static void names_become_canonical(void **state)
{
    (void)state;
    static const struct {
        const char *name, *canonical;
    } rows[] = {
        {"d", "d"},
        {"D", "D"},
        {"shift+d", "D"},
        {"Shift+D", "D"},
        {"shift+LEFT", "Shift+Left"},
        {"pgdn", "PageDown"},
        {"PAGEUP", "PageUp"},
        {"esc", "Escape"},
        {"enter", "Return"},
        {"del", "Delete"},
        {"space", "Space"},
        {"f11", "F11"},
        {"+", "+"},
        {"Plus", "+"},
        {"minus", "-"},
        {"Ctrl++", "Ctrl++"},
        {"ctrl+plus", "Ctrl++"},
        {"Shift+1", "Shift+1"},
        {"?", "?"},
        {";", ";"},
        {"é", "é"},
        {"Ctrl+é", "Ctrl+é"},
        {"Ctrl+c", "Ctrl+c"},
        {"CTRL+C", "Ctrl+c"},
        {"Shift+Ctrl+c", "Ctrl+Shift+c"},
        {"Super+Shift+A", "Shift+Super+a"},
        {"Super+A", "Super+a"},
        {"Alt+F4", "Alt+F4"},
        {"super+shift+alt+ctrl+backspace", "Ctrl+Alt+Shift+Super+Backspace"},
        {"Ctrl+Ctrl+x", "Ctrl+x"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char key[KEY_MAX] = "";
        struct fault fault = {0};
        assert_true(key_canonical(rows[i].name, key, &fault));
        assert_string_equal(key, rows[i].canonical);
    }
}

static void canonical_names_stay_as_they_are(void **state)
{
    (void)state;
    static const char *const modifiers[] = {
        "",       "Ctrl+",       "Alt+",       "Shift+",
        "Super+", "Ctrl+Shift+", "Shift+Alt+", "Ctrl+Alt+Shift+Super+"};
    static const char *const bases[] = {"a", "A", "z",    "1",   "+",  "-",
                                        "/", "é", "Left", "F12", "Tab"};
    for (size_t i = 0; i < COUNT(modifiers); i++)
        for (size_t k = 0; k < COUNT(bases); k++) {
            char name[80], once[KEY_MAX], twice[KEY_MAX];
            snprintf(name, sizeof name, "%s%s", modifiers[i], bases[k]);
            assert_true(key_canonical(name, once, NULL));
            assert_true(key_canonical(once, twice, NULL));
            assert_string_equal(once, twice);
        }
}

static void wrong_names_are_explained(void **state)
{
    (void)state;
    static const struct {
        const char *name, *expected;
    } rows[] = {
        {"", "unknown key"},
        {" ", "unknown key"},
        {"\t", "unknown key"},
        {"\x7f", "unknown key"},
        {"Lefft", "did you mean \"Left\"?"},
        {"Ctrl+PageDwn", "did you mean \"PageDown\"?"},
        {"Ctrl+", "unknown key"},
        {"Hyper+a", "Ctrl+, Alt+ or Shift+"},
        {"yz", "expected a character or a name"},
        {"\xff", "unknown key"},
        {"Ctrl+\xff", "unknown key"},
        {"F13", "unknown key"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char key[KEY_MAX];
        struct fault fault = {0};
        assert_false(key_canonical(rows[i].name, key, &fault));
        assert_int_equal(fault.id, FAULT_UNKNOWN_KEY);
        assert_contains(fault.text, rows[i].expected);
        assert_true(utf8_valid(fault.text, strlen(fault.text), NULL) ||
                    !utf8_valid(rows[i].name, strlen(rows[i].name), NULL));
    }
}

// --- The map

static void bindings_are_added_replaced_and_removed(void **state)
{
    (void)state;
    struct keymap *map = calloc(1, sizeof *map);
    assert_true(keymap_bind(map, "a", "grid", "The grid", "Picture", NULL));
    assert_true(keymap_bind(map, "b", "legend", "", "", NULL));
    assert_true(keymap_bind(map, "c", "grid", "", "", NULL));
    assert_int_equal(map->n, 3);
    assert_string_equal(keymap_key_of(map, "grid"), "a");
    assert_true(keymap_bind(map, "a", "points", "", "", NULL));
    assert_int_equal(map->n, 3);
    assert_string_equal(keymap_find(map, "a")->command, "points");
    assert_string_equal(keymap_find(map, "a")->help, "");
    assert_string_equal(keymap_key_of(map, "grid"), "c");
    assert_true(keymap_unbind(map, "a"));
    assert_false(keymap_unbind(map, "a"));
    assert_null(keymap_find(map, "a"));
    assert_null(keymap_key_of(map, "points"));
    assert_string_equal(map->bindings[0].key, "b");
    assert_string_equal(map->bindings[1].key, "c");
    assert_int_equal(map->n, 2);
    free(map);
}

static void a_full_map_and_long_commands_are_refused(void **state)
{
    (void)state;
    struct keymap *map = calloc(1, sizeof *map);
    struct fault fault = {0};
    char key[16], command[BINDING_COMMAND_MAX + 1];
    memset(command, 'x', sizeof command);
    command[BINDING_COMMAND_MAX] = '\0';
    assert_false(keymap_bind(map, "a", command, "", "", &fault));
    assert_int_equal(fault.id, FAULT_LIMIT);
    command[BINDING_COMMAND_MAX - 1] = '\0';
    assert_true(keymap_bind(map, "a", command, "", "", &fault));
    assert_string_equal(keymap_find(map, "a")->command, command);
    for (int i = 1; i < KEYMAP_MAX; i++) {
        snprintf(key, sizeof key, "key %d", i);
        assert_true(keymap_bind(map, key, "grid", "", "", NULL));
    }
    fault = (struct fault){0};
    assert_false(keymap_bind(map, "one more", "grid", "", "", &fault));
    assert_int_equal(fault.id, FAULT_LIMIT);
    assert_true(keymap_bind(map, "key 7", "legend", "", "", NULL));
    assert_true(keymap_unbind(map, "key 255"));
    assert_true(keymap_bind(map, "one more", "grid", "", "", NULL));
    free(map);
}

// --- The default keys

static void read_assets(struct text *text)
{
    FILE *file = fopen(TEST_ASSETS "/keys.actscope", "rb");
    assert_non_null(file);
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        text_add_bytes(text, part, n);
    fclose(file);
}

static void tell(void *user, const struct fault *fault)
{
    char line[900];
    (void)user;
    fault_print(fault, line, sizeof line);
    print_error("%s\n", line);
}

static struct session *session_with_keys(void)
{
    struct session *session = session_new();
    struct text text = {0};
    read_assets(&text);
    assert_int_equal(command_run(session, text_string(&text), "keys.actscope", tell, NULL), 0);
    text_free(&text);
    return session;
}

// Of a line "bind KEY …"; false for other lines.
static bool bound_key(const char *line, char key[KEY_MAX])
{
    char name[KEY_MAX];
    return sscanf(line, "bind %39s", name) == 1 && key_canonical(name, key, NULL);
}

// No later line of the file binds the same key.
static void check_bound_once(const char *line)
{
    char key[KEY_MAX], other[KEY_MAX];
    if (!bound_key(line, key))
        return;
    for (const char *p = strchr(line, '\n'); p != NULL; p = strchr(p + 1, '\n'))
        if (bound_key(p + 1, other) && strcmp(key, other) == 0)
            fail_msg("keys.actscope binds %s twice: \"%.40s\" and \"%.40s\"", key, line, p + 1);
}

static void the_default_keys_are_the_file(void **state)
{
    (void)state;
    struct session *session = session_with_keys();
    struct text text = {0};
    read_assets(&text);
    int lines = 0;
    for (const char *p = text_string(&text); p != NULL; p = strchr(p + 1, '\n')) {
        check_bound_once(p + (*p == '\n'));
        lines += strncmp(p + (*p == '\n'), "bind ", 5) == 0;
    }
    assert_int_equal(session->keymap.n, lines);
    for (int i = 0; i < session->keymap.n; i++) {
        const struct binding *b = &session->keymap.bindings[i];
        char key[KEY_MAX];
        assert_true(key_canonical(b->key, key, NULL));
        assert_string_equal(key, b->key);
        if (*b->help == '\0')
            fail_msg("keys.actscope: `bind %s %s` has no comment, which the help shows", b->key,
                     b->command);
        assert_true(*b->group);
    }
    text_free(&text);
    free(session);
}

static bool is_unknown(enum fault_id id)
{
    return id >= FAULT_UNKNOWN_COMMAND && id <= FAULT_NUMBER;
}

static void every_default_key_is_understood(void **state)
{
    (void)state;
    struct session *keys = session_with_keys();
    for (int i = 0; i < keys->keymap.n; i++) {
        const struct binding *b = &keys->keymap.bindings[i];
        struct session *session = session_new();
        struct fault fault = {0};
        apply(session, "only leaky_relu sigmoid; focus leaky_relu; zoom 0.5; view back; zoom 0.9");
        bool ok = command_apply(session, b->command, NULL, 0, &fault);
        // Only the window's business may be refused where there is no window, and the last view.
        bool excused = fault.id == FAULT_WINDOW || fault.id == FAULT_RANGE;
        if (is_unknown(fault.id) || (!ok && !excused))
            fail_msg("key %s: `%s`: %s", b->key, b->command, fault.text);
        free(session);
    }
    free(keys);
}

static void pressing_a_default_key_runs_its_command(void **state)
{
    (void)state;
    static const struct {
        const char *key, *after;
    } rows[] = {
        {"4", "show relu"},  {"Shift+4", "only relu"},
        {"0", "hide all"},   {"d", "derivative 0,1,2"},
        {"t", "theme dark"}, {"g", "grid off"},
        {"L", "legend on"},  {"PageDown", "only step; view -1 1"},
        {"n", "cursor 0"},   {"Tab", "focus tanh"},
        {"?", "help on"},    {"o", "layout side-by-side"},
        {"b", "blank on"},   {"f", "fullscreen on"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_with_keys();
        char command[200];
        session_key(session, rows[i].key, command, sizeof command);
        apply(session, command);
        assert_state(session, rows[i].after);
        free(session);
    }
}

// Commands that people type or write into files, and those of the mouse: they need no key.
static const char *const without_key[] = {
    "save",  "open",   "session",  "data",         "show",     "solo",   "focus",   "highlight",
    "param", "hints",  "type",     "edit",         "snapshot", "source", "bind",    "unbind",
    "group", "press",  "wait",     "expect-state", "step",     "title",  "caption", "note",
    "play",  "define", "undefine", "place",        "color",    "dash",   "marker",
};

static bool has_key(const struct keymap *map, const char *name)
{
    size_t n = strlen(name);
    for (int i = 0; i < map->n; i++) {
        const char *command = map->bindings[i].command;
        if (strncmp(command, name, n) == 0 && (command[n] == ' ' || command[n] == '\0'))
            return true;
    }
    return false;
}

static void every_command_is_within_reach(void **state)
{
    (void)state;
    struct session *session = session_with_keys();
    for (int i = 0; command_row(i) != NULL; i++) {
        const char *name = command_row(i)->name;
        bool listed = false;
        for (size_t k = 0; k < COUNT(without_key); k++)
            listed |= strcmp(without_key[k], name) == 0;
        if (listed == has_key(&session->keymap, name))
            fail_msg("`%s` %s", name,
                     listed ? "has a key: take it off without_key of test_keymap.c"
                            : "has no key: bind one in assets/keys.actscope, or name it in "
                              "without_key of test_keymap.c");
    }
    free(session);
}

// --- What a key means where

struct meaning {
    const char *before, *key, *means;
};

static void check_meanings(const struct meaning *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct session *session = session_with_keys();
        char out[200] = "untouched";
        apply(session, rows[i].before);
        session_key(session, rows[i].key, out, sizeof out);
        if (strcmp(out, rows[i].means) != 0)
            fail_msg("after `%s`, %s means `%s`, not `%s`", rows[i].before, rows[i].key, out,
                     rows[i].means);
        if (*out && strncmp(out, "quit", 4) != 0)
            apply(session, out);
        free(session);
    }
}

static void keys_mean_their_bindings(void **state)
{
    (void)state;
    static const struct meaning rows[] = {
        {"", "g", "grid toggle"},
        {"", "N", "cursor previous-point"},
        {"page network", "k", "network skip toggle"},
        {"page network", "n", "network norm next"},
        {"page network", "y", "network tied toggle"},
        {"page network", "o", "network compare next"},
        {"page race", "k", "race skip toggle"},
        {"page race", "n", "race norm next"},
        {"", "k", "scale x toggle"},
        {"", "Left", "cursor by -0.01"},
        {"", "F12", ""},
        {"", "nonsense", ""},
        {"unbind g", "g", ""},
        {"bind g theme next", "g", "theme next"},
    };
    check_meanings(rows, COUNT(rows));
}

static void keys_edit_while_the_entry_line_is_open(void **state)
{
    (void)state;
    static const struct meaning rows[] = {
        {"prompt command", "Left", "edit left"},
        {"prompt command", "Right", "edit right"},
        {"prompt command", "Home", "edit home"},
        {"prompt command", "End", "edit end"},
        {"prompt command", "Up", "edit older"},
        {"prompt command", "Down", "edit newer"},
        {"prompt command", "Tab", "edit complete"},
        {"prompt command", "Return", "edit accept"},
        {"prompt find", "Escape", "edit cancel"},
        {"prompt x", "Backspace", "edit backspace"},
        {"prompt x", "Delete", "edit delete"},
        {"prompt x", "Ctrl+u", "edit clear"},
        {"prompt command", "q", ""},
        {"prompt command", "PageDown", "edit scroll 8"},
        {"prompt find", "PageUp", "edit scroll -8"},
        {"prompt find", "Shift+Return", "edit toggle"},
        {"prompt command", "Insert", ""},
        {"prompt command", "F11", ""},
        {"help on; prompt command", "Escape", "edit cancel"},
        {"prompt command; edit cancel", "Escape", "leave"},
    };
    check_meanings(rows, COUNT(rows));
}

static void keys_turn_pages_while_the_help_is_open(void **state)
{
    (void)state;
    static const struct meaning rows[] = {
        {"help on", "PageDown", "help next"}, {"help on", "PageUp", "help previous"},
        {"help on", "Right", "help next"},    {"help on", "Left", "help previous"},
        {"help on", "Space", "help next"},    {"help on", "Escape", "help off"},
        {"help on", "?", "help toggle"},      {"help on", "g", "grid toggle"},
        {"help on", "q", "quit ask"},
    };
    check_meanings(rows, COUNT(rows));
}

static void keys_rest_while_the_picture_is_blank(void **state)
{
    (void)state;
    static const struct meaning rows[] = {
        {"blank on", "b", "blank toggle"},
        {"blank on", ".", "blank toggle"},
        {"blank on", "Escape", "leave"},
        {"blank on", "g", ""},
        {"blank on", "q", "quit ask"},
        {"blank on", "Left", ""},
        {"blank on", ":", ""},
        {"blank on", "1", ""},
        {"blank on; blank off", "g", "grid toggle"},
    };
    check_meanings(rows, COUNT(rows));
}

static void leave_closes_one_thing_after_the_other(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "fullscreen on; cursor 1; blank on; help on; prompt command; help on");
    apply(session, "leave");
    assert_int_equal(session->entry.kind, ENTRY_NONE);
    assert_state(session, "fullscreen on; cursor 1; blank on; help on");
    apply(session, "leave");
    assert_state(session, "fullscreen on; cursor 1; blank on; help off");
    apply(session, "leave");
    assert_state(session, "fullscreen on; cursor 1; blank off; help off");
    apply(session, "leave");
    assert_state(session, "fullscreen off; cursor 1; blank off; help off");
    apply(session, "leave; leave");
    assert_state(session, "fullscreen off; cursor off; blank off; help off");
    free(session);
}

static void help_pages_turn_only_while_it_is_open(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "help next");
    assert_int_equal(session->help_page, 0);
    assert_state(session, "help off");
    apply(session, "help on; help next; help next; help previous");
    assert_int_equal(session->help_page, 1);
    apply(session, "help previous; help previous");
    assert_int_equal(session->help_page, 0);
    apply(session, "help next; help off; help on");
    assert_int_equal(session->help_page, 0);
    free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_become_canonical),
        cmocka_unit_test(canonical_names_stay_as_they_are),
        cmocka_unit_test(wrong_names_are_explained),
        cmocka_unit_test(bindings_are_added_replaced_and_removed),
        cmocka_unit_test(a_full_map_and_long_commands_are_refused),
        cmocka_unit_test(the_default_keys_are_the_file),
        cmocka_unit_test(every_default_key_is_understood),
        cmocka_unit_test(pressing_a_default_key_runs_its_command),
        cmocka_unit_test(every_command_is_within_reach),
        cmocka_unit_test(keys_mean_their_bindings),
        cmocka_unit_test(keys_edit_while_the_entry_line_is_open),
        cmocka_unit_test(keys_turn_pages_while_the_help_is_open),
        cmocka_unit_test(keys_rest_while_the_picture_is_blank),
        cmocka_unit_test(leave_closes_one_thing_after_the_other),
        cmocka_unit_test(help_pages_turn_only_while_it_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

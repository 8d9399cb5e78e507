// Keyboards of several countries: which keys can be pressed there, and what has to be pressed.
#include "helper.h"

#include "base/text.h"
#include "control/keyboard.h"

// A layout as one reads it off the keys, in the order of a US keyboard; a blank is nothing. The
// levels are what a key types alone, with Shift, and with AltGr.
static const char us[] = "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./";
struct country {
    const char *name, *levels[3];
};

static const struct country layouts[] = {
    {"us", {us, "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~|ZXCVBNM<>?", ""}},
    {"de",
     {"1234567890ß qwertzuiopü+asdfghjklöä #yxcvbnm,.-<",
      "!\"§$%&/()=? QWERTZUIOPÜ*ASDFGHJKLÖÄ°'YXCVBNM;:_>", "      {[]}\\ @ €       ~"}},
    {"fr",
     {"&é\"'(-è_çà)=azertyuiop $qsdfghjklmù²*wxcvbn,;:!<",
      "1234567890°+AZERTYUIOP £QSDFGHJKLM% µWXCVBN?./§>", " ~#{[|`\\^@]}"}},
    {"ru",
     {"1234567890-=йцукенгшщзхъфывапролджэё\\ячсмитьбю.",
      "!\"№;%:?*()_+ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЁ/ЯЧСМИТЬБЮ,", ""}},
};

static void set_level(struct keyboard *keyboard, int level, const char *signs)
{
    size_t at = 0;
    for (int i = 0; i < keyboard->n && signs[at] != '\0'; i++) {
        size_t next = utf8_next(signs, at);
        if (signs[at] != ' ')
            snprintf(keyboard->keys[i].signs[level], KEYBOARD_SIGN_MAX, "%.*s", (int)(next - at),
                     signs + at);
        at = next;
    }
}

static struct session *session_on(const char *name)
{
    struct session *session = session_new();
    struct keyboard *keyboard = &session->keymap.keyboard;
    FILE *file = fopen(TEST_ASSETS "/keys.actscope", "rb");
    static char text[40000];
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_int_equal(command_run(session, text, NULL, NULL, NULL), 0);
    for (size_t i = 0; i < COUNT(layouts); i++) {
        if (strcmp(layouts[i].name, name) != 0)
            continue;
        keyboard->n = (int)sizeof us; // the last one is that of < in Europe
        for (int k = 0; k < keyboard->n - 1; k++)
            keyboard->keys[k].us = us[k];
        for (int level = 0; level < 3; level++)
            set_level(keyboard, level, layouts[i].levels[level]);
    }
    return session;
}

static void keys_are_in_reach_or_not(void **state)
{
    (void)state;
    static const struct {
        const char *layout, *key;
        enum reach reach;
        const char *sign;
    } rows[] = {
        {"", "Shift+7", REACH_YES, ""},
        {"", "ю", REACH_YES, ""},
        {"us", "/", REACH_YES, ""},
        {"us", "{", REACH_YES, ""},
        {"us", "Shift+7", REACH_YES, ""},
        {"us", "Ctrl++", REACH_YES, ""},
        {"us", "N", REACH_YES, ""},
        {"us", "F5", REACH_YES, ""},
        {"us", "Ctrl+Shift+z", REACH_YES, ""},
        {"us", "ß", REACH_NONE, ""},
        {"us", "日", REACH_NONE, ""},
        {"us", "Shift+/", REACH_TAKEN, "?"},
        {"de", "/", REACH_YES, ""},
        {"de", "[", REACH_YES, ""},
        {"de", "}", REACH_YES, ""},
        {"de", "Shift+7", REACH_TAKEN, "/"},
        {"de", "Shift+0", REACH_TAKEN, "="},
        {"de", "Shift+8", REACH_YES, ""},
        {"de", "Alt+7", REACH_YES, ""},
        {"de", "^", REACH_NONE, ""},
        {"de", "`", REACH_YES, ""}, // by its place: the key left of 1
        {"fr", "1", REACH_YES, ""},
        {"fr", "Shift+1", REACH_TAKEN, "1"},
        {"fr", "Alt+1", REACH_YES, ""},
        {"fr", "[", REACH_YES, ""},
        {"fr", "a", REACH_YES, ""},
        {"fr", "network:+", REACH_YES, ""},
        {"ru", "d", REACH_YES, ""},
        {"ru", "N", REACH_YES, ""},
        {"ru", "Ctrl+z", REACH_YES, ""},
        {"ru", "Ctrl+Shift+z", REACH_YES, ""},
        {"ru", "[", REACH_YES, ""},
        {"ru", "{", REACH_YES, ""},
        {"ru", "<", REACH_YES, ""},
        {"ru", "Shift+7", REACH_TAKEN, "?"},
        {"ru", "Shift+6", REACH_TAKEN, ":"},
        {"ru", "Shift+1", REACH_YES, ""},
        {"ru", "'", REACH_YES, ""},
        {"ru", "@", REACH_NONE, ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_on(rows[i].layout);
        char sign[KEY_MAX] = "";
        enum reach reach = keymap_reach(&session->keymap, rows[i].key, sign);
        if (reach != rows[i].reach || strcmp(sign, rows[i].sign) != 0)
            fail_msg("%s: the reach of %s is %d \"%s\"", rows[i].layout, rows[i].key, reach, sign);
        session_delete(session);
    }
}

// No default key is out of reach without another one for its command.
static void every_command_has_a_key_everywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(layouts); i++) {
        struct session *session = session_on(layouts[i].name);
        const struct keymap *keymap = &session->keymap;
        for (int k = 0; k < keymap->n; k++) {
            const char *key = keymap_key_of(keymap, keymap->bindings[k].command);
            if (keymap_reach(keymap, key, NULL) != REACH_YES)
                fail_msg("%s: no key for %s", layouts[i].name, keymap->bindings[k].command);
        }
        session_delete(session);
    }
}

static void keys_are_shown_as_pressed(void **state)
{
    (void)state;
    static const struct {
        const char *layout, *key, *shown;
    } rows[] = {
        {"", "network:Up", "Up"},   {"us", "[", "["},
        {"us", "{", "{"},           {"de", "[", "[ (AltGr+8)"},
        {"de", "/", "/"},           {"de", "Ctrl+z", "Ctrl+z"},
        {"fr", "{", "{ (AltGr+')"}, {"de", "network:]", "] (AltGr+9)"},
        {"ru", "[", "["},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_on(rows[i].layout);
        char shown[80];
        keymap_shown(&session->keymap, rows[i].key, shown, sizeof shown);
        assert_string_equal(shown, rows[i].shown);
        session_delete(session);
    }
}

static void the_key_of_a_command_can_be_pressed(void **state)
{
    (void)state;
    static const struct {
        const char *layout, *command, *key;
    } rows[] = {
        {"", "only selu", "Shift+7"}, {"us", "only selu", "Shift+7"},
        {"de", "only selu", "Alt+7"}, {"de", "only gelu", "Shift+8"},
        {"fr", "only step", "Alt+1"}, {"ru", "only elu", "Alt+6"},
        {"ru", "move by -1", "<"},    {"us", "no such command", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_on(rows[i].layout);
        const char *key = keymap_key_of(&session->keymap, rows[i].command);
        if (rows[i].key == NULL)
            assert_null(key);
        else
            assert_string_equal(key, rows[i].key);
        session_delete(session);
    }
}

static void chords_are_the_shortest(void **state)
{
    (void)state;
    static const struct {
        const char *layout, *sign, *chord;
    } rows[] = {
        {"us", "a", "a"},       {"us", "A", "Shift+a"}, {"us", "?", "Shift+/"}, {"us", "ß", ""},
        {"de", "/", "Shift+7"}, {"de", "-", "-"},       {"de", "@", "AltGr+q"}, {"", "a", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_on(rows[i].layout);
        char chord[KEY_MAX];
        keyboard_chord(&session->keymap.keyboard, rows[i].sign, chord, sizeof chord);
        assert_string_equal(chord, rows[i].chord);
        session_delete(session);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_in_reach_or_not),
        cmocka_unit_test(every_command_has_a_key_everywhere),
        cmocka_unit_test(keys_are_shown_as_pressed),
        cmocka_unit_test(the_key_of_a_command_can_be_pressed),
        cmocka_unit_test(chords_are_the_shortest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

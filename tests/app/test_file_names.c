// Names of files that are made up, completed and opened; pictures on the clipboard.
#define _XOPEN_SOURCE 700 // mkdtemp; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/clipboard.h"
#include "app/names.h"
#include "base/text.h"
#include "control/command.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char folder[] = "/tmp/actscope-names-XXXXXX";

static int setup(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int teardown(void **state)
{
    (void)state;
    char command[80];
    snprintf(command, sizeof command, "/bin/rm -rf '%s'", folder);
    return chdir("/") != 0 || system(command) != 0; // NOLINT(cert-env33-c)
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void names_are_found_by_their_beginning(void **state)
{
    (void)state;
    char found[8][ENTRY_CANDIDATE_MAX], joined[8 * ENTRY_CANDIDATE_MAX], longest[256];
    static const char *const files[] = {"b.csv",     "a.csv",        "picture.png", "look.actscope",
                                        "notes.txt", ".hidden.csv",  "é.npy",       "a b.npz",
                                        "x\xff.csv", "sub/deep.csv", "sub/other",   ".csv"};
    static const struct {
        const char *typed;
        bool to_open;
        int most;
        const char *names;
    } rows[] = {
        {"", true, 8, "a b.npz|a.csv|b.csv|look.actscope|picture.png|sub/|é.npy|"},
        {"", true, 3, "a b.npz|a.csv|b.csv|"},
        {"", true, 1, "a b.npz|"},
        {"", false, 8, "look.actscope|picture.png|sub/|"},
        {"a", true, 8, "a b.npz|a.csv|"},
        {"a ", true, 8, "a b.npz|"},
        {"é", true, 8, "é.npy|"},
        {".h", true, 8, ".hidden.csv|"},
        {"./b", true, 8, "b.csv|"},
        {"sub", true, 8, "sub/|"},
        {"sub/", true, 8, "deep.csv|"},
        {"sub/de", true, 8, "deep.csv|"},
        {"sub/../b", true, 8, "b.csv|"},
        {"none/", true, 8, ""},
        {"b.csv/", true, 8, ""},
        {"zzz", true, 8, ""},
        {"A", true, 8, ""},
    };
    assert_int_equal(mkdir("sub", 0700), 0);
    for (size_t i = 0; i < COUNT(files); i++)
        put(files[i], "1\n");
    memset(longest, 'z', 255);
    memcpy(longest + 251, ".csv", 5); // does not fit with the "/" of a folder: never offered
    put(longest, "1\n");
    for (size_t i = 0; i < COUNT(rows); i++) {
        int n = names_beginning(rows[i].typed, rows[i].to_open, found, rows[i].most);
        joined[0] = '\0';
        for (int k = 0; k < n; k++) {
            strcat(joined, found[k]); // NOLINT(clang-analyzer-security.insecureAPI.strcpy)
            strcat(joined, "|");      // NOLINT(clang-analyzer-security.insecureAPI.strcpy)
        }
        if (strcmp(joined, rows[i].names) != 0)
            fail_msg("\"%s\": %s, not %s", rows[i].typed, joined, rows[i].names);
    }
}

static void files_are_opened_by_what_is_in_them(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text, *opener;
    } rows[] = {
        {"n.csv", "1\n2\n", "data"},
        {"n", "1\n2\n", "data"},
        {"s.actscope", "only relu\n", "source"},
        {"t.actscope", "title \"t\"\nstep \"one\"\ncaption \"c\"\n", "tour"},
        {"t", "  step \"one\"\n", "tour"},
        {"u.actscope", "# step by step\nonly step\ntoggle step\n", "source"},
        {"empty.actscope", "", "source"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        put(rows[i].path, rows[i].text);
        assert_string_equal(names_opener(rows[i].path), rows[i].opener);
    }
    assert_string_equal(names_opener("is not there"), "source");
    assert_string_equal(names_opener("/"), "source");
}

static void names_are_made_up(void **state)
{
    (void)state;
    static const struct {
        const char *line, *name;
    } rows[] = {
        {"only sigmoid tanh", "sigmoid-and-tanh.png"},
        {"only leaky_relu", "leaky-relu.png"},
        {"language ja; only relu", "relu.png"},
        {"only all", "functions.png"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = malloc(sizeof *session);
        struct text name = {0};
        assert_non_null(session);
        session_init(session, (struct host){0});
        assert_true(command_apply(session, rows[i].line, NULL, 0, NULL));
        names_make_up(&session->state, "", &name);
        if (i < 3)
            assert_string_equal(text_string(&name), rows[i].name);
        assert_non_null(strstr(text_string(&name), ".png"));
        put(text_string(&name), "");
        names_make_up(&session->state, "", &name);
        assert_non_null(strstr(text_string(&name), "-2.png"));
        names_make_up(&session->state, "p-", &name);
        assert_int_equal(strncmp(text_string(&name), "p-", 2), 0);
        text_free(&name);
        session_free(session);
        free(session);
    }
}

static void program(const char *name, const char *script)
{
    put(name, script);
    assert_int_equal(chmod(name, 0700), 0);
}

static void pictures_are_copied_by_a_program(void **state)
{
    (void)state;
    struct fault fault = {0};
    char kept[64] = "", *png = malloc(200000);
    assert_non_null(png);
    memset(png, 7, 200000); // more than a pipe holds
    assert_int_equal(setenv("PATH", folder, 1), 0);
    assert_false(clipboard_picture(png, 10, false, &fault));
    assert_int_equal(fault.id, FAULT_WINDOW);
    assert_non_null(strstr(fault.text, "install xclip"));
    assert_false(clipboard_picture(png, 10, true, &fault));
    assert_non_null(strstr(fault.text, "install wl-clipboard"));
    program("xclip", "#!/bin/sh\n/usr/bin/env cat >copied\n");
    program("wl-copy", "#!/bin/sh\nexit 3\n");
    program("cat", "#!/bin/sh\nexec /bin/cat\n");
    assert_true(clipboard_picture(png, 200000, false, NULL));
    struct stat info;
    assert_int_equal(stat("copied", &info), 0);
    assert_int_equal(info.st_size, 200000);
    assert_false(clipboard_picture(png, 10, true, &fault));
    assert_non_null(strstr(fault.text, "wl-copy did not take"));
    snprintf(kept, sizeof kept, "#!/bin/sh\nexec /bin/sleep 100\n");
    program("wl-copy", kept);
    assert_false(clipboard_picture(png, 10, true, &fault)); // is ended
    free(png);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_by_their_beginning),
        cmocka_unit_test(files_are_opened_by_what_is_in_them),
        cmocka_unit_test(names_are_made_up),
        cmocka_unit_test(pictures_are_copied_by_a_program),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

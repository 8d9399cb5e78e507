// The folder of kept sessions: places, locks, what is read and written, wrong files.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/file.h"
#include "app/kept.h"
#include "base/memory.h"

enum { WINDOWS = 6 };

static char folder[] = "/tmp/actscope-kept.XXXXXX";

static int remove_folder(void **state)
{
    (void)state;
    char command[200];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/actscope-kept.XXXXXX");
    return mkdtemp(folder) != NULL ? setenv("XDG_STATE_HOME", folder, 1) : -1;
}

static void put(struct kept *kept, const char *commands)
{
    struct fault fault = {0};
    const struct kept_window window = {.width = 900,
                                       .height = 600,
                                       .x = -5,
                                       .y = 7,
                                       .placed = true,
                                       .maximised = true,
                                       .scale = 1.5};
    struct entry *entry = memory_new(1, sizeof *entry);
    entry_remember(entry, "only relu");
    entry_remember(entry, "define σ2 = x; # both");
    assert_true(kept_write(kept, commands, &window, entry, &fault));
    free(entry);
}

static void what_was_written_is_read(void **state)
{
    (void)state;
    struct kept *kept = kept_open(KEPT_RESUME);
    assert_non_null(kept);
    assert_string_equal(kept_commands(kept), "");
    put(kept, "only gelu\n");
    kept_close(kept);
    kept = kept_open(KEPT_RESUME);
    assert_non_null(strstr(kept_commands(kept), "\nonly gelu\n"));
    const struct kept_window window = kept_window(kept);
    assert_int_equal(window.width, 900);
    assert_int_equal(window.height, 600);
    assert_int_equal(window.x, -5);
    assert_int_equal(window.y, 7);
    assert_true(window.placed && window.maximised && window.scale == 1.5);
    struct entry *entry = memory_new(1, sizeof *entry);
    kept_recall(kept, entry);
    assert_int_equal(entry->history_n, 2);
    assert_string_equal(entry->history[1], "define σ2 = x; # both");
    free(entry);
    kept_close(kept);
}

// Child processes stand for windows: a lock belongs to a process.
static pid_t window_that_writes(const char *commands, int ready, int go)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    char byte = 0;
    while (read(go, &byte, 1) < 0) // all begin together
        continue;
    struct kept *kept = kept_open(KEPT_NEW);
    if (kept != NULL) {
        struct kept_window window = {0};
        struct entry *entry = memory_new(1, sizeof *entry);
        kept_write(kept, commands, &window, entry, NULL);
    }
    byte = kept != NULL ? 'y' : 'n';
    ssize_t told = write(ready, &byte, 1);
    while (told == 1)
        pause();
    _exit(1);
}

static void windows_that_start_together_have_a_place_each(void **state)
{
    (void)state;
    pid_t windows[WINDOWS];
    int ready[2], go[2];
    char answers[WINDOWS + 1] = "", path[200];
    assert_int_equal(pipe(ready) | pipe(go), 0);
    for (int i = 0; i < WINDOWS; i++) {
        char commands[32];
        snprintf(commands, sizeof commands, "depth %d\n", i + 1);
        windows[i] = window_that_writes(commands, ready[1], go[0]);
        assert_true(windows[i] > 0);
    }
    assert_int_equal(write(go[1], "go!go!", WINDOWS), WINDOWS);
    for (int i = 0; i < WINDOWS; i++)
        assert_int_equal(read(ready[0], answers + i, 1), 1);
    assert_string_equal(answers, "yyyyyy");
    struct kept *another = kept_open(KEPT_RESUME); // all of them are alive
    assert_string_equal(kept_commands(another), "");
    kept_close(another);
    for (int i = 0; i < WINDOWS; i++) {
        kill(windows[i], SIGKILL);
        waitpid(windows[i], NULL, 0);
    }
    bool found[WINDOWS + 1] = {false};
    for (int i = 1; i <= WINDOWS; i++) {
        struct text text = {0};
        snprintf(path, sizeof path, "%s/actscope/session-%d.actscope", folder, i);
        assert_true(file_read_regular(path, &text, NULL));
        int depth = atoi(strstr(text_string(&text), "depth ") + 6);
        assert_in_range(depth, 1, WINDOWS);
        assert_false(found[depth]); // nobody wrote over another's
        found[depth] = true;
        text_free(&text);
    }
    another = kept_open(KEPT_RESUME); // and now they are not
    assert_string_not_equal(kept_commands(another), "");
    kept_close(another);
    for (int i = 0; i < 2; i++)
        close(ready[i]), close(go[i]);
}

static void fresh_forgets_the_newest(void **state)
{
    (void)state;
    struct kept *kept = kept_open(KEPT_NEW);
    put(kept, "only gelu\n");
    char path[300];
    snprintf(path, sizeof path, "%s", kept_path(kept));
    kept_close(kept);
    kept = kept_open(KEPT_NEW); // another place: the first one's session stays
    assert_string_not_equal(kept_path(kept), path);
    kept_close(kept);
    assert_true(file_exists(path));
    kept = kept_open(KEPT_FRESH);
    assert_string_equal(kept_commands(kept), "");
    assert_false(file_exists(path));
    kept_close(kept);
}

static void a_session_tried_in_vain_is_passed_over(void **state)
{
    (void)state;
    struct kept *kept = kept_open(KEPT_RESUME);
    put(kept, "only gelu\n");
    kept_begin_restoring(kept); // and the program ends
    kept_close(kept);
    kept = kept_open(KEPT_RESUME);
    assert_string_equal(kept_commands(kept), "");
    assert_non_null(strstr(kept_passed_over(kept), "session-1.actscope"));
    kept_close(kept);
    kept = kept_open(KEPT_RESUME);
    kept_close(kept);
}

static void wrong_files_are_no_sessions(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "#: window\n#: place\n#: scale\n#: typed\n",
        "#: window 0 0\n#: scale 0\n",
        "#: window -3 99999999999999999999 maximised\n#: place 1\n#: scale 1e300\n",
        "#: window 10 10 maximisedmaximisedmaximisedmaximised\n#: scale nan\n#: typed \xff\xfe\n",
        "#: window 32768 10\n#: scale inf",
    };
    struct kept *kept = kept_open(KEPT_RESUME);
    char path[300];
    snprintf(path, sizeof path, "%s", kept_path(kept));
    kept_close(kept);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_true(file_write(path, wrong[i], strlen(wrong[i]), NULL));
        kept = kept_open(KEPT_RESUME);
        const struct kept_window window = kept_window(kept);
        assert_true((window.width == 0 && window.height == 0) ||
                    (window.width == 10 && window.height == 10));
        assert_true(window.scale == 0 && !window.placed);
        struct entry *entry = memory_new(1, sizeof *entry);
        kept_recall(kept, entry);
        assert_int_equal(entry->history_n, 0);
        free(entry);
        kept_close(kept);
    }
    struct text large = {0}; // more than a session can be
    for (int i = 0; i < 5000; i++)
        for (int k = 0; k < 100; k++)
            text_add(&large, "only relu\n");
    assert_true(file_write(path, large.data, large.n, NULL));
    kept = kept_open(KEPT_RESUME);
    assert_string_equal(kept_commands(kept), "");
    kept_close(kept);
    text_free(&large);
}

static void without_a_folder_nothing_is_kept(void **state)
{
    (void)state;
    char home[] = "/tmp/actscope-home.XXXXXX", path[100];
    setenv("XDG_STATE_HOME", "/proc/none", 1);
    assert_null(kept_open(KEPT_RESUME));
    setenv("XDG_STATE_HOME", "relative", 1); // which the standard says to ignore
    assert_non_null(mkdtemp(home));
    setenv("HOME", home, 1);
    struct kept *kept = kept_open(KEPT_RESUME);
    assert_non_null(kept);
    snprintf(path, sizeof path, "%s/.local/state/actscope/session-1.actscope", home);
    assert_string_equal(kept_path(kept), path);
    kept_close(kept);
    unsetenv("XDG_STATE_HOME");
    setenv("HOME", "", 1);
    assert_null(kept_open(KEPT_RESUME));
    snprintf(path, sizeof path, "rm -rf '%s'", home);
    assert_int_equal(system(path), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_is_read),    TEST(windows_that_start_together_have_a_place_each),
        TEST(fresh_forgets_the_newest),    TEST(a_session_tried_in_vain_is_passed_over),
        TEST(wrong_files_are_no_sessions), TEST(without_a_folder_nothing_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

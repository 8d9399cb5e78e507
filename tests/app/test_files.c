// Files are read whole or refused, and written whole or not at all.
#define _XOPEN_SOURCE 700 // mkdtemp; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/file.h"

// --- a folder of its own for every test ---

static int setup(void **state)
{
    char *folder = strdup("/tmp/actscope-files-XXXXXX");
    *state = folder;
    umask(022);
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int count_files(void)
{
    int n = 0;
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        n += entry->d_name[0] != '.';
    closedir(folder);
    return n;
}

static int teardown(void **state)
{
    DIR *folder = opendir(".");
    if (folder == NULL)
        return 1;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            remove(entry->d_name);
    closedir(folder);
    int failed = chdir("/") != 0 || rmdir(*state) != 0;
    free(*state);
    return failed;
}

static void put(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
}

static void assert_content(const char *path, const char *expected)
{
    char content[256] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n = fread(content, 1, sizeof content - 1, file);
    fclose(file);
    assert_int_equal(n, strlen(expected));
    assert_string_equal(content, expected);
}

static mode_t mode_of(const char *path)
{
    struct stat info;
    assert_int_equal(lstat(path, &info), 0);
    return info.st_mode;
}

// --- reading ---

static void reads_whole(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        const char *expected; // NULL: refused
        int line;
    } rows[] = {
        {"", 0, "", 0},
        {"a\nb", 3, "a\nb", 0},
        {"a\r\n", 3, "a\r\n", 0},
        {"\xEF\xBB\xBF", 3, "", 0},
        {"\xEF\xBB\xBF"
         "a\n",
         5, "a\n", 0},
        {"a\xEF\xBB\xBF", 4, "a\xEF\xBB\xBF", 0},
        {"a\0b", 3, NULL, 1},
        {"a\nb\nc\0\n", 7, NULL, 3},
        {"\0", 1, NULL, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text text = {0};
        struct fault fault = {0};
        text_add(&text, "before ");
        put("x", rows[i].bytes, rows[i].n);
        bool ok = file_read("x", &text, &fault);
        assert_int_equal(ok, rows[i].expected != NULL);
        if (ok) {
            assert_string_equal(text_string(&text) + 7, rows[i].expected);
            assert_int_equal(text.n, 7 + strlen(rows[i].expected));
        } else
            assert_string_equal(fault.source, "x");
        assert_int_equal(fault.id, ok ? FAULT_NONE : FAULT_FILE);
        assert_int_equal(fault.line, rows[i].line);
        text_free(&text);
    }
}

static void refuses_to_read(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum fault_id id;
        const char *says;
    } rows[] = {
        {"missing", FAULT_FILE, "cannot read missing: No such file or directory"},
        {".", FAULT_FILE, "cannot read .: Is a directory"},
        {"huge", FAULT_LIMIT, "huge is larger than 64 MiB"},
        {"", FAULT_FILE, "cannot read : No such file or directory"},
    };
    put("huge", "", 0);
    assert_int_equal(truncate("huge", 64 * 1024 * 1024 + 1), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text text = {0};
        struct fault fault = {0};
        assert_false(file_read(rows[i].path, &text, &fault));
        assert_int_equal(fault.id, rows[i].id);
        assert_string_equal(fault.text, rows[i].says);
        text_free(&text);
    }
    assert_int_equal(truncate("huge", 64 * 1024 * 1024), 0); // not larger than that
    struct text text = {0};
    assert_true(file_read_bytes("huge", &text, NULL));
    assert_int_equal(text.n, 64 * 1024 * 1024);
    text_free(&text);
}

// --- writing ---

static void writes_new_and_old(void **state)
{
    (void)state;
    assert_true(file_write("new", "one", 3, NULL));
    assert_content("new", "one");
    assert_int_equal(mode_of("new") & 0777, 0644);
    assert_int_equal(chmod("new", 0600), 0);
    assert_true(file_write("new", "two!", 4, NULL));
    assert_content("new", "two!");
    assert_int_equal(mode_of("new") & 0777, 0600);
    assert_true(file_write("new", "", 0, NULL));
    assert_content("new", "");
    assert_int_equal(count_files(), 1);
}

// The longest names that file systems allow have room for no ending.
static void writes_long_names(void **state)
{
    (void)state;
    char name[256];
    memset(name, 'x', sizeof name);
    name[255] = '\0';
    static const char *const texts[] = {"one", "two", "three"};
    for (int i = 0; i < 3; i++) {
        assert_true(file_write(name, texts[i], strlen(texts[i]), NULL));
        assert_content(name, texts[i]);
        assert_int_equal(count_files(), 1);
    }
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    put("target", "old", 3);
    assert_int_equal(symlink("target", "link"), 0);
    assert_true(file_write("link", "new", 3, NULL));
    assert_true(S_ISLNK(mode_of("link")));
    assert_content("target", "new");
    assert_int_equal(count_files(), 2);
}

static void leaves_nothing_behind(void **state)
{
    (void)state;
    static const struct {
        const char *path, *says;
    } rows[] = {
        {"none/x", "cannot write none/x: No such file or directory"},
        {"folder", "cannot write folder: Is a directory"},
        {"file/x", "cannot write file/x: Not a directory"},
        {"/dev/full", "cannot write /dev/full: No space left on device"},
        {"to-full", "cannot write to-full: No space left on device"},
        {"around", "cannot write around: Too many levels of symbolic links"},
        {"to-none", "cannot write to-none: a link to a file that is not there"},
    };
    put("file", "old", 3);
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(symlink("/dev/full", "to-full"), 0);
    assert_int_equal(symlink("around", "around"), 0);
    assert_int_equal(symlink("none", "to-none"), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fault fault = {0};
        assert_false(file_write(rows[i].path, "new", 3, &fault));
        assert_int_equal(fault.id, FAULT_FILE);
        assert_string_equal(fault.text, rows[i].says);
        assert_int_equal(count_files(), 5);
    }
    assert_content("file", "old");
}

// Renaming needs no permission on the old file; the writer asks for it all the same.
static void respects_a_file_that_is_read_only(void **state)
{
    (void)state;
    struct fault fault = {0};
    put("mine", "old", 3);
    assert_int_equal(chmod("mine", 0444), 0);
    if (access("mine", W_OK) == 0)
        skip(); // root may write anything
    assert_false(file_write("mine", "new", 3, &fault));
    assert_string_equal(fault.text, "cannot write mine: Permission denied");
    assert_content("mine", "old");
    assert_int_equal(count_files(), 1);
}

// --- what is not written to its end ---

static char block[40000];

// What a writer that was ended leaves is at most one file, which the next one takes away.
static void a_leftover_goes(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        put("x.png.actscope-part", "half", 4);
        if (i == 1)
            assert_int_equal(chmod("x.png.actscope-part", 0), 0);
        assert_true(file_write("x.png", "newer", 5, NULL)); // new, then over an old one
        assert_content("x.png", "newer");
        assert_int_equal(count_files(), 1);
    }
    // A link in its place is not followed.
    put("victim", "mine", 4);
    assert_int_equal(symlink("victim", "x.png.actscope-part"), 0);
    assert_true(file_write("x.png", "newest", 6, NULL));
    assert_content("x.png", "newest");
    assert_content("victim", "mine");
    assert_int_equal(count_files(), 2);
}

// A folder in its place cannot go: said, and the old file stays.
static void a_leftover_that_cannot_go(void **state)
{
    (void)state;
    struct fault fault = {0};
    put("x", "old", 3);
    assert_int_equal(mkdir("x.actscope-part", 0755), 0);
    assert_false(file_write("x", "new", 3, &fault));
    assert_int_equal(fault.id, FAULT_FILE);
    assert_content("x", "old");
    assert_int_equal(count_files(), 2);
}

// Runs in a child, whose limits and rights end with it. Returns what it returned.
static int in_child(int (*body)(void))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        _exit(body());
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

static int write_more_than_allowed(void)
{
    struct rlimit limit = {4096, 4096};
    struct fault fault = {0};
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 50;
    if (file_write("old", block, sizeof block, &fault) ||
        file_write("new", block, sizeof block, NULL))
        return 1;
    if (strcmp(fault.text, "cannot write old: File too large") != 0)
        return 2;
    return file_write("old", "small", 5, NULL) ? 0 : 3;
}

static void a_file_that_may_not_grow(void **state)
{
    (void)state;
    put("old", "old", 3);
    assert_int_equal(in_child(write_more_than_allowed), 0);
    assert_content("old", "small");
    assert_int_equal(count_files(), 1);
}

// Gives up root's rights: those that need no permission for anything.
static bool as_somebody(void)
{
    return geteuid() != 0 || (setgid(65534) == 0 && setuid(65534) == 0);
}

static int write_where_none_may_be_made(void)
{
    struct rlimit limit = {4096, 4096};
    signal(SIGXFSZ, SIG_IGN);
    if (!as_somebody())
        return 50;
    if (file_write("folder/none", "x", 1, NULL))
        return 1;
    if (!file_write("folder/long", "short", 5, NULL) ||
        !file_write("folder/short", block, 4000, NULL))
        return 2;
    // Too large: nothing has changed.
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 ||
        file_write("folder/kept", block, sizeof block, NULL))
        return 3;
    return 0;
}

static void a_file_in_a_folder_that_may_not(void **state)
{
    (void)state;
    memset(block, 'x', sizeof block);
    assert_int_equal(mkdir("folder", 0755), 0);
    put("folder/long", block, 9000);
    put("folder/short", "s", 1);
    put("folder/kept", "kept", 4);
    assert_int_equal(chmod("folder/long", 0666) | chmod("folder/short", 0666) |
                         chmod("folder/kept", 0666) | chmod(".", 0755),
                     0);
    assert_int_equal(chmod("folder", 0555), 0);
    int result = in_child(write_where_none_may_be_made);
    assert_int_equal(chmod("folder", 0755), 0);
    assert_int_equal(result, 0);
    assert_content("folder/long", "short");
    assert_content("folder/kept", "kept");
    struct stat info;
    assert_int_equal(stat("folder/short", &info), 0);
    assert_int_equal(info.st_size, 4000);
    assert_int_equal(unlink("folder/long") | unlink("folder/short") | unlink("folder/kept"), 0);
}

// Only regular files are read while the program runs, and nothing is waited for.
static void waits_for_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *path, *says;
    } rows[] = {
        {"fifo", "cannot read fifo: only files can be read here, no pipes or devices"},
        {"/dev/zero", "cannot read /dev/zero: only files can be read here, no pipes or devices"},
        {"to-fifo", "cannot read to-fifo: only files can be read here, no pipes or devices"},
        {".", "cannot read .: Is a directory"},
        {"-", "cannot read -: No such file or directory"},
        {"missing", "cannot read missing: No such file or directory"},
        {"large", "large is larger than 4 MiB"},
    };
    assert_int_equal(mkfifo("fifo", 0644), 0);
    assert_int_equal(symlink("fifo", "to-fifo"), 0);
    put("large", "", 0);
    assert_int_equal(truncate("large", 4 * 1024 * 1024 + 1), 0);
    alarm(20);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text text = {0};
        struct fault fault = {0};
        assert_false(file_read_regular(rows[i].path, &text, &fault));
        assert_string_equal(fault.text, rows[i].says);
        text_free(&text);
    }
    alarm(0);
    struct text text = {0};
    put("fine", "only relu\n", 10);
    assert_true(file_read_regular("fine", &text, NULL));
    assert_string_equal(text_string(&text), "only relu\n");
    text_free(&text);
}

static void knows_what_is_there(void **state)
{
    (void)state;
    assert_false(file_exists("x"));
    assert_true(file_changed("x") == 0);
    put("x", "", 0);
    assert_true(file_exists("x"));
    assert_true(file_changed("x") > 1e9);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(reads_whole),
        TEST(refuses_to_read),
        TEST(writes_new_and_old),
        TEST(writes_long_names),
        TEST(a_link_stays_a_link),
        TEST(leaves_nothing_behind),
        TEST(respects_a_file_that_is_read_only),
        TEST(knows_what_is_there),
        TEST(a_leftover_goes),
        TEST(a_leftover_that_cannot_go),
        TEST(a_file_that_may_not_grow),
        TEST(a_file_in_a_folder_that_may_not),
        TEST(waits_for_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

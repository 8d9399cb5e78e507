// The program without a window: what the command line and files do to its session, how pictures and
// states are named and written, and whose files may do what.
#define _XOPEN_SOURCE 700 // mkdtemp; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include "app/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/file.h"
#include "app/language.h"
#include "control/command.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { CHAIN = 12 };

static struct program *program;
static char folder[64];
static int errors; // standard error as it was

// What commands may ask of the program here: files.
static bool perform(void *user, enum host_action action, const char *argument, struct fault *fault)
{
    if (action == HOST_SAVE)
        return program_save(user, argument, fault);
    return action == HOST_SOURCE && program_source(user, argument, fault);
}

// Mistakes are counted here; what they say is read back from the file "said".
static void catch_errors(void)
{
    int fd = open("said", O_CREAT | O_TRUNC | O_WRONLY, 0600);
    assert_true(fd >= 0 && dup2(fd, STDERR_FILENO) >= 0);
    close(fd);
}

static bool was_said(const char *words)
{
    struct text text = {0};
    fflush(stderr);
    assert_true(file_read("said", &text, NULL));
    bool found = strstr(text_string(&text), words) != NULL;
    text_free(&text);
    return found;
}

static int setup(void **state)
{
    (void)state;
    struct fault fault = {0};
    snprintf(folder, sizeof folder, "/tmp/actscope-program-XXXXXX");
    if (mkdtemp(folder) == NULL || chdir(folder) != 0)
        return 1;
    setenv("XDG_CONFIG_HOME", folder, 1); // no themes but the program's
    errors = dup(STDERR_FILENO);
    catch_errors();
    program = calloc(1, sizeof *program);
    assert_non_null(program);
    if (!program_open(program, &fault))
        fail_msg("%s", fault.text);
    program->width = 640;
    program->height = 400;
    program->session.host =
        (struct host){.user = program, .perform = perform, .report = program_report};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    program_close(program);
    free(program);
    dup2(errors, STDERR_FILENO);
    close(errors);
    DIR *listed = opendir(".");
    for (const struct dirent *entry; listed != NULL && (entry = readdir(listed)) != NULL;)
        if (entry->d_name[0] != '.')
            remove(entry->d_name);
    closedir(listed);
    return chdir("/") != 0 || rmdir(folder) != 0;
}

static void put(const char *path, const char *text)
{
    assert_true(file_write(path, text, strlen(text), NULL));
}

static void run(const char *commands)
{
    assert_int_equal(command_run(&program->session, commands, "test", program_report, program), 0);
    program_follow_language(program);
}

static void run_words(char **argv, int argc)
{
    struct options options;
    struct fault fault = {0};
    assert_int_equal(options_read(&options, argc, argv, false), -1);
    if (!options_load(&options, &fault))
        fail_msg("%s", fault.text);
    program_run_options(program, &options);
    program_run_steps(program, &options);
    options_free(&options);
}

// --- opening ---

static void it_opens_with_the_first_screen_and_all_keys(void **state)
{
    (void)state;
    struct state first;
    state_init(&first);
    assert_true(state_equal(&program->session.state, &first));
    assert_int_equal(program->mistakes, 0);
    assert_true(program->pixel_ratio == 1);
    const struct binding *help = keymap_find(&program->session.keymap, "?");
    assert_non_null(help);
    assert_string_equal(help->command, "help toggle");
    struct session *bare = malloc(sizeof *bare); // keys are those of assets/keys.actscope
    assert_non_null(bare);
    session_init(bare, (struct host){0});
    assert_int_equal(command_run(bare, default_keys, "keys", NULL, NULL), 0);
    assert_int_equal(bare->keymap.n, program->session.keymap.n);
    session_free(bare);
    free(bare);
}

// --- the command line ---

static void options_and_steps_change_the_session(void **state)
{
    (void)state;
    char name[] = "actscope", f[] = "-f", relu[] = "relu", e[] = "-e", grid[] = "grid off";
    char file[] = "a.actscope", e2[] = "-e", points[] = "points off\nlegend on";
    char *argv[] = {name, f, relu, e, grid, file, e2, points, NULL};
    put("a.actscope", "derivative 0,1,2\n");
    run_words(argv, 8);
    const struct state *s = &program->session.state;
    assert_int_equal(s->shown_n, 1);
    assert_int_equal(s->shown[0].function, activation_find("relu"));
    assert_true(!s->grid && !s->points && s->legend && s->orders[ORDER_D2F]);
    assert_int_equal(program->mistakes, 0);
    assert_int_equal(program->source_depth, 0);
}

// Each mistake counts, and is named with its line; what stands behind it runs all the same.
static void mistakes_are_counted_and_named(void **state)
{
    (void)state;
    char name[] = "actscope", e[] = "-e", wrong[] = "grid off\ngird on", e2[] = "-e";
    char again[] = "layout nowhere", e3[] = "-e", right[] = "points off";
    char *argv[] = {name, e, wrong, e2, again, e3, right, NULL};
    run_words(argv, 7);
    assert_int_equal(program->mistakes, 2);
    assert_true(was_said("actscope: -e:2:1: unknown command \"gird\"; did you mean \"grid\"?"));
    assert_true(was_said("actscope: -e:3:8: \"nowhere\" is not one of"));
    assert_false(program->session.state.points);
    program_report(NULL, &(struct fault){.text = "nobody counts"}); // before there is a program
    assert_int_equal(program->mistakes, 2);
}

static void language_follows_the_state(void **state)
{
    (void)state;
    run("language ja");
    assert_int_equal(language_in_use(), language_find("ja"));
    run("language en");
    assert_int_equal(language_in_use(), LANGUAGE_EN);
}

// --- files of commands ---

// Files that run files: eight deep is allowed, more is a mistake and ends there.
static void files_run_files_up_to_a_depth(void **state)
{
    (void)state;
    struct fault fault = {0};
    for (int i = 1; i <= CHAIN; i++) {
        char path[32], text[96];
        snprintf(path, sizeof path, "f%d.actscope", i);
        snprintf(text, sizeof text, "source f%d.actscope\ntext-size 1.%d\n", i + 1, i);
        put(path, i < CHAIN ? text : "grid off\n");
    }
    assert_true(program_source(program, "f5.actscope", &fault)); // 5 … 12: eight of them
    assert_int_equal(program->mistakes, 0);
    assert_false(program->session.state.grid);
    assert_true(program->session.state.text_size == 1.5); // the outermost one goes on last
    assert_int_equal(program->source_depth, 0);
    run("grid on");
    assert_true(program_source(program, "f4.actscope", &fault)); // nine
    assert_int_equal(program->mistakes, 1);
    assert_true(was_said("f12.actscope: files within files, more than 8 deep"));
    assert_true(program->session.state.grid);
    assert_int_equal(program->source_depth, 0);
}

static void files_that_cannot_be_read_are_a_fault(void **state)
{
    (void)state;
    static const char *const wrong[] = {"missing.actscope", ".", "/dev/zero"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct fault fault = {0};
        assert_false(program_source(program, wrong[i], &fault));
        assert_int_equal(fault.id, FAULT_FILE);
        assert_non_null(strstr(fault.text, wrong[i]));
    }
    assert_int_equal(program->mistakes, 0); // whoever asked for it reports it
    assert_int_equal(program->source_depth, 0);
}

// The user's own files may write; those that a stranger's commands, or the user's hand, open may
// not. Then the session's origin is as it was.
static void files_act_for_whom_they_are_opened(void **state)
{
    (void)state;
    static const struct {
        enum origin origin;
        bool trust, writes;
    } rows[] = {
        {ORIGIN_USER, false, true}, {ORIGIN_HAND, false, false},   {ORIGIN_STRANGER, false, false},
        {ORIGIN_HAND, true, true},  {ORIGIN_STRANGER, true, true},
    };
    put("writes.actscope", "grid off\nsave out.actscope\n");
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0};
        struct errand *errand = &program->session.errand;
        run("grid on");
        unlink("out.actscope");
        program->mistakes = 0;
        errand->trust = rows[i].trust;
        enum origin before = errand_enter(errand, rows[i].origin);
        assert_true(program_source(program, "writes.actscope", &fault));
        assert_int_equal(errand->origin, rows[i].origin);
        errand_leave(errand, before);
        assert_false(program->session.state.grid); // the picture anybody may change
        assert_int_equal(file_exists("out.actscope"), rows[i].writes);
        assert_int_equal(program->mistakes, rows[i].writes ? 0 : 1);
    }
}

// --- pictures and states ---

static void pictures_without_a_name_get_one(void **state)
{
    (void)state;
    static const struct {
        const char *commands, *name;
    } rows[] = {
        {"only sigmoid tanh", "actscope-sigmoid-and-tanh.png"},
        {"grid off", "actscope-sigmoid-and-tanh-2.png"}, // the first one stays
        {"grid on", "actscope-sigmoid-and-tanh-3.png"},
        {"only leaky_relu", "actscope-leaky-relu.png"},
        {"define u = (1-x)*(1+x); only u", "actscope-u.png"},
        {"define f7 = x*(x+1); only f7", "actscope-x-x-1.png"}, // no sign at the end
        {"hide all", "actscope-actscope.png"},
        {"only step sigmoid tanh relu gelu", "actscope-5-activation-functions.png"},
        {"only sigmoid tanh; language ja", "actscope-sigmoid-tanh.png"}, // ids, not its letters
        {"only relu; hide relu; show tanh sigmoid", "actscope-tanh-sigmoid.png"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0};
        run(rows[i].commands);
        if (!program_save(program, "", &fault))
            fail_msg("%s: %s", rows[i].commands, fault.text);
        assert_string_equal(text_string(&program->shown_path), rows[i].name);
        assert_true(file_exists(rows[i].name));
    }
    run("language en");
}

static void pictures_are_of_the_kind_that_their_name_says(void **state)
{
    (void)state;
    static const struct {
        const char *path, *begins;
    } rows[] = {
        {"a.png", "\x89PNG"}, {"a.svg", "<?xml"}, {"a.pdf", "%PDF-1.4"}, {"b.PNG", "\x89PNG"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0};
        struct text bytes = {0};
        if (!program_save(program, rows[i].path, &fault))
            fail_msg("%s: %s", rows[i].path, fault.text);
        assert_string_equal(text_string(&program->shown_path), rows[i].path);
        assert_true(file_read_bytes(rows[i].path, &bytes, NULL));
        assert_memory_equal(bytes.data, rows[i].begins, strlen(rows[i].begins));
        text_free(&bytes);
    }
    static const char *const wrong[] = {"a.jpg", "a", ".png", "nowhere/a.png"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct fault fault = {0};
        assert_false(program_save(program, wrong[i], &fault));
        assert_int_equal(fault.id, FAULT_FILE);
        assert_non_null(strstr(fault.text, wrong[i]));
        assert_false(file_exists(wrong[i]));
    }
}

static void a_saved_state_comes_back(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct text text = {0};
    assert_true(program_saves_state("a.actscope"));
    assert_false(program_saves_state(".actscope"));
    assert_false(program_saves_state("a.actscope.png"));
    run("define f = x*sin(b*x); only relu f tanh; hide tanh; param f b 2.5; view -1 7; naive on;"
        "layout grid; cursor 1.5; depth 12; network depth 17; theme dark; language ja; bind F7 "
        "quit");
    const struct state saved = program->session.state;
    struct text printed = {0};
    state_print(&saved, &printed);
    assert_true(program_save(program, "a.actscope", &fault));
    assert_true(file_read("a.actscope", &text, NULL));
    assert_memory_equal(text_string(&text), "# actscope ", 11);
    assert_null(strstr(text_string(&text), "language")); // which is the reader's
    assert_null(strstr(text_string(&text), "grid off\n"));
    run("undefine all; only step; view home; naive off; layout stacked; cursor off; depth off;"
        "network depth 30; theme light; saturation on; scale x symlog");
    assert_true(program_source(program, "a.actscope", &fault));
    assert_int_equal(program->mistakes, 0);
    struct text again = {0};
    state_print(&program->session.state, &again);
    assert_string_equal(text_string(&again), text_string(&printed));
    run("language en");
    text_free(&printed);
    text_free(&again);
    text_free(&text);
}

// --- data and the draw list ---

static void data_is_read_under_its_path(void **state)
{
    (void)state;
    struct fault fault = {0};
    put("z.csv", "1,2\n3,nan\n");
    assert_true(program_data(program, "z.csv", &fault));
    const struct dataset *set = dataset_find(&program->data, "z.csv");
    assert_non_null(set);
    assert_int_equal(set->all.n, 4);
    assert_int_equal(set->n, 3);
    put("z.csv", "5\n");
    assert_true(program_data(program, "z.csv", &fault)); // anew
    assert_int_equal(dataset_find(&program->data, "z.csv")->n, 1);
    put("wrong.csv", "1,2\n3,x\n");
    assert_false(program_data(program, "wrong.csv", &fault));
    assert_null(dataset_find(&program->data, "wrong.csv"));
}

// A picture in the state's language leaves the program's as it was.
static void a_dump_is_the_draw_list(void **state)
{
    (void)state;
    struct text text = {0};
    run("only sigmoid; cursor 0");
    program_dump(program, &text);
    assert_memory_equal(text_string(&text), "size 640 400\n", 13);
    assert_non_null(strstr(text_string(&text), "\"Sigmoid\"")); // its title
    text_clear(&text);
    program->session.state.language = language_find("ja"); // not followed yet
    program_dump(program, &text);
    assert_int_equal(language_in_use(), LANGUAGE_EN);
    assert_null(strstr(text_string(&text), "\"Sigmoid\""));
    program->session.state.language = LANGUAGE_EN;
    text_free(&text);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(it_opens_with_the_first_screen_and_all_keys),
        TEST(options_and_steps_change_the_session),
        TEST(mistakes_are_counted_and_named),
        TEST(language_follows_the_state),
        TEST(files_run_files_up_to_a_depth),
        TEST(files_that_cannot_be_read_are_a_fault),
        TEST(files_act_for_whom_they_are_opened),
        TEST(pictures_without_a_name_get_one),
        TEST(pictures_are_of_the_kind_that_their_name_says),
        TEST(a_saved_state_comes_back),
        TEST(data_is_read_under_its_path),
        TEST(a_dump_is_the_draw_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// The command line: what options come to, compared with the commands that they stand for; and what
// is said of those that are wrong.
#define _XOPEN_SOURCE 700 // mkdtemp; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include "app/cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/cli/gradient.h"
#include "app/cli/listings.h"
#include "app/cli/option_table.h"
#include "app/cli/progress.h"
#include "app/cli/race.h"
#include "app/file.h"
#include "app/program.h"
#include "control/command.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { ARGUMENTS_MAX = 12, SAID_MAX = 8192 };

// --- reading ---

// What was printed on standard output and standard error, while it was caught.
static char said[SAID_MAX];
static FILE *caught;
static int before[2];

static void catch_output(void)
{
    fflush(stdout);
    fflush(stderr);
    caught = tmpfile();
    assert_non_null(caught);
    for (int i = 0; i < 2; i++) {
        before[i] = dup(STDOUT_FILENO + i);
        assert_true(before[i] >= 0 && dup2(fileno(caught), STDOUT_FILENO + i) >= 0);
    }
}

static void release_output(void)
{
    fflush(stdout);
    fflush(stderr);
    for (int i = 0; i < 2; i++) {
        dup2(before[i], STDOUT_FILENO + i);
        close(before[i]);
    }
    rewind(caught);
    said[fread(said, 1, sizeof said - 1, caught)] = '\0';
    fclose(caught);
}

// getopt remembers where in a word it stopped, and what it does with plain arguments.
static void begin_anew(void)
{
    char name[] = "actscope", *argv[] = {name, NULL};
    optind = 0;
    getopt(1, argv, "-"); // plain arguments in their place, as options_read wants them
}

static int read_options(const char *const *words, bool plot, struct options *options)
{
    static char storage[ARGUMENTS_MAX][256];
    char *argv[ARGUMENTS_MAX + 2] = {storage[0]};
    int argc = 1;
    text_copy(storage[0], sizeof storage[0], plot ? "plot" : "actscope");
    for (; words[argc - 1] != NULL; argc++) {
        assert_true(argc < ARGUMENTS_MAX);
        text_copy(storage[argc], sizeof storage[argc], words[argc - 1]);
        argv[argc] = storage[argc];
    }
    begin_anew();
    catch_output();
    int status = options_read(options, argc, argv, plot);
    release_output();
    return status;
}

// Reads what must be right.
static void read_right(const char *const *words, bool plot, struct options *options)
{
    if (read_options(words, plot, options) != -1)
        fail_msg("%s …: %s", words[0], said);
    assert_string_equal(said, "");
}

static struct session *session_after(const char *commands)
{
    struct session *session = malloc(sizeof *session);
    assert_non_null(session);
    session_init(session, (struct host){0});
    if (command_run(session, commands, NULL, NULL, NULL) != 0)
        fail_msg("mistakes in: %s", commands);
    return session;
}

static void session_delete(struct session *session)
{
    session_free(session);
    free(session);
}

// --- what options stand for ---

static void options_are_commands(void **state)
{
    (void)state;
    static const struct {
        const char *words[ARGUMENTS_MAX];
        const char *commands;
    } rows[] = {
        {{NULL}, ""},
        {{"-f", "relu,gelu"}, "only relu gelu"},
        {{"--functions=relu"}, "only relu"},
        {{"-frelu"}, "only relu"},
        {{"-f", "relu", "-f", "tanh"}, "only tanh"}, // the last one holds
        {{"-f", "step"}, "only step; view -1 1"},    // the view is the function's own
        {{"-f", "step", "-x", "-4:3"}, "only step; view -4 3"},
        {{"-x", "-4:3", "-f", "step"}, "only step; view -4 3"}, // in any order
        {{"-f", "x*tanh(x)"}, "define f1 = x*tanh(x); only f1"},
        {{"-f", "clip(x,-1,1),relu"}, "define f1 = clip(x,-1,1); only f1 relu"},
        {{"-f", "relu,x^3,x^5"}, "define f1 = x^3; define f2 = x^5; only relu f1 f2"},
        {{"-f", "sw(b=1.5) = x*sigmoid(b*x)"}, "define sw(b=1.5) = x*sigmoid(b*x); only sw"},
        {{"-d", "0,2"}, "derivative 0,2"},
        {{"--derivative", "2"}, "derivative 2"},
        {{"-x", "-2:3"}, "view -2 3"},
        {{"-x", "-2e-3:.5"}, "view -0.002 0.5"},
        {{"-y", "-1:4"}, "view -5 5 -1 4"},
        {{"-x", "0:1", "-y", "-1:4"}, "view 0 1 -1 4"},
        {{"-f", "step", "-y", "-1:4"}, "only step; view -1 1 -1 4"},
        {{"--layout", "grid"}, "layout grid"},
        {{"--theme=dark"}, "theme dark"},
        {{"--lang", "ja"}, "language ja"},
        {{"--layout", "overlay", "--theme", "print", "-d", "1", "-f", "relu", "-x", "0:1"},
         "only relu; derivative 1; layout overlay; theme print; view 0 1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        for (int plot = 0; plot <= 1; plot++) {
            struct options options;
            read_right(rows[i].words, plot == 1, &options);
            struct session *got = session_after(text_string(&options.commands));
            struct session *wanted = session_after(rows[i].commands);
            if (!state_equal(&got->state, &wanted->state))
                fail_msg("not %s, but\n%s", rows[i].commands, text_string(&options.commands));
            session_delete(got);
            session_delete(wanted);
            options_free(&options);
        }
}

static void numbers_and_switches_are_kept(void **state)
{
    (void)state;
    struct options o;
    read_right((const char *const[]){"--size", "640x480", "--scale", "2", "--frames", "3",
                                     "--log-commands", "--trust", "--tour", "gradients", NULL},
               false, &o);
    assert_true(o.sized && o.width == 640 && o.height == 480 && o.scale == 2 && o.frames == 3);
    assert_true(o.log_commands && o.trust && !o.gl_info && !o.no_vsync && !o.dump && !o.presenter);
    assert_string_equal(o.tour, "gradients");
    options_free(&o);
    read_right(
        (const char *const[]){"--gl-info", "--no-vsync", "--presenter", "--shader-dir", "s", NULL},
        false, &o);
    assert_true(o.gl_info && o.no_vsync && o.presenter && !o.log_commands && !o.trust);
    assert_string_equal(o.shader_dir, "s");
    options_free(&o);
    read_right((const char *const[]){"-o", "a.png", "--dump", NULL}, true, &o);
    assert_true(o.dump && strcmp(o.outputs[0], "a.png") == 0 && !o.sized && o.scale == 0);
    options_free(&o);
}

// Commands and files run in the order in which they stand, the lines of -e counted through.
static void steps_keep_their_order(void **state)
{
    (void)state;
    static const char *const words[] = {
        "-e", "grid off",   "a.actscope", "--script", "b", "-e", "legend on\nhints off",
        "-e", "points off", "--",         "-e",       NULL};
    static const struct {
        const char *name, *text;
        int line;
        bool is_file;
        enum origin origin;
    } wanted[] = {
        {"-e", "grid off", 1, false, ORIGIN_USER},
        {"a.actscope", "", 1, true, ORIGIN_STRANGER},
        {"b", "", 1, true, ORIGIN_USER},
        {"-e", "legend on\nhints off", 2, false, ORIGIN_USER},
        {"-e", "points off", 4, false, ORIGIN_USER},
        {"-e", "", 1, true, ORIGIN_STRANGER}, // behind --, a file of this name
    };
    struct options options;
    read_right(words, false, &options);
    assert_int_equal(options.step_n, (int)COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        const struct step *step = &options.steps[i];
        assert_string_equal(step->name, wanted[i].name);
        assert_string_equal(text_string(&step->text), wanted[i].text);
        assert_int_equal(step->line, wanted[i].line);
        assert_int_equal(step->is_file, wanted[i].is_file);
        assert_int_equal(step->origin, wanted[i].origin);
    }
    options_free(&options);
    assert_int_equal(options.step_n, 0);
    options_free(&options); // once more does no harm
}

// --- what is wrong ---

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        bool plot;
        const char *words[ARGUMENTS_MAX];
        const char *says;
    } rows[] = {
        {false, {"-x", "1"}, "-x: \"1\" is not a range; expected A:B"},
        {false, {"-x", "2:1"}, "-x: the range \"2:1\" must go up"},
        {false, {"-x", "1:1"}, "must go up"},
        {false, {"-y", "a:1"}, "-y: \"a\" in the range \"a:1\" is not a finite number"},
        {false, {"-x", "0:inf"}, "\"inf\" in the range"},
        {false, {"-x", "0:1e301"}, "goes too far"},
        {false, {"-f", ""}, "\"\" names nothing"},
        {false, {"-f", "relu,,tanh"}, "an empty item in the list"},
        {false, {"-f", "sigmoyd"}, "did you mean"},
        {false, {"-f", "x*tanh("}, "-f: "},
        {false, {"-d", "3"}, "-d: "},
        {false, {"-d", "0,"}, "no list of derivative orders"},
        {false, {"--layout", "stakked"}, "did you mean \"stacked\"?"},
        {false, {"--layout", ""}, "--layout: \"\" names nothing"},
        {false, {"--theme", "nowhere"}, "--theme: "},
        {false, {"--lang", "de"}, "\"de\" is not one of en|ja"},
        {false, {"--scale", "0.24"}, "--scale: \"0.24\" is no scale; expected 0.25 to 8"},
        {false, {"--scale", "8.1"}, "is no scale"},
        {false, {"--scale", "nan"}, "is no scale"},
        {false, {"--frames", "0"}, "no number of frames"},
        {false, {"--frames", "1.5"}, "no number of frames"},
        {false, {"--frames", "1e10"}, "no number of frames"},
        {false, {"--size", "640"}, "\"640\" is not a size; expected WxH"},
        {false, {"--size", "640x480x2"}, "is not a size"},
        {false, {"--size", "-640x480"}, "is not a size"},
        {false, {"-o", "a.png"}, "-o: belongs to `actscope plot`"},
        {false, {"--dump"}, "--dump: belongs to `actscope plot`"},
        {true, {"--frames", "3"}, "--frames: needs a window"},
        {true, {"--presenter"}, "needs a window"},
        {true, {"a.actscope"}, "a.actscope: `plot` takes options only; --script a.actscope?"},
        {false, {"--thme", "dark"}, "unknown option; did you mean --theme?"},
        {false, {"-q"}, "-q: unknown option"},
        {false, {"--theme"}, "--theme: this option wants a value"},
        {false, {"--trust=1"}, "this option takes no value"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct options options;
        int status = read_options(rows[i].words, rows[i].plot, &options);
        if (status != EXIT_USAGE || strstr(said, rows[i].says) == NULL)
            fail_msg("%s: status %d, and %s; not: %s", rows[i].words[0], status, said,
                     rows[i].says);
        const char *way = rows[i].plot ? "Try `actscope plot --help`" : "Try `actscope --help`";
        assert_non_null(strstr(said, way));
        options_free(&options);
    }
}

static void sizes_have_their_limits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width, height; // 0: out of range
    } rows[] = {
        {"16x16", 16, 16},       {"16384x16384", 16384, 16384},
        {"0640x0480", 640, 480}, {"15x16", 0, 0},
        {"16x15", 0, 0},         {"16385x16", 0, 0},
        {"16x16385", 0, 0},      {"99999999999999999999x16", 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int width = 0, height = 0;
        struct fault fault = {0};
        bool ok = size_read(rows[i].text, &width, &height, &fault);
        assert_int_equal(ok, rows[i].width > 0);
        assert_int_equal(width, rows[i].width);
        assert_int_equal(height, rows[i].height);
        assert_int_equal(fault.id, ok ? FAULT_NONE : FAULT_SIZE);
    }
}

static void scales_and_frames_have_their_limits(void **state)
{
    (void)state;
    struct options o;
    read_right((const char *const[]){"--scale", "0.25", "--frames", "1", NULL}, false, &o);
    assert_true(o.scale == 0.25 && o.frames == 1);
    options_free(&o);
    read_right((const char *const[]){"--scale", "8", "--frames", "1e9", NULL}, false, &o);
    assert_true(o.scale == 8 && o.frames == 1000000000);
    options_free(&o);
}

static void help_and_version_end_at_once(void **state)
{
    (void)state;
    static const struct {
        bool plot;
        const char *words[ARGUMENTS_MAX];
        const char *says;
    } rows[] = {
        {false, {"--help"}, "--log-commands"},
        {false, {"-h", "--nonsense"}, "actscope [OPTIONS]"},
        {true, {"-h"}, "--output FILE"},
        {false, {"--version"}, "actscope " ACTSCOPE_VERSION "\n"},
        {true, {"--version"}, "actscope " ACTSCOPE_VERSION "\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct options options;
        assert_int_equal(read_options(rows[i].words, rows[i].plot, &options), EXIT_DONE);
        if (strstr(said, rows[i].says) == NULL)
            fail_msg("%s does not say %s, but %s", rows[i].words[0], rows[i].says, said);
        options_free(&options);
    }
}

static void progress_says_how_long(void **state)
{
    (void)state;
    static const struct {
        double share, elapsed;
        const char *words;
    } rows[] = {
        {0, 3, "0 %"},
        {0.5, 10, "50 %, 10 s left"},
        {0.25, 90, "25 %, 5 min left"},
        {0.999, 10, "99 %, 1 s left"},
        {1, 4, "100 %, 0 s left"},
        {1e-9, 1, "0 %"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char words[100];
        progress_words(rows[i].share, rows[i].elapsed, words, sizeof words);
        assert_string_equal(words, rows[i].words);
    }
}

// --- files ---

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

// A stranger's file that is a pipe is refused: it might never end, and here nobody writes to it.
static void files_are_read_before_anything_is_opened(void **state)
{
    char folder[] = "/tmp/actscope-options-XXXXXX";
    struct options options;
    struct fault fault = {0};
    (void)state;
    assert_true(mkdtemp(folder) != NULL && chdir(folder) == 0);
    put("a.actscope", "grid off\n");
    put("b.actscope", "legend on\n");
    assert_int_equal(mkfifo("pipe", 0600), 0);
    read_right(
        (const char *const[]){"a.actscope", "-e", "points off", "--script", "b.actscope", NULL},
        false, &options);
    assert_true(options_load(&options, &fault));
    assert_string_equal(text_string(&options.steps[0].text), "grid off\n");
    assert_string_equal(text_string(&options.steps[1].text), "points off");
    assert_string_equal(text_string(&options.steps[2].text), "legend on\n");
    options_free(&options);
    static const char *const wrong[] = {"missing.actscope", ".", "pipe"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        read_right((const char *const[]){"a.actscope", wrong[i], NULL}, false, &options);
        fault = (struct fault){0};
        assert_false(options_load(&options, &fault));
        assert_int_equal(fault.id, FAULT_FILE);
        assert_non_null(strstr(fault.text, wrong[i]));
        options_free(&options);
    }
    unlink("a.actscope");
    unlink("b.actscope");
    unlink("pipe");
    assert_int_equal(chdir("/") + rmdir(folder), 0);
}

static void two_dashes_are_taken_out_once(void **state)
{
    (void)state;
    char name[] = "show", dashes[] = "--", again[] = "--", id[] = "relu";
    char *argv[] = {name, dashes, id, again, NULL};
    assert_int_equal(arguments_plain(4, argv), 3);
    assert_ptr_equal(argv[1], id);
    assert_ptr_equal(argv[2], again);
    assert_int_equal(arguments_plain(2, argv), 2);
}

// --- every option stands everywhere ---

static int window_main(int argc, char **argv)
{
    struct options options;
    int status = options_read(&options, argc, argv, strcmp(argv[0], "plot") == 0);
    options_free(&options);
    return status;
}

static const struct {
    enum option_user user;
    const char *name;
    int (*main)(int argc, char **argv);
} users[] = {
    {OPTION_USER_WINDOW, "actscope", window_main},
    {OPTION_USER_PLOT, "plot", window_main},
    {OPTION_USER_SAMPLE, "sample", sample_main},
    {OPTION_USER_POLYLINE, "polyline", polyline_main},
    {OPTION_USER_GRADIENT, "gradient", gradient_main},
    {OPTION_USER_RACE, "race", race_main},
};

// What a user's --help says, in `said`.
static void ask_for_help(size_t i)
{
    char name[16], help[] = "--help", *argv[] = {name, help, NULL};
    text_copy(name, sizeof name, users[i].name);
    begin_anew();
    catch_output();
    int status = users[i].main(2, argv);
    release_output();
    assert_int_equal(status, EXIT_DONE);
}

static bool in_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '-';
}

// Whether a word stands in a text, and is not a part of another one.
static bool mentions(const char *text, const char *word)
{
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        if ((at == text || !in_word(at[-1])) && !in_word(at[strlen(word)]))
            return true;
    return false;
}

static void each_option_stands_in_the_help_of_its_users(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(users); i++) {
        ask_for_help(i);
        for (int id = OPTION_BEFORE + 1; id < OPTION_END; id++) {
            const struct option_row *row = option_row((enum option_id)id);
            char letter[3] = {'-', row->letter, '\0'}, name[64];
            option_name((enum option_id)id, name);
            bool named = mentions(said, name) || (row->letter != '\0' && mentions(said, letter));
            if ((row->users & users[i].user) != 0 && !named)
                fail_msg("%s of option.def is not in `%s --help`", name, users[i].name);
        }
    }
}

// The option that a line of --help begins with, "  -h, --help   …", without its dashes.
static bool listed_option(const char *line, char out[64])
{
    const char *at = line + strspn(line, " ");
    if (at[0] != '-')
        return false;
    const char *word = strncmp(at, "--", 2) == 0         ? at + 2
                       : strncmp(at + 2, ", --", 4) == 0 ? at + 6
                                                         : at + 1;
    size_t n = strcspn(word, " \n");
    snprintf(out, 64, "%.*s", (int)n, word);
    return true;
}

static void check_listed(size_t i, const char *listed)
{
    for (int id = OPTION_BEFORE + 1; id < OPTION_END; id++) {
        const struct option_row *row = option_row((enum option_id)id);
        bool this =
            strcmp(row->word, listed) == 0 || (row->letter == listed[0] && listed[1] == '\0');
        if (this && (row->users & users[i].user) != 0)
            return;
    }
    fail_msg("`%s --help` lists \"%s\", which option.def does not have", users[i].name, listed);
}

static void help_lists_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(users); i++) {
        char listed[64];
        int n = 0;
        ask_for_help(i);
        for (const char *line = said; line != NULL; line = strchr(line + 1, '\n'))
            if (listed_option(line + (*line == '\n'), listed)) {
                check_listed(i, listed);
                n++;
            }
        assert_true(n > 5);
    }
}

static void each_option_stands_in_the_manual_page(void **state)
{
    (void)state;
    struct text man = {0};
    struct fault fault = {0};
    assert_true(file_read(TEST_MANUAL, &man, &fault));
    for (int id = OPTION_BEFORE + 1; id < OPTION_END; id++) {
        const struct option_row *row = option_row((enum option_id)id);
        char word[64], letter[] = {'F', 'l', ' ', row->letter, '\0'};
        snprintf(word, sizeof word, "-%s", row->word);
        if ((*row->word != '\0' && !mentions(text_string(&man), word)) ||
            (row->letter != '\0' && !mentions(text_string(&man), letter)))
            fail_msg("-%c, --%s of option.def is not in assets/actscope.1",
                     row->letter != '\0' ? row->letter : ' ', row->word);
    }
    text_free(&man);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_commands),
        cmocka_unit_test(numbers_and_switches_are_kept),
        cmocka_unit_test(steps_keep_their_order),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(sizes_have_their_limits),
        cmocka_unit_test(scales_and_frames_have_their_limits),
        cmocka_unit_test(help_and_version_end_at_once),
        cmocka_unit_test(progress_says_how_long),
        cmocka_unit_test(files_are_read_before_anything_is_opened),
        cmocka_unit_test(two_dashes_are_taken_out_once),
        cmocka_unit_test(each_option_stands_in_the_help_of_its_users),
        cmocka_unit_test(help_lists_nothing_else),
        cmocka_unit_test(each_option_stands_in_the_manual_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

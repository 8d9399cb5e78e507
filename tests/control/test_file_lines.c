// The lines that ask for a file's name, and what is pasted into a line.
#include "helper.h"

#include "control/typing.h"

// A disk with a few files on it, and what was asked of the program.
struct disk {
    char saved[ENTRY_MAX], opened[ENTRY_MAX];
    int saves;
};

static bool is_on_disk(void *user, const char *path)
{
    (void)user;
    static const char *const files[] = {"there.png", "a b.svg", "états.pdf", "folder"};
    for (size_t i = 0; i < COUNT(files); i++)
        if (strcmp(files[i], path) == 0)
            return true;
    return false;
}

static void propose(void *user, const struct state *state, char *out, size_t size)
{
    (void)user;
    snprintf(out, size, state->shown_n > 1 ? "sigmoid-and-tanh.png" : "one.png");
}

static int list(void *user, const char *typed, bool to_open, char out[][ENTRY_CANDIDATE_MAX],
                int most)
{
    (void)user;
    (void)most;
    const char *slash = strrchr(typed, '/');
    snprintf(out[0], ENTRY_CANDIDATE_MAX, "%s", slash != NULL ? "deep er.npy" : "folder/");
    snprintf(out[1], ENTRY_CANDIDATE_MAX, "%s", to_open ? "run.csv" : "there.png");
    return 2;
}

static bool perform(void *user, enum host_action action, const char *argument, struct fault *fault)
{
    struct disk *disk = user;
    if (action == HOST_OPEN)
        snprintf(disk->opened, sizeof disk->opened, "%s", argument);
    if (action != HOST_SAVE)
        return true;
    if (strstr(argument, ".jpg") != NULL)
        return fault_set(fault, FAULT_FILE, "no such format");
    snprintf(disk->saved, sizeof disk->saved, "%s", argument);
    disk->saves++;
    return true;
}

static struct session *session_on(struct disk *disk)
{
    struct session *session = session_new();
    *disk = (struct disk){0};
    session->host =
        (struct host){.user = disk, .perform = perform, .files = {propose, is_on_disk, list}};
    return session;
}

// What the lines make of a name: the file that is written, "" for none yet, and what is said then.
static void saving_asks_for_a_name(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *saved, *said;
        int saves;
    } rows[] = {
        {"edit accept", "sigmoid-and-tanh.png", "", 1},
        {"type figure; edit accept", "figure.png", "", 1},
        {"type figure.svg; edit accept", "figure.svg", "", 1},
        {"type state.actscope; edit accept", "state.actscope", "", 1},
        {"type \"  a  \"; edit accept", "a.png", "", 1},
        {"type \"a \\\"b\\\" ; quit\"; edit accept", "a \"b\" ; quit.png", "", 1},
        {"type folder; edit accept", "folder.png", "", 1},
        {"type \"v/x.y/a\"; edit accept", "v/x.y/a.png", "", 1},
        {"edit end; type 2; edit accept", "sigmoid-and-tanh.png2", "", 1},
        {"edit home; type my-; edit accept", "my-sigmoid-and-tanh.png", "", 1},
        {"edit left; edit right; type x; edit accept", "sxigmoid-and-tanh.png", "", 1},
        {"edit backspace; type b; edit accept", "b.png", "", 1},
        {"edit delete; type b; edit accept", "b.png", "", 1},
        {"edit clear; edit accept", "", "", 0},
        {"type \"   \"; edit accept", "", "", 0},
        {"edit cancel", "", "", 0},
        {"edit cancel; edit accept", "", "", 0},
        {"type there; edit accept", "", "there.png is there already", 0},
        {"type there; edit accept; edit accept", "there.png", "", 1},
        {"type there; edit accept; edit backspace; edit accept", "ther.png", "", 1},
        {"type there; edit accept; type x; edit backspace; edit accept", "",
         "there.png is there already", 0},
        {"type there; edit accept; edit cancel", "", "", 0},
        {"type \"a b.svg\"; edit accept", "", "a b.svg is there already", 0},
        {"type états.pdf; edit accept; edit accept", "états.pdf", "", 1},
        {"type folder/; edit accept", "", "folder/ is a folder; type a name behind it", 0},
        {"type x.jpg; edit accept", "", "no such format", 0},
        {"type x.jpg; edit accept; edit clear; type x.pdf; edit accept", "x.pdf", "", 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct disk disk;
        struct session *session = session_on(&disk);
        apply(session, "prompt save");
        assert_string_equal(session->entry.text, "sigmoid-and-tanh.png");
        apply(session, rows[i].lines);
        if (strcmp(disk.saved, rows[i].saved) != 0 || disk.saves != rows[i].saves)
            fail_msg("`%s` wrote \"%s\", not \"%s\"", rows[i].lines, disk.saved, rows[i].saved);
        if (*rows[i].said == '\0')
            assert_string_equal(session->message, "");
        else
            assert_contains(session->message, rows[i].said);
        bool open = *rows[i].said != '\0';
        assert_int_equal(session->entry.kind, open ? ENTRY_SAVE : ENTRY_NONE);
        session_delete(session);
    }
}

static void a_name_of_ones_own_is_proposed_again(void **state)
{
    (void)state;
    struct disk disk;
    struct session *session = session_on(&disk);
    apply(session, "prompt save; edit accept; only relu; prompt save");
    assert_string_equal(session->entry.text, "one.png");
    apply(session, "type mine; edit accept; only tanh; prompt save");
    assert_string_equal(session->entry.text, "mine.png");
    apply(session, "type no.jpg; edit accept; edit cancel; prompt save");
    assert_string_equal(session->entry.text, "mine.png"); // what failed is nobody's
    session_delete(session);
}

// Without a program around it there is a name, too, and the fault is told.
static void without_a_host_nothing_is_written(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "prompt save");
    assert_string_equal(session->entry.text, "picture.png");
    apply(session, "edit accept");
    assert_true(session->message_is_fault);
    assert_int_equal(session->entry.kind, ENTRY_SAVE);
    apply(session, "prompt open");
    assert_int_equal(session->entry.candidate_n, 0);
    session_delete(session);
}

static void names_are_completed(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *text;
    } rows[] = {
        {"prompt open; edit complete", "folder/"},
        {"prompt open; edit complete; edit complete", "folder/deep er.npy"},
        {"prompt open; type /x/y/d; edit complete", "/x/y/deep er.npy"},
        {"prompt open; type \"a b/c d\"; edit complete", "a b/deep er.npy"},
        {"prompt open; type abc; edit home; edit complete", "folder/"},
        {"prompt save; edit complete", "sigmoid-and-tanh.png"},
        {"prompt save; type f; edit complete; type x", "folder/x"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct disk disk;
        struct session *session = session_on(&disk);
        apply(session, rows[i].lines);
        if (strcmp(session->entry.text, rows[i].text) != 0)
            fail_msg("`%s`: \"%s\", not \"%s\"", rows[i].lines, session->entry.text, rows[i].text);
        session_delete(session);
    }
}

static void opening_asks_for_a_name(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *opened;
    } rows[] = {
        {"a.npy", "a.npy"},           {" a b.npy ", "a b.npy"}, {"", ""},       {"  ", ""},
        {"a;quit", "a;quit"},         {"a#b", "a#b"},           {"σ/ł", "σ/ł"}, {"-", "-"},
        {"a\\\"; quit", "a\"; quit"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct disk disk;
        struct session *session = session_on(&disk);
        char line[100];
        snprintf(line, sizeof line, "prompt open; type \"%s\"; edit accept", rows[i].typed);
        apply(session, line);
        assert_string_equal(disk.opened, rows[i].opened);
        assert_int_equal(session->entry.kind, ENTRY_NONE);
        session_delete(session);
    }
}

static void what_is_pasted_waits_in_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *clip;
        enum entry_kind kind; // ENTRY_NONE: refused
        const char *text;
    } rows[] = {
        {"x^2", ENTRY_FORMULA, "x^2"},
        {"  \n\t x^2 \nsecond", ENTRY_FORMULA, "x^2 "},
        {"f = x*tanh(x)\r\n", ENTRY_FORMULA, "f = x*tanh(x)"},
        {"step(x)", ENTRY_FORMULA, "step(x)"},
        {"step (x)", ENTRY_FORMULA, "step (x)"},
        {"depth = 2", ENTRY_FORMULA, "depth = 2"},
        {"pan*x", ENTRY_FORMULA, "pan*x"},
        {"tanh", ENTRY_FORMULA, "tanh"},
        {"hello world", ENTRY_FORMULA, "hello world"},
        {"grid off", ENTRY_COMMAND, "grid off"},
        {"only relu; view -1 1", ENTRY_COMMAND, "only relu; view -1 1"},
        {"quit", ENTRY_COMMAND, "quit"},
        {"# a saved state\nreset\nonly relu\n# more\n\ngrid off\n", ENTRY_COMMAND,
         "reset; only relu; grid off"},
        {"", ENTRY_NONE, ""},
        {" \n\t\r\n", ENTRY_NONE, ""},
        {"# only a comment", ENTRY_NONE, ""},
        {"x\xff", ENTRY_NONE, ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct disk disk;
        struct session *session = session_on(&disk);
        struct state before = session->state;
        bool ok = session_paste(session, rows[i].clip, NULL);
        assert_int_equal(ok, rows[i].kind != ENTRY_NONE);
        if (session->entry.kind != rows[i].kind || strcmp(session->entry.text, rows[i].text) != 0)
            fail_msg("\"%s\": line %d \"%s\"", rows[i].clip, session->entry.kind,
                     session->entry.text);
        apply(session, "edit cancel");
        assert_true(state_equal(&before, &session->state));
        session_delete(session);
    }
}

static void a_long_clip_is_refused(void **state)
{
    (void)state;
    struct disk disk;
    struct session *session = session_on(&disk);
    char clip[ENTRY_MAX + 1];
    memset(clip, 'x', sizeof clip);
    clip[ENTRY_MAX] = '\0';
    struct fault fault = {0};
    assert_false(session_paste(session, clip, &fault));
    assert_int_equal(fault.id, FAULT_LIMIT);
    clip[ENTRY_MAX - 1] = '\0';
    assert_true(session_paste(session, clip, NULL));
    session_delete(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saving_asks_for_a_name),
        cmocka_unit_test(a_name_of_ones_own_is_proposed_again),
        cmocka_unit_test(without_a_host_nothing_is_written),
        cmocka_unit_test(names_are_completed),
        cmocka_unit_test(opening_asks_for_a_name),
        cmocka_unit_test(what_is_pasted_waits_in_its_line),
        cmocka_unit_test(a_long_clip_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Strangers' files: tours, states opened as files and themes change the picture and nothing else,
// end, and leave no memory behind that is used after its end (the sanitized build looks at that).
#include "helper.h"

#include <time.h>

#include "control/tour.h"

// --- A host that counts what it was asked for

struct asked {
    struct session *session;
    int n;      // all but `wait`, `play` and the names of tours
    int played; // commands behind `play`
};

static bool perform(void *user, enum host_action action, const char *argument, struct fault *fault)
{
    struct asked *asked = user;
    (void)fault;
    bool names = action == HOST_TOUR && *argument == '\0';
    if (action == HOST_PLAY) {
        const struct walk *walk = &asked->session->walk;
        asked->played++;
        tour_run_play(walk->tour, walk->step, asked->session, NULL, NULL);
    } else if (action != HOST_WAIT && action != HOST_SKIP && !names) {
        asked->n++;
    }
    return action != HOST_SKIP;
}

static struct session *session_with(struct asked *asked)
{
    struct session *session = session_new();
    *asked = (struct asked){.session = session};
    session->host = (struct host){.user = asked, .perform = perform};
    apply(session, "bind q quit; bind s \"save x.png\"; bind p press s");
    asked->n = 0;
    return session;
}

struct heard {
    int n;
    struct fault first, last;
};

static void hear(void *user, const struct fault *fault)
{
    struct heard *heard = user;
    if (heard->n++ == 0)
        heard->first = *fault;
    heard->last = *fault;
}

// Runs a text as a file of a stranger's.
static struct heard run_strangers(struct session *session, const char *text)
{
    struct heard heard = {0};
    enum origin before = errand_enter(&session->errand, ORIGIN_STRANGER);
    int n = command_run(session, text, "theirs", hear, &heard);
    errand_leave(&session->errand, before);
    assert_int_equal(n, heard.n);
    return heard;
}

// --- What is forbidden

// Every form of every command that reaches beyond the picture, as one may write it.
static const char *const reaching[] = {
    "save",
    "save x.png",
    "save x.actscope",
    "snapshot x.png",
    "copy",
    "session save",
    "session forget",
    "undo",
    "redo",
    "source x",
    "data x.npy",
    "data a.csv b.csv",
    "bind a quit",
    "unbind q",
    "group \"x\"",
    "quit",
    "open x",
    "paste",
    "copy picture",
    "quit ask",
    "tour article",
    "tour ./x.actscope",
    "speak now",
};

// How they may come about.
static const char *const ways[] = {
    "%s",
    "grid on; %s; grid on",
    "  %s # comment",
    "\n\n%s",
    "prompt command; type \"%s\"; edit accept",
    "prompt command; type %s; edit accept; edit accept",
};

// The command as the inside of a string.
static void write_way(const char *way, const char *command, char *out, size_t size)
{
    struct text quoted = {0};
    bool inside = strstr(way, "\"%s\"") != NULL, word = strstr(way, "type %s") != NULL;
    if (inside || word)
        text_add_quoted(&quoted, command);
    const char *string = text_string(&quoted);
    char bare[200];
    snprintf(bare, sizeof bare, "%s", string);
    if (inside) { // the way has the quotes
        bare[strlen(bare) - 1] = '\0';
        memmove(bare, bare + 1, strlen(bare));
    }
    const char *at = strstr(way, "%s");
    snprintf(out, size, "%.*s%s%s", (int)(at - way), way, inside || word ? bare : command, at + 2);
    text_free(&quoted);
}

static void strangers_reach_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(reaching); i++)
        for (size_t k = 0; k < COUNT(ways); k++) {
            struct asked asked;
            struct session *session = session_with(&asked);
            char text[400];
            write_way(ways[k], reaching[i], text, sizeof text);
            int bound = session->keymap.n;
            struct heard heard = run_strangers(session, text);
            if (heard.n < 1 || heard.first.id != FAULT_TRUST || heard.first.line < 1 ||
                heard.first.column < 1 || strcmp(heard.first.source, "theirs") != 0)
                fail_msg("`%s`: %d mistakes, %s:%d:%d: %s", text, heard.n, heard.first.source,
                         heard.first.line, heard.first.column, heard.first.text);
            assert_contains(heard.first.text, "--trust");
            assert_int_equal(asked.n, 0);
            assert_int_equal(session->keymap.n, bound);
            assert_string_equal(session->bind_group, "");
            session_delete(session);
        }
}

// What the table above leaves out is a hole in it.
static void every_row_that_reaches_is_tried(void **state)
{
    (void)state;
    for (int i = 0; command_row(i) != NULL; i++) {
        const struct command_row *row = command_row(i);
        bool tried = false;
        for (size_t k = 0; k < COUNT(reaching); k++)
            tried |= strncmp(reaching[k], row->name, strlen(row->name)) == 0;
        if ((row->flags & COMMAND_REACHES) && !tried)
            fail_msg("%s %s is not tried", row->name, row->arguments);
    }
}

// Every command that a host is asked for something by, or that changes keys, has the flag: run with
// no right to reach, no row gets anywhere.
static void no_other_row_reaches(void **state)
{
    (void)state;
    static const struct {
        const char *slot, *word;
    } words[] = {
        {"ID…", "relu"},     {"ID", "leaky_relu"}, {"NAME=FORMULA", "u = x*x"},
        {"NAME", "alpha"},   {"VALUE", "0.5"},     {"N", "1"},
        {"ORDERS", "0,1"},   {"THEME", "dark"},    {"FILE…", "x.csv"},
        {"FILE", "x.png"},   {"TEXT", "x"},        {"KEY", "q"},
        {"COMMAND", "quit"}, {"SECONDS", "0"},     {"COLOR", "#000000"},
        {"LENGTH…", "1 2"},
    };
    for (int i = 0; command_row(i) != NULL; i++) {
        const struct command_row *row = command_row(i);
        struct asked asked;
        struct session *session = session_with(&asked);
        struct text line = {0};
        text_add(&line, row->name);
        char slots[400], *rest = slots;
        snprintf(slots, sizeof slots, "%s", row->arguments);
        for (char *slot; (slot = strtok_r(rest, " ", &rest)) != NULL;) {
            const char *word = "1";
            slot[strcspn(slot, "]")] = '\0';
            slot += *slot == '[';
            if (strchr(slot, '|') != NULL || (*slot >= 'a' && *slot <= 'z')) {
                slot[strcspn(slot, "|")] = '\0';
                word = slot;
            }
            for (size_t k = 0; k < COUNT(words); k++)
                word = strcmp(slot, words[k].slot) == 0 ? words[k].word : word;
            text_format(&line, " %s", word);
        }
        run_strangers(session, text_string(&line));
        if (asked.n > 0)
            fail_msg("`%s` reached out", text_string(&line));
        const struct binding *q = keymap_find(&session->keymap, "q");
        assert_true(session->keymap.n == 3 && q != NULL && strcmp(q->command, "quit") == 0);
        text_free(&line);
        session_delete(session);
    }
}

static void keys_do_not_lend_their_rights(void **state)
{
    (void)state;
    static const char *const rows[] = {"press q", "press s", "press p", "only relu; press q"};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asked asked;
        struct session *session = session_with(&asked);
        struct heard heard = run_strangers(session, rows[i]);
        assert_int_equal(heard.n, 1);
        assert_int_equal(heard.first.id, FAULT_TRUST);
        assert_string_equal(heard.first.source, "theirs"); // not the key
        assert_int_equal(heard.first.line, 1);
        assert_int_equal(asked.n, 0);
        apply(session, "press s"); // the user's own
        assert_int_equal(asked.n, 1);
        session_delete(session);
    }
}

static void the_rest_of_the_file_goes_on(void **state)
{
    (void)state;
    struct asked asked;
    struct session *session = session_with(&asked);
    struct heard heard =
        run_strangers(session, "only relu\nσ; save x.png; grid off\nquit\nlegend on");
    assert_int_equal(heard.n, 3);
    assert_int_equal(heard.last.line, 3);
    assert_state(session, "only relu; grid off; legend on");
    heard = run_strangers(session, "grid on; σ; save x.png");
    assert_int_equal(heard.last.column, 13);
    session_delete(session);
}

// What a stranger typed into the entry line is the stranger's, whoever presses Return.
static void a_trap_in_the_entry_line(void **state)
{
    (void)state;
    static const char *const theirs[] = {
        "prompt command; type \"save x.png\"",
        "prompt command; type s",
        "prompt command; type \"quit\"; edit left",
    };
    static const char *const users[] = {"edit accept", "type \"ave x.png\"; edit accept",
                                        "edit accept"};
    for (size_t i = 0; i < COUNT(theirs); i++) {
        struct asked asked;
        struct session *session = session_with(&asked);
        assert_int_equal(run_strangers(session, theirs[i]).n, 0);
        assert_int_equal(apply_wrong(session, users[i]).id, FAULT_TRUST);
        assert_int_equal(asked.n, 0);
        // It is still the stranger's line; opened anew it is the user's.
        assert_int_equal(apply_wrong(session, "edit accept").id, FAULT_TRUST);
        apply(session, "prompt command; type \"save y.png\"; edit accept");
        assert_int_equal(asked.n, 1);
        session_delete(session);
    }
    // A line of the user's own that a stranger typed on in, and a line left in the history.
    struct asked asked;
    struct session *session = session_with(&asked);
    apply(session, "prompt command; type \"grid off\"");
    run_strangers(session, "type \"; quit\"");
    assert_int_equal(apply_wrong(session, "edit accept").id, FAULT_TRUST);
    apply(session, "leave");
    run_strangers(session, "prompt command; type \"grid on\"; edit accept");
    apply(session, "prompt command; edit older");
    assert_string_equal(session->entry.text, "");
    assert_int_equal(asked.n, 0);
    session_delete(session);
}

static void trust_lifts_it(void **state)
{
    (void)state;
    static const char *const lines[] = {"save x.png", "press q", "quit", "bind a quit; press a",
                                        "prompt command; type quit; edit accept"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct asked asked;
        struct session *session = session_with(&asked);
        session->errand.trust = true;
        assert_int_equal(run_strangers(session, lines[i]).n, 0);
        assert_int_equal(asked.n, 1);
        session_delete(session);
    }
}

// Files that a command opens are as their opener, but for the hand in the entry line.
static void whose_files_are(void **state)
{
    (void)state;
    struct errand errand = errand_first();
    assert_int_equal(errand_opens(&errand), ORIGIN_USER);
    enum origin user = errand_enter(&errand, ORIGIN_HAND);
    assert_true(errand_reaches(&errand));
    assert_int_equal(errand_opens(&errand), ORIGIN_STRANGER);
    enum origin hand = errand_enter(&errand, ORIGIN_STRANGER);
    enum origin stranger = errand_enter(&errand, ORIGIN_USER); // raises nothing
    assert_false(errand_reaches(&errand));
    errand_leave(&errand, stranger);
    assert_false(errand_reaches(&errand));
    errand_leave(&errand, hand);
    errand_leave(&errand, user);
    assert_int_equal(errand.origin, ORIGIN_USER);
}

// A state of our own says nothing that a stranger may not say, but for its data.
static void saved_states_load(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "grid off",
        "define u = k*x^2; only u relu; param u k 3; lecture on; hear on; speak on; echo on",
        "page network; network seed 7; blank white; help on; fullscreen on; language ja",
        "page race; race dataset moons; timer on; card on; theme dark; markers on; text-size 2",
        "only leaky_relu; param leaky_relu alpha sweep; depth 30; band on; saturation on",
        "link y off",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct asked asked;
        struct session *a = session_with(&asked), *b = session_with(&asked);
        struct text text = {0};
        apply(a, lines[i]);
        state_print(&a->state, &text);
        struct heard heard = run_strangers(b, text_string(&text));
        if (heard.n > 0)
            fail_msg("`%s`: %s", lines[i], heard.first.text);
        assert_true(state_equal(&a->state, &b->state));
        text_free(&text);
        session_delete(a);
        session_delete(b);
    }
}

static void themes_say_colours_and_nothing_else(void **state)
{
    (void)state;
    for (int i = 0; command_row(i) != NULL; i++) {
        const struct command_row *row = command_row(i);
        bool belongs = (row->flags & COMMAND_THEME) != 0;
        static const char *const ours[] = {"color", "dash", "marker", "markers", "theme"};
        bool expected = false;
        for (size_t k = 0; k < COUNT(ours); k++)
            expected |= strcmp(row->name, ours[k]) == 0;
        if (belongs && !expected)
            fail_msg("%s %s in a theme", row->name, row->arguments);
    }
    static const char *const wrong[] = {"quit",        "save x.png", "only relu",
                                        "bind a quit", "press q",    "grid off; color text #000000",
                                        "define u = x"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct asked asked;
        struct session *session = session_with(&asked);
        struct state before = session->state;
        struct heard heard = {0};
        assert_false(themes_read(session, "mine", wrong[i], "mine.actscope", hear, &heard));
        assert_int_equal(heard.n, 1);
        assert_int_equal(heard.first.id, FAULT_TRUST);
        assert_int_equal(heard.first.line, 1);
        assert_int_equal(asked.n, 0);
        assert_true(state_equal(&before, &session->state));
        session->errand.trust = true; // a theme is a theme
        assert_false(themes_read(session, "mine", wrong[i], "mine.actscope", NULL, NULL));
        session_delete(session);
    }
}

// --- Tours that end or replace themselves

static struct tour *tour_of(const char *commands)
{
    struct text text = {0};
    struct fault fault = {0};
    text_format(&text, "step \"a\"\ncaption \"b\"\n%s\nstep \"c\"\ncaption \"d\"\nonly tanh\n",
                commands);
    struct tour *tour = tour_parse(text_string(&text), "theirs", &fault);
    if (tour == NULL)
        fail_msg("%s", fault.text);
    text_free(&text);
    return tour;
}

static const char *const endings[] = {
    "leave",
    "tour off",
    "tour article",
    "tour restart",
    "tour next",
    "tour last",
    "tour step 2",
    "next",
    "previous",
    "press n",
    "tour restart; tour restart; theme nosuch",
    "leave; leave; theme nosuch",
    "press r",
    "press l",
    "expect-state tour off; tour off",
    "prompt command; type \"tour off\"; edit accept; tour off",
};

static struct session *walker(struct asked *asked)
{
    struct session *session = session_with(asked);
    apply(session, "bind n tour next; bind r \"tour restart; theme nosuch\"; bind l leave");
    return session;
}

// Before `play` they are refused with their place, and the tour goes on.
static void a_step_cannot_leave_its_tour(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(endings); i++) {
        struct asked asked;
        struct session *session = walker(&asked);
        struct heard heard = {0};
        char commands[200];
        snprintf(commands, sizeof commands, "only relu\n%s\ngrid off", endings[i]);
        struct tour *tour = tour_of(commands);
        session->walk.tour = tour_hold(tour);
        tour_run_step(tour, 0, session, hear, &heard);
        if (heard.n == 0 || (heard.first.line != 4 && strncmp(heard.first.source, "key", 3) != 0))
            fail_msg("`%s`: %d, line %d: %s", endings[i], heard.n, heard.first.line,
                     heard.first.text);
        assert_ptr_equal(session->walk.tour, tour);
        assert_state(session, "only relu; grid off");
        walk_begin(session, tour);
        assert_string_not_equal(session->message, "");
        apply(session, "tour next");
        assert_state(session, "only tanh");
        session_delete(session);
    }
}

// Behind `play` they do what they say, however often that is.
static void what_plays_may_leave(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(endings); i++) {
        struct asked asked;
        struct session *session = walker(&asked);
        char commands[200];
        snprintf(commands, sizeof commands, "only relu\nplay\n%s\ntheme nosuch\n%s", endings[i],
                 endings[i]);
        walk_begin(session, tour_of(commands));
        assert_true(asked.played > 0);
        command_apply(session, "tour first", NULL, 0, NULL);
        command_apply(session, "tour restart", NULL, 0, NULL);
        session_delete(session);
    }
}

static void a_tour_replaced_by_a_key(void **state)
{
    (void)state;
    struct asked asked;
    struct session *session = walker(&asked);
    walk_begin(session, tour_of("only relu; press r; press l"));
    for (int i = 0; i < 5; i++)
        command_apply(session, "press r", NULL, 0, NULL);
    apply(session, "press l");
    assert_null(session->walk.tour);
    session_delete(session);
}

// --- Work has an end

static void work_has_an_end(void **state)
{
    (void)state;
    struct asked asked;
    struct session *session = session_with(&asked);
    struct fault fault = {0};
    // Keys, each of which presses the next one twenty times.
    for (int i = 0; i < 6; i++) {
        char line[400];
        snprintf(line, sizeof line, "bind %d \"", i + 1);
        for (int k = 0; k < 20; k++)
            snprintf(line + strlen(line), sizeof line - strlen(line), "press %d;", i + 2);
        strcat(line, "\"");
        apply(session, line);
    }
    apply(session, "bind 7 grid toggle");
    assert_false(command_apply(session, "press 1", NULL, 0, &fault));
    assert_int_equal(fault.id, FAULT_LIMIT);
    assert_int_equal(session->depth, 0);
    apply(session, "grid on"); // the next one has all of its work again
    // A text says so once, and ends.
    struct heard heard = run_strangers(session, "press 1; grid off\npress 1\ngrid off\nmistake");
    assert_int_equal(heard.n, 1);
    assert_state(session, "grid on");
    // As many as there may be are fine.
    struct text text = {0};
    for (int i = 0; i < ERRAND_WORK - 1; i++)
        text_add(&text, ";grid toggle");
    assert_int_equal(run_strangers(session, text_string(&text)).n, 0);
    text_add(&text, ";grid off;grid off;grid off");
    assert_int_equal(run_strangers(session, text_string(&text)).n, 1);
    text_free(&text);
    session_delete(session);
}

// What takes long counts for more than one command.
static void costly_commands_count_for_more(void **state)
{
    (void)state;
    static const struct {
        const char *before, *again;
        int least, most; // work
    } rows[] = {
        {"", "grid toggle", 1, 1},
        {"", "define u = 0*x + 1*x + 2*x + 3*x + 4*x + 5*x", 70, 90},
        {"prompt formula", "type \"x+x+x+x+x+x+x+x+x+x\"; edit clear", 40, 80},
        {"prompt formula", "type x; edit left; edit delete", 5, 40},
        {"only sigmoid tanh relu gelu", "pan 0 0.1", 21, 21},
        {"only sigmoid tanh relu gelu", "view fit; pan 0 0.1", 42, 42},
        {"only sigmoid tanh relu gelu; hide tanh", "cursor next-point", 16, 16},
        {"define u = exp(-x^2)*sin(30*x); only u", "param elu alpha 1; view fit", 3000, 4000},
        {"define u = exp(-x^2)*sin(30*x); only u", "view fit", 100, 250}, // changes once
        {"", "expect-state grid on", 102, 102},
        {"", "expect-state \"grid on; grid on; grid on; grid on; grid on\"", 106, 106},
    };
    enum { TIMES = 20 };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        struct text text = {0};
        apply(session, rows[i].before);
        for (int n = 0; n < TIMES; n++)
            text_format(&text, "%s\n", rows[i].again);
        assert_int_equal(run_strangers(session, text_string(&text)).n, 0);
        int work = ERRAND_WORK - session->errand.left;
        if (work < TIMES * rows[i].least || work > TIMES * rows[i].most)
            fail_msg("`%s` counts for %g commands", rows[i].again, (double)work / TIMES);
        text_free(&text);
        session_delete(session);
    }
}

static void restarts_have_an_end(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "play\ntour restart; tour restart; tour restart; tour restart; tour restart; tour restart",
        "play\nwait 0; tour restart; wait 0; tour restart; tour next; tour previous; tour restart",
        "tour restart; tour restart; tour restart; tour restart; tour restart; tour restart",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asked asked;
        struct session *session = session_with(&asked);
        walk_begin(session, tour_of(rows[i]));
        assert_true(asked.played <= ERRAND_WORK / ERRAND_STEP + 1);
        assert_int_equal(session->depth, 0);
        session_delete(session);
    }
}

static void waiting_gives_work_back(void **state)
{
    (void)state;
    struct errand errand = errand_first();
    errand.left = 5;
    errand_rest(&errand, 1);
    assert_int_equal(errand.left, 5 + ERRAND_WORK_A_SECOND);
    errand_rest(&errand, 3600);
    assert_int_equal(errand.left, ERRAND_WORK);
    errand.left = -1; // told: it is over
    errand_rest(&errand, 3600);
    assert_true(errand_over(&errand));
}

static double seconds_for(int n)
{
    struct session *session = session_new();
    struct text text = {0};
    for (int i = 0; i < n; i++)
        text_add(&text, "σ;");
    clock_t from = clock();
    assert_int_equal(command_run(session, text_string(&text), "x", NULL, NULL), n);
    double seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
    text_free(&text);
    session_delete(session);
    return seconds;
}

// Ten times as many mistakes on one line take some ten times as long, not a hundred times.
static void mistakes_on_one_line_take_linear_time(void **state)
{
    (void)state;
    double few = seconds_for(5000), many = seconds_for(50000);
    if (many > 30 * few + 0.05)
        fail_msg("%g s for 5000, %g s for 50000", few, many);
}

// Whatever a name holds, a command has it back; a line break is refused, and runs nothing.
static void names_are_quoted(void **state)
{
    (void)state;
    static const char *const names[] = {
        "plain.csv", "a\"b.csv",  "a\"; quit; \"b", "a\\b",     "ends in \\",    "\\\"", "# x",
        "a;b",       "tab\there", "bell\a\x1b[31m", "関数.csv", " two  blanks ", "",     "\\n",
    };
    for (size_t i = 0; i < COUNT(names); i++) {
        struct asked asked;
        struct session *session = session_with(&asked);
        struct text line = {0};
        text_add(&line, "group ");
        text_add_quoted(&line, names[i]);
        apply(session, text_string(&line));
        assert_string_equal(session->bind_group, names[i]);
        assert_int_equal(asked.n, 0);
        text_free(&line);
        session_delete(session);
    }
    static const char *const refused[] = {"a\nquit\n", "a\"\nquit", "\xff\xfe.csv", "a\n"};
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct asked asked;
        struct session *session = session_with(&asked);
        struct text line = {0};
        text_add(&line, "group ");
        text_add_quoted(&line, refused[i]);
        apply_wrong(session, text_string(&line));
        assert_int_equal(asked.n, 0);
        text_free(&line);
        session_message(session, true, "%s", refused[i]); // shown all the same
        assert_true(utf8_valid(session->message, strlen(session->message), NULL));
        assert_null(strchr(session->message, '\n'));
        session_delete(session);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strangers_reach_nothing),
        cmocka_unit_test(every_row_that_reaches_is_tried),
        cmocka_unit_test(no_other_row_reaches),
        cmocka_unit_test(keys_do_not_lend_their_rights),
        cmocka_unit_test(the_rest_of_the_file_goes_on),
        cmocka_unit_test(a_trap_in_the_entry_line),
        cmocka_unit_test(trust_lifts_it),
        cmocka_unit_test(whose_files_are),
        cmocka_unit_test(saved_states_load),
        cmocka_unit_test(themes_say_colours_and_nothing_else),
        cmocka_unit_test(a_step_cannot_leave_its_tour),
        cmocka_unit_test(what_plays_may_leave),
        cmocka_unit_test(a_tour_replaced_by_a_key),
        cmocka_unit_test(work_has_an_end),
        cmocka_unit_test(costly_commands_count_for_more),
        cmocka_unit_test(restarts_have_an_end),
        cmocka_unit_test(waiting_gives_work_back),
        cmocka_unit_test(names_are_quoted),
        cmocka_unit_test(mistakes_on_one_line_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

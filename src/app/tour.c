#include "app/tour.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/cli/still.h"
#include "app/embedded.h"
#include "app/facts.h"
#include "app/file.h"
#include "app/folders.h"
#include "app/language.h"
#include "base/language.h"
#include "control/command.h"
#include "paint/paint_cairo.h"

// --- finding ---

static const char *embedded_find(const char *name)
{
    for (int i = 0; embedded_tours[i].name != NULL; i++)
        if (strcmp(embedded_tours[i].name, name) == 0)
            return embedded_tours[i].text;
    return NULL;
}

// Appends the path that a tour of the user's has; false if the environment names no home.
static bool own_path(const char *name, struct text *path)
{
    if (!folder_of_user(FOLDER_CONFIG, path))
        return false;
    text_format(path, "/tours/%s.actscope", name);
    return true;
}

static void list_names(struct text *out)
{
    for (int i = 0; embedded_tours[i].name != NULL; i++)
        text_format(out, "%s%s", i > 0 ? ", " : "", embedded_tours[i].name);
}

static const char *tour_name(const void *user, int i)
{
    (void)user;
    return embedded_tours[i].name;
}

static bool unknown_tour(const char *name, struct fault *fault)
{
    struct text names = {0};
    const char *near = word_nearest(name, tour_name, NULL);
    list_names(&names);
    if (near != NULL)
        fault_set(fault, FAULT_FILE, _("no tour \"%s\"; did you mean \"%s\"?"), name, near);
    else
        fault_set(fault, FAULT_FILE, _("no tour and no file \"%s\"; there are %s"), name,
                  text_string(&names));
    text_free(&names);
    return false;
}

// Reads the text of a tour; `called` gets its name, or the path that it was read from, for
// messages.
static bool read_text(const char *name, struct text *text, struct text *called, struct fault *fault)
{
    const char *embedded = embedded_find(name);
    bool word = strpbrk(name, "/.") == NULL;
    if (embedded == NULL && !file_exists(name) &&
        !(word && own_path(name, called) && file_exists(text_string(called))))
        return unknown_tour(name, fault);
    if (called->n == 0)
        text_add(called, name);
    if (embedded == NULL)
        return file_read_regular(text_string(called), text, fault);
    text_add(text, embedded);
    return true;
}

struct tour *tour_load(const char *name, struct fault *fault)
{
    struct text text = {0}, called = {0};
    struct tour *tour = NULL;
    if (read_text(name, &text, &called, fault))
        tour = tour_parse(text_string(&text), text_string(&called), fault);
    text_free(&text);
    text_free(&called);
    return tour;
}

bool tour_perform(struct program *program, const char *name, struct fault *fault)
{
    if (*name == '\0') {
        struct text names = {0};
        list_names(&names);
        session_message(&program->session, false, _("Tours: %s"), text_string(&names));
        text_free(&names);
        return true;
    }
    struct tour *tour = tour_load(name, fault);
    if (tour == NULL)
        return false;
    walk_begin(&program->session, tour);
    return true;
}

// --- drawing ---

// How long the networks of all steps of a stranger's tour may take to compute, in seconds of CPU
// time.
enum { COMPUTE_SECONDS = 30 };

static bool is_too_late(void *user)
{
    const clock_t *end = user;
    return clock() > *end;
}

// Returns the picture of the step that the session is in. If computing its networks takes longer
// than until `end`, that is reported and the picture lacks them.
static struct still *draw_step(struct program *program, const struct tour *tour, int step,
                               clock_t *end)
{
    struct still *still = still_take(program, STILL_PICTURE, NULL);
    bool bounded = !program->session.errand.trust;
    if (!still_compute(still, bounded ? is_too_late : NULL, end)) {
        struct fault fault = {.line = tour->steps[step].begin.line};
        text_copy(fault.source, sizeof fault.source, tour->name);
        fault_set(&fault, FAULT_LIMIT,
                  _("this tour's networks take more than %d s to compute; if you trust it, start "
                    "actscope with --trust"),
                  COMPUTE_SECONDS);
        program_report(program, &fault);
    }
    still_list(still);
    return still;
}

// Returns the pictures of all steps; mistakes in them are reported and counted.
static struct still **draw_steps(struct program *program, struct tour *tour)
{
    struct session *session = &program->session;
    struct still **stills = memory_new((size_t)tour->step_n, sizeof *stills);
    program->ignored = ~0u; // tours often `wait`: `plot` need not say that it ignores that
    clock_t end = clock() + (clock_t)COMPUTE_SECONDS * CLOCKS_PER_SEC;
    session_begin_work(session);
    session->errand.unattended = true;
    for (int i = 0; i < tour->step_n; i++) {
        walk_end(session); // the step before may have ended the walk or gone to another step
        session->walk.tour = tour_hold(tour);
        session->walk.step = i;
        tour_run_step(tour, i, session, program_report, program);
        tour_run_play(tour, i, session, program_report, program);
        session->message[0] = '\0';
        stills[i] = draw_step(program, tour, i, &end);
    }
    session->errand.unattended = false;
    return stills;
}

// Writes a file; "-" is standard output.
static bool write_file(const char *path, const struct text *bytes, struct fault *fault)
{
    return strcmp(path, "-") == 0 ? file_write_standard(bytes->data, bytes->n, fault)
                                  : file_write(path, bytes->data, bytes->n, fault);
}

// Writes the pictures as pages of a PDF.
static bool write_pages(struct program *program, const struct tour *tour, struct still **stills,
                        const char *path, struct fault *fault)
{
    int n = tour->step_n;
    const struct draw_list *lists[TOUR_STEPS_MAX];
    struct text bytes = {0};
    struct facts facts;
    facts_take(&facts, &program->session);
    for (int i = 0; i < n; i++) {
        program_fit(program, stills[i], PICTURE_PDF, &facts.facts);
        lists[i] = still_list(stills[i]);
    }
    facts.facts.title = tour_words_in(&tour->title, program->session.state.language);
    facts.facts.description = NULL; // that is another one for each page
    bool ok = paint_cairo_pages(lists, n, program->font, &facts.facts, &bytes, fault) &&
              write_file(path, &bytes, fault);
    facts_free(&facts);
    text_free(&bytes);
    return ok;
}

// Writes a file for each picture: FILE-01.png, FILE-02.png, …
static bool write_files(struct program *program, struct still **stills, int n, const char *path,
                        enum picture_format format, struct fault *fault)
{
    enum picture_format of_ending;
    const char *ending = picture_format_of(path, &of_ending, NULL) ? strrchr(path, '.') : "";
    size_t stem = strlen(path) - strlen(ending);
    bool ok = true;
    for (int i = 0; i < n && ok; i++) {
        struct text name = {0}, bytes = {0};
        text_add_bytes(&name, path, stem);
        text_format(&name, "-%02d%s", i + 1, ending);
        ok = program_draw(program, stills[i], format, &bytes, fault) &&
             file_write(text_string(&name), bytes.data, bytes.n, fault);
        text_free(&name);
        text_free(&bytes);
    }
    return ok;
}

static bool write_output(struct program *program, const struct tour *tour, struct still **stills,
                         const struct output *output, struct fault *fault)
{
    return output->format == PICTURE_PDF
               ? write_pages(program, tour, stills, output->path, fault)
               : write_files(program, stills, tour->step_n, output->path, output->format, fault);
}

bool tour_draw(struct program *program, const char *name, const struct output *outputs,
               int output_n, struct fault *fault)
{
    struct tour *tour = tour_load(name, fault);
    if (tour == NULL)
        return false;
    int n = tour->step_n;
    struct still **stills = draw_steps(program, tour);
    bool ok = true;
    for (int i = 0; i < output_n && ok; i++)
        ok = write_output(program, tour, stills, &outputs[i], fault);
    for (int i = 0; i < n; i++)
        still_free(stills[i]);
    free(stills);
    walk_end(&program->session);
    tour_destroy(tour);
    return ok;
}

// --- actscope tour ---

// The host of a session that checks a tour: accepts everything, since nothing is to happen, except
// that a tour begins another one.
static bool check_perform(void *user, enum host_action action, const char *argument,
                          struct fault *fault)
{
    (void)user;
    (void)argument;
    return action != HOST_TOUR ||
           fault_set(fault, FAULT_EXPECT, _("a tour cannot begin another tour"));
}

// Runs all steps of the tour in a session of its own, with the default keys bound, and reports the
// mistakes. Returns how many there are.
static int check_steps(struct tour *tour, bool trust)
{
    struct session *session = memory_new(1, sizeof *session);
    int mistakes = 0;
    session_init(session, (struct host){.perform = check_perform});
    command_run(session, default_keys, "keys.actscope", NULL, NULL);
    session->errand.trust = trust;
    session->errand.unattended = true;
    for (int i = 0; i < tour->step_n; i++) {
        walk_end(session); // the step before may have ended the walk or gone to another step
        session->walk.tour = tour_hold(tour);
        session->walk.step = i;
        mistakes += tour_run_step(tour, i, session, program_report, NULL);
        mistakes += tour_run_play(tour, i, session, program_report, NULL);
    }
    session_free(session);
    free(session);
    return mistakes;
}

// Does `actscope tour FILE --check`; returns the exit status.
static int check_tour(const char *name, bool trust)
{
    struct text text = {0}, called = {0};
    struct fault fault = {0};
    int mistakes = 1;
    if (!read_text(name, &text, &called, &fault)) {
        program_report(NULL, &fault);
    } else {
        struct tour *tour =
            tour_review(text_string(&text), text_string(&called), program_report, NULL, &mistakes);
        mistakes += check_steps(tour, trust);
        fprintf(mistakes == 0 ? stdout : stderr, _("%s: %d steps, %d mistakes\n"), tour->name,
                tour->step_n, mistakes);
        tour_destroy(tour);
    }
    text_free(&text);
    text_free(&called);
    return mistakes == 0 ? EXIT_DONE : EXIT_FAILED;
}

// Prints a text of a step in all languages that the tour has it in.
static void print_words(const char *name, const struct tour_words *words)
{
    for (int i = 0; i < LANGUAGE_MAX; i++)
        if (words->in[i].n > 0)
            printf("    %-8s %s\n", i == LANGUAGE_EN ? _(name) : language_word(i),
                   text_string(&words->in[i]));
}

static void print_tour(const struct tour *tour)
{
    printf("%s\n", tour_words_in(&tour->title, language_in_use()));
    for (int i = 0; i < tour->step_n; i++) {
        printf("\n%3d %s\n", i + 1, tour_words_in(&tour->steps[i].title, language_in_use()));
        print_words(N_("caption"), &tour->steps[i].caption);
        print_words(N_("note"), &tour->steps[i].note);
    }
}

static void print_tours(void)
{
    for (int i = 0; embedded_tours[i].name != NULL; i++) {
        struct fault fault = {0};
        struct tour *tour = tour_parse(embedded_tours[i].text, embedded_tours[i].name, &fault);
        if (tour == NULL)
            continue;
        printf("%-16s %2d  %s\n", tour->name, tour->step_n,
               tour_words_in(&tour->title, language_in_use()));
        tour_destroy(tour);
    }
}

static const char tour_help[] =
    N_("actscope tour: guided tours\n"
       "\n"
       "  actscope tour               the tours there are: name, steps, title\n"
       "  actscope tour NAME          what its steps say\n"
       "  actscope tour FILE --check  finds mistakes in a tour; exit status 1 if there are any:\n"
       "                              among them what a tour may not do, unless with --trust\n"
       "\n"
       "  actscope --tour NAME                     walk through it in the window\n"
       "  actscope plot --tour NAME -o FILE.pdf    print it, one step a page\n");

int tour_main(int argc, char **argv)
{
    struct fault fault = {0};
    const char *name = NULL;
    bool check = false, trust = false, ended = false;
    for (int i = 1; i < argc; i++) {
        const char *option = ended ? "" : argv[i]; // after "--" nothing is an option
        if (strcmp(option, "--help") == 0 || strcmp(option, "-h") == 0) {
            fputs(_(tour_help), stdout);
            return EXIT_DONE;
        }
        if (strcmp(option, "--") == 0) {
            ended = true;
        } else if (strcmp(option, "--check") == 0) {
            check = true;
        } else if (strcmp(option, "--trust") == 0) {
            trust = true;
        } else if (name != NULL || *option == '-') {
            fault_set(&fault, FAULT_EXTRA_ARGUMENT,
                      _("expected a tour's name or file, and --check"));
            return usage_fault_of(argv[0], argv[i], &fault);
        } else {
            name = argv[i];
        }
    }
    if (name == NULL && check) {
        fault_set(&fault, FAULT_MISSING_ARGUMENT, _("expected a tour's name or file"));
        return usage_fault_of(argv[0], "--check", &fault);
    }
    if (name == NULL) {
        print_tours();
        return EXIT_DONE;
    }
    if (check)
        return check_tour(name, trust);
    struct tour *tour = tour_load(name, &fault);
    if (tour == NULL) {
        program_report(NULL, &fault);
        return EXIT_FAILED;
    }
    print_tour(tour);
    tour_destroy(tour);
    return EXIT_DONE;
}

#include "app/program.h"
#include "base/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/data.h"
#include "app/file.h"
#include "app/language.h"
#include "app/themes.h"
#include "control/command.h"
#include "paint/paint_cairo.h"
#include "paint/paint_text.h"

enum { SOURCE_DEPTH_MAX = 8 };

void program_report(void *user, const struct fault *fault)
{
    struct program *program = user;
    char line[900];
    fault_print(fault, line, sizeof line);
    fprintf(stderr, "actscope: %s\n", line);
    if (program != NULL)
        program->mistakes++;
}

void program_follow_language(struct program *program)
{
    if (program->language == program->session.state.language)
        return;
    program->language = program->session.state.language;
    language_use(program->language);
}

bool program_open(struct program *program, struct fault *fault)
{
    program->font = font_create(fault);
    if (program->font == NULL)
        return false;
    program->metrics = font_metrics(program->font);
    if (!(program->pixel_ratio > 0)) // `plot --scale` comes first
        program->pixel_ratio = 1;
    session_init(&program->session, (struct host){0});
    program->session.data = &program->data;
    program->language = language_in_use();
    program->session.state.language = program->language;
    themes_load_own(&program->session, true);
    command_run(&program->session, default_keys, "keys.actscope", program_report, program);
    return true;
}

void program_close(struct program *program)
{
    session_free(&program->session);
    font_destroy(program->font);
    program->font = NULL;
    text_free(&program->shown_path);
    dataset_store_free(&program->data);
}

void program_run_options(struct program *program, const struct options *options)
{
    program->session.errand.trust = options->trust;
    command_run(&program->session, text_string(&options->commands), "options", program_report,
                program);
    program_follow_language(program);
}

static void run_step(struct program *program, const struct step *step)
{
    struct session *session = &program->session;
    struct text_place place = {.line = step->line};
    enum command_step done = COMMAND_DONE;
    enum origin before = errand_enter(&session->errand, step->origin);
    session_begin_work(session);
    while (done != COMMAND_END) {
        struct fault fault = {0};
        done = command_step(session, text_string(&step->text), &place, step->name, &fault);
        program_follow_language(program);
        if (done == COMMAND_MISTAKE)
            program_report(program, &fault);
    }
    errand_leave(&session->errand, before);
}

void program_run_steps(struct program *program, const struct options *options)
{
    for (int i = 0; i < options->step_n; i++) {
        program->source_depth += options->steps[i].is_file;
        run_step(program, &options->steps[i]);
        program->source_depth -= options->steps[i].is_file;
    }
}

bool program_source(struct program *program, const char *path, struct fault *fault)
{
    if (program->source_depth >= SOURCE_DEPTH_MAX)
        return fault_set(fault, FAULT_LIMIT, _("%s: files within files, more than %d deep"), path,
                         SOURCE_DEPTH_MAX);
    struct text text = {0};
    struct errand *errand = &program->session.errand;
    bool ok = file_read_regular(path, &text, fault);
    enum origin before = errand_enter(errand, errand_opens(errand));
    program->source_depth++;
    if (ok)
        command_run(&program->session, text_string(&text), path, program_report, program);
    program->source_depth--;
    errand_leave(errand, before);
    text_free(&text);
    return ok;
}

// What a picture's file is named after: its title, or the ids of its functions where the title is
// in other than ASCII letters.
static void file_title(const struct state *state, char *out, size_t size)
{
    char room[160];
    struct text ids = text_in(room, sizeof room);
    bool ascii = true;
    scene_title(state, out, size);
    for (const char *p = out; *p != '\0'; p++)
        ascii = ascii && (unsigned char)*p < 0x80;
    for (int i = 0; !ascii && i < state->shown_n; i++)
        if (!state->shown[i].hidden)
            text_format(&ids, "%s ", state_function(state, state->shown[i].function)->id);
    if (!ascii && ids.n >= size / 2) // more than a name should say
        text_copy(out, size, "functions");
    else if (!ascii)
        text_copy(out, size, text_string(&ids));
    text_free(&ids);
}

// "actscope-sigmoid-and-tanh.png", or with -2, -3, … if that exists.
static void own_name(const struct program *program, struct text *out)
{
    char title[128], stem[160] = "actscope-";
    file_title(&program->session.state, title, sizeof title);
    size_t n = strlen(stem);
    for (const char *p = title; *p != '\0' && n < sizeof stem - 1; p++) {
        char c = ascii_small(*p);
        bool plain = ascii_is_small(c) || ascii_is_digit(c);
        if (plain)
            stem[n++] = c;
        else if (stem[n - 1] != '-')
            stem[n++] = '-';
    }
    while (stem[n - 1] == '-')
        n--;
    stem[n] = '\0';
    for (int i = 1; i < 10000; i++) {
        text_clear(out);
        text_format(out, i == 1 ? "%s.png" : "%s-%d.png", stem, i);
        if (!file_exists(text_string(out)))
            return;
    }
}

static bool ends_with(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcmp(path + n - m, ending) == 0;
}

static bool save_state(const struct program *program, const char *path, struct fault *fault)
{
    struct text text = {0};
    text_add(&text,
             "# actscope " ACTSCOPE_VERSION ": a saved state; run it with `actscope FILE`\n");
    state_print(&program->session.state, &text);
    bool ok = file_write(path, text.data, text.n, fault);
    text_free(&text);
    return ok;
}

// A picture of the present state: a scene of its own, with the curves it borrows.
struct still {
    struct session session;
    struct scene scene;
    struct curve_cache cache;
    struct study study;
    struct phase_map phase;
    struct race_board board;
};

static void keep_study(void *user, const struct study *study)
{
    *(struct study *)user = *study;
}

static void still_study(struct still *still, struct scene_input *input)
{
    const struct state *state = &still->session.state;
    struct study_memory *memory = study_memory_create();
    struct study_request request;
    state_study_request(state, &request);
    if (memory != NULL && request.n > 0 &&
        study_run(memory, &request, NULL, keep_study, &still->study))
        input->study = &still->study;
    study_memory_destroy(memory);
    still->phase.activation = state_function(state, state->focus);
    if (still->phase.activation == NULL)
        return;
    memcpy(still->phase.parameters, state->parameters[state->focus],
           sizeof still->phase.parameters);
    if (phase_map_fill(&still->phase, NULL, NULL))
        input->phase = &still->phase;
}

// The race as far as it was asked to go, or to its end where it runs.
static void still_race(struct still *still, struct scene_input *input)
{
    struct race_request request;
    const struct session *session = &still->session;
    state_race_request(&session->state, &request);
    struct course *course = request.n > 0 ? course_create(&request) : NULL;
    if (course == NULL)
        return;
    bool whole = session->state.laboratory.running;
    course_run(course, whole ? request.settings.steps : (int)session->race_asked, NULL, NULL);
    course_board(course, &still->board);
    course_destroy(course);
    input->board = &still->board;
}

// `bare`: without what belongs to the hand that steers, and not to a picture of the curves.
static struct still *still_build(const struct program *program, bool bare)
{
    struct still *still = calloc(1, sizeof *still);
    if (still == NULL)
        abort();
    still->session = program->session;
    if (bare) {
        still->session.state.hints = still->session.state.help = false;
        still->session.entry.kind = ENTRY_NONE;
        still->session.message[0] = '\0';
        still->session.highlight = -1;
        still->session.presenter.spot = false;
        still->session.presenter.echo[0] = '\0';
    }
    struct view view;
    state_view(&still->session.state, &view);
    struct scene_input input = {
        .session = &still->session,
        .view = &view,
        .width = program->width,
        .height = program->height,
        .pixel_ratio = program->pixel_ratio,
        .metrics = &program->metrics,
        .cache = &still->cache,
    };
    // Done at once, and to its end, what the window leaves to its worker.
    if (still->session.state.laboratory.page == PAGE_NETWORK)
        still_study(still, &input);
    else if (still->session.state.laboratory.page == PAGE_RACE)
        still_race(still, &input);
    scene_build(&still->scene, &input);
    return still;
}

void still_free(struct still *still)
{
    if (still == NULL)
        return;
    scene_free(&still->scene);
    curve_cache_free(&still->cache);
    free(still);
}

struct still *program_still(const struct program *program)
{
    return still_build(program, true);
}

struct still *program_first_still(const struct program *program)
{
    return still_build(program, false);
}

const struct draw_list *still_list(const struct still *still)
{
    return &still->scene.list;
}

static bool save_picture(struct program *program, const char *path, struct fault *fault)
{
    enum picture_format format;
    if (!picture_format_of(path, &format, fault))
        return false;
    struct still *still = still_build(program, true);
    char title[256];
    scene_title(&still->session.state, title, sizeof title);
    struct text bytes = {0};
    bool ok = paint_cairo_file(&still->scene.list, program->font, format, title, &bytes, fault) &&
              file_write(path, bytes.data, bytes.n, fault);
    text_free(&bytes);
    still_free(still);
    return ok;
}

static bool is_shown_data(const void *user, const char *path)
{
    const struct compare *compare = user;
    for (int i = 0; i < compare->data_n; i++)
        if (strcmp(compare->data[i], path) == 0)
            return true;
    return false;
}

bool program_data(struct program *program, const char *path, struct fault *fault)
{
    struct number_array numbers = {0};
    if (!data_read(path, &numbers, fault))
        return false;
    dataset_put(&program->data, path, &numbers, is_shown_data, &program->session.state.compare);
    return true;
}

void program_dump(const struct program *program, struct text *out)
{
    struct still *still = still_build(program, false);
    paint_text(&still->scene.list, out);
    still_free(still);
}

bool program_save(struct program *program, const char *path, struct fault *fault)
{
    text_clear(&program->shown_path);
    if (*path == '\0')
        own_name(program, &program->shown_path);
    else
        text_add(&program->shown_path, path);
    path = text_string(&program->shown_path);
    return ends_with(path, ".actscope") ? save_state(program, path, fault)
                                        : save_picture(program, path, fault);
}

#include "app/program.h"
#include "app/embedded.h"
#include "base/language.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/still.h"
#include "app/data.h"
#include "app/facts.h"
#include "app/file.h"
#include "app/folders.h"
#include "app/language.h"
#include "app/names.h"
#include "app/opened.h"
#include "app/themes.h"
#include "control/command.h"
#include "control/saved.h"
#include "paint/paint_cairo.h"
#include "paint/paint_text.h"

enum { SOURCE_DEPTH_MAX = 8 };

void program_note(void *user, const struct fault *fault)
{
    struct program *program = user;
    char line[900];
    fault_print(fault, line, sizeof line);
    fprintf(stderr, "actscope: %s\n", line);
    if (program != NULL && program->untold++ == 0)
        program->untold_first = *fault;
}

void program_report(void *user, const struct fault *fault)
{
    struct program *program = user;
    program_note(program, fault);
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
    if (!(program->pixel_ratio > 0)) // `plot --scale` has set it before
        program->pixel_ratio = 1;
    session_init(&program->session, (struct host){0});
    program->session.tours = embedded_tours;
    program->session.data = &program->data;
    program->language = language_in_use();
    program->session.state.language = program->language;
    themes_load_own(&program->session, true, program);
    command_run(&program->session, default_keys, "keys.actscope", program_report, program);
    undo_begin(&program->session.undo, &program->session.state);
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

// Runs a step of the command line to its end.
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

bool program_config(struct text *path)
{
    if (!folder_of_user(FOLDER_CONFIG, path))
        return false;
    text_add(path, "/config.actscope");
    return file_exists(text_string(path));
}

bool program_source(struct program *program, const char *path, struct fault *fault)
{
    if (program->source_depth >= SOURCE_DEPTH_MAX)
        return fault_set(fault, FAULT_LIMIT, _("%s: files within files, more than %d deep"), path,
                         SOURCE_DEPTH_MAX);
    struct text text = {0};
    struct errand *errand = &program->session.errand;
    enum origin origin = errand_opens(errand), asked = origin == ORIGIN_USER ? ORIGIN_HAND : origin;
    bool ok = opened_read(path, &asked, &text, fault);
    enum origin before = errand_enter(errand, asked == ORIGIN_STRANGER ? asked : origin);
    program->source_depth++;
    if (ok)
        command_run(&program->session, text_string(&text), path, program_report, program);
    program->source_depth--;
    errand_leave(errand, before);
    text_free(&text);
    return ok;
}

static bool ends_with(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcmp(path + n - m, ending) == 0;
}

bool program_saves_state(const char *path)
{
    return ends_with(path, ".actscope");
}

bool program_write(struct program *program, struct still *still, const char *path,
                   struct fault *fault)
{
    enum picture_format format;
    struct text bytes = {0}, *name = &program->shown_path;
    text_clear(name);
    if (*path == '\0')
        names_make_up(still_state(still), "actscope-", name);
    else
        text_add(name, path);
    path = text_string(name);
    bool ok = picture_format_of(path, &format, fault) &&
              program_draw(program, still, format, &bytes, fault) &&
              file_write(path, bytes.data, bytes.n, fault);
    text_free(&bytes);
    return ok;
}

// How many pixels a unit has where SVG and PDF are drawn: not more than make the largest picture.
static double vector_ratio(const struct sheet *sheet)
{
    double most = 16384 / fmax(sheet->width, sheet->height);
    return sheet->metric ? fmin(SHEET_PAPER_RATIO, most) : 1;
}

void program_fit(const struct program *program, struct still *still, enum picture_format format,
                 struct picture_facts *facts)
{
    const struct sheet *sheet = &program->sheet;
    bool vectors = format != PICTURE_PNG && sheet->width > 0;
    facts->width = sheet->width;
    facts->height = sheet->height;
    facts->metric = sheet->metric;
    facts->transparent = program->transparent;
    facts->ratio = vectors ? vector_ratio(sheet) : still_ratio(still);
    if (vectors)
        still_resize(still, (int)lround(sheet->width * facts->ratio),
                     (int)lround(sheet->height * facts->ratio), facts->ratio);
}

bool program_draw(const struct program *program, struct still *still, enum picture_format format,
                  struct text *out, struct fault *fault)
{
    struct facts facts;
    facts_take(&facts, still_session(still));
    program_fit(program, still, format, &facts.facts);
    bool ok = paint_cairo_file(still_list(still), program->font, format, &facts.facts, out, fault);
    facts_free(&facts);
    return ok;
}

// --- what the entry line asks ---

static void propose_name(void *user, const struct state *state, char *out, size_t size)
{
    (void)user;
    struct text name = {0};
    names_make_up(state, "", &name);
    text_copy(out, size, text_string(&name));
    text_free(&name);
}

static bool is_there(void *user, const char *path)
{
    (void)user;
    return file_exists(path);
}

static int find_names(void *user, const char *typed, bool to_open, char out[][ENTRY_CANDIDATE_MAX],
                      int most)
{
    (void)user;
    return names_beginning(typed, to_open, out, most);
}

struct host_files program_files(void)
{
    return (struct host_files){.propose = propose_name, .there = is_there, .names = find_names};
}

bool program_open_file(struct program *program, const char *path, struct fault *fault)
{
    struct text line = {0};
    text_format(&line, "%s ", names_opener(path));
    text_add_quoted(&line, path);
    bool ok = command_apply(&program->session, text_string(&line), NULL, 0, fault);
    text_free(&line);
    return ok;
}

// Whether the data of a path is shown, so that the store must keep it.
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
    struct still *still = still_complete(program, STILL_WINDOW);
    paint_text(still_list(still), out);
    still_free(still);
}

static bool save_picture(struct program *program, const char *path, struct fault *fault)
{
    enum picture_format format;
    if (*path != '\0' && !picture_format_of(path, &format, fault))
        return false; // a wrong ending is told before networks are computed
    struct still *still = still_complete(program, STILL_PICTURE);
    bool ok = program_write(program, still, path, fault);
    still_free(still);
    return ok;
}

static bool save_state(struct program *program, const char *path, struct fault *fault)
{
    struct text text = {0};
    text_clear(&program->shown_path);
    text_add(&program->shown_path, path);
    text_add(&text,
             "# actscope " ACTSCOPE_VERSION ": a saved state; run it with `actscope FILE`\n");
    session_print_picture(&program->session, &text);
    bool ok = file_write(path, text.data, text.n, fault);
    text_free(&text);
    return ok;
}

bool program_save(struct program *program, const char *path, struct fault *fault)
{
    return program_saves_state(path) ? save_state(program, path, fault)
                                     : save_picture(program, path, fault);
}

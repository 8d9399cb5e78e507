#include "app/cli/options.h"
#include "base/language.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/formula.h"
#include "app/cli/option_table.h"
#include "app/file.h"
#include "app/language.h"
#include "app/opened.h"
#include "app/themes.h"
#include "control/command.h"

enum { SIZE_LEAST = 16, SIZE_MOST = 16384 };

static const char window_help[] =
    N_("actscope: activation functions and their gradients, live\n"
       "\n"
       "  actscope [OPTIONS] [COMMANDS.actscope…]   the window\n"
       "  actscope plot -o FILE [OPTIONS]           draw without a window: .png .svg .pdf\n"
       "  actscope sample ID [OPTIONS]              values of f, f′, f″ as CSV\n"
       "  actscope polyline ID [OPTIONS]            the vertices drawn in a panel\n"
       "  actscope list | show ID                   the catalogue; one function in full\n"
       "  actscope commands | keys                  what can be said and pressed\n"
       "  actscope tour [NAME]                      guided tours\n"
       "  actscope gradient -f IDS [OPTIONS]        gradients in random networks, and in theory\n"
       "  actscope race -f IDS [OPTIONS]            networks learn a task side by side, as CSV\n"
       "  actscope bench [CASE…]                    the benchmark, as CSV\n"
       "  actscope completion bash|zsh|fish         completes command lines in that shell\n"
       "\n"
       "Options of the window:\n"
       "  -f, --functions LIST   what to show: sigmoid,tanh; formulas, too: 'relu,x*tanh(x)'\n"
       "  -d, --derivative LIST  orders to draw: 0,1\n"
       "  -x A:B   -y A:B        ranges of the axes\n"
       "      --layout NAME      overlay, stacked, side-by-side, grid\n"
       "      --theme NAME       light, dark, print, contrast, or your own\n"
       "      --size WxH         size of the window\n"
       "      --scale S          size of text and lines: 2 is twice as large\n"
       "      --lang WORD        language; a wrong word names those there are\n"
       "      --tour NAME        begin a guided tour\n"
       "      --trust            tours and files may do more than change the picture\n"
       "  -e COMMAND             run a command (repeatable)\n"
       "      --script FILE      run the commands in FILE (repeatable)\n"
       "      --fresh            forget the last session, and begin with the first picture\n"
       "      --frames N         quit after N frames\n"
       "      --log-commands     print every command as it is applied\n"
       "      --gl-info          print the OpenGL renderer and quit\n"
       "      --no-vsync         do not wait for the display\n"
       "      --presenter        open the lecturer's own window, too: next step, notes, time\n"
       "      --shader-dir DIR   read the shaders from DIR, again whenever they change\n"
       "  -h, --help             this text; after a subcommand, its own\n"
       "  -V, --version          the version\n"
       "\n"
       "In the window: ? shows all keys, : takes a command.\n");

static const char plot_help[] = N_(
    "actscope plot: draw without a window\n"
    "\n"
    "  actscope plot -o FILE [OPTIONS]\n"
    "\n"
    "  -o, --output FILE      .png .svg .pdf .tex .actscope (repeatable); - for standard output\n"
    "      --format WORD      png, svg, pdf or tikz, where FILE does not say it\n"
    "  -f, --functions LIST   what to show: sigmoid,tanh; formulas, too: 'relu,x*tanh(x)'\n"
    "  -d, --derivative LIST  orders to draw: 0,1\n"
    "  -x A:B   -y A:B        ranges of the axes\n"
    "      --layout NAME      overlay, stacked, side-by-side, grid\n"
    "      --theme NAME       light, dark, print, contrast, or your own\n"
    "      --size WxH         1280x720 if not given; on paper 86mmx60mm, in cm, in or pt, too\n"
    "      --scale S          a PNG of S times as many pixels, of the same size on paper\n"
    "      --dpi N            the same, by pixels in an inch: 96 if not given, 300 on paper\n"
    "      --transparent      no ground\n"
    "      --lang WORD        language; a wrong word names those there are\n"
    "      --tour NAME        draw all steps of a tour: a PDF, or FILE-01.png, FILE-02.png, …\n"
    "      --trust            tours may do more than change the picture\n"
    "  -e COMMAND             run a command (repeatable)\n"
    "      --script FILE      run the commands in FILE (repeatable)\n"
    "      --dump             print the draw list as text instead of -o\n"
    "  -h, --help             this text\n"
    "  -V, --version          the version\n");

int usage_fault_of(const char *subcommand, const char *what, const struct fault *fault)
{
    fprintf(stderr, _("actscope: %s%s%s\nTry `actscope %s%s--help`.\n"), what,
            *what != '\0' ? ": " : "", fault->text, subcommand, *subcommand != '\0' ? " " : "");
    return EXIT_USAGE;
}

int usage_fault(const char *what, const struct fault *fault)
{
    return usage_fault_of("", what, fault);
}

int arguments_plain(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") != 0)
            continue;
        memmove(argv + i, argv + i + 1, (size_t)(argc - i) * sizeof *argv);
        return argc - 1;
    }
    return argc;
}

int output_finish(int status)
{
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == EXIT_DONE) {
        fprintf(stderr, _("actscope: cannot write to standard output\n"));
        return EXIT_FAILED;
    }
    return status;
}

int version_print(void)
{
    puts("actscope " ACTSCOPE_VERSION);
    return EXIT_DONE;
}

bool range_read(const char *text, double *low, double *high, struct fault *fault)
{
    char a[128];
    const char *colon = strchr(text, ':');
    if (colon == NULL || (size_t)(colon - text) >= sizeof a)
        return fault_set(fault, FAULT_NUMBER, _("\"%s\" is not a range; expected A:B, as -5:5"),
                         text);
    snprintf(a, sizeof a, "%.*s", (int)(colon - text), text);
    const char *ends[] = {a, colon + 1};
    double values[2];
    for (int i = 0; i < 2; i++)
        if (!number_read(ends[i], &values[i]) || !isfinite(values[i]))
            return fault_set(
                fault, FAULT_NUMBER,
                _("\"%s\" in the range \"%s\" is not a finite number; expected A:B, as "
                  "-5:5"),
                ends[i], text);
    *low = values[0];
    *high = values[1];
    if (!(*low < *high))
        return fault_set(fault, FAULT_RANGE, _("the range \"%s\" must go up: A:B with A < B"),
                         text);
    const struct axis axis = {.scale = SCALE_LINEAR, .low = *low, .high = *high};
    return axis_check(&axis, 1, fault);
}

// Reads one side of a size; returns what follows, or NULL if no digit comes first: strtol alone
// would accept blanks and signs. A number too large for a long becomes the largest one.
static const char *side_read(const char *text, long *side)
{
    char *end = NULL;
    *side = ascii_is_digit(*text) ? strtol(text, &end, 10) : 0;
    return end;
}

// Units of 1/96 inch in one of each word for a length.
static const struct {
    const char *word;
    double units;
} lengths[] = {
    {"mm", PICTURE_UNITS_PER_INCH / 25.4},
    {"cm", PICTURE_UNITS_PER_INCH / 2.54},
    {"in", PICTURE_UNITS_PER_INCH},
    {"pt", PICTURE_UNITS_PER_INCH / 72},
    {"px", 1},
};

enum { LENGTHS = sizeof lengths / sizeof lengths[0] };

// Which word for a length a text begins with, or -1.
static int length_at(const char *text)
{
    for (int i = 0; i < LENGTHS; i++)
        if (strncmp(text, lengths[i].word, 2) == 0)
            return i;
    return -1;
}

// Reads one side of a sheet: digits, perhaps with a point and more digits, and a word for a length
// or none (-1). Returns what follows, or NULL.
static const char *sheet_side(const char *text, double *value, int *length)
{
    char number[32];
    size_t n = strspn(text, "0123456789.");
    if (n == 0 || n >= sizeof number)
        return NULL;
    snprintf(number, sizeof number, "%.*s", (int)n, text);
    if (!number_read(number, value) || !isfinite(*value))
        return NULL;
    *length = length_at(text + n);
    return text + n + (*length >= 0 ? 2 : 0);
}

bool sheet_read(const char *text, struct sheet *sheet, struct fault *fault)
{
    double w = 0, h = 0;
    int of_w = -1, of_h = -1;
    const char *end = sheet_side(text, &w, &of_w);
    end = end != NULL && *end == 'x' ? sheet_side(end + 1, &h, &of_h) : NULL;
    if (end == NULL || *end != '\0' || (of_w >= 0 && of_h < 0))
        return fault_set(fault, FAULT_SIZE,
                         _("\"%s\" is not a size; expected WxH, as 1280x720 or 86mmx60mm"), text);
    if (of_h < 0 && (w > floor(w) || h > floor(h)))
        return fault_set(fault, FAULT_SIZE, _("\"%s\" is not a size; pixels are whole numbers"),
                         text);
    if (of_w < 0)
        of_w = of_h; // "86x60mm"
    *sheet = (struct sheet){w * (of_w < 0 ? 1 : lengths[of_w].units),
                            h * (of_h < 0 ? 1 : lengths[of_h].units),
                            of_w >= 0 && lengths[of_w].units > 1};
    if (!(sheet->width >= SIZE_LEAST && sheet->width <= SIZE_MOST && sheet->height >= SIZE_LEAST &&
          sheet->height <= SIZE_MOST))
        return fault_set(fault, FAULT_SIZE,
                         _("the size %s is out of range: %d to %d pixels each way"), text,
                         SIZE_LEAST, SIZE_MOST);
    return true;
}

bool size_read(const char *text, int *width, int *height, struct fault *fault)
{
    long w = 0, h = 0;
    const char *end = side_read(text, &w);
    end = end != NULL && *end == 'x' ? side_read(end + 1, &h) : NULL;
    if (end == NULL || *end != '\0')
        return fault_set(fault, FAULT_SIZE, _("\"%s\" is not a size; expected WxH, as 1280x720"),
                         text);
    if (w < SIZE_LEAST || h < SIZE_LEAST || w > SIZE_MOST || h > SIZE_MOST)
        return fault_set(fault, FAULT_SIZE,
                         _("the size %s is out of range: %d to %d pixels each way"), text,
                         SIZE_LEAST, SIZE_MOST);
    *width = (int)w;
    *height = (int)h;
    return true;
}

// Appends the command "VERB "WORD" "WORD"\n" with the words of a list that commas separate. The
// words are quoted, so that each stays one argument, whatever is in it.
static void add_list_command(struct text *out, const char *verb, const char *list)
{
    struct text word = {0};
    text_add(out, verb);
    while (*list != '\0') {
        size_t n = strcspn(list, ",");
        text_clear(&word);
        text_add_bytes(&word, list, n);
        text_add(out, " ");
        text_add_quoted(out, text_string(&word));
        list += n + (list[n] == ',');
    }
    text_free(&word);
    text_add(out, "\n");
}

// What is known while the arguments are being read.
struct reading {
    struct options *options;
    bool plot;
    struct session *first; // a session at its start, with the user's themes; NULL until needed
    struct text functions, orders, layout, theme, language; // commands that these options mean
    double x[2], y[2];                                      // -x and -y: low and high
    bool has_x, has_y;
    int command_lines; // lines in all -e so far
    const char *extra; // the first plain argument of `plot`, which accepts none; NULL for none
};

static struct session *session_new(void)
{
    struct session *session = memory_must(malloc(sizeof *session));
    session_init(session, (struct host){0});
    return session;
}

static void session_end(struct session *session)
{
    if (session != NULL)
        session_free(session);
    free(session);
}

// A copy of a session at its start, to try commands on. The user's themes are read once for all
// copies.
static struct session *trial_new(struct reading *r)
{
    if (r->first == NULL) {
        r->first = session_new();
        themes_load_own(r->first, false, NULL); // program_open reports mistakes in them later
    }
    struct session *trial = memory_must(malloc(sizeof *trial));
    session_copy(trial, r->first);
    return trial;
}

// Tries the commands that an option means, so that a mistake in its value is reported with the
// option's name and before anything is opened.
static bool check_commands(struct reading *r, const char *commands, struct fault *fault)
{
    struct session *trial = trial_new(r);
    struct text_place place = text_place_first;
    enum command_step step;
    do
        step = command_step(trial, commands, &place, NULL, fault);
    while (step == COMMAND_DONE);
    session_end(trial);
    return step == COMMAND_END;
}

// Reads the value of an option that means the command `verb`: writes the command to `slot`. False
// with a fault if the command cannot be applied.
static bool set_command(struct reading *r, struct text *slot, const char *verb, const char *value,
                        struct fault *fault)
{
    if (*value == '\0')
        return fault_set(fault, FAULT_MISSING_ARGUMENT, _("\"\" names nothing"));
    text_clear(slot);
    add_list_command(slot, verb, value);
    return check_commands(r, text_string(slot), fault);
}

// Adds one item of -f: appends its id to `ids`; for a formula or definition, which is defined in
// `session` under a free name, also appends a `define` command to `definitions`.
static bool add_function(struct text *definitions, struct text *ids, struct session *session,
                         const char *item, struct fault *fault)
{
    struct text definition = {0};
    char id[EXPRESSION_NAME_SIZE];
    if (*item == '\0')
        return fault_set(fault, FAULT_MISSING_ARGUMENT, _("an empty item in the list"));
    if (state_function_find(&session->state, item) >= 0 || !formula_meant(item)) {
        text_format(ids, ids->n > 0 ? ",%s" : "%s", item);
        return true;
    }
    // Such as "torch.nn.Softmax", which seems to be a formula because of its points.
    if (activation_explained(item, fault))
        return false;
    const struct expression *items[OWN_MAX];
    const struct expression_scope scope = state_scope(&session->state, items);
    own_free_name(&scope, id);
    if (!own_is_definition(item))
        text_format(&definition, "%s = ", id);
    size_t prefix = definition.n;
    text_add(&definition, item);
    int function = session_define(session, text_string(&definition), fault);
    if (function >= 0) {
        text_format(definitions, "define %s\n", text_string(&definition));
        text_format(ids, ids->n > 0 ? ",%s" : "%s", state_function(&session->state, function)->id);
    } else if (fault->column > (int)prefix) {
        fault->column -= (int)prefix;
        formula_blame(item, fault);
    }
    text_free(&definition);
    return function >= 0;
}

// Reads the list of -f as commands: `define` for each formula, then `only` with all ids.
static bool set_functions(struct reading *r, const char *list, struct fault *fault)
{
    struct text ids = {0}, definitions = {0}, item = {0}, *slot = &r->functions;
    struct session *trial = trial_new(r);
    bool ok = true;
    for (const char *p = list; ok && *p != '\0';) {
        size_t n = formula_item(p);
        text_clear(&item);
        text_add_bytes(&item, p, n);
        ok = formula_comma(p, n, fault) &&
             add_function(&definitions, &ids, trial, text_string(&item), fault);
        p += n + (p[n] == ',');
    }
    if (*list == '\0')
        ok = fault_set(fault, FAULT_MISSING_ARGUMENT, _("\"\" names nothing"));
    text_clear(slot);
    text_add(slot, text_string(&definitions));
    add_list_command(slot, "only", text_string(&ids));
    ok = ok && check_commands(r, text_string(slot), fault);
    session_end(trial);
    text_free(&ids);
    text_free(&definitions);
    text_free(&item);
    return ok;
}

// Reads -d. A quote cannot be in a valid value, and would end the command's string: "?" makes the
// command refuse it.
static bool set_orders(struct reading *r, const char *value, struct fault *fault)
{
    struct text *slot = &r->orders;
    text_clear(slot);
    text_format(slot, "derivative \"%s\"\n", strchr(value, '"') == NULL ? value : "?");
    return check_commands(r, text_string(slot), fault);
}

static bool set_scale(struct options *options, const char *value, struct fault *fault)
{
    if (!number_read(value, &options->scale) || !(options->scale >= 0.25 && options->scale <= 8))
        return fault_set(fault, FAULT_RANGE, _("\"%s\" is no scale; expected 0.25 to 8"), value);
    return true;
}

static bool set_dpi(struct options *options, const char *value, struct fault *fault)
{
    if (!number_read(value, &options->dpi) || !(options->dpi >= 24 && options->dpi <= 2400))
        return fault_set(fault, FAULT_RANGE,
                         _("\"%s\" is no number of pixels in an inch; expected 24 to 2400"), value);
    return true;
}

static bool add_output(struct options *options, const char *path, struct fault *fault)
{
    for (int i = 0; i < options->output_n; i++)
        if (strcmp(options->outputs[i], path) == 0)
            return fault_set(fault, FAULT_EXTRA_ARGUMENT, _("%s was given already"), path);
    if (options->output_n == OUTPUTS_MAX)
        return fault_set(fault, FAULT_LIMIT, _("more than %d files"), OUTPUTS_MAX);
    options->outputs[options->output_n++] = path;
    return true;
}

static bool set_frames(struct options *options, const char *value, struct fault *fault)
{
    double n;
    if (!number_read(value, &n) || !(n >= 1 && n <= 1e9) || n != floor(n))
        return fault_set(fault, FAULT_RANGE, _("\"%s\" is no number of frames; expected 1 to 1e9"),
                         value);
    options->frames = (long)n;
    return true;
}

static bool set_language(struct text *slot, const char *value, struct fault *fault)
{
    if (language_find(value) < 0)
        return language_unknown(value, fault);
    text_clear(slot);
    text_format(slot, "language %s\n", value);
    return true;
}

// Reads --theme. If the theme is refused, mistakes in the user's own themes are reported first: one
// of them may be why it is missing.
static bool set_theme(struct reading *r, const char *value, struct fault *fault)
{
    if (set_command(r, &r->theme, "theme", value, fault))
        return true;
    struct session *session = session_new();
    themes_load_own(session, true, NULL);
    session_end(session);
    return false;
}

// Adds a step of the user's without text; the pointer is good until the next step is added.
static struct step *add_step(struct options *options, const char *name)
{
    size_t n = (size_t)options->step_n + 1;
    struct step *steps = memory_must(realloc(options->steps, n * sizeof *steps));
    options->steps = steps;
    steps[n - 1] = (struct step){.name = name, .line = 1, .origin = ORIGIN_USER};
    options->step_n++;
    return &steps[n - 1];
}

static bool add_script(struct options *options, const char *path, enum origin origin)
{
    struct step *step = add_step(options, path);
    step->is_file = true;
    step->origin = origin;
    return true;
}

static bool add_command(struct reading *r, const char *command)
{
    struct step *step = add_step(r->options, "-e");
    step->line = ++r->command_lines;
    text_add(&step->text, command);
    for (const char *p = command; *p != '\0'; p++)
        r->command_lines += *p == '\n';
    return true;
}

// Takes a plain argument: for the window a file to run. For `plot` it is a mistake, which is
// reported after all options are read.
static bool add_plain(void *to, const char *word, struct fault *fault)
{
    (void)fault;
    struct reading *r = to;
    if (!r->plot)
        return add_script(r->options, word, ORIGIN_STRANGER);
    if (r->extra == NULL)
        r->extra = word;
    return true;
}

// The switch that an option without a value turns on.
static bool *switch_of(struct options *o, enum option_id option)
{
    switch (option) {
    case OPTION_TRUST:
        return &o->trust;
    case OPTION_LOG:
        return &o->log_commands;
    case OPTION_GL_INFO:
        return &o->gl_info;
    case OPTION_NO_VSYNC:
        return &o->no_vsync;
    case OPTION_PRESENTER:
        return &o->presenter;
    case OPTION_FRESH:
        return &o->fresh;
    case OPTION_DUMP:
        return &o->dump;
    case OPTION_TRANSPARENT:
        return &o->transparent;
    default:
        abort(); // option.def gives the window and `plot` no other switch
    }
}

static bool set_option(struct reading *r, enum option_id option, const char *value,
                       struct fault *fault)
{
    struct options *o = r->options;
    switch (option) {
    case OPTION_FUNCTIONS:
        return set_functions(r, value, fault);
    case OPTION_DERIVATIVE:
        return set_orders(r, value, fault);
    case OPTION_X:
        r->has_x = true;
        return range_read(value, &r->x[0], &r->x[1], fault);
    case OPTION_Y:
        r->has_y = true;
        return range_read(value, &r->y[0], &r->y[1], fault);
    case OPTION_OUTPUT:
        return add_output(o, value, fault);
    case OPTION_FORMAT:
        o->formatted = true;
        return picture_format_named(value, &o->format, fault);
    case OPTION_DPI:
        return set_dpi(o, value, fault);
    case OPTION_COMMAND:
        return add_command(r, value);
    case OPTION_LAYOUT:
        return set_command(r, &r->layout, "layout", value, fault);
    case OPTION_THEME:
        return set_theme(r, value, fault);
    case OPTION_SIZE:
        o->sized = true;
        return r->plot ? sheet_read(value, &o->sheet, fault)
                       : size_read(value, &o->width, &o->height, fault);
    case OPTION_SCALE:
        return set_scale(o, value, fault);
    case OPTION_LANG:
        return set_language(&r->language, value, fault);
    case OPTION_SCRIPT:
        return add_script(o, value, ORIGIN_USER);
    case OPTION_FRAMES:
        return set_frames(o, value, fault);
    case OPTION_TOUR:
        o->tour = value;
        return true;
    case OPTION_SHADER_DIR:
        o->shader_dir = value;
        return true;
    default:
        break;
    }
    *switch_of(o, option) = true;
    return true;
}

// Sets r->x to the range that is shown after these commands.
static void home_range(struct reading *r, const char *commands)
{
    struct session *trial = trial_new(r);
    command_run(trial, commands, NULL, NULL, NULL);
    r->x[0] = trial->state.x.low;
    r->x[1] = trial->state.x.high;
    session_end(trial);
}

// Writes the commands of all options to options->commands. The order matters: the home view depends
// on the functions. `view` takes both ranges or x alone, so that -y alone needs the x range then
// shown.
static void compose(struct reading *r)
{
    struct text *out = &r->options->commands;
    char a[32], b[32], c[32], d[32];
    text_add(out, text_string(&r->language));
    text_add(out, text_string(&r->functions));
    text_add(out, text_string(&r->orders));
    text_add(out, text_string(&r->layout));
    text_add(out, text_string(&r->theme));
    if (r->functions.n > 0 && !r->has_x)
        text_add(out, "view home\n");
    if (r->has_y && !r->has_x)
        home_range(r, text_string(out));
    number_print(a, sizeof a, r->x[0]);
    number_print(b, sizeof b, r->x[1]);
    if (r->has_x && !r->has_y)
        text_format(out, "view %s %s\n", a, b);
    if (r->has_y)
        text_format(out, "view %s %s %s %s\n", a, b, number_print(c, sizeof c, r->y[0]),
                    number_print(d, sizeof d, r->y[1]));
    text_free(&r->functions);
    text_free(&r->orders);
    text_free(&r->layout);
    text_free(&r->theme);
    text_free(&r->language);
}

// Sets whether the window begins where the last one ended, and whether this one is kept for the
// next start. Options about the picture, and files, begin afresh. A window that runs by itself
// (--script, -e, --tour, --frames) is not kept.
static void decide_about_session(struct reading *r)
{
    struct options *o = r->options;
    o->afresh = r->functions.n > 0 || r->orders.n > 0 || r->layout.n > 0 || r->has_x || r->has_y ||
                o->step_n > 0;
    o->keeps = !r->plot && o->tour == NULL && o->frames == 0 && !o->gl_info;
    for (int i = 0; i < o->step_n; i++)
        o->keeps = o->keeps && o->steps[i].origin == ORIGIN_STRANGER;
}

// Sets an option, if it is one of the window's or of `plot`'s, whichever is read.
static bool take_option(void *to, enum option_id option, const char *value, struct fault *fault)
{
    struct reading *r = to;
    unsigned user = r->plot ? OPTION_USER_PLOT : OPTION_USER_WINDOW;
    if ((option_row(option)->users & user) != 0)
        return set_option(r, option, value, fault);
    return fault_set(fault, FAULT_UNKNOWN_WORD,
                     r->plot ? _("needs a window; `plot` has none")
                             : _("belongs to `actscope plot`"));
}

int options_read(struct options *options, int argc, char **argv, bool plot)
{
    *options = (struct options){0};
    struct reading reading = {.options = options, .plot = plot};
    struct fault fault = {0};
    const struct option_reader reader = {
        .user = plot ? OPTION_USER_PLOT : OPTION_USER_WINDOW,
        .subcommand = plot ? "plot" : "",
        .help = plot ? plot_help : window_help,
        .names_option = true,
        .take = take_option,
        .plain = add_plain,
        .to = &reading,
    };
    int status = options_each(&reader, argc, argv);
    if (status < 0 && options->dpi > 0 && options->scale > 0) {
        fault_set(&fault, FAULT_EXTRA_ARGUMENT,
                  _("--scale %g is the same as --dpi %g; give one of them"), options->scale,
                  options->scale * PICTURE_UNITS_PER_INCH);
        status = usage_fault_of("plot", "--dpi", &fault);
    }
    decide_about_session(&reading);
    compose(&reading);
    session_end(reading.first);
    if (status >= 0 || reading.extra == NULL)
        return status;
    fault_set(&fault, FAULT_EXTRA_ARGUMENT, _("`plot` takes options only; --script %s?"),
              reading.extra);
    return usage_fault_of("plot", reading.extra, &fault);
}

bool options_load(struct options *options, struct fault *fault)
{
    for (int i = 0; i < options->step_n; i++) {
        struct step *step = &options->steps[i];
        // Standard input may be a pipe even for a stranger's commands: the user has connected it.
        bool standard = strcmp(step->name, "-") == 0;
        if (step->is_file &&
            !(standard ? file_read("-", &step->text, fault)
                       : opened_read(step->name, &step->origin, &step->text, fault)))
            return false;
    }
    return true;
}

void options_free(struct options *options)
{
    text_free(&options->commands);
    for (int i = 0; i < options->step_n; i++)
        text_free(&options->steps[i].text);
    free(options->steps);
    options->steps = NULL;
    options->step_n = 0;
}

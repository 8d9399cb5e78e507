// `list`, `show`, `commands` and `keys`: what actscope knows, as text.
#include "app/cli/listings.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activation/reading.h"
#include "app/cli/formula.h"
#include "app/cli/options.h"
#include "app/file.h"
#include "app/program.h"
#include "app/window/layout.h"
#include "base/language.h"
#include "control/command.h"
#include "network/mean_field.h"

// --- list ---

// Prints a text in double quotes. `quote_by` is put in front of quotes in it: '"' for CSV, '\\' for
// JSON, where it is also put in front of backslashes.
static void print_quoted(const char *text, char quote_by)
{
    putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || (*text == '\\' && quote_by == '\\'))
            putchar(quote_by);
        putchar(*text);
    }
    putchar('"');
}

// Appends the parameters with their defaults, "alpha=0.01 beta=1".
static void parameters_text(const struct activation *a, struct text *out)
{
    char number[32];
    for (int k = 0; k < a->parameter_count; k++)
        text_format(out, "%s%s=%s", k > 0 ? " " : "", a->parameters[k].name,
                    number_print(number, sizeof number, a->parameters[k].initial));
}

// Collects the seven fields of a function's row, untranslated.
static void list_fields(const struct activation *a, const char *parameters, const char *fields[7])
{
    const char *all[] = {a->id, a->name, a->family, parameters, a->range, a->sup_slope, a->origin};
    memcpy(fields, all, sizeof all);
}

static const char *const list_columns[] = {"id",    "name",      "family", "parameters",
                                           "range", "sup_slope", "origin"};
static const char *const table_columns[] = {N_("id"),         N_("name"),  N_("family"),
                                            N_("parameters"), N_("range"), "sup|f′|"};
enum { LIST_COLUMNS = 7 };

static void print_row_csv(const char *const fields[])
{
    for (int c = 0; c < LIST_COLUMNS; c++) {
        if (c > 0)
            putchar(',');
        if (strpbrk(fields[c], ",\"") != NULL)
            print_quoted(fields[c], '"');
        else
            fputs(fields[c], stdout);
    }
    putchar('\n');
}

static void print_row_json(const char *const fields[], bool last)
{
    fputs("  {", stdout);
    for (int c = 0; c < LIST_COLUMNS; c++) {
        printf("%s\"%s\": ", c > 0 ? ", " : "", list_columns[c]);
        print_quoted(fields[c], '\\');
    }
    puts(last ? "}" : "},");
}

// Prints a text and blanks up to `width` columns of a terminal. Bytes would not do: names contain
// Greek and Japanese letters.
static void print_padded(const char *text, size_t width)
{
    fputs(text, stdout);
    for (size_t n = utf8_columns(text); n < width; n++)
        putchar(' ');
}

// Prints a row of the table for people, in their language, but for ids and parameters: these are
// typed in commands.
static void print_row_table(const char *const fields[], bool head)
{
    static const size_t widths[] = {19, 28, 27, 34, 26};
    for (int c = 0; c < 5; c++) {
        bool typed = (c == 0 || c == 3) && !head;
        print_padded(typed ? fields[c] : language_text(fields[c]), widths[c]);
        putchar(' ');
    }
    puts(language_text(fields[5]));
}

// Returns -1 if there are at most `most` arguments, else EXIT_USAGE after a message.
static int refuse_arguments(int argc, char **argv, int most)
{
    struct fault fault = {0};
    if (argc <= most)
        return -1;
    fault_set(&fault, FAULT_EXTRA_ARGUMENT, _("\"%s\" is one argument too many"), argv[most]);
    return usage_fault_of(argv[0], argv[0], &fault);
}

// Answers --help and --version; returns whether one of them was given.
static bool wants_help(int argc, char **argv, const char *help)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        bool version = strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "-V") == 0;
        if (version)
            version_print();
        else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            fputs(_(help), stdout);
        else
            continue;
        return true;
    }
    return false;
}

// Reads the arguments of `list`. *format becomes the first letter of table, csv or json; it stays
// 't' without --format.
static bool list_format(int argc, char **argv, char *format, struct fault *fault)
{
    const char *word = "table";
    int used = 1;
    if (argc > 1 && strncmp(argv[1], "--format=", 9) == 0) {
        word = argv[1] + 9;
        used = 2;
    } else if (argc > 1 && strcmp(argv[1], "--format") == 0) {
        if (argc == 2)
            return fault_set(fault, FAULT_MISSING_ARGUMENT,
                             _("--format wants a value: table, csv or json"));
        word = argv[2];
        used = 3;
    }
    if (argc > used)
        return fault_set(fault, FAULT_EXTRA_ARGUMENT, _("\"%s\" is one argument too many"),
                         argv[used]);
    if (strcmp(word, "table") != 0 && strcmp(word, "csv") != 0 && strcmp(word, "json") != 0)
        return fault_set(fault, FAULT_UNKNOWN_WORD,
                         _("\"%s\" is no format; expected table, csv or json"), word);
    *format = *word;
    return true;
}

static void list_begin(char format)
{
    if (format == 'c') {
        puts("# actscope " ACTSCOPE_VERSION " list");
        print_row_csv(list_columns);
    } else if (format == 't') {
        print_row_table(table_columns, true);
    } else {
        puts("[");
    }
}

int list_main(int argc, char **argv)
{
    struct fault fault = {0};
    char format = 't';
    if (wants_help(argc, argv, N_("actscope list [--format table|csv|json]: the catalogue\n")))
        return EXIT_DONE;
    argc = arguments_plain(argc, argv);
    if (!list_format(argc, argv, &format, &fault))
        return usage_fault_of(argv[0], argv[0], &fault);
    list_begin(format);
    for (int i = 0; i < activation_count(); i++) {
        struct text parameters = {0};
        const char *fields[LIST_COLUMNS];
        parameters_text(activation_at(i), &parameters);
        list_fields(activation_at(i), text_string(&parameters), fields);
        if (format == 'c')
            print_row_csv(fields);
        else if (format == 't')
            print_row_table(fields, false);
        else
            print_row_json(fields, i + 1 == activation_count());
        text_free(&parameters);
    }
    if (format == 'j')
        puts("]");
    return EXIT_DONE;
}

// --- show ---

// Prints a line of `show`: a name padded to 16 columns and a value; nothing if the value is "".
static void print_field(const char *name, const char *value)
{
    if (*value == '\0')
        return;
    print_padded(name, 16);
    puts(value);
}

// Appends the kinds of point i and of those after it at the same place: ", minimum, root". Holes
// and poles are left out, since their sentence says so.
static void add_kinds(const struct activation_point *points, int n, int i, struct text *out)
{
    static const char *const kinds[] = {N_("value"), N_("maximum"),    N_("minimum"),
                                        N_("root"),  N_("inflection"), N_("half of the maximum"),
                                        N_("kink"),  N_("jump")};
    for (int k = i; k < n && activation_points_meet(&points[k], &points[i]); k++)
        if (points[k].kind <= POINT_JUMP)
            text_format(out, ", %s", _(kinds[points[k].kind]));
}

// Prints the points of interest, one line for each place.
static void print_points(const struct activation *a, const double *parameters)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(a, parameters, points);
    for (int i = 0; i < n; i++) {
        const struct activation_point *p = &points[i];
        char said[192];
        struct fact x = fact_number(p->x, 9, 9), y = fact_number(p->y, 9, 9);
        struct text line = {0};
        if (i > 0 && activation_points_meet(p, p - 1))
            continue;
        reading_point(a, parameters, p, order_name(p->order), FACT_SIZE, said, sizeof said);
        text_format(&line, "%s   (x %s %s", said, fact_sign(&x), x.text);
        if (strstr(said, "≈") != NULL && !y.exact) // the sentence has only three digits
            text_format(&line, ", y ≈ %s", y.text);
        add_kinds(points, n, i, &line);
        text_add(&line, ")");
        print_field(i == 0 ? _("points") : " ", text_string(&line));
        text_free(&line);
    }
}

static void print_parameters(const struct activation *a)
{
    for (int k = 0; k < a->parameter_count; k++) {
        const struct activation_parameter *p = &a->parameters[k];
        char line[160], number[32];
        snprintf(line, sizeof line, _("%s (%s) = %s, slider %g to %g"), p->name, p->symbol,
                 number_print(number, sizeof number, p->initial), p->low, p->high);
        print_field(k == 0 ? _("parameters") : " ", line);
    }
}

// An expectation as a number to be printed. Quadrature can give 0.49999999999999994 for 0.5: a
// value within 1e-14 (relative) of a number with six decimals is taken for that number.
static struct fact moment_fact(double value)
{
    double rounded = round(value * 1e6) / 1e6;
    bool is_short = fabs(value - rounded) <= 1e-14 * fabs(value);
    return fact_number(is_short ? rounded : value, 10, 10);
}

// Prints E[f(z)²] and E[f′(z)²] of a normal z: by what factor a layer scales variances of signals
// and gradients on average.
static void print_mean_field(const struct activation *a, const double *parameters)
{
    struct mean_field m;
    char line[160];
    if (!mean_field_moments(a, parameters, 1, &m))
        return;
    struct fact f = moment_fact(m.a), slope = moment_fact(m.bp);
    snprintf(line, sizeof line, _("E[f(z)²] %s %s, E[f′(z)²] %s %s for z ~ N(0, 1)"), fact_sign(&f),
             f.text, fact_sign(&slope), slope.text);
    print_field(_("in a network"), line);
}

// Prints all that `show` says about one function.
static void print_function(const struct activation *a)
{
    static const char *const primes[ORDER_COUNT] = {"f(x)", "f′(x)", "f″(x)"};
    static const char *const limits[ORDER_COUNT] = {N_("limits of f"), N_("limits of f′"),
                                                    N_("limits of f″")};
    double parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(a, parameters);
    if (a->expression == NULL)
        printf("%s (%s)\n", activation_name(a), a->id);
    else
        printf("%s\n", a->name);
    for (int o = 0; o < ORDER_COUNT; o++) {
        struct text formula = {0};
        activation_formula(a, (enum order)o, &formula);
        print_field(primes[o], text_string(&formula));
        text_free(&formula);
    }
    print_parameters(a);
    print_field(_("range"), language_text(a->range));
    print_field("sup|f′|", language_text(a->sup_slope));
    for (int o = 0; o < ORDER_COUNT; o++)
        print_field(_(limits[o]), language_text(a->limits[o]));
    print_points(a, parameters);
    print_mean_field(a, parameters);
    print_field(_("conventions"), language_text(a->conventions));
    print_field(_("also called"), a->aliases);
    print_field(_("family"), language_text(a->family));
    print_field(_("origin"), language_text(a->origin));
}

int show_main(int argc, char **argv)
{
    struct fault fault = {0};
    if (wants_help(argc, argv, N_("actscope show ID|FORMULA: one function, in full\n")))
        return EXIT_DONE;
    argc = arguments_plain(argc, argv);
    if (argc < 2) {
        fault_set(&fault, FAULT_MISSING_ARGUMENT, _("expected a function's id"));
        return usage_fault_of(argv[0], argv[0], &fault);
    }
    int status = refuse_arguments(argc, argv, 2);
    if (status >= 0)
        return status;
    struct own own = {0};
    const struct activation *a = formula_find(argv[1], &own, &fault);
    if (a == NULL)
        return usage_fault_of(argv[0], argv[0], &fault);
    print_function(a);
    own_clear(&own);
    return EXIT_DONE;
}

// --- commands and keys ---

int commands_main(int argc, char **argv)
{
    if (wants_help(argc, argv,
                   N_("actscope commands: every command, its arguments and what it does\n")))
        return EXIT_DONE;
    int status = refuse_arguments(arguments_plain(argc, argv), argv, 1);
    if (status >= 0)
        return status;
    for (int i = 0; command_row(i) != NULL; i++) {
        const struct command_row *row = command_row(i);
        char left[160];
        snprintf(left, sizeof left, "%s %s", row->name, row->arguments);
        print_padded(left, 52);
        printf(" %s\n", _(row->help));
    }
    return EXIT_DONE;
}

// A session with the default keys bound; end with end_keys.
static struct session *begin_keys(void)
{
    struct session *session = memory_must(malloc(sizeof *session));
    session_init(session, (struct host){0});
    command_run(session, default_keys, "keys.actscope", program_report, NULL);
    return session;
}

// Binds the user's own keys, too, as far as their configuration has them itself. What else it says
// matters to the window, which also reports its mistakes.
static void bind_own_keys(struct session *session)
{
    struct text path = {0}, text = {0};
    if (program_config(&path) && file_read_regular(text_string(&path), &text, NULL))
        command_run(session, text_string(&text), text_string(&path), NULL, NULL);
    text_free(&path);
    text_free(&text);
}

static void end_keys(struct session *session)
{
    session_free(session);
    free(session);
}

// Prints one key that the keyboard does not have, why, and which one does the same. Returns whether
// there is such a one.
static bool print_unreachable(const struct keymap *keymap, const struct binding *b)
{
    char sign[KEY_MAX] = "";
    enum reach reach = keymap_reach(keymap, b->key, sign);
    const char *other = keymap_key_of(keymap, b->command);
    bool has_other = keymap_reach(keymap, other, NULL) == REACH_YES;
    print_padded(b->key, 18);
    print_padded(b->command, 24);
    if (reach == REACH_TAKEN)
        printf(_(" types %s here, which is bound itself"), sign);
    else
        printf("%s", _(" cannot be typed"));
    if (has_other)
        printf(_("; %s does the same"), other);
    putchar('\n');
    return has_other;
}

// `keys --check`: which bindings the present keyboard layout cannot press. EXIT_FAILED where one of
// them has no other key.
static int check_keys(void)
{
    struct session *session = begin_keys();
    struct keymap *keymap = &session->keymap;
    struct fault fault = {0};
    int n = 0, lost = 0;
    bind_own_keys(session);
    if (!layout_read(&keymap->keyboard, &fault)) {
        program_report(NULL, &fault);
        end_keys(session);
        return EXIT_FAILED;
    }
    for (int i = 0; i < keymap->n; i++)
        if (keymap_reach(keymap, keymap->bindings[i].key, NULL) != REACH_YES) {
            n++;
            lost += !print_unreachable(keymap, &keymap->bindings[i]);
        }
    if (n == 0)
        printf(_("All %d bindings can be pressed on this keyboard layout\n"), keymap->n);
    else
        printf(_("%d of %d bindings cannot be pressed on this keyboard layout, %d of them have no "
                 "other "
                 "key\n"),
               n, keymap->n, lost);
    end_keys(session);
    return lost > 0 ? EXIT_FAILED : EXIT_DONE;
}

int keys_main(int argc, char **argv)
{
    if (wants_help(
            argc, argv,
            N_("actscope keys [--check]: every key and what it does; with --check, which of them "
               "the present keyboard layout cannot press\n")))
        return EXIT_DONE;
    if (argc == 2 && strcmp(argv[1], "--check") == 0)
        return check_keys();
    int status = refuse_arguments(arguments_plain(argc, argv), argv, 1);
    if (status >= 0)
        return status;
    struct session *session = begin_keys();
    const char *group = "";
    for (int i = 0; i < session->keymap.n; i++) {
        const struct binding *b = &session->keymap.bindings[i];
        if (strcmp(group, b->group) != 0)
            printf("%s%s\n", i > 0 ? "\n" : "", _(b->group));
        group = b->group;
        fputs("  ", stdout);
        print_padded(b->key, 18);
        print_padded(b->command, 24);
        printf(" %s\n", _(b->help));
    }
    end_keys(session);
    return EXIT_DONE;
}

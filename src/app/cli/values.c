// `sample` and `polyline`: numbers of one function. They share how their arguments are read.
#include "app/cli/listings.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/formula.h"
#include "app/cli/option_table.h"
#include "app/cli/options.h"
#include "app/cli/points.h"
#include "app/file.h"
#include "app/program.h"
#include "base/language.h"
#include "plot/fit.h"
#include "plot/sample/sample.h"

enum { SAMPLES_DEFAULT = 101, SAMPLES_MOST = 10000000, SETTINGS_MAX = 64 };

// What the command line of sample or polyline asks for.
struct request {
    const char *id;                      // or a formula
    struct own own;                      // a formula's function; unused for the catalogue's
    const struct activation *activation; // the function; NULL until all arguments are read
    double parameters[ACTIVATION_PARAMETERS_MAX];
    const char *settings[SETTINGS_MAX]; // values of -p, applied once the function is known
    int setting_n;
    double x[2], y[2]; // low and high
    enum scale_kind x_scale, y_scale;
    bool has_x, has_y, has_scale, has_n, has_size, has_format; // whether the option was given
    bool hex, npy, proof;
    long n;         // number of samples
    const char *at; // --at: the file with the x to sample at; NULL if not given
    enum order order;
    int width, height; // of the panel, pixels
};

// Prints a number with 17 significant digits or in hex, which both read back as the same double. A
// NaN is always "nan": its sign bit, which printf would show, has no meaning.
static void print_double(double value, bool hex)
{
    if (isnan(value))
        fputs("nan", stdout);
    else
        printf(hex ? "%a" : "%.17g", value);
}

// --- options ---

// Sets a parameter of the request's function from "NAME=VALUE".
static bool set_parameter(struct request *r, const char *text, struct fault *fault)
{
    char name[64];
    const char *equals = strchr(text, '=');
    if (equals == NULL || (size_t)(equals - text) >= sizeof name)
        return fault_set(fault, FAULT_UNKNOWN_PARAMETER,
                         _("\"%s\" sets nothing; expected NAME=VALUE"), text);
    snprintf(name, sizeof name, "%.*s", (int)(equals - text), text);
    int k = activation_parameter_find(r->activation, name);
    if (k < 0)
        return fault_set(
            fault, FAULT_UNKNOWN_PARAMETER, _("%s has no parameter \"%s\"%s%s"),
            r->activation->name, name, r->activation->parameter_count > 0 ? _("; it has ") : "",
            r->activation->parameter_count > 0 ? r->activation->parameters[0].name : "");
    double value;
    if (!number_read(equals + 1, &value) ||
        !activation_parameter_valid(&r->activation->parameters[k], value))
        return fault_set(fault, FAULT_RANGE, _("\"%s\" is no value for %s"), equals + 1, name);
    r->parameters[k] = value;
    return true;
}

static bool set_count(struct request *r, const char *text, struct fault *fault)
{
    double n;
    r->has_n = true;
    if (!number_read(text, &n) || !(n >= 1 && n <= SAMPLES_MOST) || n != floor(n))
        return fault_set(fault, FAULT_RANGE, _("\"%s\" is no number of samples; expected 1 to %d"),
                         text, SAMPLES_MOST);
    r->n = (long)n;
    return true;
}

static bool set_order(struct request *r, const char *text, struct fault *fault)
{
    if (strlen(text) != 1 || *text < '0' || *text > '2')
        return fault_set(fault, FAULT_UNKNOWN_WORD,
                         _("\"%s\" is no derivative order; expected 0, 1 "
                           "or 2"),
                         text);
    r->order = (enum order)(*text - '0');
    return true;
}

static bool set_format(struct request *r, const char *text, struct fault *fault)
{
    r->has_format = true;
    r->npy = strcmp(text, "npy") == 0;
    if (r->npy || strcmp(text, "csv") == 0)
        return true;
    return fault_set(fault, FAULT_UNKNOWN_WORD, _("\"%s\" is no format; expected csv or npy"),
                     text);
}

static bool set_scale(struct request *r, const char *text, enum scale_kind *scale,
                      struct fault *fault)
{
    int kind = scale_find(text);
    r->has_scale = true;
    if (kind < 0)
        return fault_set(fault, FAULT_UNKNOWN_WORD,
                         _("\"%s\" is no scale; expected linear, log or symlog"), text);
    *scale = (enum scale_kind)kind;
    return true;
}

static bool set_id(void *to, const char *id, struct fault *fault)
{
    struct request *r = to;
    if (r->id != NULL)
        return fault_set(fault, FAULT_EXTRA_ARGUMENT, _("\"%s\" is one argument too many"), id);
    r->id = id;
    return true;
}

// Keeps a value of -p until the function is known.
static bool keep_setting(struct request *r, const char *text, struct fault *fault)
{
    if (r->setting_n == SETTINGS_MAX)
        return fault_set(fault, FAULT_LIMIT, _("more than %d parameters"), SETTINGS_MAX);
    r->settings[r->setting_n++] = text;
    return true;
}

static bool set_request(void *to, enum option_id option, const char *value, struct fault *fault)
{
    struct request *r = to;
    switch (option) {
    case OPTION_X:
        r->has_x = true;
        return range_read(value, &r->x[0], &r->x[1], fault);
    case OPTION_Y:
        r->has_y = true;
        return range_read(value, &r->y[0], &r->y[1], fault);
    case OPTION_COUNT:
        return set_count(r, value, fault);
    case OPTION_AT:
        r->at = value;
        return true;
    case OPTION_ORDER:
        return set_order(r, value, fault);
    case OPTION_FORMAT:
        return set_format(r, value, fault);
    case OPTION_SIZE:
        r->has_size = true;
        return size_read(value, &r->width, &r->height, fault);
    case OPTION_X_SCALE:
        return set_scale(r, value, &r->x_scale, fault);
    case OPTION_PROOF:
        r->proof = true;
        return true;
    case OPTION_Y_SCALE:
        return set_scale(r, value, &r->y_scale, fault);
    case OPTION_PARAMETER:
        return keep_setting(r, value, fault);
    default:
        r->hex = true;
        return true;
    }
}

// After all arguments are read: finds the function, sets its parameters, and takes its home range
// if no -x was given.
static bool complete_request(struct request *r, struct fault *fault)
{
    if (r->id == NULL)
        return fault_set(fault, FAULT_MISSING_ARGUMENT,
                         _("expected a function's id; `actscope list` names them all"));
    r->activation = formula_find(r->id, &r->own, fault);
    if (r->activation == NULL)
        return false;
    activation_defaults(r->activation, r->parameters);
    for (int i = 0; i < r->setting_n; i++)
        if (!set_parameter(r, r->settings[i], fault))
            return false;
    if (!r->has_x) {
        r->x[0] = r->activation->home_low;
        r->x[1] = r->activation->home_high;
    }
    return true;
}

// Reads the command line. Returns -1 to go on, or the exit status after --help or a mistake.
static int read_request(int argc, char **argv, enum option_user user, const char *help,
                        struct request *r)
{
    struct fault fault = {0};
    struct option table[OPTIONS + 1];
    char letters[OPTION_LETTERS_SIZE];
    const struct option_reader reader = {
        .user = user,
        .subcommand = argv[0],
        .help = help,
        .take = set_request,
        .plain = set_id,
        .to = r,
    };
    *r = (struct request){.n = SAMPLES_DEFAULT, .width = 1280, .height = 720};
    option_table(user, "-:", table, letters);
    r->id = formula_take(&argc, argv, letters, table);
    int status = options_each(&reader, argc, argv);
    if (status >= 0 || complete_request(r, &fault))
        return status;
    return usage_fault_of(argv[0], argv[0], &fault);
}

// Checks that all options given belong to the subcommand, and that --at is not given together with
// -x or -n.
static bool refuse_foreign(const struct request *r, bool polyline, struct fault *fault)
{
    if (polyline && (r->at != NULL || r->has_format || r->hex))
        return fault_set(fault, FAULT_EXTRA_ARGUMENT,
                         _("--at, --hex and --format belong to `sample`"));
    if (!polyline && (r->has_y || r->has_size || r->has_scale || r->proof))
        return fault_set(fault, FAULT_EXTRA_ARGUMENT,
                         _("-y, --size, scales and --proof belong to `polyline`"));
    if (r->at != NULL && (r->has_x || r->has_n))
        return fault_set(fault, FAULT_EXTRA_ARGUMENT,
                         _("--at says where, so that -x and -n cannot be given as well"));
    return true;
}

// --- sample ---

static bool read_points(const char *path, struct points *out, struct fault *fault)
{
    struct text text = {0};
    bool ok = file_read(path, &text, fault) && points_read(out, text.data, path, fault);
    text_free(&text);
    return ok;
}

// Makes the x of the samples: r->n of them, evenly spaced over the range.
static void spaced_points(const struct request *r, struct points *out)
{
    for (long i = 0; i < r->n; i++) {
        // The product comes before the quotient, so that round steps, such as 0.1 over -5:5, give
        // round numbers. The longest range, 2e300, times SAMPLES_MOST is still finite. The last x
        // is the end of the range itself.
        double way = r->n > 1 ? (r->x[1] - r->x[0]) * (double)i / (double)(r->n - 1) : 0;
        points_add(out, i > 0 && i + 1 == r->n ? r->x[1] : r->x[0] + way);
    }
}

// Prints the beginning of a comment with the command that gives this output again.
static void print_how(const struct request *r, const char *what)
{
    bool own = r->activation->expression != NULL;
    printf(own ? "# actscope " ACTSCOPE_VERSION " %s \"%s\""
               : "# actscope " ACTSCOPE_VERSION " %s %s",
           what, r->activation->id);
    for (int k = 0; k < r->activation->parameter_count; k++)
        printf(" -p %s=%.17g", r->activation->parameters[k].name, r->parameters[k]);
    if (r->at != NULL) {
        fputs(" --at ", stdout);
        for (const char *p = r->at; *p != '\0'; p++) // a line break would end the comment
            putchar((unsigned char)*p < ' ' ? '?' : *p);
    } else {
        printf(" -x %.17g:%.17g", r->x[0], r->x[1]);
    }
}

static void print_csv(const struct request *r, const struct points *x, double *const y[])
{
    static const char *const headers[ORDER_COUNT] = {"x,f", "x,f,df", "x,f,df,d2f"};
    print_how(r, "sample");
    if (r->at == NULL)
        printf(" -n %ld", r->n);
    printf(" --order %d%s\n%s\n", r->order, r->hex ? " --hex" : "", headers[r->order]);
    for (size_t i = 0; i < x->n; i++) {
        print_double(x->x[i], r->hex);
        for (int o = 0; o < ORDER_COUNT && y[o] != NULL; o++) {
            putchar(',');
            print_double(y[o][i], r->hex);
        }
        putchar('\n');
    }
}

// Prints the samples in NumPy's format 1.0: the magic bytes, a header padded to 128 bytes, then
// rows of float64. The header says little-endian, which the machine must be.
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
static void print_npy(const struct request *r, const struct points *x, double *const y[])
{
    static const unsigned char magic[10] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 128 - 10, 0};
    int columns = 2 + (int)r->order;
    char header[128];
    memset(header, ' ', sizeof header);
    int n =
        snprintf(header + 10, sizeof header - 10,
                 "{'descr': '<f8', 'fortran_order': False, 'shape': (%zu, %d), }", x->n, columns);
    header[10 + n] = ' ';
    memcpy(header, magic, sizeof magic);
    header[sizeof header - 1] = '\n';
    fwrite(header, 1, sizeof header, stdout);
    for (size_t i = 0; i < x->n; i++) {
        fwrite(&x->x[i], sizeof(double), 1, stdout);
        for (int o = 0; o < ORDER_COUNT && y[o] != NULL; o++)
            fwrite(&y[o][i], sizeof(double), 1, stdout);
    }
}

static const char sample_help[] =
    N_("actscope sample: values of a function and its derivatives\n"
       "\n"
       "  actscope sample ID|FORMULA [-x A:B -n N | --at FILE] [OPTIONS]\n"
       "\n"
       "  -x A:B            range; the function's home range if not given\n"
       "  -n N              number of samples, both ends included; 101 if not given\n"
       "      --at FILE     one x a line instead, decimal or C hex float; - is standard input\n"
       "      --order K     columns: 0 x,f   1 x,f,df   2 x,f,df,d2f\n"
       "  -p NAME=VALUE     a parameter (repeatable)\n"
       "      --hex         C hex floats\n"
       "      --format F    csv or npy\n"
       "  -h, --help        this text\n"
       "  -V, --version     the version\n");

int sample_main(int argc, char **argv)
{
    struct request r = {0};
    int status = read_request(argc, argv, OPTION_USER_SAMPLE, sample_help, &r);
    struct fault fault = {0};
    if (status < 0 && !refuse_foreign(&r, false, &fault)) {
        usage_fault_of(argv[0], argv[0], &fault);
        status = EXIT_USAGE;
    }
    struct points x = {0};
    if (status < 0 && r.at != NULL && !read_points(r.at, &x, &fault)) {
        program_report(NULL, &fault);
        status = EXIT_FAILED;
    }
    if (status >= 0) {
        points_free(&x);
        own_clear(&r.own);
        return status;
    }
    if (r.at == NULL)
        spaced_points(&r, &x);
    double *y[ORDER_COUNT] = {NULL, NULL, NULL};
    for (int o = 0; o <= (int)r.order; o++)
        y[o] = memory_new(x.n > 0 ? x.n : 1, sizeof(double));
    activation_eval(r.activation, r.parameters, x.x, x.n, y[0], y[1], y[2]);
    if (r.npy)
        print_npy(&r, &x, y);
    else
        print_csv(&r, &x, y);
    for (int o = 0; o < ORDER_COUNT; o++)
        free(y[o]);
    points_free(&x);
    own_clear(&r.own);
    return EXIT_DONE;
}

// --- polyline ---

static const char polyline_help[] =
    N_("actscope polyline: the vertices drawn for a curve in a panel\n"
       "\n"
       "  actscope polyline ID|FORMULA -x A:B -y A:B --size WxH [--order K] [-p NAME=VALUE]…\n"
       "\n"
       "  -x A:B  -y A:B    what the panel shows; home range, and y fitted, if not given\n"
       "      --size WxH    of the panel in pixels; 1280x720 if not given\n"
       "      --order K     0, 1 or 2\n"
       "      --x-scale S   linear, log or symlog; linear if not given\n"
       "      --y-scale S   the same for y\n"
       "      --proof       and how far, in pixels, the curve may be from the stroke to each\n"
       "                    vertex: proven bounds, or \"unproven\"\n"
       "  -p NAME=VALUE     a parameter (repeatable)\n"
       "  -h, --help        this text\n"
       "  -V, --version     the version\n");

// Whether a picture could have these axes.
static bool check_axes(const struct request *r, struct fault *fault)
{
    const struct axis x = {.scale = r->x_scale, .low = r->x[0], .high = r->x[1]};
    const struct axis y = {.scale = r->y_scale, .low = r->y[0], .high = r->y[1]};
    return axis_check(&x, 0, fault) && axis_check(&y, 0, fault);
}

// Sets the y range to one that fits the curve over the x range.
static void fit_y(struct request *r)
{
    const struct axis x = {.scale = r->x_scale, .low = r->x[0], .high = r->x[1]};
    double low, high;
    if (!sample_fit_extent(r->activation, r->parameters, (enum order)r->order, r->y_scale, &x, &low,
                           &high))
        low = high = 0;
    struct axis y = axis_fit(r->y_scale, low, high);
    r->y[0] = y.low;
    r->y[1] = y.high;
}

// Prints a comment: how many strokes are proven to be near the curve (curve_proof).
static void print_share(const struct curve *curve)
{
    struct curve_proof proof = curve_proof(curve);
    printf("# %zu of %zu pieces proven to %g px", proof.proven, proof.pieces, CURVE_PROVEN_PIXELS);
    if (proof.proven > 0)
        printf(", at most %.3g px", proof.worst);
    if (proof.bounded > proof.proven)
        printf("; %zu more to their pixel column", proof.bounded - proof.proven);
    putchar('\n');
}

// Prints the row of vertex i; with `proof` also the bound, in pixels, of the stroke that ends
// there, which the first vertex of a run has not.
static void print_vertex(const struct curve *curve, size_t i, bool proof, bool is_first)
{
    const struct curve_vertex *v = &curve->vertices[i];
    printf("%.17g,%.17g", v->x, v->y);
    if (proof && is_first)
        putchar(',');
    else if (proof && isfinite(v->bound))
        printf(",%.3g", (double)v->bound);
    else if (proof)
        printf(",unproven");
    putchar('\n');
}

int polyline_main(int argc, char **argv)
{
    struct request r = {0};
    int status = read_request(argc, argv, OPTION_USER_POLYLINE, polyline_help, &r);
    struct fault fault = {0};
    if (status < 0 && !refuse_foreign(&r, true, &fault)) {
        usage_fault_of(argv[0], argv[0], &fault);
        status = EXIT_USAGE;
    }
    if (status >= 0) {
        own_clear(&r.own);
        return status;
    }
    if (!r.has_y)
        fit_y(&r);
    if (r.has_scale && !check_axes(&r, &fault)) {
        usage_fault_of(argv[0], argv[0], &fault);
        own_clear(&r.own);
        return EXIT_USAGE;
    }
    const struct sample_request request = {
        .activation = r.activation,
        .parameters = r.parameters,
        .order = r.order,
        .x = {.scale = r.x_scale, .low = r.x[0], .high = r.x[1]},
        .y = {.scale = r.y_scale, .low = r.y[0], .high = r.y[1]},
        .width = r.width,
        .height = r.height,
    };
    struct curve curve = {.identity = 1};
    curve_sample(&curve, &request);
    print_how(&r, "polyline");
    printf(" -y %.17g:%.17g --size %dx%d --order %d", r.y[0], r.y[1], r.width, r.height, r.order);
    if (r.has_scale)
        printf(" --x-scale %s --y-scale %s", scale_name(r.x_scale), scale_name(r.y_scale));
    putchar('\n');
    if (r.proof)
        print_share(&curve);
    puts(r.proof ? "x,y,bound" : "x,y");
    for (size_t run = 0; run < curve.run_n; run++) {
        if (run > 0)
            putchar('\n');
        for (size_t i = curve.runs[run]; i < curve_run_end(&curve, run); i++)
            print_vertex(&curve, i, r.proof, i == curve.runs[run]);
    }
    curve_free(&curve);
    own_clear(&r.own);
    return EXIT_DONE;
}

// Reads the command line of `actscope gradient`.
#include "app/cli/gradient.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/formula.h"
#include "app/cli/gradient_request.h"
#include "app/cli/option_table.h"
#include "app/cli/options.h"
#include "base/language.h"
#include "base/memory.h"

static const char *const rows_names[ROWS_COUNT] = {"layers", "summary", "gain", "theory",
                                                   "critical"};

// With fewer samples batch normalisation is far from the limit of many.
enum { FEW_SAMPLES = 8 };

enum { SEEDS_MAX = 100000, GAINS_MAX = 10000 };

// --- options ---

static const char help[] = N_(
    "actscope gradient: what random networks do to gradients, and what the theory says, as CSV\n"
    "\n"
    "  actscope gradient -f IDS [OPTIONS]\n"
    "\n"
    "  -f, --functions IDS   activations: sigmoid,tanh, or formulas in quotes\n"
    "      --init NAME       lecun, xavier_normal, xavier_uniform, he_normal, he_uniform, "
    "orthogonal,\n"
    "                        pytorch, custom, critical; xavier_normal if not given\n"
    "      --sigma-w V       spread of the weights: variance V²/width; alone it means --init "
    "custom;\n"
    "                        of orthogonal the gain; A:B with --rows gain\n"
    "      --sigma-b V       spread of the biases, of custom and critical\n"
    "      --skip            a skip connection around every layer: h + f(z)\n"
    "      --norm NAME       none, layer, batch: what is normalised before the activation; none if "
    "not given\n"
    "      --tied            every layer has the weights of the first\n"
    "      --mix LIST        networks whose layers repeat a pattern: sigmoid*2,relu is two layers "
    "of "
    "sigmoid,\n"
    "                        one of relu, two of sigmoid …; beside -f, or alone; may be given more "
    "than once\n"
    "      --depth N         layers: 1 to 200; 30 if not given\n"
    "      --width N         units a layer: 8 to 1024; 256 if not given\n"
    "      --batch N         inputs: 1 to 256; 64 if not given\n"
    "      --seed S          of the first network; 1 if not given\n"
    "      --seeds K         networks, from S on; 1 if not given\n"
    "      --rows KIND       layers    a row for each layer of each network\n"
    "                        summary   a row for each activation: means over the networks\n"
    "                        gain      a row for each activation and each σw of --sigma-w A:B; "
    "0.25:32 if not given\n"
    "                        theory    infinite width: fixed point, χ₁, depth scales\n"
    "                        critical  every σw with χ₁ = 1, at --sigma-b or at a list of σb\n"
    "  -n N                  how many σw, evenly spaced in log σw; 15 if not given\n"
    "      --fixture         networks that any program can rebuild to the last bits: three sizes "
    "and\n"
    "                        three pairs of σw and σb, or the one that other options say\n"
    "      --float32         single precision, which fails where it fails\n"
    "  -h, --help            this text\n"
    "  -V, --version         the version\n");

static bool set_init(struct gradient_request *r, const char *name, struct fault *fault)
{
    int init = initialisation_find(name);
    if (init < 0)
        return fault_set(
            fault, FAULT_UNKNOWN_WORD,
            _("\"%s\" is no initialisation; `actscope gradient --help` names them all"), name);
    r->settings.init = (enum initialisation)init;
    r->has_init = true;
    return true;
}

static bool set_rows(struct gradient_request *r, const char *name, struct fault *fault)
{
    for (int i = 0; i < ROWS_COUNT; i++)
        if (strcmp(name, rows_names[i]) == 0) {
            r->rows = (enum gradient_rows)i;
            return true;
        }
    return fault_set(
        fault, FAULT_UNKNOWN_WORD,
        _("\"%s\" is no kind of rows; expected layers, summary, gain, theory or critical"), name);
}

// Reads the value of an option about the networks' size, within low … high.
static bool set_size(struct gradient_request *r, const char *option, const char *text, int low,
                     int high, int *out, struct fault *fault)
{
    double value;
    r->has_size = true;
    if (!read_whole(option, text, low, high, &value, fault))
        return false;
    *out = (int)value;
    return true;
}

static bool set_seed(struct gradient_request *r, const char *text, struct fault *fault)
{
    double value;
    r->has_size = true;
    // Up to 2^53, every whole number is a double.
    if (!read_whole("--seed", text, 0, 9007199254740992, &value, fault))
        return false;
    r->settings.seed = (uint64_t)value;
    return true;
}

static bool set_seeds(struct gradient_request *r, const char *text, struct fault *fault)
{
    double value;
    if (!read_whole("--seeds", text, 1, SEEDS_MAX, &value, fault))
        return false;
    r->seeds = (int)value;
    return true;
}

static bool set_norm(struct gradient_request *r, const char *name, struct fault *fault)
{
    int norm = norm_find(name);
    if (norm < 0)
        return fault_set(fault, FAULT_UNKNOWN_WORD,
                         _("\"%s\" is no normalisation; expected none, layer or batch"), name);
    r->settings.remedy.norm = (enum network_norm)norm;
    return true;
}

// One σw, or A:B for --rows gain.
static bool set_sigma_w(struct gradient_request *r, const char *text, struct fault *fault)
{
    const double least = 1e-6;
    r->has_gains = strchr(text, ':') != NULL;
    r->has_sigma_w = true;
    if (!r->has_gains)
        return read_real("--sigma-w", text, least, NETWORK_SIGMA_MAX, &r->settings.sigma_w, fault);
    if (!range_read(text, &r->gain_low, &r->gain_high, fault))
        return false;
    if (r->gain_low >= least && r->gain_high <= NETWORK_SIGMA_MAX)
        return true;
    return fault_set(fault, FAULT_RANGE, _("--sigma-w %s is not within %g … %g"), text, least,
                     NETWORK_SIGMA_MAX);
}

static bool set_count(struct gradient_request *r, const char *text, struct fault *fault)
{
    double value;
    if (!read_whole("-n", text, 1, GAINS_MAX, &value, fault))
        return false;
    r->gain_n = (int)value;
    r->has_count = true;
    return true;
}

// --- mixes ---

// How many layers an item of a mix is for: N of "NAME*N" or "(FORMULA)*N", which is cut to what
// stands in front of the star. 1 for all else, such as the formula x*2.
static double cut_times(char *item)
{
    char *star = strrchr(item, '*');
    if (star == NULL || star == item || star[1] == '\0' ||
        strspn(star + 1, "0123456789") != strlen(star + 1))
        return 1;
    *star = '\0';
    size_t n = strlen(item);
    if (activation_find(item) >= 0 || (item[0] == '(' && item[n - 1] == ')'))
        return strtod(star + 1, NULL);
    *star = '*';
    return 1;
}

// Adds an item of a list to the last mix.
static bool add_mix_item(struct gradient_request *r, char *item, struct fault *fault)
{
    struct network_mix *mix = &r->mixes[r->mix_n];
    struct network_mix one;
    double times = cut_times(item);
    if (mix->n == MIX_PARTS_MAX)
        return fault_set(fault, FAULT_LIMIT, _("--mix %s: more than %d parts"),
                         r->mix_names[r->mix_n], MIX_PARTS_MAX);
    if (!(times >= 1 && times <= MIX_LAYERS_MAX))
        return fault_set(fault, FAULT_RANGE, _("--mix %s: %g layers are not within 1 … %d"),
                         r->mix_names[r->mix_n], times, MIX_LAYERS_MAX);
    if (!function_list_add(&r->mixed, item, fault))
        return false;
    const struct selected *f = r->mixed.items[r->mixed.n - 1];
    network_mix_set(&one, f->activation, f->parameters);
    one.parts[0].layers = (int)times;
    mix->parts[mix->n++] = one.parts[0];
    return true;
}

static bool set_mix(struct gradient_request *r, const char *list, struct fault *fault)
{
    if (r->mix_n == GRADIENT_MIXES_MAX)
        return fault_set(fault, FAULT_LIMIT, _("more than %d mixes"), GRADIENT_MIXES_MAX);
    r->mix_names[r->mix_n] = list;
    for (bool ok = true;; list++) {
        size_t n = formula_item(list);
        struct text item = {0};
        ok = formula_comma(list, n, fault);
        text_add_bytes(&item, list, n);
        ok = ok && add_mix_item(r, item.n > 0 ? item.data : (char[]){""}, fault);
        text_free(&item);
        list += n;
        if (!ok || *list == '\0') {
            r->mix_n += ok;
            return ok;
        }
    }
}

static bool set_option(void *to, enum option_id option, const char *value, struct fault *fault)
{
    struct gradient_request *r = to;
    struct network_settings *s = &r->settings;
    switch (option) {
    case OPTION_FUNCTIONS:
        return function_list_add(&r->functions, value, fault);
    case OPTION_MIX:
        return set_mix(r, value, fault);
    case OPTION_INIT:
        return set_init(r, value, fault);
    case OPTION_SIGMA_W:
        return set_sigma_w(r, value, fault);
    case OPTION_SIGMA_B:
        r->has_sigma_b = true;
        return read_real("--sigma-b", value, 0, NETWORK_SIGMA_MAX, &s->sigma_b, fault);
    case OPTION_COUNT:
        return set_count(r, value, fault);
    case OPTION_DEPTH:
        return set_size(r, "--depth", value, 1, NETWORK_DEPTH_MAX, &s->depth, fault);
    case OPTION_WIDTH:
        return set_size(r, "--width", value, NETWORK_WIDTH_MIN, NETWORK_WIDTH_MAX, &s->width,
                        fault);
    case OPTION_BATCH:
        return set_size(r, "--batch", value, 1, NETWORK_BATCH_MAX, &s->batch, fault);
    case OPTION_SEED:
        return set_seed(r, value, fault);
    case OPTION_SEEDS:
        return set_seeds(r, value, fault);
    case OPTION_ROWS:
        return set_rows(r, value, fault);
    case OPTION_NORM:
        return set_norm(r, value, fault);
    default:
        s->fixture = s->fixture || option == OPTION_FIXTURE;
        s->remedy.skip = s->remedy.skip || option == OPTION_SKIP;
        s->remedy.tied = s->remedy.tied || option == OPTION_TIED;
        if (option == OPTION_FLOAT32)
            s->precision = PRECISION_SINGLE;
        return true;
    }
}

// --- what the options mean together ---

// Whether --rows gain, and what belongs to it, goes with the other options.
static bool check_gain(const struct gradient_request *r, struct fault *fault)
{
    bool gain = r->rows == ROWS_GAIN;
    if (!gain && (r->has_gains || r->has_count))
        return fault_set(fault, FAULT_EXTRA_ARGUMENT, _("%s has no meaning without --rows gain"),
                         r->has_gains ? "--sigma-w A:B" : "-n");
    if (gain && r->has_sigma_w && !r->has_gains)
        return fault_set(fault, FAULT_EXTRA_ARGUMENT,
                         _("--rows gain goes through a range of σw: expected --sigma-w A:B"));
    if (gain && r->has_init && r->settings.init != INIT_CUSTOM &&
        r->settings.init != INIT_ORTHOGONAL)
        return fault_set(fault, FAULT_EXTRA_ARGUMENT,
                         _("--rows gain has no meaning for --init %s, which has its own σw"),
                         initialisation_name(r->settings.init));
    return true;
}

// Whether the rows of theory are known of these networks.
static bool check_theory(const struct gradient_request *r, struct fault *fault)
{
    const struct remedy *remedy = &r->settings.remedy;
    if (r->rows == ROWS_CRITICAL && (remedy->skip || remedy->norm != NORM_NONE))
        return fault_set(fault, FAULT_EXTRA_ARGUMENT,
                         _("--rows critical has no meaning with --skip or --norm: there is no "
                           "critical line"));
    if ((r->rows == ROWS_CRITICAL || r->rows == ROWS_THEORY) && r->mix_n > 0)
        return fault_set(fault, FAULT_EXTRA_ARGUMENT,
                         _("--rows %s has no meaning with --mix: its layers have no common fixed "
                           "point"),
                         rows_names[r->rows]);
    return true;
}

// Checks what the options mean together, after all are read. --sigma-w or --sigma-b without --init
// mean --init custom.
static bool complete(struct gradient_request *r, struct fault *fault)
{
    if (r->functions.n == 0 && r->mix_n == 0)
        return fault_set(fault, FAULT_MISSING_ARGUMENT,
                         _("expected -f IDS, as in -f sigmoid,tanh"));
    bool has_sigma = r->has_sigma_w || r->has_sigma_b || r->rows == ROWS_GAIN;
    if (!r->has_init && has_sigma)
        r->settings.init = INIT_CUSTOM;
    if (r->has_init && r->has_sigma_w && r->settings.init != INIT_CUSTOM &&
        r->settings.init != INIT_ORTHOGONAL)
        return fault_set(fault, FAULT_EXTRA_ARGUMENT, _("--sigma-w has no meaning for --init %s"),
                         initialisation_name(r->settings.init));
    if (r->has_init && r->has_sigma_b && r->settings.init != INIT_CUSTOM &&
        r->settings.init != INIT_CRITICAL)
        return fault_set(fault, FAULT_EXTRA_ARGUMENT, _("--sigma-b has no meaning for --init %s"),
                         initialisation_name(r->settings.init));
    return check_gain(r, fault) && check_theory(r, fault) && network_check(&r->settings, fault);
}

// Reads the command line. Returns -1 to go on, or the exit status after --help or a mistake.
static int read_request(int argc, char **argv, struct gradient_request *r)
{
    struct fault fault = {0};
    const struct option_reader reader = {
        .user = OPTION_USER_GRADIENT,
        .subcommand = argv[0],
        .help = help,
        .take = set_option,
        .to = r,
    };
    int status = options_each(&reader, argc, argv);
    if (status >= 0 || complete(r, &fault))
        return status;
    return usage_fault_of(argv[0], argv[0], &fault);
}

// Makes the columns: the activations of -f, then the mixes.
static void make_columns(struct gradient_request *r)
{
    r->columns = memory_new((size_t)r->functions.n + (size_t)r->mix_n, sizeof *r->columns);
    for (int i = 0; i < r->functions.n; i++) {
        const struct selected *f = r->functions.items[i];
        r->columns[r->n].name = f->activation->id;
        network_mix_set(&r->columns[r->n++].mix, f->activation, f->parameters);
    }
    for (int i = 0; i < r->mix_n; i++)
        r->columns[r->n++] = (struct gradient_column){.name = r->mix_names[i], .mix = r->mixes[i]};
}

// --- rows ---

// Prints the comment in front of the rows: how they were made.
static void print_how(const struct gradient_request *r)
{
    const struct network_settings *s = &r->settings;
    printf("# actscope " ACTSCOPE_VERSION " gradient --rows %s", rows_names[r->rows]);
    print_remedy_options(&s->remedy);
    if (s->fixture)
        fputs(" --fixture", stdout);
    if (s->precision == PRECISION_SINGLE)
        fputs(" --float32", stdout);
    if (r->rows != ROWS_THEORY && r->rows != ROWS_CRITICAL)
        printf(" --seeds %d", r->seeds);
    putchar('\n');
    if (s->remedy.norm == NORM_BATCH && s->batch < FEW_SAMPLES && !s->fixture &&
        r->rows != ROWS_THEORY)
        printf("# the theory of batch normalisation is that of many samples; there are %d\n",
               s->batch);
}

// Whether the initialisation is defined for every column. Called first, so that a fault leaves no
// half of a table on standard output.
static bool check_scales(const struct gradient_request *r, struct fault *fault)
{
    double sigma_w, sigma_b;
    for (int k = 0; k < r->n; k++)
        if (!network_scales(&r->settings, &r->columns[k].mix, &sigma_w, &sigma_b, fault))
            return false;
    return true;
}

static bool print_rows(const struct gradient_request *r, struct fault *fault)
{
    if (r->rows != ROWS_CRITICAL && !check_scales(r, fault))
        return false;
    print_how(r);
    if (r->rows == ROWS_THEORY)
        return gradient_print_theory(r, fault);
    if (r->rows != ROWS_CRITICAL)
        return gradient_print_networks(r, fault);
    gradient_print_critical(r);
    return true;
}

static void request_free(struct gradient_request *r)
{
    free(r->columns);
    function_list_free(&r->functions);
    function_list_free(&r->mixed);
    free(r);
}

int gradient_main(int argc, char **argv)
{
    struct gradient_request *r = memory_new(1, sizeof *r);
    struct fault fault = {0};
    r->settings = network_defaults();
    r->seeds = 1;
    r->gain_low = 0.25;
    r->gain_high = 32;
    r->gain_n = 15;
    int status = read_request(argc, argv, r);
    if (status < 0) {
        status = EXIT_DONE;
        make_columns(r);
        if (!print_rows(r, &fault)) {
            fprintf(stderr, "actscope: %s\n", fault.text);
            status = EXIT_FAILED;
        }
    }
    request_free(r);
    return status;
}

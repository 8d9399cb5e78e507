#include "app/cli/gradient.h"
#include "base/language.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/option_table.h"
#include "app/cli/options.h"
#include "app/cli/selection.h"
#include "app/parallel.h"
#include "network/mean_field.h"
#include "network/mlp.h"

// What a row of the output is about (--rows).
enum rows { ROWS_LAYERS, ROWS_SUMMARY, ROWS_THEORY, ROWS_CRITICAL, ROWS_COUNT };
static const char *const rows_names[ROWS_COUNT] = {"layers", "summary", "theory", "critical"};

enum { SEEDS_MAX = 100000, JOBS_MAX = 16 };

// What the command line asks for.
struct request {
    struct selection functions;
    struct network_settings settings; // its seed is that of the first network
    int seeds;                        // how many networks
    enum rows rows;
    bool has_size;                           // --depth, --width, --batch or --seed was given
    bool has_init, has_sigma_w, has_sigma_b; // these options were given
};

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
    "                        of orthogonal the gain\n"
    "      --sigma-b V       spread of the biases, of custom and critical\n"
    "      --depth N         layers: 1 to 200; 30 if not given\n"
    "      --width N         units a layer: 8 to 1024; 256 if not given\n"
    "      --batch N         inputs: 1 to 256; 64 if not given\n"
    "      --seed S          of the first network; 1 if not given\n"
    "      --seeds K         networks, from S on; 1 if not given\n"
    "      --rows KIND       layers    a row for each layer of each network\n"
    "                        summary   a row for each activation: means over the networks\n"
    "                        theory    infinite width: fixed point, χ₁, depth scales\n"
    "                        critical  every σw with χ₁ = 1, at --sigma-b or at a list of σb\n"
    "      --fixture         networks that any program can rebuild to the last bits: three sizes "
    "and\n"
    "                        three pairs of σw and σb, or the one that other options say\n"
    "      --float32         single precision, which fails where it fails\n"
    "  -h, --help            this text\n"
    "      --version         the version\n");

static bool set_init(struct request *r, const char *name, struct fault *fault)
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

static bool set_rows(struct request *r, const char *name, struct fault *fault)
{
    for (int i = 0; i < ROWS_COUNT; i++)
        if (strcmp(name, rows_names[i]) == 0) {
            r->rows = (enum rows)i;
            return true;
        }
    return fault_set(fault, FAULT_UNKNOWN_WORD,
                     _("\"%s\" is no kind of rows; expected layers, summary, theory or critical"),
                     name);
}

// Reads the value of an option about the networks' size, within low … high.
static bool set_size(struct request *r, const char *option, const char *text, int low, int high,
                     int *out, struct fault *fault)
{
    double value;
    r->has_size = true;
    if (!read_whole(option, text, low, high, &value, fault))
        return false;
    *out = (int)value;
    return true;
}

static bool set_seed(struct request *r, const char *text, struct fault *fault)
{
    double value;
    r->has_size = true;
    // Up to 2^53, every whole number is a double.
    if (!read_whole("--seed", text, 0, 9007199254740992, &value, fault))
        return false;
    r->settings.seed = (uint64_t)value;
    return true;
}

static bool set_seeds(struct request *r, const char *text, struct fault *fault)
{
    double value;
    if (!read_whole("--seeds", text, 1, SEEDS_MAX, &value, fault))
        return false;
    r->seeds = (int)value;
    return true;
}

static bool set_option(void *to, enum option_id option, const char *value, struct fault *fault)
{
    struct request *r = to;
    struct network_settings *s = &r->settings;
    switch (option) {
    case OPTION_FUNCTIONS:
        return selection_add(&r->functions, value, fault);
    case OPTION_INIT:
        return set_init(r, value, fault);
    case OPTION_SIGMA_W:
        r->has_sigma_w = true;
        return read_real("--sigma-w", value, 1e-6, NETWORK_SIGMA_MAX, &s->sigma_w, fault);
    case OPTION_SIGMA_B:
        r->has_sigma_b = true;
        return read_real("--sigma-b", value, 0, NETWORK_SIGMA_MAX, &s->sigma_b, fault);
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
    case OPTION_FIXTURE:
        s->fixture = true;
        return true;
    default:
        s->precision = PRECISION_SINGLE;
        return true;
    }
}

// Checks what the options mean together, after all are read. --sigma-w or --sigma-b without --init
// mean --init custom.
static bool complete(struct request *r, struct fault *fault)
{
    if (r->functions.n == 0)
        return fault_set(fault, FAULT_MISSING_ARGUMENT,
                         _("expected -f IDS, as in -f sigmoid,tanh"));
    bool has_sigma = r->has_sigma_w || r->has_sigma_b;
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
    return network_check(&r->settings, fault);
}

// Reads the command line. Returns -1 to go on, or the exit status after --help or a mistake.
static int read_request(int argc, char **argv, struct request *r)
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

// Prints the comment in front of the rows: how they were made.
static void print_how(const struct request *r)
{
    const struct network_settings *s = &r->settings;
    printf("# actscope " ACTSCOPE_VERSION " gradient --rows %s", rows_names[r->rows]);
    if (s->fixture)
        fputs(" --fixture", stdout);
    if (s->precision == PRECISION_SINGLE)
        fputs(" --float32", stdout);
    if (r->rows == ROWS_LAYERS || r->rows == ROWS_SUMMARY)
        printf(" --seeds %d", r->seeds);
    putchar('\n');
}

// --- networks ---

// The networks of one seed, one for each activation, measured on one thread.
struct job {
    const struct request *request;
    struct network_settings settings;
    struct network_result *results; // of each activation's network
    bool *measured;                 // whether results[k] is valid
    struct fault fault;             // why one is not
};

// Measures the networks of the i-th of the jobs at `user`.
static void run_job(void *user, int i)
{
    struct job *job = (struct job *)user + i;
    const struct selection *functions = &job->request->functions;
    struct mlp *mlp = mlp_create();
    struct draws *draws = NULL;
    for (int k = 0; mlp != NULL && k < functions->n; k++) {
        const struct selected *f = functions->items[k];
        job->measured[k] =
            network_measure(mlp, &draws, &job->settings, f->activation, f->parameters, false, NULL,
                            NULL, &job->results[k], &job->fault);
    }
    if (mlp == NULL)
        fault_set(&job->fault, FAULT_MEMORY, _("there is not enough memory"));
    draws_destroy(draws);
    mlp_destroy(mlp);
}

static const char *init_name(const struct network_settings *settings)
{
    return settings->fixture ? "fixture" : initialisation_name(settings->init);
}

// Prints the fields that say which network a row is about: "sigmoid,xavier_normal,1,0,30,256,64".
static void print_network(const struct activation *activation,
                          const struct network_settings *settings, double sigma_w, double sigma_b)
{
    selection_print_id(activation);
    printf(",%s", init_name(settings));
    print_field(sigma_w);
    print_field(sigma_b);
    printf(",%d,%d,%d", settings->depth, settings->width, settings->batch);
}

// Prints a comment on what became of a network, unless it is alive (network_state_print).
static void print_state(const struct activation *activation, const struct network_result *result)
{
    char sentence[160];
    network_state_print(result, sentence, sizeof sentence);
    if (*sentence != '\0')
        printf("# %s, seed %llu: %s\n", activation->id, (unsigned long long)result->seed, sentence);
}

// Prints the measured fields of one layer; the input has no h_mean.
static void print_layer(const struct layer_measure *m, bool input)
{
    print_field(m->z_rms);
    print_field(input ? (double)NAN : m->h_mean);
    print_field(m->h_rms);
    print_field(m->corr);
    print_field(m->sat_frac);
    print_field(m->dead_frac);
    print_field(m->delta_rms);
    print_field(m->wgrad_rms);
}

// Prints the rows of one network, from the input (layer 0) to the top.
static void print_layers(const struct selected *f, const struct network_settings *settings,
                         const struct network_result *result)
{
    struct depth_profile theory;
    mean_field_depth(f->activation, f->parameters, result->sigma_w, result->sigma_b, result->depth,
                     &theory);
    print_state(f->activation, result);
    for (int l = 0; l <= result->depth; l++) {
        print_network(f->activation, settings, result->sigma_w, result->sigma_b);
        printf(",%llu,%d", (unsigned long long)result->seed, l);
        print_layer(&result->layer[l], l == 0);
        print_field(theory.q[l]);
        print_field(theory.log10_over_top[l]);
        putchar('\n');
    }
}

// What theory predicts for slope_fit (network/mlp.h), in decades per layer: minus the least-squares
// slope of log10 RMS δˡ over the same layers, 11 to depth - 10. NaN below 30 layers, as there.
static double theory_slope(const struct depth_profile *theory)
{
    int low = 11, high = theory->depth - 10;
    double middle = (low + high) / 2., above = 0, below = 0;
    for (int l = low; l <= high; l++) {
        above += (l - middle) * theory->log10_over_top[l];
        below += (l - middle) * (l - middle);
    }
    return theory->depth >= 30 && isfinite(above) ? -above / below : (double)NAN;
}

// Prints the row of one activation: means and standard errors over all seeds, beside the theory.
static void print_summary(const struct selected *f, const struct network_settings *settings,
                          const struct network_band *band)
{
    double sigma_w, sigma_b;
    struct depth_profile theory;
    if (!network_scales(settings, f->activation, f->parameters, &sigma_w, &sigma_b, NULL))
        return;
    mean_field_depth(f->activation, f->parameters, sigma_w, sigma_b, settings->depth, &theory);
    if (band->delta_ratio.left_out > 0)
        printf("# %s: %d of %d networks have no ratio and are left out of the means\n",
               f->activation->id, band->delta_ratio.left_out, band->seeds);
    print_network(f->activation, settings, sigma_w, sigma_b);
    printf(",%d", band->seeds);
    const struct spread *d = &band->delta_ratio, *w = &band->wgrad_ratio, *q = &band->q_top,
                        *s = &band->slope_fit;
    const double fields[] = {d->n > 0 ? d->mean : (double)NAN,
                             spread_se(d),
                             spread_sd(d),
                             theory.log10_delta_ratio,
                             w->n > 0 ? w->mean : (double)NAN,
                             spread_se(w),
                             theory.log10_wgrad_ratio,
                             q->n > 0 ? q->mean : (double)NAN,
                             spread_se(q),
                             s->n > 0 ? s->mean : (double)NAN,
                             spread_se(s),
                             theory_slope(&theory)};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_field(fields[i]);
    putchar('\n');
}

// How many jobs run at a time.
static int job_count(const struct request *r)
{
    int cores = parallel_cores(), n = cores < r->seeds ? cores : r->seeds;
    return n < JOBS_MAX ? n : JOBS_MAX;
}

// Prints the layers of a finished job's networks, or adds the results to the bands of their
// activations. False with the job's fault if a network was not measured.
static bool collect(const struct job *job, struct network_band *bands, struct fault *fault)
{
    const struct request *r = job->request;
    for (int k = 0; k < r->functions.n; k++) {
        if (!job->measured[k]) {
            *fault = job->fault;
            return false;
        }
        if (r->rows == ROWS_LAYERS)
            print_layers(r->functions.items[k], &job->settings, &job->results[k]);
        else
            network_band_add(&bands[k], &job->results[k]);
    }
    return true;
}

// Measures the networks of all seeds with these settings, as many at a time as there are cores, and
// prints their rows in the order of the seeds.
static bool run_networks(const struct request *r, const struct network_settings *settings,
                         struct fault *fault)
{
    int n = job_count(r), functions = r->functions.n;
    struct job jobs[JOBS_MAX];
    struct network_band *bands = memory_new((size_t)functions, sizeof *bands);
    bool ok = true;
    for (int i = 0; i < n; i++)
        jobs[i] = (struct job){
            .request = r,
            .results = memory_new((size_t)functions, sizeof *jobs[i].results),
            .measured = memory_new((size_t)functions, sizeof *jobs[i].measured),
        };
    for (int begin = 0; ok && begin < r->seeds; begin += n) {
        int count = r->seeds - begin < n ? r->seeds - begin : n;
        for (int i = 0; i < count; i++) {
            jobs[i].settings = *settings;
            jobs[i].settings.seed += (uint64_t)(begin + i);
        }
        parallel_run(count, run_job, jobs);
        for (int i = 0; ok && i < count; i++)
            ok = collect(&jobs[i], bands, fault);
    }
    for (int k = 0; ok && r->rows == ROWS_SUMMARY && k < functions; k++)
        print_summary(r->functions.items[k], settings, &bands[k]);
    for (int i = 0; i < n; i++) {
        free(jobs[i].results);
        free(jobs[i].measured);
    }
    free(bands);
    return ok;
}

// Measures the reference networks of --fixture: three sizes times three pairs of σw and σb. Options
// for sizes or for the spreads replace the three by the one that they give.
static bool run_fixtures(const struct request *r, struct fault *fault)
{
    static const struct {
        int depth, width, batch;
        uint64_t seed;
    } sizes[] = {{4, 8, 4, 1}, {20, 64, 16, 2}, {50, 32, 8, 3}};
    static const double sigmas[][2] = {{1, 0}, {1.4142135623730951, 0}, {1.2, 0.1}};
    bool has_sigma = r->has_init || r->has_sigma_w || r->has_sigma_b;
    for (int i = 0; i < (r->has_size ? 1 : 3); i++)
        for (int k = 0; k < (has_sigma ? 1 : 3); k++) {
            struct network_settings s = r->settings;
            if (!r->has_size) {
                s.depth = sizes[i].depth;
                s.width = sizes[i].width;
                s.batch = sizes[i].batch;
                s.seed = sizes[i].seed;
            }
            if (!has_sigma) {
                s.init = INIT_CUSTOM;
                s.sigma_w = sigmas[k][0];
                s.sigma_b = sigmas[k][1];
            }
            if (!run_networks(r, &s, fault))
                return false;
        }
    return true;
}

// Prints the rows that measured networks give: layers or summary.
static bool print_networks(const struct request *r, struct fault *fault)
{
    static const char *const headers[] = {
        "activation,init,sigma_w,sigma_b,depth,width,batch,seed,layer,z_rms,h_mean,h_rms,corr,"
        "sat_frac,dead_frac,delta_rms,wgrad_rms,q_theory,log10_delta_over_top_theory",
        "activation,init,sigma_w,sigma_b,depth,width,batch,seeds,log10_delta_ratio,"
        "log10_delta_ratio_se,log10_delta_ratio_sd,log10_delta_ratio_theory,log10_wgrad_ratio,"
        "log10_wgrad_ratio_se,log10_wgrad_ratio_theory,log10_q_L,log10_q_L_se,slope_fit,"
        "slope_fit_se,slope_theory"};
    puts(headers[r->rows == ROWS_SUMMARY]);
    return r->settings.fixture ? run_fixtures(r, fault) : run_networks(r, &r->settings, fault);
}

// --- theory ---

// Prints a row for each activation: the fixed points of wide networks and how fast they are
// reached.
static bool print_theory(const struct request *r, struct fault *fault)
{
    puts("activation,sigma_w,sigma_b,regime,q_star,chi_1,dV_dq,xi_q,xi_grad,slope_log10_per_layer,"
         "c_star,chi_c_star,xi_c");
    for (int k = 0; k < r->functions.n; k++) {
        const struct selected *f = r->functions.items[k];
        struct fixed_point p;
        double sigma_w, sigma_b;
        if (!network_scales(&r->settings, f->activation, f->parameters, &sigma_w, &sigma_b, fault))
            return false;
        mean_field_fixed_point(f->activation, f->parameters, sigma_w, sigma_b, &p);
        mean_field_correlation(f->activation, f->parameters, sigma_w, sigma_b, &p);
        selection_print_id(f->activation);
        print_field(sigma_w);
        print_field(sigma_b);
        printf(",%s", regime_name(p.regime));
        const double fields[] = {p.q_star, p.chi_1,  p.dv_dq,      p.xi_q, p.xi_grad,
                                 p.slope,  p.c_star, p.chi_c_star, p.xi_c};
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            print_field(fields[i]);
        putchar('\n');
    }
    return true;
}

// The word for a solution with χ₁ = 1: every variance q is a fixed point; the fixed point repels;
// the solution is the limit q → 0; or the fixed point attracts.
static const char *critical_kind(const struct critical *c)
{
    return c->any_q ? "any" : c->repelling ? "repelling" : c->q == 0 ? "limit" : "stable";
}

// Prints a row for each σw with χ₁ = 1 at this σb; one row that says "none" if there is no such σw.
static void print_critical_of(const struct selected *f, double sigma_b)
{
    struct critical found[CRITICAL_MAX];
    int n = mean_field_critical(f->activation, f->parameters, sigma_b, found);
    for (int i = 0; i < n || i == 0; i++) {
        selection_print_id(f->activation);
        print_field(sigma_b);
        if (n == 0) {
            puts(",,,,none");
            continue;
        }
        print_field(found[i].sigma_w);
        print_field(found[i].q);
        print_field(found[i].dv_dq);
        printf(",%s\n", critical_kind(&found[i]));
    }
}

static void print_critical(const struct request *r)
{
    // Where --sigma-b is not given; 0.2236… is the root of 0.05.
    static const double sigmas[] = {0, 0.05, 0.1, 0.2, 0.22360679774997896, 0.3, 0.5, 1};
    puts("activation,sigma_b,sigma_w,q,dV_dq,kind");
    for (int k = 0; k < r->functions.n; k++) {
        if (r->has_sigma_b)
            print_critical_of(r->functions.items[k], r->settings.sigma_b);
        for (size_t i = 0; !r->has_sigma_b && i < sizeof sigmas / sizeof *sigmas; i++)
            print_critical_of(r->functions.items[k], sigmas[i]);
    }
}

// Whether the initialisation is defined for every function. Called first, so that a fault leaves no
// half of a table on standard output.
static bool check_scales(const struct request *r, struct fault *fault)
{
    double sigma_w, sigma_b;
    for (int k = 0; k < r->functions.n; k++) {
        const struct selected *f = r->functions.items[k];
        if (!network_scales(&r->settings, f->activation, f->parameters, &sigma_w, &sigma_b, fault))
            return false;
    }
    return true;
}

static bool print_rows(const struct request *r, struct fault *fault)
{
    if (r->rows != ROWS_CRITICAL && !check_scales(r, fault))
        return false;
    print_how(r);
    if (r->rows == ROWS_THEORY)
        return print_theory(r, fault);
    if (r->rows != ROWS_CRITICAL)
        return print_networks(r, fault);
    print_critical(r);
    return true;
}

int gradient_main(int argc, char **argv)
{
    struct request r = {.settings = network_defaults(), .seeds = 1};
    struct fault fault = {0};
    int status = read_request(argc, argv, &r);
    if (status < 0) {
        status = EXIT_DONE;
        if (!print_rows(&r, &fault)) {
            fprintf(stderr, "actscope: %s\n", fault.text);
            status = EXIT_FAILED;
        }
    }
    selection_free(&r.functions);
    return status;
}

// The rows of `actscope gradient` that are measured in networks.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/cli/gradient_request.h"
#include "app/cli/progress.h"
#include "app/parallel.h"
#include "base/language.h"
#include "base/memory.h"
#include "network/mean_field.h"

enum { JOBS_MAX = 16 };

// What a row of means needs of one network.
struct headline {
    double delta_ratio, wgrad_ratio, q_top, slope_fit;
};

// The networks of one seed, of each column and each σw, measured on one thread.
struct job {
    const struct gradient_request *request;
    struct network_settings settings;
    struct network_result *results; // of each column for --rows layers, else of the last network
    struct headline *headlines;     // of each column and σw
    bool failed;
    struct fault fault; // why
};

// How many σw there are, and the settings for one of them.
static int gain_count(const struct gradient_request *r)
{
    return r->rows == ROWS_GAIN ? r->gain_n : 1;
}

static struct network_settings settings_at(const struct gradient_request *r,
                                           const struct network_settings *settings, int gain)
{
    struct network_settings s = *settings;
    double t = r->gain_n > 1 ? (double)gain / (r->gain_n - 1) : 0;
    if (r->rows == ROWS_GAIN && t < 1)
        s.sigma_w = r->gain_low * pow(r->gain_high / r->gain_low, t);
    else if (r->rows == ROWS_GAIN)
        s.sigma_w = r->gain_high;
    return s;
}

// Measures the network of a column at a σw; where it goes in the job's arrays is seen from these.
static bool measure(struct job *job, struct mlp *mlp, struct draws **draws, int column, int gain)
{
    const struct gradient_request *r = job->request;
    struct network_settings settings = settings_at(r, &job->settings, gain);
    struct network_result *result = &job->results[r->rows == ROWS_LAYERS ? column : 0];
    if (!network_measure(mlp, draws, &settings, &r->columns[column].mix, false, NULL, NULL, result,
                         &job->fault))
        return false;
    job->headlines[column * gain_count(r) + gain] =
        (struct headline){result->log10_delta_ratio, result->log10_wgrad_ratio, result->log10_q_top,
                          result->slope_fit};
    return true;
}

// Measures the networks of the i-th of the jobs at `user`.
static void run_job(void *user, int i)
{
    struct job *job = (struct job *)user + i;
    struct mlp *mlp = mlp_create();
    struct draws *draws = NULL;
    job->failed = mlp == NULL;
    if (mlp == NULL)
        fault_set(&job->fault, FAULT_MEMORY, _("there is not enough memory"));
    for (int k = 0; k < job->request->n; k++)
        for (int gain = 0; !job->failed && gain < gain_count(job->request); gain++)
            job->failed = !measure(job, mlp, &draws, k, gain);
    draws_destroy(draws);
    mlp_destroy(mlp);
}

static const char *init_name(const struct network_settings *settings)
{
    return settings->fixture ? "fixture" : initialisation_name(settings->init);
}

// Prints the fields that say which network a row is about: "sigmoid,xavier_normal,1,0,30,256,64".
static void print_network(const char *name, const struct network_settings *settings, double sigma_w,
                          double sigma_b)
{
    function_list_print_name(name);
    printf(",%s", init_name(settings));
    print_field(sigma_w);
    print_field(sigma_b);
    printf(",%d,%d,%d", settings->depth, settings->width, settings->batch);
}

// Prints a comment on what became of a network, unless it is alive (network_state_print).
static void print_state(const char *name, const struct network_result *result)
{
    char sentence[160];
    network_state_print(result, sentence, sizeof sentence);
    if (*sentence != '\0')
        printf("# %s, seed %llu: %s\n", name, (unsigned long long)result->seed, sentence);
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
static void print_layers(const struct gradient_request *r, const struct gradient_column *column,
                         const struct network_result *result)
{
    struct depth_profile theory;
    const struct mean_field_net net = {.mix = &column->mix,
                                       .remedy = r->settings.remedy,
                                       .sigma_w = result->sigma_w,
                                       .sigma_b = result->sigma_b,
                                       .depth = result->depth};
    const struct network_settings size = {.depth = result->depth,
                                          .width = result->width,
                                          .batch = result->batch,
                                          .init = r->settings.init,
                                          .fixture = r->settings.fixture};
    mean_field_profile(&net, &theory);
    print_state(column->name, result);
    for (int l = 0; l <= result->depth; l++) {
        print_network(column->name, &size, result->sigma_w, result->sigma_b);
        printf(",%llu,%d", (unsigned long long)result->seed, l);
        print_layer(&result->layer[l], l == 0);
        print_field(theory.q[l]);
        print_field(theory.log10_over_top[l]);
        print_remedy(&r->settings.remedy);
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

// Means over the seeds of one column at one σw.
struct band {
    int seeds;
    struct spread delta_ratio, wgrad_ratio, q_top, slope_fit;
};

static void band_add(struct band *band, const struct headline *headline)
{
    band->seeds++;
    spread_add(&band->delta_ratio, headline->delta_ratio);
    spread_add(&band->wgrad_ratio, headline->wgrad_ratio);
    spread_add(&band->q_top, headline->q_top);
    spread_add(&band->slope_fit, headline->slope_fit);
}

static double mean(const struct spread *spread)
{
    return spread->n > 0 ? spread->mean : (double)NAN;
}

// Prints the row of one column at one σw: means and standard errors over all seeds, beside the
// theory.
static void print_summary(const struct gradient_request *r, const struct gradient_column *column,
                          const struct network_settings *settings, const struct band *band)
{
    struct depth_profile theory;
    struct mean_field_net net = {
        .mix = &column->mix, .remedy = settings->remedy, .depth = settings->depth};
    if (!network_scales(settings, &column->mix, &net.sigma_w, &net.sigma_b, NULL))
        return;
    mean_field_profile(&net, &theory);
    if (band->delta_ratio.left_out > 0)
        printf("# %s: %d of %d networks have no ratio and are left out of the means\n",
               column->name, band->delta_ratio.left_out, band->seeds);
    print_network(column->name, settings, net.sigma_w, net.sigma_b);
    printf(",%d", band->seeds);
    const struct spread *d = &band->delta_ratio, *w = &band->wgrad_ratio, *q = &band->q_top,
                        *s = &band->slope_fit;
    const double fields[] = {mean(d),
                             spread_se(d),
                             spread_sd(d),
                             theory.log10_delta_ratio,
                             mean(w),
                             spread_se(w),
                             theory.log10_wgrad_ratio,
                             mean(q),
                             spread_se(q),
                             mean(s),
                             spread_se(s),
                             theory_slope(&theory)};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_field(fields[i]);
    print_remedy(&r->settings.remedy);
}

// How many jobs run at a time.
static int job_count(const struct gradient_request *r)
{
    int cores = parallel_cores(), n = cores < r->seeds ? cores : r->seeds;
    return n < JOBS_MAX ? n : JOBS_MAX;
}

// Prints the layers of a finished job's networks, or adds their headlines to the bands. False with
// the job's fault if a network was not measured.
static bool collect(const struct job *job, struct band *bands, struct fault *fault)
{
    const struct gradient_request *r = job->request;
    if (job->failed) {
        *fault = job->fault;
        return false;
    }
    for (int k = 0; r->rows == ROWS_LAYERS && k < r->n; k++)
        print_layers(r, &r->columns[k], &job->results[k]);
    for (int i = 0; i < r->n * gain_count(r); i++)
        band_add(&bands[i], &job->headlines[i]);
    return true;
}

// Measures the networks of all seeds, as many at a time as there are jobs, and collects them in the
// order of the seeds.
static bool run_jobs(const struct gradient_request *r, const struct network_settings *settings,
                     struct job *jobs, int n, struct band *bands, struct fault *fault)
{
    struct progress progress = progress_begin();
    for (int begin = 0; begin < r->seeds; begin += n) {
        int count = r->seeds - begin < n ? r->seeds - begin : n;
        for (int i = 0; i < count; i++) {
            jobs[i].settings = *settings;
            jobs[i].settings.seed += (uint64_t)(begin + i);
        }
        parallel_run(count, run_job, jobs);
        progress_hide(&progress);
        for (int i = 0; i < count; i++)
            if (!collect(&jobs[i], bands, fault))
                return false;
        fflush(stdout); // rows are seen as they come, in a pipe or a file, too
        progress_show(&progress, (double)(begin + count) / r->seeds);
    }
    progress_hide(&progress);
    return true;
}

// Measures the networks of all seeds with these settings and prints their rows.
static bool run_networks(const struct gradient_request *r, const struct network_settings *settings,
                         struct fault *fault)
{
    int n = job_count(r), gains = gain_count(r);
    size_t kept = r->rows == ROWS_LAYERS ? (size_t)r->n : 1, rows = (size_t)r->n * (size_t)gains;
    struct job jobs[JOBS_MAX];
    struct band *bands = memory_new(rows, sizeof *bands);
    for (int i = 0; i < n; i++)
        jobs[i] = (struct job){
            .request = r,
            .results = memory_new(kept, sizeof *jobs[i].results),
            .headlines = memory_new(rows, sizeof *jobs[i].headlines),
        };
    bool ok = run_jobs(r, settings, jobs, n, bands, fault);
    for (int i = 0; ok && r->rows != ROWS_LAYERS && i < r->n * gains; i++) {
        const struct network_settings at = settings_at(r, settings, i % gains);
        print_summary(r, &r->columns[i / gains], &at, &bands[i]);
    }
    for (int i = 0; i < n; i++) {
        free(jobs[i].results);
        free(jobs[i].headlines);
    }
    free(bands);
    return ok;
}

// Measures the reference networks of --fixture: three sizes times three pairs of σw and σb. Options
// for sizes or for the spreads replace the three by the one that they give.
static bool run_fixtures(const struct gradient_request *r, struct fault *fault)
{
    static const struct {
        int depth, width, batch;
        uint64_t seed;
    } sizes[] = {{4, 8, 4, 1}, {20, 64, 16, 2}, {50, 32, 8, 3}};
    static const double sigmas[][2] = {{1, 0}, {1.4142135623730951, 0}, {1.2, 0.1}};
    bool has_sigma = r->rows == ROWS_GAIN || r->has_init || r->has_sigma_w || r->has_sigma_b;
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

bool gradient_print_networks(const struct gradient_request *r, struct fault *fault)
{
    static const char *const headers[] = {
        "activation,init,sigma_w,sigma_b,depth,width,batch,seed,layer,z_rms,h_mean,h_rms,corr,"
        "sat_frac,dead_frac,delta_rms,wgrad_rms,q_theory,log10_delta_over_top_"
        "theory" REMEDY_FIELDS,
        "activation,init,sigma_w,sigma_b,depth,width,batch,seeds,log10_delta_ratio,"
        "log10_delta_ratio_se,log10_delta_ratio_sd,log10_delta_ratio_theory,log10_wgrad_ratio,"
        "log10_wgrad_ratio_se,log10_wgrad_ratio_theory,log10_q_L,log10_q_L_se,slope_fit,"
        "slope_fit_se,slope_theory" REMEDY_FIELDS};
    puts(headers[r->rows != ROWS_LAYERS]);
    return r->settings.fixture ? run_fixtures(r, fault) : run_networks(r, &r->settings, fault);
}

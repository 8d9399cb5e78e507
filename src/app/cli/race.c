#include "app/cli/race.h"
#include "base/language.h"
#include "base/memory.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/cli/function_list.h"
#include "app/cli/option_table.h"
#include "app/cli/options.h"
#include "app/cli/progress.h"
#include "app/parallel.h"
#include "network/race.h"

enum { SEEDS_MAX = 10000 };

// What the command line asks for.
struct request {
    struct function_list functions;
    struct race_settings settings; // its seed is that of the first race
    int seeds;                     // how many races
    struct remedy remedy;          // of all networks
    int every;                     // steps from row to row; 0 if not given
};

static const char help[] = N_(
    "actscope race: networks that differ in the activation alone learn a task, as CSV\n"
    "\n"
    "  actscope race -f IDS [OPTIONS]\n"
    "\n"
    "  -f, --functions IDS   activations: sigmoid,relu, or formulas in quotes\n"
    "      --dataset NAME    circles, spirals, moons, xor; circles if not given\n"
    "      --depth N         hidden layers: 1 to 50; 10 if not given\n"
    "      --width N         units a layer: 1 to 128; 32 if not given\n"
    "      --batch N         points a step: 1 to 512; 64 if not given\n"
    "      --steps N         2000 if not given\n"
    "      --every N         steps from row to row; if not given, rows at 0, 100, 250, 500, 1000 "
    "…\n"
    "      --optimiser NAME  sgd, adam; sgd if not given\n"
    "      --rate V          learning rate; 0.03 for circles, 0.01 for the others, 0.001 for adam\n"
    "      --momentum V      of sgd: 0 to below 1; 0.9 if not given\n"
    "      --init NAME       recommended: He for ReLU, GELU, SiLU and Mish, else Xavier\n"
    "                        pytorch: nn.Linear's default\n"
    "                        critical: χ₁ = 1\n"
    "                        custom: --sigma-w\n"
    "      --sigma-w V       spread of the weights: variance V²/inputs; alone it means --init "
    "custom\n"
    "      --skip            skip connections around the layers between hidden layers: h + f(z)\n"
    "      --norm NAME       none, layer, batch: what is normalised before the activation; none if "
    "not given\n"
    "      --tied            hidden layers from the second on have the same weights\n"
    "      --seed S          of the first race; 1 if not given\n"
    "      --seeds K         races, from S on; 1 if not given\n"
    "  -h, --help            this text\n"
    "  -V, --version         the version\n");

// Takes the value of an option that is a word; `found` is the word's number, below 0 for an unknown
// one.
static bool set_word(const char *option, const char *word, int found, int *out, struct fault *fault)
{
    if (found < 0)
        return fault_set(fault, FAULT_UNKNOWN_WORD,
                         _("\"%s\" is no value for %s; `actscope race --help` names them all"),
                         word, option);
    *out = found;
    return true;
}

static bool set_count(const char *option, const char *text, int low, int high, int *out,
                      struct fault *fault)
{
    double value;
    if (!read_whole(option, text, low, high, &value, fault))
        return false;
    *out = (int)value;
    return true;
}

static bool set_seed(struct request *r, const char *text, struct fault *fault)
{
    double value;
    // Up to 2^53, every whole number is a double.
    if (!read_whole("--seed", text, 0, 9007199254740992, &value, fault))
        return false;
    r->settings.seed = (uint64_t)value;
    return true;
}

// Sets one of the options whose value is a word.
static bool set_choice(struct request *r, enum option_id option, const char *value,
                       struct fault *fault)
{
    struct race_settings *s = &r->settings;
    int found = 0;
    bool ok;
    switch (option) {
    case OPTION_DATASET:
        ok = set_word("--dataset", value, race_data_find(value), &found, fault);
        s->data = ok ? (enum race_data)found : s->data;
        return ok;
    case OPTION_OPTIMISER:
        ok = set_word("--optimiser", value, race_optimiser_find(value), &found, fault);
        s->optimiser = ok ? (enum race_optimiser)found : s->optimiser;
        return ok;
    default:
        ok = set_word("--init", value, race_init_find(value), &found, fault);
        s->init = ok ? (enum race_init)found : s->init;
        return ok;
    }
}

static bool set_norm(struct request *r, const char *name, struct fault *fault)
{
    int found = 0;
    if (!set_word("--norm", name, norm_find(name), &found, fault))
        return false;
    r->remedy.norm = (enum network_norm)found;
    return true;
}

static bool set_option(void *to, enum option_id option, const char *value, struct fault *fault)
{
    struct request *r = to;
    struct race_settings *s = &r->settings;
    switch (option) {
    case OPTION_FUNCTIONS:
        return function_list_add(&r->functions, value, fault);
    case OPTION_SIGMA_W:
        s->init = RACE_INIT_CUSTOM;
        return read_real("--sigma-w", value, 1e-6, NETWORK_SIGMA_MAX, &s->sigma_w, fault);
    case OPTION_RATE:
        return read_real("--rate", value, 1e-9, 100, &s->learning_rate, fault);
    case OPTION_MOMENTUM:
        return read_real("--momentum", value, 0, 0.9999, &s->momentum, fault);
    case OPTION_DEPTH:
        return set_count("--depth", value, 1, RACE_DEPTH_MAX, &s->depth, fault);
    case OPTION_WIDTH:
        return set_count("--width", value, 1, RACE_WIDTH_MAX, &s->width, fault);
    case OPTION_BATCH:
        return set_count("--batch", value, 1, RACE_BATCH_MAX, &s->batch, fault);
    case OPTION_SKIP:
        r->remedy.skip = true;
        return true;
    case OPTION_TIED:
        r->remedy.tied = true;
        return true;
    case OPTION_NORM:
        return set_norm(r, value, fault);
    case OPTION_STEPS:
        return set_count("--steps", value, 0, 10000000, &s->steps, fault);
    case OPTION_EVERY:
        return set_count("--every", value, 1, 10000000, &r->every, fault);
    case OPTION_SEED:
        return set_seed(r, value, fault);
    case OPTION_SEEDS:
        return set_count("--seeds", value, 1, SEEDS_MAX, &r->seeds, fault);
    default:
        return set_choice(r, option, value, fault);
    }
}

static bool complete(struct request *r, struct fault *fault)
{
    if (r->functions.n == 0)
        return fault_set(fault, FAULT_MISSING_ARGUMENT,
                         _("expected -f IDS, as in -f sigmoid,relu"));
    return race_check(&r->settings, fault);
}

// Reads the command line. Returns -1 to go on, or the exit status after --help or a mistake.
static int read_request(int argc, char **argv, struct request *r)
{
    struct fault fault = {0};
    const struct option_reader reader = {
        .user = OPTION_USER_RACE,
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

// --- the race ---

// The step of the row that follows the row of `step`: 100, 250, 500, 1000, 2000, 3000 …, or by
// --every; the race's last step at most.
static int next_row(const struct request *r, int step)
{
    static const int rows[] = {100, 250, 500, 1000};
    int next = r->every > 0 ? step + r->every : step + 1000;
    for (size_t i = 0; r->every == 0 && i < sizeof rows / sizeof *rows; i++)
        if (rows[i] > step) {
            next = rows[i];
            break;
        }
    return next < r->settings.steps ? next : r->settings.steps;
}

struct heat;

// One network of a race, trained on one thread.
struct lane {
    struct heat *heat;
    const struct selected *function;
    struct race_score *scores; // one for each row
    int n;                     // how many scores there are …
    int printed;               // … and how many of them are printed
    size_t c;                  // room for how many
    bool failed;               // there was no memory for the network
    bool diverged;             // training ended early; the last score is of that step
    bool ended;                // there will be no more scores
};

// All networks of one race. Their rows are printed as they come, and yet in the order of the lanes:
// those of a lane wait until the lanes before it have ended. `lock` guards the scores and standard
// output.
struct heat {
    const struct request *request;
    const struct race *race;
    struct lane lanes[FUNCTION_LIST_MAX];
    int turn;         // the lane whose rows are printed
    double done, all; // steps of training
    struct progress *progress;
    SDL_mutex *lock;
};

static void print_score(const struct lane *lane, const struct race_score *s)
{
    const struct heat *heat = lane->heat;
    unsigned long long seed = heat->race->settings.seed;
    if (lane->diverged && s == &lane->scores[lane->n - 1])
        printf("# %s, seed %llu: diverged at step %d\n", lane->function->activation->id, seed,
               s->step);
    function_list_print_id(lane->function->activation);
    printf(",%llu,%d", seed, s->step);
    print_field(s->loss);
    print_field(s->accuracy_train);
    print_field(s->accuracy_test);
    print_remedy(&heat->request->remedy);
}

// Prints the rows whose turn it is. Those behind a lane that failed are never printed.
static void print_ready(struct heat *heat)
{
    bool any = false;
    while (heat->turn < heat->request->functions.n) {
        struct lane *lane = &heat->lanes[heat->turn];
        if (lane->printed < lane->n && !any) {
            any = true;
            progress_hide(heat->progress);
        }
        while (lane->printed < lane->n)
            print_score(lane, &lane->scores[lane->printed++]);
        if (!lane->ended || lane->failed)
            break;
        heat->turn++;
    }
    if (any)
        fflush(stdout); // whoever reads a pipe or a file sees them, too
}

// Adds the network's present score.
static void add_score(struct lane *lane, struct race_net *net, bool diverged, bool last)
{
    struct heat *heat = lane->heat;
    struct race_score score;
    race_net_score(net, &score);
    SDL_LockMutex(heat->lock);
    lane->scores = memory_grow(lane->scores, &lane->c, (size_t)lane->n + 1, sizeof *lane->scores);
    lane->scores[lane->n++] = score;
    lane->diverged = diverged;
    lane->ended = last;
    print_ready(heat);
    SDL_UnlockMutex(heat->lock);
}

// Trains a lane's network up to the next row, in pieces so short that the progress moves.
static bool train(struct lane *lane, struct race_net *net, int steps)
{
    enum { PIECE = 100 };
    struct heat *heat = lane->heat;
    for (int done = 0; done < steps; done += PIECE) {
        int n = steps - done < PIECE ? steps - done : PIECE;
        if (!race_net_step(net, n))
            return false;
        SDL_LockMutex(heat->lock);
        heat->done += n;
        progress_show(heat->progress, heat->done / heat->all);
        SDL_UnlockMutex(heat->lock);
    }
    return true;
}

// Trains the network of the i-th of the lanes of the heat `user`.
static void run_lane(void *user, int i)
{
    struct heat *heat = user;
    struct lane *lane = &heat->lanes[i];
    const struct selected *f = lane->function;
    struct race_net *net =
        race_net_create(heat->race, f->activation, f->parameters, &heat->request->remedy);
    int all = heat->race->settings.steps;
    lane->failed = net == NULL;
    if (lane->failed)
        return;
    add_score(lane, net, false, all == 0);
    for (int step = 0; step < all && !lane->ended;) {
        int next = next_row(heat->request, step);
        bool diverged = !train(lane, net, next - step);
        add_score(lane, net, diverged, diverged || next == all);
        step = next;
    }
    race_net_destroy(net);
}

// Runs all networks of one race side by side and prints their rows; false without memory. `done` of
// `all` steps were made by races before.
static bool run_race(const struct request *r, const struct race *race, struct progress *progress,
                     double done, double all)
{
    struct heat *heat = memory_new(1, sizeof *heat);
    *heat = (struct heat){.request = r,
                          .race = race,
                          .done = done,
                          .all = all,
                          .progress = progress,
                          .lock = SDL_CreateMutex()};
    for (int i = 0; i < r->functions.n; i++)
        heat->lanes[i] = (struct lane){.heat = heat, .function = r->functions.items[i]};
    parallel_run(r->functions.n, run_lane, heat);
    print_ready(heat);
    bool ok = heat->turn == r->functions.n;
    for (int i = 0; i < r->functions.n; i++)
        free(heat->lanes[i].scores);
    SDL_DestroyMutex(heat->lock);
    free(heat);
    return ok;
}

// Prints the comment in front of the rows: how they were made.
static void print_how(const struct request *r)
{
    const struct race_settings *s = &r->settings;
    printf("# actscope " ACTSCOPE_VERSION " race --dataset %s --optimiser %s --rate %g --init %s",
           race_data_name(s->data), race_optimiser_name(s->optimiser), race_learning_rate(s),
           race_init_name(s->init));
    if (s->init == RACE_INIT_CUSTOM)
        printf(" --sigma-w %.17g", s->sigma_w);
    print_remedy_options(&r->remedy);
    printf(" --depth %d --width %d --batch %d\n", s->depth, s->width, s->batch);
}

// Prints a comment for each function with its network's σw: `recommended` and `critical`
// initialisations depend on the activation.
static void print_scales(const struct request *r)
{
    for (int i = 0; i < r->functions.n; i++) {
        const struct selected *f = r->functions.items[i];
        printf("# %s: sigma_w", f->activation->id);
        printf(" %.17g\n", race_sigma_w(&r->settings, f->activation, f->parameters));
    }
}

int race_main(int argc, char **argv)
{
    struct request r = {.settings = race_defaults(), .seeds = 1};
    int status = read_request(argc, argv, &r);
    if (status < 0) {
        struct race *race = malloc(sizeof *race);
        bool ok = race != NULL;
        double steps = (double)r.settings.steps * r.functions.n;
        struct progress progress = progress_begin();
        print_how(&r);
        print_scales(&r);
        puts("activation,seed,step,loss,accuracy_train,accuracy_test" REMEDY_FIELDS);
        for (int i = 0; ok && i < r.seeds; i++) {
            race_init_data(race, &r.settings);
            ok = run_race(&r, race, &progress, i * steps, r.seeds * steps);
            r.settings.seed++;
        }
        progress_hide(&progress);
        free(race);
        status = ok ? EXIT_DONE : EXIT_FAILED;
        if (!ok)
            fputs(_("actscope: there is not enough memory\n"), stderr);
    }
    function_list_free(&r.functions);
    return status;
}

#include "app/bench.h"

#include <GL/glew.h>
#include <SDL.h>
#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/bench_eval.h"
#include "app/bench_network.h"
#include "app/options.h"
#include "app/window.h"

extern char **environ;

enum { WARM_UP = 30, FRAMES = 300, STARTS = 15, IDLE_SECONDS = 20, ZOOM_PERIOD = 120 };

static const int sizes[][2] = {{1280, 720}, {1920, 1080}};
enum { SIZE_COUNT = sizeof sizes / sizeof sizes[0] };

static double clock_ms(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

// --- rows ---

struct series {
    double wall[FRAMES], cpu[FRAMES];
    int n;
    struct paint_gl_counts counts; // of the last frame; uploads summed over all
    long uploads;
};

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile(const double *values, int n, double q)
{
    double sorted[FRAMES];
    memcpy(sorted, values, (size_t)n * sizeof *sorted);
    qsort(sorted, (size_t)n, sizeof *sorted, compare_doubles);
    return sorted[(int)lround(q * (n - 1))];
}

static void print_row(const char *name, const int size[2], const struct series *s, double floor_cpu)
{
    double cpu = quantile(s->cpu, s->n, 0.5);
    printf("%s,%dx%d,%d,%.3f,%.3f,%.3f,%.3f,%ld,%ld,%ld,", name, size[0], size[1], s->n,
           quantile(s->wall, s->n, 0.5), quantile(s->wall, s->n, 0.95), cpu,
           quantile(s->cpu, s->n, 0.95), s->counts.vertices, s->uploads, s->counts.draw_calls);
    if (floor_cpu > 0)
        printf("%.3f", cpu / floor_cpu);
    putchar('\n');
    fflush(stdout);
}

// --- frames ---

static struct window *open_window(const int size[2], struct fault *fault)
{
    struct window *window = calloc(1, sizeof *window);
    if (window == NULL)
        abort();
    const struct options options = {.width = size[0],
                                    .height = size[1],
                                    .sized = true,
                                    .no_vsync = true,
                                    .frames = 1000000000,
                                    .unseen = true};
    if (window_open(window, &options, fault))
        return window;
    free(window);
    return NULL;
}

static void close_window(struct window *window)
{
    window_close(window);
    free(window);
}

// Times frames; `before` prepares frame i.
static void measure_frames(struct window *window, void (*before)(struct window *window, int i),
                           struct series *s)
{
    *s = (struct series){0};
    for (int i = 0; i < WARM_UP + FRAMES; i++) {
        SDL_PumpEvents();
        double wall = clock_ms(CLOCK_MONOTONIC), cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        before(window, i);
        window_frame(window);
        glFinish();
        if (i < WARM_UP)
            continue;
        s->wall[s->n] = clock_ms(CLOCK_MONOTONIC) - wall;
        s->cpu[s->n++] = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        s->counts = paint_gl_counts(window->paint);
        s->uploads += s->counts.uploads;
    }
}

static void measure_floor(struct window *window, struct series *s)
{
    *s = (struct series){0};
    for (int i = 0; i < WARM_UP + FRAMES; i++) {
        SDL_PumpEvents();
        double wall = clock_ms(CLOCK_MONOTONIC), cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        glClear(GL_COLOR_BUFFER_BIT);
        SDL_GL_SwapWindow(window->sdl);
        glFinish();
        if (i < WARM_UP)
            continue;
        s->wall[s->n] = clock_ms(CLOCK_MONOTONIC) - wall;
        s->cpu[s->n++] = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    }
}

// Ten curves: five functions, f and f'.
static const char ten_curves[] =
    "only step sigmoid tanh relu leaky_relu; derivative 0,1; layout stacked";

static void zoom_before(struct window *window, int i)
{
    char line[96];
    double half = 5 * exp(1.5 * sin(2 * 3.141592653589793 * i / ZOOM_PERIOD));
    snprintf(line, sizeof line, "view %.17g %.17g", -half, half);
    window_apply(window, line);
}

// Sways by a third of the panel, which is within what curves are sampled for.
static void pan_before(struct window *window, int i)
{
    window_apply(window, i / 40 % 2 == 0 ? "pan 0.008 0.004" : "pan -0.008 -0.004");
}

// The network page while its worker computes: a slider moves every 20 frames.
static void network_before(struct window *window, int i)
{
    char line[96];
    if (i == 0)
        window_apply(window, "only sigmoid tanh relu gelu; page network");
    snprintf(line, sizeof line, "network depth %d", 28 + i / 20 % 8);
    if (i % 20 == 0)
        window_apply(window, line);
    if (window->worker != NULL)
        worker_collect(window->worker, &window->snapshots);
}

static void race_before(struct window *window, int i)
{
    if (i == 0)
        window_apply(window, "only sigmoid tanh relu gelu; page race; race start");
    if (window->worker != NULL)
        worker_collect(window->worker, &window->snapshots);
}

static bool bench_frames(const char *name, void (*before)(struct window *, int))
{
    for (int i = 0; i < SIZE_COUNT; i++) {
        struct fault fault = {0};
        struct series floor, s;
        struct window *window = open_window(sizes[i], &fault);
        if (window == NULL) {
            fprintf(stderr, "actscope: %s\n", fault.text);
            return false;
        }
        window_apply(window, ten_curves);
        measure_floor(window, &floor);
        double floor_cpu = quantile(floor.cpu, floor.n, 0.5);
        if (before == NULL) {
            print_row(name, sizes[i], &floor, floor_cpu);
        } else {
            measure_frames(window, before, &s);
            print_row(name, sizes[i], &s, floor_cpu);
        }
        close_window(window);
    }
    return true;
}

static bool bench_floor(void)
{
    return bench_frames("floor", NULL);
}

static bool bench_zoom(void)
{
    return bench_frames("zoom", zoom_before);
}

static bool bench_pan(void)
{
    return bench_frames("pan", pan_before);
}

static bool bench_network_page(void)
{
    return bench_frames("network-page", network_before);
}

static bool bench_race_page(void)
{
    return bench_frames("race-page", race_before);
}

// From a slider's move to the first networks of three activations, of the default size.
static bool bench_answer(void)
{
    struct fault fault = {0};
    struct series s = {0};
    struct window *window = open_window(sizes[0], &fault);
    if (window == NULL) {
        fprintf(stderr, "actscope: %s\n", fault.text);
        return false;
    }
    window_apply(window, "only sigmoid tanh relu; network seeds 1; page network");
    for (int i = 0; i < WARM_UP + 2 * STARTS; i++) {
        char line[96];
        double begin = clock_ms(CLOCK_MONOTONIC);
        snprintf(line, sizeof line, "network sigma-w %g", 1 + 0.01 * (i % 7));
        window_apply(window, line);
        window_frame(window);
        bool there = false;
        while (!there && clock_ms(CLOCK_MONOTONIC) - begin < 5000) {
            SDL_Delay(1);
            there = worker_collect(window->worker, &window->snapshots) &&
                    window->snapshots.study != NULL &&
                    window->snapshots.study->request.settings.sigma_w ==
                        window->program.session.state.laboratory.numbers[LAB_SIGMA_W];
        }
        if (i >= WARM_UP)
            s.wall[s.n++] = clock_ms(CLOCK_MONOTONIC) - begin;
    }
    print_row("answer", sizes[0], &s, 0);
    close_window(window);
    return true;
}

// --- whole processes ---

// Peak memory of this process in KiB. (getrusage would count the parent's, before the exec.)
static long peak_memory(void)
{
    char line[256];
    long peak = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "VmHWM: %ld", &peak) == 1)
            break;
    if (file != NULL)
        fclose(file);
    return peak;
}

// What a child prints when its first frame is on the screen: the clock, its CPU time, its peak
// memory.
static void child_report(void)
{
    printf("%.6f %.6f %ld\n", clock_ms(CLOCK_MONOTONIC), clock_ms(CLOCK_PROCESS_CPUTIME_ID),
           peak_memory());
    fflush(stdout);
}

// An empty window: SDL, a GL 3.3 context, clear, swap.
static int child_floor(const int size[2])
{
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return EXIT_FAILED;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_Window *sdl = SDL_CreateWindow("floor", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                       size[0], size[1], SDL_WINDOW_OPENGL);
    SDL_GLContext context = sdl != NULL ? SDL_GL_CreateContext(sdl) : NULL;
    if (context == NULL)
        return EXIT_FAILED;
    glewExperimental = GL_TRUE;
    glewInit();
    glClearColor(1, 1, 1, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    SDL_GL_SwapWindow(sdl);
    glFinish();
    child_report();
    SDL_GL_DeleteContext(context);
    SDL_DestroyWindow(sdl);
    SDL_Quit();
    return EXIT_DONE;
}

static int child_window(const int size[2])
{
    struct fault fault = {0};
    struct window *window = open_window(size, &fault);
    if (window == NULL)
        return EXIT_FAILED;
    window_frame(window);
    glFinish();
    child_report();
    close_window(window);
    return EXIT_DONE;
}

static int child_main(char **argv)
{
    const int size[2] = {(int)strtol(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10)};
    return strcmp(argv[2], "floor") == 0 ? child_floor(size) : child_window(size);
}

struct child_result {
    double first_ms, cpu_ms, peak_mib;
};

// Runs this program as a child and reads its report; time counts from before it exists.
static bool run_child(const char *kind, const int size[2], struct child_result *result)
{
    char w[16], h[16], line[128] = "";
    int pipes[2];
    snprintf(w, sizeof w, "%d", size[0]);
    snprintf(h, sizeof h, "%d", size[1]);
    char name[] = "actscope", bench[] = "bench", child[] = "--child", what[16];
    text_copy(what, sizeof what, kind);
    char *const argv[] = {name, bench, child, what, w, h, NULL};
    if (pipe(pipes) != 0)
        return false;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipes[0]);
    pid_t pid;
    double start = clock_ms(CLOCK_MONOTONIC);
    int failed = posix_spawn(&pid, "/proc/self/exe", &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(pipes[1]);
    size_t n = 0;
    ssize_t got = 0;
    while (
        failed == 0 && n < sizeof line - 1 &&
        ((got = read(pipes[0], line + n, sizeof line - 1 - n)) > 0 || (got < 0 && errno == EINTR)))
        n += got > 0 ? (size_t)got : 0;
    close(pipes[0]);
    if (failed == 0)
        waitpid(pid, NULL, 0);
    double at, cpu;
    long peak;
    if (sscanf(line, "%lf %lf %ld", &at, &cpu, &peak) != 3)
        return false;
    *result = (struct child_result){at - start, cpu, (double)peak / 1024};
    return true;
}

static bool bench_starts(const char *name, bool memory)
{
    for (int i = 0; i < SIZE_COUNT; i++) {
        struct series floor = {0}, ours = {0};
        for (int k = 0; k < STARTS + 2; k++) {
            struct child_result a, b;
            if (!run_child("floor", sizes[i], &a) || !run_child("window", sizes[i], &b)) {
                fprintf(stderr, "actscope: cannot measure a start: no window\n");
                return false;
            }
            if (k < 2)
                continue; // the first starts fill caches
            floor.wall[floor.n] = memory ? a.peak_mib : a.first_ms;
            floor.cpu[floor.n++] = memory ? a.peak_mib : a.cpu_ms;
            ours.wall[ours.n] = memory ? b.peak_mib : b.first_ms;
            ours.cpu[ours.n++] = memory ? b.peak_mib : b.cpu_ms;
        }
        char other[64];
        snprintf(other, sizeof other, "%s-floor", name);
        print_row(other, sizes[i], &floor, quantile(floor.cpu, floor.n, 0.5));
        print_row(name, sizes[i], &ours, quantile(floor.cpu, floor.n, 0.5));
    }
    return true;
}

static bool bench_first_frame(void)
{
    return bench_starts("first-frame", false);
}

static bool bench_memory(void)
{
    return bench_starts("memory", true);
}

// An untouched window for 20 seconds: CPU in all, and frames (in the column `repeats`).
static bool bench_idle(void)
{
    struct fault fault = {0};
    struct window *window = open_window(sizes[0], &fault);
    if (window == NULL) {
        fprintf(stderr, "actscope: %s\n", fault.text);
        return false;
    }
    window->frames_most = 0;
    window_run_for(window, 1); // settles: the first frames, the window manager's events
    long frames = window->frames;
    double wall = clock_ms(CLOCK_MONOTONIC), cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
    window->quit = false;
    window_run_for(window, IDLE_SECONDS);
    cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    wall = clock_ms(CLOCK_MONOTONIC) - wall;
    printf("idle,%dx%d,%ld,%.3f,%.3f,%.3f,%.3f,0,0,0,\n", sizes[0][0], sizes[0][1],
           window->frames - frames, wall, wall, cpu, cpu);
    close_window(window);
    return true;
}

static const struct {
    const char *name;
    bool (*run)(void);
    const char *help;
} cases[] = {
    {"floor", bench_floor, "clear and swap an empty window"},
    {"first-frame", bench_first_frame, "process start to the first frame, against an empty window"},
    {"zoom", bench_zoom, "ten curves, a new zoom at every frame"},
    {"pan", bench_pan, "ten curves, panning"},
    {"network-page", bench_network_page, "the network page while the worker computes"},
    {"race-page", bench_race_page, "the race while four networks train"},
    {"answer", bench_answer, "a slider's move to the first networks of three activations"},
    {"idle", bench_idle, "an untouched window for 20 s; repeats are the frames drawn"},
    {"memory", bench_memory, "peak memory at the first frame, in MiB, against an empty window"},
    {"network", bench_network, "random networks: a pass forward and backward, measured"},
    {"race", bench_race, "the training race: a step"},
};
enum { CASES = sizeof cases / sizeof cases[0] };

static int find_case(const char *name)
{
    for (int i = 0; i < CASES; i++)
        if (strcmp(cases[i].name, name) == 0)
            return i;
    return -1;
}

static void print_help(void)
{
    puts("actscope bench [CASE…]: measure, as CSV; all cases if none is named\n");
    for (int i = 0; i < CASES; i++)
        printf("  %-12s %s\n", cases[i].name, cases[i].help);
    puts("\nactscope bench eval [ID…]             f, f′ and both of functions, millions of samples "
         "a second\n"
         "actscope bench expression [FORMULA…]  the same of formulas");
}

int bench_main(int argc, char **argv)
{
    struct fault fault = {0};
    if (argc == 5 && strcmp(argv[1], "--child") == 0)
        return child_main(argv);
    if (argc > 1 && (strcmp(argv[1], "eval") == 0 || strcmp(argv[1], "expression") == 0))
        return bench_eval_main(argc - 1, argv + 1);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_help();
            return EXIT_DONE;
        }
        if (find_case(argv[i]) < 0) {
            fault_set(&fault, FAULT_UNKNOWN_WORD,
                      "unknown case \"%s\"; `actscope bench --help` "
                      "lists them",
                      argv[i]);
            return usage_fault_of("bench", "bench", &fault);
        }
    }
    printf("# actscope " ACTSCOPE_VERSION " bench; milliseconds a frame unless the case says else\n"
           "case,size,repeats,wall_ms_median,wall_ms_p95,cpu_ms_median,cpu_ms_p95,vertices,uploads,"
           "draw_calls,ratio_to_floor\n");
    bool ok = true;
    for (int i = 0; i < CASES; i++) {
        bool wanted = argc == 1;
        for (int k = 1; k < argc; k++)
            wanted |= find_case(argv[k]) == i;
        if (wanted)
            ok = cases[i].run() && ok;
    }
    return ok ? EXIT_DONE : EXIT_FAILED;
}

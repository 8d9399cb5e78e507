// Measures starts: from before a process exists to its first frame, for actscope and for a program
// that only opens an empty window.
#include <GL/glew.h>
#include <SDL.h>
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/window/window.h"
#include "base/language.h"
#include "bench/case.h"

extern char **environ;

enum { STARTS = 15, STARTS_UNCOUNTED = 2 }; // the first ones only fill caches

// Peak memory of this process in KiB; 0 where the system does not tell. getrusage would include the
// memory that the parent had when it started this process.
static long peak_memory(void)
{
    static const char key[] = "VmHWM:";
    char line[256];
    long peak = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && peak == 0 && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, key, strlen(key)) == 0)
            peak = strtol(line + strlen(key), NULL, 10);
    if (file != NULL)
        fclose(file);
    return peak;
}

// Prints, when the first frame is on the screen, the clock and the CPU time in milliseconds and the
// peak memory in KiB.
static void child_report(void)
{
    printf("%.6f %.6f %ld\n", bench_wall_ms(), bench_cpu_ms(), peak_memory());
    fflush(stdout);
}

// Opens a window with an OpenGL 3.3 context, clears it and shows it.
static int child_floor(struct bench_size size)
{
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return EXIT_FAILED;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_Window *sdl = SDL_CreateWindow("floor", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                       size.width, size.height, SDL_WINDOW_OPENGL);
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

static int child_window(struct bench_size size)
{
    struct fault fault = {0};
    struct window *window = bench_window_open(size, &fault);
    if (window == NULL)
        return EXIT_FAILED;
    window_frame(window);
    glFinish();
    child_report();
    bench_window_close(window);
    return EXIT_DONE;
}

int bench_child(char **argv)
{
    struct bench_size size = {(int)strtol(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10)};
    return strcmp(argv[2], "floor") == 0 ? child_floor(size) : child_window(size);
}

struct child_result {
    double first_ms; // from before the child was started to its first frame
    double cpu_ms, peak_mib;
};

// Runs this program as a child process and reads its report; false where that fails.
static bool run_child(const char *kind, struct bench_size size, struct child_result *result)
{
    char w[16], h[16], line[128] = "";
    int pipes[2];
    snprintf(w, sizeof w, "%d", size.width);
    snprintf(h, sizeof h, "%d", size.height);
    char name[] = "actscope-bench", child[] = "--child", what[16];
    text_copy(what, sizeof what, kind);
    char *const argv[] = {name, child, what, w, h, NULL};
    if (pipe(pipes) != 0)
        return false;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipes[0]);
    pid_t pid;
    double start = bench_wall_ms();
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
    double numbers[3]; // the clock, the CPU time, the peak memory
    const char *rest = line;
    for (int i = 0; i < 3; i++) {
        char *end;
        numbers[i] = strtod(rest, &end);
        if (end == rest)
            return false;
        rest = end;
    }
    *result = (struct child_result){numbers[0] - start, numbers[1], numbers[2] / 1024};
    return true;
}

static void add_start(struct bench_row *row, const struct child_result *result)
{
    row->wall[row->repeats] = result->first_ms;
    row->cpu[row->repeats++] = result->cpu_ms;
}

static bool both_children(struct bench_size size, struct child_result *floor,
                          struct child_result *ours, struct fault *fault)
{
    return (run_child("floor", size, floor) && run_child("window", size, ours)) ||
           fault_set(fault, FAULT_WINDOW, _("cannot measure a start: no window"));
}

// Prints a row for an empty window and one for actscope's, each from STARTS starts. They are
// started by turns, so that both meet the same load of the machine.
static bool measure_starts(const char *name, struct bench_size size, bool memory,
                           struct fault *fault)
{
    char floor_name[32];
    struct bench_row floor, ours;
    double floor_mb[STARTS], ours_mb[STARTS];
    snprintf(floor_name, sizeof floor_name, "%s-floor", name);
    bench_row(&floor, floor_name, size);
    bench_row(&ours, name, size);
    for (int k = -STARTS_UNCOUNTED; k < STARTS; k++) {
        struct child_result a, b;
        if (!both_children(size, &a, &b, fault))
            return false;
        if (k < 0)
            continue;
        floor_mb[k] = a.peak_mib;
        ours_mb[k] = b.peak_mib;
        add_start(&floor, &a);
        add_start(&ours, &b);
    }
    if (memory) {
        floor.rss_mb = bench_quantile(floor_mb, STARTS, 0.5);
        ours.rss_mb = bench_quantile(ours_mb, STARTS, 0.5);
    }
    floor.floor_cpu = ours.floor_cpu = bench_quantile(floor.cpu, floor.repeats, 0.5);
    bench_print(&floor);
    bench_print(&ours);
    return true;
}

bool bench_first_frame(struct bench_size size, struct fault *fault)
{
    return measure_starts("first-frame", size, false, fault);
}

bool bench_memory(struct bench_size size, struct fault *fault)
{
    return measure_starts("memory", size, true, fault);
}

// Measures the network and the race page: frames while the worker thread computes, and how long its
// answer takes.
#include <SDL.h>
#include <stdio.h>

#include "app/window/window.h"
#include "bench/case.h"

enum { WARM_UP = 30, ANSWERS = 30, ANSWER_MS_MAX = 5000 };

// Takes over what the worker has finished.
static void collect(struct window *window)
{
    if (window->worker != NULL)
        worker_collect(window->worker, &window->snapshots);
}

// The network's depth changes every 20 frames.
static void network_before(struct window *window, int i)
{
    char line[96];
    snprintf(line, sizeof line, "network depth %d", 28 + i / 20 % 8);
    if (i % 20 == 0)
        window_apply(window, line);
    collect(window);
}

static void race_before(struct window *window, int i)
{
    (void)i;
    collect(window);
}

bool bench_network_page(struct bench_size size, struct fault *fault)
{
    return bench_frames("network-page", size, "only sigmoid tanh relu gelu; page network",
                        network_before, fault);
}

bool bench_race_page(struct bench_size size, struct fault *fault)
{
    return bench_frames("race-page", size, "only sigmoid tanh relu gelu; page race; race start",
                        race_before, fault);
}

// Whether the worker has finished the networks for the present σw.
static bool has_answer(struct window *window)
{
    const struct laboratory *laboratory = &window->program.session.state.laboratory;
    return worker_collect(window->worker, &window->snapshots) && window->snapshots.study != NULL &&
           window->snapshots.study->request.settings.sigma_w == laboratory->numbers[LAB_SIGMA_W];
}

// Measures from a new σw until the worker's answer is there, at most ANSWER_MS_MAX.
static void ask(struct window *window, struct bench_row *row, int i)
{
    char line[96];
    double from = bench_wall_ms();
    bench_begin(row);
    snprintf(line, sizeof line, "network sigma-w %g", 1 + 0.01 * (i % 7));
    window_apply(window, line);
    window_frame(window);
    do
        SDL_Delay(1);
    while (!has_answer(window) && bench_wall_ms() - from < ANSWER_MS_MAX);
    bench_end(row);
}

// The time from a slider's move to the first networks of three activations, of the default size.
bool bench_answer(struct bench_size size, struct fault *fault)
{
    struct bench_row row;
    struct window *window = bench_window_open(size, fault);
    if (window == NULL)
        return false;
    bench_row(&row, "answer", size);
    window_apply(window, "only sigmoid tanh relu; network seeds 1; page network");
    for (int i = 0; i < WARM_UP; i++)
        ask(window, &row, i);
    row.repeats = 0;
    for (int i = 0; i < ANSWERS; i++)
        ask(window, &row, WARM_UP + i);
    bench_print(&row);
    bench_window_close(window);
    return true;
}

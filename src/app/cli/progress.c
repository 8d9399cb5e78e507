#include "app/cli/progress.h"
#include "base/language.h"

#include <math.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define FIRST_AFTER 1.0 // seconds; shorter work needs no word
#define AGAIN_AFTER 0.1

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

struct progress progress_begin(void)
{
    double begun = now();
    return (struct progress){
        .seen = isatty(STDERR_FILENO) != 0,
        .begun = begun,
        .latest = begun + FIRST_AFTER - AGAIN_AFTER,
    };
}

void progress_words(double share, double elapsed, char *out, int size)
{
    double left = share > 0 ? elapsed * (1 - share) / share : (double)INFINITY;
    int percent = (int)floor(100 * share);
    if (left < 90)
        snprintf(out, (size_t)size, _("%d %%, %.0f s left"), percent, ceil(left));
    else if (left < 1e6)
        snprintf(out, (size_t)size, _("%d %%, %.0f min left"), percent, ceil(left / 60));
    else
        snprintf(out, (size_t)size, "%d %%", percent);
}

void progress_show(struct progress *progress, double share)
{
    char words[100];
    double time = progress->seen ? now() : 0;
    if (!progress->seen || time < progress->latest + AGAIN_AFTER)
        return;
    progress_words(share, time - progress->begun, words, sizeof words);
    fprintf(stderr, "\r\033[K%s", words); // to the line's beginning; erase what is there
    fflush(stderr);
    progress->latest = time;
    progress->shown = true;
}

void progress_hide(struct progress *progress)
{
    if (!progress->shown)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->shown = false;
}

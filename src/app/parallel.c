#include "app/parallel.h"

#include <SDL.h>
#include <cblas.h>

enum { CORES_MAX = 16 };

// The work that the threads share.
struct crew {
    void (*work)(void *user, int i);
    void *user;
    int n;
    SDL_atomic_t next; // the i that is taken next
};

int parallel_cores(void)
{
    int cores = SDL_GetCPUCount();
    return cores < 1 ? 1 : cores > CORES_MAX ? CORES_MAX : cores;
}

// Takes one i after the other until none is left; runs on each thread.
static int take_part(void *data)
{
    struct crew *crew = data;
    for (int i; (i = SDL_AtomicAdd(&crew->next, 1)) < crew->n;)
        crew->work(crew->user, i);
    return 0;
}

void parallel_run(int n, void (*work)(void *user, int i), void *user)
{
    struct crew crew = {.work = work, .user = user, .n = n};
    SDL_Thread *threads[CORES_MAX];
    int helpers = 0, wanted = parallel_cores() < n ? parallel_cores() : n;
    for (; helpers + 1 < wanted; helpers++) {
        threads[helpers] = SDL_CreateThread(take_part, "network", &crew);
        if (threads[helpers] == NULL)
            break;
    }
    take_part(&crew);
    for (int i = 0; i < helpers; i++)
        SDL_WaitThread(threads[i], NULL);
}

void parallel_init(void)
{
    openblas_set_num_threads(1);
}

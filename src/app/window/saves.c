// Writes pictures for the command `save`. If a picture shows networks that are not computed yet, a
// thread computes them while the window goes on; the pictures that wait take turns.
#include "app/window/parts.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/cli/still.h"
#include "base/language.h"
#include "paint/paint_cairo.h"

enum { LOOK_MS = 100 }; // at the end of the program: milliseconds between two looks at a picture

// A picture that is to be written when its networks are computed.
struct saving {
    struct still *still; // what the picture shows, as of its `save`
    struct text path;    // "" for a name that the program makes up
    SDL_Thread *thread;  // computes; NULL while it is not this picture's turn
    SDL_atomic_t stop;   // not 0: the thread shall give up
    SDL_atomic_t ready;  // not 0: the thread is through
    uint32_t event;      // type of the SDL event that the thread wakes the window with
};

// Shows the path just written in the window's message, with the folder where the path has none.
static void say_saved(struct window *window)
{
    const char *saved = text_string(&window->program.shown_path);
    bool here = strchr(saved, '/') == NULL;
    // POSIX leaves open what getcwd does with NULL; all systems that SDL opens windows on allocate.
    char *folder =
        here ? getcwd(NULL, 0) : NULL; // NOLINT(clang-analyzer-unix.StdCLibraryFunctions)
    if (folder != NULL)
        session_message(&window->program.session, false, _("Saved %s in %s"), saved, folder);
    else
        session_message(&window->program.session, false, _("Saved %s"), saved);
    free(folder);
}

// --- the picture that is being computed ---

static bool is_given_up(void *user)
{
    struct saving *saving = user;
    return SDL_AtomicGet(&saving->stop) != 0;
}

static int compute(void *user)
{
    struct saving *saving = user;
    SDL_Event event = {.type = saving->event};
    still_compute(saving->still, is_given_up, saving);
    SDL_AtomicSet(&saving->ready, 1);
    SDL_PushEvent(&event);
    return 0;
}

// Computes the first picture that waits, unless that has begun: on this thread if there can be no
// other.
static void start_first(struct window *window)
{
    struct saving *saving = window->saving_n > 0 ? window->savings[0] : NULL;
    if (saving == NULL || saving->thread != NULL)
        return;
    saving->thread = SDL_CreateThread(compute, "picture", saving);
    if (saving->thread == NULL)
        compute(saving);
}

// Stops and frees a picture that waits, then begins the next one.
static void drop_saving(struct window *window, int at)
{
    struct saving *saving = window->savings[at];
    SDL_AtomicSet(&saving->stop, 1);
    SDL_WaitThread(saving->thread, NULL);
    still_free(saving->still);
    text_free(&saving->path);
    free(saving);
    window->saving_n--;
    memmove(&window->savings[at], &window->savings[at + 1],
            (size_t)(window->saving_n - at) * sizeof(struct saving *));
    start_first(window);
}

void window_keep_saves(struct window *window)
{
    struct saving *saving = window->saving_n > 0 ? window->savings[0] : NULL;
    struct fault fault = {0};
    if (saving == NULL || SDL_AtomicGet(&saving->ready) == 0)
        return;
    if (program_write(&window->program, saving->still, text_string(&saving->path), &fault))
        say_saved(window);
    else {
        program_report(&window->program, &fault);
        session_message(&window->program.session, true, "%s", fault.text);
    }
    drop_saving(window, 0);
}

// --- all pictures that wait ---

// Drops the pictures that wait to be written to `path`, because a newer picture will replace them.
static void drop_savings_to(struct window *window, const char *path)
{
    for (int i = window->saving_n - 1; i >= 0 && *path != '\0'; i--)
        if (strcmp(text_string(&window->savings[i]->path), path) == 0)
            drop_saving(window, i);
}

// Puts a picture at the end of those that wait, and owns `still` from then on, also when it fails.
static bool save_later(struct window *window, struct still *still, const char *path,
                       struct fault *fault)
{
    struct saving *saving = window->saving_n < SAVINGS_MAX ? calloc(1, sizeof *saving) : NULL;
    if (saving == NULL) {
        still_free(still);
        return fault_set(fault, FAULT_LIMIT,
                         _("%d pictures are still being computed; save again when one is there"),
                         window->saving_n);
    }
    if (window->saves_event == 0)
        window->saves_event = SDL_RegisterEvents(1);
    *saving = (struct saving){.still = still, .event = window->saves_event};
    text_add(&saving->path, path);
    window->savings[window->saving_n++] = saving;
    start_first(window);
    session_message(&window->program.session, false,
                    _("The picture is saved as soon as its networks are computed"));
    return true;
}

static bool save_picture(struct window *window, const char *path, struct fault *fault)
{
    enum picture_format format;
    if (*path != '\0' && !picture_format_of(path, &format, fault))
        return false;
    drop_savings_to(window, path);
    struct still *still = still_take(&window->program, STILL_PICTURE, &window->snapshots);
    if (still_waits(still))
        return save_later(window, still, path, fault);
    bool ok = program_write(&window->program, still, path, fault);
    still_free(still);
    if (ok)
        say_saved(window);
    return ok;
}

bool window_save(struct window *window, const char *path, struct fault *fault)
{
    if (!program_saves_state(path))
        return save_picture(window, path, fault);
    if (!program_save(&window->program, path, fault))
        return false;
    say_saved(window);
    return true;
}

void window_finish_saves(struct window *window)
{
    bool again = false;
    if (window->saving_n > 0)
        // SDL sends SDL_QUIT behind the event of the window's closing: it is no second request.
        SDL_FlushEvent(SDL_QUIT);
    while (window->saving_n > 0 && !again) {
        SDL_Event event;
        again = SDL_WaitEventTimeout(&event, LOOK_MS) != 0 && event.type == SDL_QUIT;
        window_keep_saves(window);
    }
}

void window_give_up_saves(struct window *window)
{
    while (window->saving_n > 0)
        drop_saving(window, window->saving_n - 1);
}

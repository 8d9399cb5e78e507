// A monkey at the window: random keys, clicks, wheels, sizes, drops and pastes, through SDL's own
// queue, into the program's own window and loop.
//
//     monkey EVENTS [SEED]
//
// It runs in an empty folder on a display of its own (monkey.sh). It fails if a turn of the loop, a
// frame included, takes the main thread more than 2 s of CPU time (on a busy machine the clock
// would blame us for others), or if memory grows once everything was seen, in the second half of
// 4,000 events or more. What the monkey says to `quit` is not heard, and files it may only write
// into its folder.
#include "app/window/window.h"

#include <SDL.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/language.h"
#include "app/parallel.h"
#include "app/window/parts.h"
#include "control/command.h"

// GCC says so by a macro, clang before its version 19 by a feature.
#ifdef __SANITIZE_ADDRESS__
#define ADDRESSES_ARE_CHECKED
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define ADDRESSES_ARE_CHECKED
#endif
#endif

#ifdef ADDRESSES_ARE_CHECKED
size_t __sanitizer_get_current_allocated_bytes(void);
void __sanitizer_print_memory_profile(size_t percent, size_t contexts);
#endif

enum {
    BATCH_MAX = 11,
    LOOKS = 5,
    SLOWEST_SECONDS = 2,
    GROWTH_MIB = 20, // a renderer in software takes up to 12 at a time for what it draws into
    JUDGED_EVENTS = 4000,
    SMALL_TURNS = 10
};

struct monkey {
    struct window window;
    struct host host; // the window's own
    uint64_t random;
    int refused, turns;
    double slowest; // seconds of CPU time
    char last[200]; // the events of this batch, in words
};

// --- chance ---

// splitmix64 (Steele, Lea, Flood, 2014).
static uint64_t next(struct monkey *m)
{
    uint64_t z = m->random += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int below(struct monkey *m, int n)
{
    return (int)(next(m) % (uint64_t)n);
}

#define PICK(m, array) (array)[below(m, (int)(sizeof(array) / sizeof(array)[0]))]

// --- what the window may do ---

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool stays_here(const char *path)
{
    return path == NULL || (strchr(path, '/') == NULL && strchr(path, '~') == NULL);
}

static bool perform(void *user, enum host_action action, const char *argument, struct fault *fault)
{
    struct monkey *m = user;
    bool writes = action == HOST_SAVE || action == HOST_SNAPSHOT;
    if (action == HOST_QUIT || (writes && !stays_here(argument))) {
        m->refused++;
        return fault_set(fault, FAULT_FILE, "not while the monkey is here");
    }
    return m->host.perform(m->host.user, action, argument, fault);
}

static void log_command(void *user, const char *command)
{
    struct monkey *m = user;
    m->host.log(m->host.user, command);
}

// --- events ---

// Past the filter of motion (app/window/motion.h), which asks where the real mouse is.
static void push(SDL_Event *event)
{
    SDL_PeepEvents(event, 1, SDL_ADDEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT);
}

static Uint32 id_of(const struct monkey *m)
{
    return SDL_GetWindowID(m->window.sdl);
}

static void press(struct monkey *m, SDL_Keycode sym, Uint16 mod)
{
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .state = SDL_PRESSED, .windowID = id_of(m)}};
    event.key.keysym.sym = sym;
    event.key.keysym.scancode = SDL_GetScancodeFromKey(sym);
    event.key.keysym.mod = mod;
    event.key.repeat = below(m, 20) == 0;
    push(&event);
    event.key.type = SDL_KEYUP;
    event.key.state = SDL_RELEASED;
    push(&event);
}

// A key as a binding names it: "Ctrl+Shift+Left", "N", "?".
static void press_bound(struct monkey *m)
{
    static const struct {
        const char *word;
        Uint16 mod;
    } modifiers[] = {
        {"Ctrl+", KMOD_LCTRL}, {"Alt+", KMOD_LALT}, {"Shift+", KMOD_LSHIFT}, {"Super+", KMOD_LGUI}};
    const struct keymap *keymap = &m->window.program.session.keymap;
    if (keymap->n == 0)
        return;
    const char *key = key_plain(keymap->bindings[below(m, keymap->n)].key);
    Uint16 mod = 0;
    for (size_t i = 0; i < sizeof modifiers / sizeof modifiers[0]; i++)
        if (strncmp(key, modifiers[i].word, strlen(modifiers[i].word)) == 0) {
            mod |= modifiers[i].mod;
            key += strlen(modifiers[i].word);
        }
    SDL_Keycode sym = SDL_GetKeyFromName(key);
    if (key[0] >= 'A' && key[0] <= 'Z' && key[1] == '\0')
        mod |= KMOD_LSHIFT;
    press(m, sym, mod);
}

static void press_any(struct monkey *m)
{
    static const SDL_Keycode special[] = {
        SDLK_RETURN, SDLK_ESCAPE, SDLK_BACKSPACE, SDLK_TAB,    SDLK_LEFT,   SDLK_RIGHT, SDLK_UP,
        SDLK_DOWN,   SDLK_HOME,   SDLK_END,       SDLK_DELETE, SDLK_PAGEUP, SDLK_F1,    SDLK_F11,
        SDLK_LSHIFT, SDLK_KP_5,   SDLK_UNKNOWN,   SDLK_SELECT, SDLK_SPACE,  SDLK_MENU};
    static const Uint16 mods[] = {
        0,         0,        0, KMOD_LSHIFT, KMOD_LCTRL, KMOD_LALT, KMOD_LCTRL | KMOD_LSHIFT,
        KMOD_CAPS, KMOD_LGUI};
    SDL_Keycode sym = below(m, 2) == 0 ? PICK(m, special) : (SDL_Keycode)(' ' + below(m, 95));
    press(m, sym, PICK(m, mods));
}

static const char *const typed[] = {"show ",
                                    "relu",
                                    "gelu ",
                                    "view ",
                                    "-3 3",
                                    "1e300",
                                    "param leaky_relu alpha ",
                                    "define f",
                                    " = x*tanh(",
                                    "x)",
                                    "sigmoid(",
                                    "1/x",
                                    "σ",
                                    "ユニット",
                                    "sin(x)/x",
                                    "page ",
                                    "network",
                                    "race step",
                                    "cursor",
                                    " on",
                                    "; ",
                                    "\"",
                                    "\\",
                                    "#",
                                    "undo",
                                    "0.5",
                                    "tour ",
                                    "article",
                                    "floor(x)",
                                    "e^-x^2",
                                    "theme dark",
                                    "help",
                                    "x^x",
                                    "snapshot a.png",
                                    "save b",
                                    "where(x>0",
                                    ",x,0)",
                                    "abs(x)",
                                    "ln(x)",
                                    "bind q ",
                                    "source a.actscope",
                                    "fullscreen"};

static void type(struct monkey *m)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT, .windowID = id_of(m)}};
    snprintf(event.text.text, sizeof event.text.text, "%s", PICK(m, typed));
    push(&event);
}

static void paste(struct monkey *m)
{
    char text[100];
    snprintf(text, sizeof text, "%s%s\n%s", PICK(m, typed), PICK(m, typed), PICK(m, typed));
    SDL_SetClipboardText(text);
    press(m, SDLK_v, KMOD_LCTRL);
}

static void place(struct monkey *m, Sint32 *x, Sint32 *y)
{
    int w, h;
    SDL_GetWindowSize(m->window.sdl, &w, &h);
    *x = below(m, w + 40) - 20;
    *y = below(m, h + 40) - 20;
}

static void move(struct monkey *m)
{
    SDL_Event event = {.motion = {.type = SDL_MOUSEMOTION, .windowID = id_of(m)}};
    place(m, &event.motion.x, &event.motion.y);
    push(&event);
}

static void click(struct monkey *m)
{
    SDL_Event event = {.button = {.type = SDL_MOUSEBUTTONDOWN, .windowID = id_of(m)}};
    event.button.button = (Uint8)(below(m, 3) > 0 ? SDL_BUTTON_LEFT : 1 + below(m, 6));
    event.button.clicks = (Uint8)(1 + below(m, 2));
    place(m, &event.button.x, &event.button.y);
    push(&event);
    for (int moves = below(m, 3); moves > 0; moves--)
        move(m);
    if (below(m, 8) == 0)
        return; // held
    event.button.type = SDL_MOUSEBUTTONUP;
    if (below(m, 2) == 0)
        place(m, &event.button.x, &event.button.y);
    push(&event);
}

static void wheel(struct monkey *m)
{
    SDL_Event event = {.wheel = {.type = SDL_MOUSEWHEEL, .windowID = id_of(m)}};
    event.wheel.preciseY = (float)(below(m, 41) - 20) / 4;
    event.wheel.y = (Sint32)event.wheel.preciseY;
    event.wheel.preciseX = (float)(below(m, 5) == 0 ? below(m, 41) - 20 : 0) / 4;
    event.wheel.direction = below(m, 9) == 0 ? SDL_MOUSEWHEEL_FLIPPED : SDL_MOUSEWHEEL_NORMAL;
    push(&event);
}

// A size costs a renderer in software dearly, so it seldom changes.
static void shake(struct monkey *m)
{
    static const Uint8 kinds[] = {SDL_WINDOWEVENT_EXPOSED,  SDL_WINDOWEVENT_LEAVE,
                                  SDL_WINDOWEVENT_ENTER,    SDL_WINDOWEVENT_FOCUS_LOST,
                                  SDL_WINDOWEVENT_SHOWN,    SDL_WINDOWEVENT_MINIMIZED,
                                  SDL_WINDOWEVENT_RESTORED, SDL_WINDOWEVENT_DISPLAY_CHANGED};
    SDL_Event event = {.window = {.type = SDL_WINDOWEVENT, .windowID = id_of(m)}};
    if (below(m, 8) == 0)
        SDL_SetWindowSize(m->window.sdl, 200 + below(m, 500), 150 + below(m, 350));
    event.window.event = PICK(m, kinds);
    push(&event);
}

static void drop(struct monkey *m)
{
    static const char *const files[] = {
        "state.actscope", "broken.actscope", "loop.actscope",  "tour.actscope", "numbers.csv",
        "broken.csv",     "numbers.npy",     "broken.npy",     "broken.npz",    "theme.actscope",
        "folder",         "missing.csv",     "numbers.csv.gz", "binary"};
    SDL_Event begin = {.drop = {.type = SDL_DROPBEGIN, .windowID = id_of(m)}};
    SDL_Event event = {.drop = {.type = SDL_DROPFILE, .windowID = id_of(m)}};
    SDL_Event end = {.drop = {.type = SDL_DROPCOMPLETE, .windowID = id_of(m)}};
    int together = below(m, 11);
    if (together > 0)
        push(&begin);
    for (int i = 0; i < together || i == 0; i++) {
        char path[60];
        snprintf(path, sizeof path, "drops/%s", PICK(m, files));
        event.drop.file = SDL_strdup(path);
        push(&event);
    }
    if (together > 0)
        push(&end);
}

static void pinch(struct monkey *m)
{
    SDL_Event event = {.mgesture = {.type = SDL_MULTIGESTURE, .numFingers = 2}};
    event.mgesture.x = (float)below(m, 101) / 100;
    event.mgesture.y = (float)below(m, 101) / 100;
    event.mgesture.dDist = (float)(below(m, 101) - 50) / 100;
    push(&event);
}

static const struct {
    const char *word;
    void (*act)(struct monkey *m);
    int share; // of 100
} acts[] = {
    {"key", press_bound, 30}, {"any key", press_any, 13}, {"text", type, 10},   {"move", move, 16},
    {"click", click, 14},     {"wheel", wheel, 8},        {"window", shake, 3}, {"drop", drop, 3},
    {"paste", paste, 2},      {"pinch", pinch, 1},
};

static void act(struct monkey *m)
{
    int at = below(m, 100), i = 0;
    while (at >= acts[i].share)
        at -= acts[i++].share;
    size_t n = strlen(m->last);
    snprintf(m->last + n, sizeof m->last - n, " %s", acts[i].word);
    acts[i].act(m);
}

// --- what is measured ---

static double allocated_mib(void)
{
#ifdef ADDRESSES_ARE_CHECKED
    return (double)__sanitizer_get_current_allocated_bytes() / 0x1p20;
#elif defined __GLIBC__
    return (double)mallinfo2().uordblks / 0x1p20;
#else
    return 0;
#endif
}

static void turn(struct monkey *m)
{
    m->window.frame_time = 0; // a frame a turn, however fast turns are
    double begin = cpu_seconds();
    window_turn(&m->window);
    double taken = cpu_seconds() - begin;
    m->turns++;
    m->window.quit = false;
    if (taken > m->slowest) {
        m->slowest = taken;
        fprintf(stderr, "slowest turn: %.3f s:%s\n", taken, m->last);
        printf("# slowest turn: %.3f s\n", taken);
    }
    m->last[0] = '\0';
}

// Networks are small most of the time: what a layer does is soon seen. The monkey and its tours
// make them larger.
static void keep_small(struct monkey *m)
{
    static const char *const lines[] = {"network width 32", "network depth 12", "network seeds 2",
                                        "race width 16",    "race depth 4",     "race steps 300"};
    struct fault fault;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        command_apply(&m->window.program.session, lines[i], NULL, 0, &fault);
}

// Back to the first screen, so that memory is looked at in front of the same picture.
static void settle(struct monkey *m)
{
    static const char *const lines[] = {"tour off",
                                        "leave",
                                        "leave",
                                        "help off",
                                        "undefine all",
                                        "data off",
                                        "page curves",
                                        "race pause",
                                        "lecture off",
                                        "blank off",
                                        "only sigmoid tanh",
                                        "sweep off",
                                        "animate off",
                                        "hear off",
                                        "derivative 0,1",
                                        "layout stacked",
                                        "scale x linear",
                                        "scale y linear all",
                                        "view home",
                                        "depth off",
                                        "naive off",
                                        "proof off",
                                        "formula off",
                                        "language en"};
    struct fault fault;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        command_apply(&m->window.program.session, lines[i], NULL, 0, &fault);
    // What the laboratory has made of its largest networks goes with its worker.
    window_give_up_saves(&m->window);
    worker_destroy(m->window.worker);
    m->window.worker = NULL;
    snapshots_free(&m->window.snapshots);
    SDL_SetWindowSize(m->window.sdl, 320, 240);
    for (int i = 0; i < 3; i++) {
        SDL_Event event = {.window = {.type = SDL_WINDOWEVENT, .windowID = id_of(m)}};
        event.window.event = SDL_WINDOWEVENT_EXPOSED;
        push(&event);
        turn(m);
    }
}

static bool play(struct monkey *m, long events)
{
    double seen[LOOKS];
    for (int look = 0; look < LOOKS; look++) {
        for (long done = 0; done < events / LOOKS;) {
            if (m->turns % SMALL_TURNS == 0)
                keep_small(m);
            int batch = 1 + below(m, BATCH_MAX);
            for (int i = 0; i < batch; i++, done++)
                act(m);
            turn(m);
        }
        settle(m);
        seen[look] = allocated_mib();
        fprintf(stderr, "%ld events, %ld frames, %.1f MiB\n", (look + 1) * (events / LOOKS),
                m->window.frames, seen[look]);
    }
#ifdef ADDRESSES_ARE_CHECKED
    if (seen[LOOKS - 1] >= seen[LOOKS / 2] + GROWTH_MIB) // where it was asked for
        __sanitizer_print_memory_profile(80, 12);
#endif
    // The first half fills caches of letters, curves and the libraries'.
    bool judged = events >= JUDGED_EVENTS;
    bool flat = !judged || seen[LOOKS - 1] < seen[LOOKS / 2] + GROWTH_MIB,
         quick = m->slowest < SLOWEST_SECONDS;
    printf("%ld events, %d turns, %ld frames, slowest turn %.3f s of CPU time, memory %.1f to %.1f "
           "MiB, %d refused: %s\n",
           events, m->turns, m->window.frames, m->slowest, seen[LOOKS / 2], seen[LOOKS - 1],
           m->refused,
           flat && quick ? "passed"
           : flat        ? "FAILED: too slow"
                         : "FAILED: memory grows");
    return flat && quick;
}

int main(int argc, char **argv)
{
    long events = argc > 1 ? strtol(argv[1], NULL, 10) : 5000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    static struct monkey monkey;
    struct options options = {.sized = true, .width = 320, .height = 240, .no_vsync = true};
    struct fault fault = {.id = FAULT_NONE};
    options.log_commands = true;
    fprintf(stderr, "monkey: %ld events, seed %" PRIu64 "\n", events, seed);
    monkey.random = seed;
    language_open();
    parallel_init();
    if (!window_open(&monkey.window, &options, &fault)) {
        fprintf(stderr, "monkey: %s\n", fault.text);
        return EXIT_FAILED;
    }
    monkey.host = monkey.window.program.session.host;
    monkey.window.program.session.host =
        (struct host){.user = &monkey, .perform = perform, .log = log_command};
    bool ok = play(&monkey, events);
    window_close(&monkey.window);
    return ok ? EXIT_DONE : EXIT_FAILED;
}

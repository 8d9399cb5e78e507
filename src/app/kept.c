#define _POSIX_C_SOURCE 200809L // NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include "app/kept.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/file.h"
#include "app/folders.h"
#include "base/memory.h"

struct kept {
    int lock;                // the open session-N.lock, which is locked
    struct text path;        // of session-N.actscope
    struct text tried;       // of session-N.tried, which exists while the session is restored
    struct text read;        // content of the session's file, for KEPT_RESUME
    struct text passed_over; // path of a session that was passed over; "" for none
};

// --- places ---

// Makes a folder and those above it, where they are missing. False if there is no folder in the
// end.
static bool make_folder(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    struct stat info;
    mkdir(path, 0700);
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

// Writes the path "FOLDER/session-PLACE.ENDING".
static void path_in(const struct text *folder, int place, const char *ending, struct text *out)
{
    text_clear(out);
    text_format(out, "%s/session-%d.%s", text_string(folder), place, ending);
}

// What can be said of a lock, besides the open file that holds it.
enum { LOCK_TAKEN = -1, LOCK_ABSENT = -2 };

// Locks a file; returns the open file, LOCK_TAKEN if another program has locked it, and LOCK_ABSENT
// where there is none and `create` is false.
static int lock_file(const char *path, bool create)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int fd = open(path, O_RDWR | (create ? O_CREAT : 0) | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return errno == ENOENT ? LOCK_ABSENT : LOCK_TAKEN;
    if (fcntl(fd, F_SETLK, &lock) == 0)
        return fd;
    close(fd);
    return LOCK_TAKEN;
}

static int lock_place(const struct text *folder, int place, bool create)
{
    struct text path = {0};
    path_in(folder, place, "lock", &path);
    int lock = lock_file(text_string(&path), create);
    text_free(&path);
    return lock;
}

// Windows that start at the same time choose their places one after the other. Returns the lock of
// the folder, or a negative number where somebody holds it for longer than anybody needs.
static int lock_folder(const struct text *folder)
{
    enum { TRIES = 100 };
    const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
    struct text path = {0};
    int lock = LOCK_TAKEN;
    text_format(&path, "%s/lock", text_string(folder));
    for (int i = 0; i < TRIES && lock < 0; i++) {
        lock = lock_file(text_string(&path), true);
        if (lock < 0)
            nanosleep(&pause, NULL);
    }
    text_free(&path);
    return lock;
}

// A place that no other window has.
struct kept_place {
    int number;
    int lock;       // the open lock file; LOCK_ABSENT where nobody has had the place yet
    double changed; // when its session was written, in seconds since 1970; 0 if it has none
    bool tried;     // the program ended while it restored this session
};

// Locks all places that no other window has; returns how many.
static int free_places(const struct text *folder, struct kept_place places[KEPT_MAX])
{
    struct text path = {0};
    int n = 0;
    for (int i = 1; i <= KEPT_MAX; i++) {
        int lock = lock_place(folder, i, false);
        if (lock == LOCK_TAKEN)
            continue;
        path_in(folder, i, "actscope", &path);
        places[n] = (struct kept_place){i, lock, file_changed(text_string(&path)), false};
        path_in(folder, i, "tried", &path);
        places[n].tried = places[n].changed > 0 && file_exists(text_string(&path));
        n++;
    }
    text_free(&path);
    return n;
}

// The index of the newest session that may be restored, or -1.
static int newest(const struct kept_place *places, int n)
{
    int best = -1;
    for (int i = 0; i < n; i++)
        if (places[i].changed > 0 && !places[i].tried &&
            (best < 0 || places[i].changed > places[best].changed))
            best = i;
    return best;
}

// The index of a place without a session, or else of the one with the oldest session.
static int oldest(const struct kept_place *places, int n)
{
    int best = 0;
    for (int i = 1; i < n; i++)
        if (places[i].changed < places[best].changed)
            best = i;
    return best;
}

// Writes the path of the newest session of all, if the program ended while it restored that one.
static void note_passed_over(const struct text *folder, const struct kept_place *places, int n,
                             struct text *out)
{
    int best = oldest(places, n);
    for (int i = 0; i < n; i++)
        if (places[i].changed > places[best].changed)
            best = i;
    if (places[best].tried)
        path_in(folder, places[best].number, "actscope", out);
}

// Chooses a place by what the window begins with, and unlocks the others.
static struct kept *take_place(const struct text *folder, const struct kept_place *places, int n,
                               enum kept_start start)
{
    struct kept *kept = memory_new(1, sizeof *kept);
    struct fault fault = {0};
    int resumed = start == KEPT_NEW ? -1 : newest(places, n);
    int chosen = resumed >= 0 ? resumed : oldest(places, n);
    for (int i = 0; i < n; i++)
        if (i != chosen && places[i].lock >= 0)
            close(places[i].lock);
    kept->lock = places[chosen].lock;
    if (kept->lock < 0)
        kept->lock = lock_place(folder, places[chosen].number, true);
    path_in(folder, places[chosen].number, "actscope", &kept->path);
    path_in(folder, places[chosen].number, "tried", &kept->tried);
    if (start == KEPT_RESUME)
        note_passed_over(folder, places, n, &kept->passed_over);
    if (resumed >= 0 && start == KEPT_RESUME &&
        !file_read_regular(text_string(&kept->path), &kept->read, &fault))
        text_clear(&kept->read);
    if (resumed >= 0 && start == KEPT_FRESH)
        kept_forget(kept);
    return kept;
}

struct kept *kept_open(enum kept_start start)
{
    struct text folder = {0};
    struct kept_place places[KEPT_MAX];
    bool there = folder_of_user(FOLDER_STATE, &folder) && make_folder(folder.data);
    int choosing = there ? lock_folder(&folder) : LOCK_TAKEN;
    int n = choosing >= 0 ? free_places(&folder, places) : 0;
    struct kept *kept = n > 0 ? take_place(&folder, places, n, start) : NULL;
    if (choosing >= 0)
        close(choosing);
    text_free(&folder);
    if (kept == NULL || kept->lock >= 0)
        return kept;
    kept_close(kept);
    return NULL;
}

void kept_close(struct kept *kept)
{
    if (kept == NULL)
        return;
    if (kept->lock >= 0)
        close(kept->lock);
    text_free(&kept->path);
    text_free(&kept->tried);
    text_free(&kept->read);
    text_free(&kept->passed_over);
    free(kept);
}

const char *kept_path(const struct kept *kept)
{
    return text_string(&kept->path);
}

const char *kept_passed_over(const struct kept *kept)
{
    return text_string(&kept->passed_over);
}

// --- what the last run left ---

const char *kept_commands(const struct kept *kept)
{
    return text_string(&kept->read);
}

// Finds the next line from `at` on that begins with `start`; NULL for none. `rest` gets what
// follows in the line. Returns where the next line begins.
static const char *next_line(const char *at, const char *start, struct text *rest)
{
    size_t n = strlen(start);
    while (*at != '\0') {
        size_t length = strcspn(at, "\n");
        const char *line = at;
        at += length + (at[length] == '\n');
        if (length < n || strncmp(line, start, n) != 0)
            continue;
        text_clear(rest);
        text_add_bytes(rest, line + n, length - n);
        return at;
    }
    return NULL;
}

// Reads two whole numbers from -MOST to MOST from a text. Returns what follows them, or NULL where
// they are not there.
static const char *two_numbers(const char *text, int *first, int *second)
{
    enum { MOST = 32767 }; // the largest size in the X protocol
    int *const numbers[] = {first, second};
    for (int i = 0; i < 2; i++) {
        char *end;
        long number = strtol(text, &end, 10);
        if (end == text || number < -MOST || number > MOST)
            return NULL;
        *numbers[i] = (int)number;
        text = end;
    }
    return text;
}

struct kept_window kept_window(const struct kept *kept)
{
    struct kept_window window = {0};
    struct text rest = {0};
    const char *behind = NULL;
    if (next_line(kept_commands(kept), "#: window ", &rest) != NULL)
        behind = two_numbers(text_string(&rest), &window.width, &window.height);
    if (behind == NULL || window.width <= 0 || window.height <= 0)
        window.width = window.height = 0;
    else
        window.maximised = strcmp(behind, " maximised") == 0;
    window.placed = next_line(kept_commands(kept), "#: place ", &rest) != NULL &&
                    two_numbers(text_string(&rest), &window.x, &window.y) != NULL;
    if (next_line(kept_commands(kept), "#: scale ", &rest) != NULL)
        window.scale = strtod(text_string(&rest), NULL);
    if (!(window.scale >= 0.25 && window.scale <= 8))
        window.scale = 0;
    text_free(&rest);
    return window;
}

void kept_recall(const struct kept *kept, struct entry *entry)
{
    struct text rest = {0};
    const char *at = kept_commands(kept);
    while ((at = next_line(at, "#: typed ", &rest)) != NULL)
        if (rest.n < ENTRY_MAX && utf8_valid(text_string(&rest), rest.n, NULL))
            entry_remember(entry, text_string(&rest));
    text_free(&rest);
}

// --- restoring ---

void kept_begin_restoring(const struct kept *kept)
{
    int fd = open(text_string(&kept->tried), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0)
        close(fd);
}

void kept_end_restoring(const struct kept *kept)
{
    unlink(text_string(&kept->tried));
}

// --- writing ---

bool kept_write(struct kept *kept, const char *commands, const struct kept_window *window,
                const struct entry *entry, struct fault *fault)
{
    struct text text = {0};
    text_add(&text, "# actscope " ACTSCOPE_VERSION ": the session of a window\n");
    if (window->width > 0)
        text_format(&text, "#: window %d %d%s\n", window->width, window->height,
                    window->maximised ? " maximised" : "");
    if (window->placed)
        text_format(&text, "#: place %d %d\n", window->x, window->y);
    if (window->scale > 0)
        text_format(&text, "#: scale %.6g\n", window->scale);
    for (int i = 0; i < entry->history_n; i++)
        text_format(&text, "#: typed %s\n", entry->history[i]);
    text_add(&text, commands);
    bool ok = file_write(text_string(&kept->path), text.data, text.n, fault);
    text_free(&text);
    return ok;
}

void kept_forget(struct kept *kept)
{
    unlink(text_string(&kept->path));
    unlink(text_string(&kept->tried));
}

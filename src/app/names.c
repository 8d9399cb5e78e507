#define _XOPEN_SOURCE 700 // dirent.h; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include "app/names.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/data.h"
#include "app/facts.h"
#include "app/file.h"

// Writes the words that a picture's file is named after: its title; if that has other than ASCII
// letters, the ids of its functions; if these are too many, "functions".
static void file_title(const struct state *state, char *out, size_t size)
{
    char room[160];
    struct text ids = text_in(room, sizeof room);
    bool ascii = true;
    facts_title(state, out, size);
    for (const char *p = out; *p != '\0'; p++)
        ascii = ascii && (unsigned char)*p < 0x80;
    for (int i = 0; !ascii && i < state->shown_n; i++)
        if (!state->shown[i].hidden)
            text_format(&ids, "%s ", state_function(state, state->shown[i].function)->id);
    if (!ascii && ids.n >= size / 2)
        text_copy(out, size, "functions");
    else if (!ascii)
        text_copy(out, size, text_string(&ids));
    text_free(&ids);
}

void names_make_up(const struct state *state, const char *prefix, struct text *out)
{
    char title[128], stem[160];
    file_title(state, title, sizeof title);
    text_copy(stem, sizeof stem, prefix);
    size_t n = strlen(stem);
    for (const char *p = title; *p != '\0' && n < sizeof stem - 1; p++) {
        char c = ascii_small(*p);
        bool plain = ascii_is_small(c) || ascii_is_digit(c);
        if (plain)
            stem[n++] = c;
        else if (n > 0 && stem[n - 1] != '-')
            stem[n++] = '-';
    }
    while (n > 0 && stem[n - 1] == '-')
        n--;
    text_copy(stem + n, sizeof stem - n, n > 0 ? "" : "picture");
    for (int i = 1; i < 10000; i++) {
        text_clear(out);
        text_format(out, i == 1 ? "%s.png" : "%s-%d.png", stem, i);
        if (!file_exists(text_string(out)))
            return;
    }
}

// The folder that a path is in, with its "/"; "./" where it names none. False if it is too long.
static bool folder_of(const char *path, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash != NULL ? (size_t)(slash + 1 - path) : 0;
    return snprintf(out, size, "%.*s", n > 0 ? (int)n : 2, n > 0 ? path : "./") < (int)size;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n > m && strcmp(name + n - m, ending) == 0;
}

// Whether a file is offered: by its ending, as nobody wants each file of a folder opened for that.
static bool is_offered(const char *name, bool to_open)
{
    static const char *const opened[] = {".actscope", ".png", ".svg", ".npy", ".npz",
                                         ".csv",      ".tsv", ".gz",  ".dat", NULL};
    static const char *const saved[] = {".actscope", ".png", ".svg", ".pdf", ".tex", NULL};
    for (const char *const *ending = to_open ? opened : saved; *ending != NULL; ending++)
        if (ends_with(name, *ending))
            return true;
    return false;
}

// Puts a name among the first `most` in order.
static int insert_name(char names[][ENTRY_CANDIDATE_MAX], int n, int most, const char *name)
{
    int at = n;
    while (at > 0 && strcmp(name, names[at - 1]) < 0)
        at--;
    if (at == most)
        return n;
    int kept = n < most ? n : most - 1;
    memmove(names[at + 1], names[at], (size_t)(kept - at) * ENTRY_CANDIDATE_MAX);
    text_copy(names[at], ENTRY_CANDIDATE_MAX, name);
    return kept + 1;
}

int names_beginning(const char *typed, bool to_open, char out[][ENTRY_CANDIDATE_MAX], int most)
{
    char folder[ENTRY_MAX], path[ENTRY_MAX + 256], name[ENTRY_CANDIDATE_MAX];
    const char *slash = strrchr(typed, '/'), *part = slash != NULL ? slash + 1 : typed;
    DIR *files = folder_of(typed, folder, sizeof folder) ? opendir(folder) : NULL;
    int n = 0;
    for (const struct dirent *entry; files != NULL && (entry = readdir(files)) != NULL;) {
        struct stat info;
        const char *found = entry->d_name;
        size_t length = strlen(found);
        bool hidden = found[0] == '.' && part[0] != '.';
        bool fits = length + 1 < sizeof name && utf8_valid(found, length, NULL);
        if (hidden || !fits || strncmp(found, part, strlen(part)) != 0 || strcmp(found, ".") == 0 ||
            strcmp(found, "..") == 0)
            continue;
        if (snprintf(path, sizeof path, "%s%s", folder, found) >= (int)sizeof path)
            continue;
        bool is_folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
        if (snprintf(name, sizeof name, "%s%s", found, is_folder ? "/" : "") >= (int)sizeof name)
            continue;
        if (is_folder || is_offered(found, to_open))
            n = insert_name(out, n, most, name);
    }
    if (files != NULL)
        closedir(files);
    return n;
}

// Whether a text is a tour: a line of it begins a step.
static bool is_tour(const char *text)
{
    for (const char *at = text; at != NULL && *at != '\0'; at = strchr(at, '\n')) {
        at += strspn(at, " \t\r\n");
        if (strncmp(at, "step ", 5) == 0)
            return true;
    }
    return false;
}

const char *names_opener(const char *path)
{
    struct text text = {0};
    if (data_seems(path))
        return "data";
    bool tour = file_read_regular(path, &text, NULL) && is_tour(text_string(&text));
    text_free(&text);
    return tour ? "tour" : "source";
}

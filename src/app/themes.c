#include "app/themes.h"
#include "base/language.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/file.h"
#include "app/folders.h"

#define ENDING ".actscope"

// Appends the folder of the user's themes; false if the environment names no home.
static bool own_folder(struct text *path)
{
    if (!folder_of_user(FOLDER_CONFIG, path))
        return false;
    text_add(path, "/themes");
    return true;
}

// Reads one file of the folder; the theme has the file's name without the ending.
static void load_theme(struct session *session, const char *folder, const char *file, bool aloud,
                       struct program *program)
{
    struct text path = {0}, text = {0};
    struct fault fault = {0};
    char name[THEME_NAME_MAX];
    size_t n = strlen(file) - strlen(ENDING);
    snprintf(name, sizeof name, "%.*s", (int)n, file);
    text_format(&path, "%s/%s", folder, file);
    if (n >= sizeof name) {
        fault_set(&fault, FAULT_LIMIT, _("a theme's name is shorter than %d letters"),
                  THEME_NAME_MAX);
        text_copy(fault.source, sizeof fault.source, text_string(&path));
    } else if (file_read_regular(text_string(&path), &text, &fault))
        themes_read(session, name, text_string(&text), text_string(&path),
                    aloud ? program_note : NULL, program);
    if (aloud && fault.id != FAULT_NONE)
        program_note(program, &fault);
    text_free(&path);
    text_free(&text);
}

// Whether scandir takes a file: its name ends in .actscope and is not hidden.
static int is_theme(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name), m = strlen(ENDING);
    return n > m && entry->d_name[0] != '.' && strcmp(entry->d_name + n - m, ENDING) == 0;
}

void themes_load_own(struct session *session, bool aloud, struct program *program)
{
    struct text folder = {0};
    struct dirent **files = NULL;
    int n = own_folder(&folder) ? scandir(text_string(&folder), &files, is_theme, alphasort) : 0;
    for (int i = 0; i < n; i++) {
        load_theme(session, text_string(&folder), files[i]->d_name, aloud, program);
        free(files[i]);
    }
    free(files);
    text_free(&folder);
}

// Opens the files that are dropped on the window: those dropped together at once.
#include "app/window/parts.h"

#include <SDL.h>
#include <string.h>

#include "app/data.h"
#include "base/language.h"

// Adds a word and a name in quotes to a line, so that no character of the name can become a part of
// the command.
static void add_quoted(struct text *line, const char *word, const char *name)
{
    text_add(line, word);
    text_add_quoted(line, name);
}

static bool can_be_said(const char *name)
{
    return utf8_valid(name, strlen(name), NULL) && strpbrk(name, "\r\n") == NULL;
}

// Applies the commands that open the files. Those of numbers are one command, so that none replaces
// another; it comes behind the states, which say what is shown from the beginning.
static void run_lines(struct window *window, const char *states, const char *data)
{
    struct session *session = &window->program.session;
    struct text lines = {0};
    enum origin before = errand_enter(&session->errand, ORIGIN_HAND);
    text_format(&lines, "%s%s", states, data);
    if (*states != '\0')
        window_add_script(window, text_string(&lines), ORIGIN_HAND);
    else if (*data != '\0')
        window_apply(window, data);
    errand_leave(&session->errand, before);
    text_free(&lines);
}

// Opens all files dropped: `source` for those of commands, one after the other, `data` for those of
// numbers. The commands in them count as a stranger's.
static void open_all(struct window *window)
{
    const struct text *dropped = &window->dropped;
    struct text states = {0}, data = {0};
    bool said = true;
    int data_n = 0;
    for (size_t at = 0; at < dropped->n; at += strlen(dropped->data + at) + 1) {
        const char *name = dropped->data + at;
        said = said && can_be_said(name);
        if (data_seems(name)) {
            add_quoted(&data, data_n++ == 0 ? "data " : " ", name);
        } else {
            add_quoted(&states, "source ", name);
            text_add(&states, "\n");
        }
    }
    if (!said)
        session_message(&window->program.session, true, "%s",
                        _("This file's name holds a line break or is no UTF-8, which no command "
                          "can say: rename the file and drop it again"));
    else if (data_n > DATA_FILES_MAX)
        session_message(&window->program.session, true, _("more than %d files of data at once"),
                        DATA_FILES_MAX);
    else
        run_lines(window, text_string(&states), text_string(&data));
    text_free(&states);
    text_free(&data);
}

void window_on_drop(struct window *window, const SDL_Event *event)
{
    if (event->type == SDL_DROPBEGIN)
        text_clear(&window->dropped);
    if (event->type == SDL_DROPFILE && event->drop.file != NULL)
        text_add_bytes(&window->dropped, event->drop.file, strlen(event->drop.file) + 1);
    bool ends = event->type == SDL_DROPCOMPLETE;
    if (!ends) // a file's name, NULL at the beginning, or text, which is not opened
        SDL_free(event->drop.file);
    window->drops = event->type == SDL_DROPBEGIN || (window->drops && !ends);
    if (window->drops)
        return;
    open_all(window);
    text_clear(&window->dropped);
}

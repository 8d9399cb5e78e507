// Finds a tour's title without reading all of the tour, as a menu of tours needs many titles.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "control/syntax.h"
#include "control/tour.h"

// Copies the title of a `title` command to `out` if it is in that language; also if it is in
// English, which is written without a language, and `out` is still empty. Returns whether it was in
// that language.
static bool take_title(const struct words *words, int language, char *out, size_t size)
{
    bool english = words->n == 2;
    bool right = english
                     ? language == LANGUAGE_EN
                     : words->n == 3 && strcmp(words->items[1].text, language_word(language)) == 0;
    if (right || (english && *out == '\0'))
        text_copy(out, size, words->items[words->n - 1].text);
    return right;
}

// Takes the titles of one line of commands. Returns whether the search is over: the right one was
// found, or another command begins.
static bool search_line(const char *line, struct words *words, int language, char *out, size_t size)
{
    struct fault fault = {0};
    for (size_t at = 0;; at = words->end + 1) {
        if (!words_split(line, at, words, &fault))
            return false;
        if (words->n > 0 && strcmp(words->items[0].text, "title") != 0)
            return true;
        if (words->n > 0 && take_title(words, language, out, size))
            return true;
        if (line[words->end] != ';')
            return false;
    }
}

void tour_title_of(const char *text, int language, char *out, size_t size)
{
    struct words *words = memory_new(1, sizeof *words);
    bool found = false;
    *out = '\0';
    while (*text != '\0' && !found) {
        size_t length = strcspn(text, "\n");
        char line[COMMAND_LINE_MAX];
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        text += length + (text[length] == '\n');
        found = search_line(line, words, language, out, size);
    }
    free(words);
}

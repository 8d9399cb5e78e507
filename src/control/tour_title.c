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

void tour_title_of(const char *text, int language, char *out, size_t size)
{
    struct words *words = memory_new(1, sizeof *words);
    struct fault fault = {0};
    bool found = false;
    *out = '\0';
    while (*text != '\0' && !found) {
        size_t length = strcspn(text, "\n");
        char line[COMMAND_LINE_MAX];
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        text += length + (text[length] == '\n');
        if (!words_split(line, 0, words, &fault) || words->n == 0)
            continue;
        if (strcmp(words->items[0].text, "title") != 0)
            break;
        found = take_title(words, language, out, size);
    }
    free(words);
}

#include "app/language.h"

#include <SDL.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/file.h"
#include "base/text.h"

// Counts changes for gettext, which otherwise keeps what it looked up in the language before. Its
// manual names this variable for programs that change their language while they run.
extern int _nl_msg_cat_cntr; // NOLINT

void language_open(void)
{
    static const char *const folders[] = {"../share/locale", "locale"};
    char *base = SDL_GetBasePath();
    for (size_t i = 0; base != NULL && i < sizeof folders / sizeof folders[0]; i++) {
        struct text folder = {0}, catalogue = {0};
        text_format(&folder, "%s%s", base, folders[i]);
        text_format(&catalogue, "%s/ja/LC_MESSAGES/actscope.mo", text_string(&folder));
        if (file_exists(text_string(&catalogue)))
            bindtextdomain("actscope", text_string(&folder));
        text_free(&folder);
        text_free(&catalogue);
    }
    SDL_free(base);
    bind_textdomain_codeset("actscope", "UTF-8");
}

// gettext looks nothing up in the locale "C", whatever LANGUAGE says.
static void leave_c_locale(void)
{
    const char *now = setlocale(LC_MESSAGES, NULL);
    if (now == NULL || strcmp(now, "C") == 0 || strcmp(now, "POSIX") == 0)
        setlocale(LC_MESSAGES, "C.UTF-8");
}

void language_use(enum language language)
{
    leave_c_locale();
    setenv("LANGUAGE", language_word(language), 1);
    _nl_msg_cat_cntr++;
}

enum language language_of_locale(void)
{
    static const char *const variables[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && *value != '\0')
            return strncmp(value, "ja", 2) == 0 ? LANGUAGE_JA : LANGUAGE_EN;
    }
    return LANGUAGE_EN;
}

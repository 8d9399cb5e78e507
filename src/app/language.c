#include "app/language.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

void language_use(int language)
{
    if (!language_choose(language_translation(language)))
        language_choose(NULL);
}

bool language_unknown(const char *word, struct fault *fault)
{
    char words[8 * LANGUAGE_MAX];
    language_words(words, sizeof words);
    return fault_set(fault, FAULT_UNKNOWN_WORD, _("\"%s\" is not one of %s"), word, words);
}

int language_in_use(void)
{
    const struct translation *chosen = language_chosen();
    return chosen != NULL ? language_find(chosen->language) : LANGUAGE_EN;
}

// Whether a locale's name asks for no translation: "C" or "POSIX".
static bool is_plain(const char *word)
{
    return strcmp(word, "C") == 0 || strcmp(word, "POSIX") == 0;
}

// The first language in a list of locales, "de:ja_JP.UTF-8:en", that actscope has texts for;
// English if there is none, or if "C" or "POSIX" comes before it.
static int language_of_list(const char *list)
{
    for (size_t n; *list != '\0'; list += n + (list[n] == ':')) {
        n = strcspn(list, ":");
        struct text word = {0};
        text_add_bytes(&word, list, strcspn(list, ":_.@"));
        int language = language_find(text_string(&word));
        bool plain = is_plain(text_string(&word));
        text_free(&word);
        if (language >= 0)
            return language;
        if (plain)
            break;
    }
    return LANGUAGE_EN;
}

static int language_of_environment(void)
{
    static const char *const variables[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && *value != '\0')
            return language_of_list(value);
    }
    return LANGUAGE_EN;
}

// Sets LC_CTYPE to a locale; false if the system does not have it, or it is not UTF-8.
static bool use_if_utf8(const char *name)
{
    return setlocale(LC_CTYPE, name) != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// Sets LC_CTYPE to the user's locale if that is UTF-8, otherwise to another one that is.
static void use_utf8(void)
{
    static const char *const names[] = {"C.UTF-8", "en_US.UTF-8", "UTF-8"}; // the last is macOS's
    if (use_if_utf8(""))
        return;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (use_if_utf8(names[i])) {
            setenv("LC_ALL", names[i], 1);
            return;
        }
    setlocale(LC_CTYPE, "C"); // ASCII alone is better than an encoding that is not UTF-8
}

void language_open(void)
{
    language_use(language_of_environment());
    use_utf8();
}

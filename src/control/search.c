#include "control/search.h"

#include <string.h>

#include "base/language.h"
#include "base/text.h"

enum { FOLDED_MAX = 256 }; // bytes of a folded text, with its end; the rest is not looked at

enum rank { RANK_BEGINS, RANK_WORD, RANK_HOLDS, RANK_FAMILY, RANK_COUNT };

// Letters of full width become those of ASCII, hiragana becomes katakana. Returns 0 for what does
// not count.
static unsigned fold_letter(unsigned c)
{
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
    if (c >= 0x3041 && c <= 0x3096)
        c += 0x60;
    if (c == ' ' || c == '_' || c == '-' || c == 0x3000 || c == 0x30fb)
        return 0;
    return c < 128 ? (unsigned)(unsigned char)ascii_small((char)c) : c;
}

// Copies a text without what does not count when it is compared.
static void fold(const char *from, char out[FOLDED_MAX])
{
    size_t n = 0;
    for (size_t at = 0; from[at] != '\0' && n + 5 < FOLDED_MAX; at = utf8_next(from, at)) {
        char letter[5];
        unsigned c = fold_letter(utf8_code_point(from + at));
        size_t bytes = c != 0 ? utf8_write(c, letter) : 0;
        memcpy(out + n, letter, bytes);
        n += bytes;
    }
    out[n] = '\0';
}

// How well one name fits: it begins so, one of its words does, or it holds it. RANK_COUNT if not.
static enum rank rank_of_name(const char *name, const char *typed)
{
    char folded[FOLDED_MAX];
    enum rank best = RANK_COUNT;
    fold(name, folded);
    if (strncmp(folded, typed, strlen(typed)) == 0)
        return RANK_BEGINS;
    if (strstr(folded, typed) != NULL)
        best = RANK_HOLDS;
    for (const char *word = name; best == RANK_HOLDS && *word != '\0'; word++) {
        bool begins = word > name && strchr(" _-/", word[-1]) != NULL;
        if (!begins)
            continue;
        fold(word, folded);
        if (strncmp(folded, typed, strlen(typed)) == 0)
            best = RANK_WORD;
    }
    return best;
}

static enum rank better(enum rank a, enum rank b)
{
    return a < b ? a : b;
}

// The best of several names with blanks between them.
static enum rank rank_of_aliases(const char *aliases, const char *typed)
{
    enum rank best = RANK_COUNT;
    while (*aliases != '\0') {
        char word[FOLDED_MAX];
        size_t n = strcspn(aliases, " ");
        text_copy(word, n + 1 < sizeof word ? n + 1 : sizeof word, aliases);
        best = better(best, rank_of_name(word, typed));
        aliases += n + strspn(aliases + n, " ");
    }
    return best;
}

// The best of an English text and its translations into all languages.
static enum rank rank_in_languages(const char *english, const char *typed)
{
    enum rank best = RANK_COUNT;
    for (int i = 0; language_word(i) != NULL; i++)
        best = better(best, rank_of_name(language_text_in(i, english), typed));
    return best;
}

int search_rank(const struct activation *activation, const char *typed)
{
    char folded[FOLDED_MAX];
    fold(typed, folded);
    enum rank best = rank_of_name(activation->id, folded);
    best = better(best, rank_of_aliases(activation->aliases, folded));
    best =
        better(best, activation->expression != NULL ? rank_of_name(activation->name, folded)
                                                    : rank_in_languages(activation->name, folded));
    if (best == RANK_COUNT && rank_in_languages(activation->family, folded) < RANK_HOLDS)
        best = RANK_FAMILY;
    return best < RANK_COUNT ? (int)best : -1;
}

// Function number i of FUNCTION_MAX in the order of the list.
static int function_at(int i)
{
    return i < OWN_MAX ? CATALOGUE_MAX + i : i - OWN_MAX;
}

int search_functions(const struct state *state, const char *typed, int found[FUNCTION_MAX])
{
    int ranks[FUNCTION_MAX], n = 0, named = state_function_find(state, typed);
    for (int i = 0; i < FUNCTION_MAX; i++) {
        const struct activation *a = state_function(state, i);
        ranks[i] = a != NULL ? search_rank(a, typed) : -1;
    }
    if (named >= 0) {
        found[n++] = named;
        ranks[named] = -1;
    }
    for (int rank = 0; rank < RANK_COUNT; rank++)
        for (int i = 0; i < FUNCTION_MAX; i++)
            if (ranks[function_at(i)] == rank)
                found[n++] = function_at(i);
    return n;
}

bool search_holds(const char *english, const char *typed)
{
    char folded[FOLDED_MAX];
    fold(typed, folded);
    return rank_in_languages(english, folded) < RANK_COUNT;
}

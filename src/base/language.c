#include "base/language.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

// The file begins with a header of seven numbers of four bytes, of which five are read, at these
// bytes. ENGLISH_AT and OTHER_AT hold where two tables begin, of the English strings and of their
// translations. Each row of a table is the length of a string and where it begins.
enum { MAGIC_AT = 0, REVISION_AT = 4, COUNT_AT = 8, ENGLISH_AT = 12, OTHER_AT = 16 };
enum { HEADER_BYTES = 28, ROW_BYTES = 8 };

static const uint32_t magic = 0x950412de;

// Since `_` takes no language, the choice is one for the whole process. Worker threads read it too.
static const struct translation *_Atomic chosen;

static uint32_t number_at(const struct translation *translation, size_t at)
{
    const unsigned char *b = translation->bytes + at;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

// String i of the table whose place the header holds at byte `table`.
static const char *string_at(const struct translation *translation, size_t table, size_t i)
{
    size_t row = number_at(translation, table) + i * ROW_BYTES;
    return (const char *)translation->bytes + number_at(translation, row + 4);
}

// Whether the row at a byte describes a string that lies within the file and is UTF-8.
static bool is_string(const struct translation *translation, size_t row)
{
    size_t length = number_at(translation, row), at = number_at(translation, row + 4);
    if (at >= translation->n || length >= translation->n - at)
        return false;
    const char *string = (const char *)translation->bytes + at;
    return string[length] == '\0' && utf8_valid(string, length, NULL);
}

static bool is_table(const struct translation *translation, size_t table, size_t count)
{
    size_t at = number_at(translation, table);
    if (at > translation->n || count > (translation->n - at) / ROW_BYTES)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!is_string(translation, at + i * ROW_BYTES))
            return false;
    return true;
}

// Whether a catalogue can be searched without leaving its bytes.
static bool is_whole(const struct translation *translation)
{
    if (translation->n < HEADER_BYTES || number_at(translation, MAGIC_AT) != magic ||
        number_at(translation, REVISION_AT) >> 16 != 0)
        return false;
    size_t count = number_at(translation, COUNT_AT);
    if (!is_table(translation, ENGLISH_AT, count) || !is_table(translation, OTHER_AT, count))
        return false;
    for (size_t i = 1; i < count; i++)
        if (strcmp(string_at(translation, ENGLISH_AT, i - 1),
                   string_at(translation, ENGLISH_AT, i)) >= 0)
            return false;
    return true;
}

bool language_choose(const struct translation *translation)
{
    if (translation != NULL && !is_whole(translation))
        return false;
    atomic_store(&chosen, translation);
    return true;
}

const struct translation *language_chosen(void)
{
    return atomic_load(&chosen);
}

// The text in a whole catalogue, or the English itself.
static const char *text_in_catalogue(const struct translation *translation, const char *english)
{
    if (translation == NULL || *english == '\0')
        return english;
    size_t low = 0, high = number_at(translation, COUNT_AT);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(english, string_at(translation, ENGLISH_AT, middle));
        if (order == 0)
            return string_at(translation, OTHER_AT, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return english;
}

const char *language_text(const char *english)
{
    return text_in_catalogue(language_chosen(), english);
}

// --- the languages ---

const struct translation *language_translation(int language)
{
    return language > LANGUAGE_EN ? &embedded_translations[language - 1] : NULL;
}

const char *language_text_in(int language, const char *english)
{
    return text_in_catalogue(language_translation(language), english);
}

const char *language_word(int language)
{
    return language == LANGUAGE_EN ? "en" : language_translation(language)->language;
}

int language_find(const char *word)
{
    for (int i = 0; language_word(i) != NULL; i++)
        if (strcmp(language_word(i), word) == 0)
            return i;
    return -1;
}

void language_words(char *out, size_t size)
{
    size_t n = 0;
    for (int i = 0; language_word(i) != NULL && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i > 0 ? "|" : "", language_word(i));
}

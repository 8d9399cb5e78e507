#include "scene/line_breaks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { PLACES_MAX = 256 };

// --- what kind of letters meet ---

enum letter { LATIN, HIRAGANA, KATAKANA, KANJI };

static bool one_of(const char *at, const char *const *signs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(at, signs[i], strlen(signs[i])) == 0)
            return true;
    return false;
}

#define ONE_OF(at, signs) one_of(at, signs, sizeof(signs) / sizeof(signs)[0])

// Hiragana are U+3041 to U+309F, katakana U+30A0 to U+30FF.
static enum letter letter_at(const char *at)
{
    const unsigned char *u = (const unsigned char *)at;
    if (u[0] < 0xE3)
        return LATIN;
    if (u[0] == 0xE3 && (u[1] == 0x81 || (u[1] == 0x82 && u[2] < 0xA0)))
        return HIRAGANA;
    return u[0] == 0xE3 && (u[1] == 0x82 || u[1] == 0x83) ? KATAKANA : KANJI;
}

// Signs that no line begins with, and such that none ends with.
static bool closes(const char *at)
{
    static const char *const signs[] = {"、", "。", "）", "」", "，", "．", "：", "；", "？", "！",
                                        "ー", "・", "っ", "ッ", "ゃ", "ュ", "ョ", "ャ", "ゅ", "ょ",
                                        "ァ", "ィ", "ゥ", "ェ", "ォ", "%",  ")",  "’",  "”"};
    return ONE_OF(at, signs);
}

static bool opens(const char *at)
{
    static const char *const signs[] = {"（", "「", "(", "“"};
    return ONE_OF(at, signs);
}

static bool ends_sentence(const char *at)
{
    static const char *const signs[] = {"。", ".", "？", "?"};
    return ONE_OF(at, signs);
}

static bool ends_clause(const char *at)
{
    static const char *const signs[] = {"、", "：", "；", "）", ":", ";", ","};
    return ONE_OF(at, signs);
}

// --- what a break costs ---

#define COST_CLAUSE  0.02
#define COST_WORD    0.06 // between words, or Japanese phrases
#define COST_NUMBER  0.12 // before a number
#define COST_BOUND   0.25 // between a number and what it counts, or behind a little word
#define COST_INSIDE  0.50 // within a phrase
#define COST_FORMULA 0.60

static bool is_operator(const char *at)
{
    static const char *const signs[] = {"= ", "+ ", "− ", "· ", "× ", "< ", "> ", "≤ ", "≥ "};
    return ONE_OF(at, signs);
}

static size_t word_begin(const char *text, size_t at)
{
    while (at > 0 && text[at - 1] != ' ')
        at--;
    return at;
}

// "the", "to", "of": they belong to what follows.
static bool is_little(const char *word, size_t n)
{
    static const char *const little[] = {
        "a",  "an", "the", "of",  "to",  "in",   "at",   "by",   "on",   "is",    "so",  "no",
        "or", "as", "for", "and", "its", "With", "with", "from", "than", "every", "each"};
    for (size_t i = 0; i < sizeof little / sizeof little[0]; i++)
        if (strlen(little[i]) == n && strncmp(word, little[i], n) == 0)
            return true;
    return false;
}

// Between Latin words; `before` is the last character of the one, `at` the first of the other.
static double latin_cost(const char *text, size_t before, size_t at)
{
    size_t word = word_begin(text, before), n = before + 1 - word;
    bool counts = ascii_is_digit(text[before]) && ascii_is_small(text[at]);
    if (is_operator(text + at) || is_operator(text + word))
        return COST_FORMULA;
    if (ends_sentence(text + before))
        return 0;
    if (ends_clause(text + before))
        return COST_CLAUSE;
    if (counts || is_little(text + word, n))
        return COST_BOUND;
    return ascii_is_digit(text[at]) ? COST_NUMBER : COST_WORD;
}

// A phrase ends with hiragana (its particle), and the next begins with anything else.
static double japanese_cost(const char *text, size_t before, size_t at)
{
    if (ends_sentence(text + before) && letter_at(text + before) != LATIN)
        return 0;
    if (ends_clause(text + before))
        return COST_CLAUSE;
    bool phrase = letter_at(text + before) == HIRAGANA && letter_at(text + at) != HIRAGANA;
    return phrase ? COST_WORD : COST_INSIDE;
}

double lines_break_cost(const char *text, size_t at)
{
    size_t before = utf8_previous(text, at);
    bool space = text[before] == ' ';
    while (before > 0 && text[before] == ' ')
        before = utf8_previous(text, before);
    bool latin = letter_at(text + at) == LATIN && letter_at(text + before) == LATIN;
    if (text[at] == ' ' || closes(text + at) || opens(text + before) || (latin && !space))
        return HUGE_VAL;
    return latin ? latin_cost(text, before, at) : japanese_cost(text, before, at);
}

// --- the places of a text where a line may end ---

struct break_option {
    size_t end, next;   // where the line before ends, and the one behind begins
    double before, gap; // width of what stands between the last place and this, and of the blanks
    double cost;
};

struct places {
    int n;
    struct break_option items[PLACES_MAX];
};

static double width_of(const char *text, size_t from, size_t to, lines_measure *measure,
                       const void *user)
{
    char part[LINE_BYTES_MAX];
    snprintf(part, sizeof part, "%.*s", (int)(to - from), text + from);
    return to > from ? measure(user, part) : 0;
}

static bool find_places(const char *text, lines_measure *measure, const void *user,
                        struct places *places)
{
    size_t from = 0, length = strlen(text);
    double blank = measure(user, "x x") - measure(user, "xx");
    places->n = 1;
    places->items[0] = (struct break_option){0};
    for (size_t at = utf8_next(text, 0); from < length; at = utf8_next(text, at)) {
        double cost = at < length ? lines_break_cost(text, at) : 0;
        size_t end = at;
        if (cost == HUGE_VAL)
            continue;
        while (end > from && text[end - 1] == ' ')
            end--;
        if (places->n == PLACES_MAX || end - from >= LINE_BYTES_MAX)
            return false;
        places->items[places->n++] =
            (struct break_option){.end = end,
                                  .next = at,
                                  .before = width_of(text, from, end, measure, user),
                                  .gap = (double)(at - end) * blank,
                                  .cost = cost};
        from = at;
    }
    return true;
}

// --- the best of all ways to break it into so many lines ---

struct best {
    double cost[LINES_MAX + 1][PLACES_MAX]; // of breaking what stands before a place into k lines
    int from[LINES_MAX + 1][PLACES_MAX];
};

// Fills row k from row k − 1. Lines that leave much of the width are dear: so all become alike.
static void fill_row(const struct places *places, double width, int k, struct best *best)
{
    for (int j = 1; j < places->n; j++) {
        double taken = 0;
        for (int i = j; i-- > 0;) {
            taken += places->items[i + 1].before + (i + 1 < j ? places->items[i + 1].gap : 0);
            if (taken > width)
                break;
            double slack = 1 - taken / width;
            double cost = best->cost[k - 1][i] + slack * slack + places->items[j].cost;
            if (cost < best->cost[k][j]) {
                best->cost[k][j] = cost;
                best->from[k][j] = i;
            }
        }
    }
}

static void cut(const char *text, const struct places *places, const struct best *best, int n,
                struct lines *lines)
{
    lines->n = n;
    for (int k = n, j = places->n - 1; k > 0; k--) {
        int i = best->from[k][j];
        size_t begin = places->items[i].next, end = places->items[j].end;
        snprintf(lines->text[k - 1], LINE_BYTES_MAX, "%.*s", (int)(end - begin), text + begin);
        j = i;
    }
}

bool lines_break(const char *text, double width, lines_measure *measure, const void *user,
                 struct lines *lines)
{
    struct places places;
    struct best best;
    lines->n = 0;
    if (text[0] == '\0' || !(width > 0) || !find_places(text, measure, user, &places))
        return text[0] == '\0';
    for (int k = 0; k <= LINES_MAX; k++)
        for (int j = 0; j < places.n; j++)
            best.cost[k][j] = k == 0 && j == 0 ? 0 : HUGE_VAL;
    for (int k = 1; k <= LINES_MAX; k++) {
        fill_row(&places, width, k, &best);
        if (best.cost[k][places.n - 1] < HUGE_VAL) {
            cut(text, &places, &best, k, lines);
            return true;
        }
    }
    return false;
}

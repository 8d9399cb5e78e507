#include "activation/expression/paste.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// A character becomes at most so many bytes.
enum { REPLACEMENT_MAX = 4 };

// Each character of `from` becomes `to`.
static const struct {
    const char *from, *to;
} signs[] = {
    {"−–—‒―‐‑﹣－", "-"}, {"×·⋅∗•∙⨯✕✖＊", "*"}, {"÷∕⁄⧸", "/"}, {"＋", "+"},   {"∣｜", "|"},
    {"≤⩽≦", "<="},        {"≥⩾≧", ">="},        {"≠", "!="},   {"≔", ":="},   {"→↦⟶⟼", "->"},
    {"⇒⟹", "=>"},         {"∧", "&&"},          {"¬", "not "}, {"∨", " or "}, {"′’‘", "'"},
    {"″", "''"},          {"“”„«»", "\""},      {"µ", "μ"},    {"ℯⅇ", "e"},   {"ℎ", "h"},
    {"∶", ":"},
};

// Spaces of every width, and line breaks.
static const char spaces[] =
    "\t\n\r\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"
    "\u2028\u2029\u202F\u205F\u2062\u3000";

// Characters that are not seen, from and to a code point: joiners, marks of direction, the sign for
// applying a function.
static const struct {
    unsigned from, to;
} unseen[] = {
    {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x2061}, {0x2066, 0x2069}, {0xFE0E, 0xFE0F}, {0xFEFF, 0xFEFF},
};

// Superscript characters and what they become within the marks of an exponent.
static const struct {
    const char *from, *to;
} superscripts[] = {
    {"⁰", "0"}, {"¹", "1"}, {"²", "2"}, {"³", "3"}, {"⁴", "4"}, {"⁵", "5"}, {"⁶", "6"}, {"⁷", "7"},
    {"⁸", "8"}, {"⁹", "9"}, {"⁺", "+"}, {"⁻", "-"}, {"⁽", "("}, {"⁾", ")"}, {"ᐟ", "/"}, {"ᵃ", "a"},
    {"ᵇ", "b"}, {"ᶜ", "c"}, {"ᵈ", "d"}, {"ᵉ", "e"}, {"ᶠ", "f"}, {"ᵍ", "g"}, {"ʰ", "h"}, {"ⁱ", "i"},
    {"ʲ", "j"}, {"ᵏ", "k"}, {"ˡ", "l"}, {"ᵐ", "m"}, {"ⁿ", "n"}, {"ᵒ", "o"}, {"ᵖ", "p"}, {"ʳ", "r"},
    {"ˢ", "s"}, {"ᵗ", "t"}, {"ᵘ", "u"}, {"ᵛ", "v"}, {"ʷ", "w"}, {"ˣ", "x"}, {"ʸ", "y"}, {"ᶻ", "z"},
    {"ᵅ", "α"}, {"ᵝ", "β"}, {"ᵞ", "γ"}, {"ᵟ", "δ"},
};

// Whether a list of characters has the one that `at` begins with.
static bool has_character(const char *list, const char *at)
{
    size_t length = utf8_next(at, 0);
    for (size_t i = 0; list[i] != '\0'; i = utf8_next(list, i))
        if (utf8_next(list, i) - i == length && strncmp(list + i, at, length) == 0)
            return true;
    return false;
}

static bool is_unseen(const char *at)
{
    unsigned point = utf8_code_point(at);
    for (size_t i = 0; i < COUNT(unseen); i++)
        if (point >= unseen[i].from && point <= unseen[i].to)
            return true;
    return false;
}

// What the superscript character at `at` becomes; NULL where it is none.
static const char *superscript(const char *at)
{
    for (size_t i = 0; (unsigned char)*at >= 0x80 && i < COUNT(superscripts); i++)
        if (strncmp(at, superscripts[i].from, strlen(superscripts[i].from)) == 0)
            return superscripts[i].to;
    return NULL;
}

// The plain letter or digit for the code point c of a mathematical or full-width one, else c.
//
// Unicode has mathematical alphabets from U+1D400 on, one for each shape (bold, italic, …): first
// Latin ones with 52 letters, then Greek ones with 58, then digits. A Greek alphabet has capitals
// and small letters in the order of the plain block (U+0391, U+03B1), with ϴ and ∇ in between and
// variants at the end.
static unsigned plain_letter(unsigned c)
{
    static const unsigned variants[] = {0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6};
    if (c < 0x1D400 || c > 0x1D7FF)
        return c >= 0xFF10 && c <= 0xFF5A ? c - 0xFEE0 : c; // full-width letters and digits
    if (c >= 0x1D7CE)
        return '0' + (c - 0x1D7CE) % 10;
    if (c < 0x1D6A4) {
        unsigned place = (c - 0x1D400) % 52;
        return place < 26 ? 'A' + place : 'a' + place - 26;
    }
    if (c < 0x1D6A8 || c > 0x1D7C9)
        return c;
    unsigned place = (c - 0x1D6A8) % 58;
    return place < 25 ? 0x391 + place : place > 50 ? variants[place - 51] : 0x3B1 + place - 26;
}

// Writes the character c, below U+0800, as UTF-8 with a terminator.
static void put_character(char out[REPLACEMENT_MAX + 1], unsigned c)
{
    out[0] = c < 0x80 ? (char)c : (char)(0xC0 | c >> 6);
    out[1] = c < 0x80 ? '\0' : (char)(0x80 | (c & 0x3F));
    out[2] = '\0';
}

// Writes what the character at `at` becomes, "" for one that is not seen. Control characters become
// 0x7f, which the lexer refuses.
static void replacement(const char *at, char out[REPLACEMENT_MAX + 1])
{
    unsigned c = utf8_code_point(at), plain;
    size_t length = utf8_next(at, 0);
    if (c >= ' ' && c < 0x80)
        text_copy(out, 2, at);
    else if (has_character(spaces, at))
        text_copy(out, REPLACEMENT_MAX + 1, " ");
    else if (c < 0x80)
        text_copy(out, REPLACEMENT_MAX + 1, "\x7f");
    else if (is_unseen(at))
        out[0] = '\0';
    else if ((plain = plain_letter(c)) != c && plain < 0x800)
        put_character(out, plain);
    else if (c >= 0xFF01 && c <= 0xFF5E)
        put_character(out, c - 0xFEE0);
    else
        text_copy(out, length + 1, at);
    for (size_t i = 0; c >= 0x80 && i < COUNT(signs); i++)
        if (has_character(signs[i].from, at))
            text_copy(out, REPLACEMENT_MAX + 1, signs[i].to);
}

// Appends bytes that stand for the original's character at byte `from`.
static void add(struct pasted *pasted, const char *text, size_t from)
{
    for (; *text != '\0'; text++) {
        pasted->from[pasted->n] = from;
        pasted->text[pasted->n++] = *text;
    }
}

// Appends the run of superscript characters that begins at byte `at` as an exponent between two
// marks. Returns where the run ends.
static size_t add_exponent(struct pasted *pasted, const char *original, size_t at)
{
    static const char marks[][2] = {{SUPERSCRIPT_OPEN, '\0'}, {SUPERSCRIPT_CLOSE, '\0'}};
    const char *plain;
    add(pasted, marks[0], at);
    for (; (plain = superscript(original + at)) != NULL; at = utf8_next(original, at))
        add(pasted, plain, at);
    add(pasted, marks[1], at);
    return at;
}

void pasted_read(struct pasted *pasted, const char *original)
{
    size_t size = strlen(original) * REPLACEMENT_MAX + 1, at = 0;
    *pasted = (struct pasted){.text = memory_must(malloc(size)),
                              .from = memory_must(malloc(size * sizeof *pasted->from))};
    while (original[at] != '\0') {
        char plain[REPLACEMENT_MAX + 1];
        if (superscript(original + at) != NULL) {
            at = add_exponent(pasted, original, at);
            continue;
        }
        replacement(original + at, plain);
        add(pasted, plain, at);
        at = utf8_next(original, at);
    }
    pasted->text[pasted->n] = '\0';
    pasted->from[pasted->n] = at;
}

void pasted_free(struct pasted *pasted)
{
    free(pasted->text);
    free(pasted->from);
    *pasted = (struct pasted){0};
}

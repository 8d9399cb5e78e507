#define _GNU_SOURCE // memmem; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include "paint/carried.h"
#include "base/language.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { SVG_HEAD = 4096 }; // bytes in which an SVG names its first element

static const char png_signature[] = "\x89PNG\r\n\x1a\n";

enum { SIGNATURE = sizeof png_signature - 1, CHUNK_FRAME = 12 }; // length, name and checksum

static bool is_png(const char *bytes, size_t n)
{
    return n >= SIGNATURE && memcmp(bytes, png_signature, SIGNATURE) == 0;
}

// Whether it begins as XML does, and <svg comes soon.
static bool is_svg(const char *bytes, size_t n)
{
    size_t at = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < n && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
        at++;
    return at < n && bytes[at] == '<' &&
           memmem(bytes, n < SVG_HEAD ? n : SVG_HEAD, "<svg", 4) != NULL;
}

bool carried_is_picture(const char *bytes, size_t n)
{
    return is_png(bytes, n) || is_svg(bytes, n);
}

static bool carries_none(struct fault *fault)
{
    return fault_set(fault, FAULT_FILE,
                     _("this picture does not carry the commands that made it; those that actscope "
                       "saves as .png and .svg do"));
}

static bool is_damaged(struct fault *fault)
{
    return fault_set(fault, FAULT_FILE, _("this picture is damaged"));
}

// Appends commands that were found, if they can be such.
static bool take(const char *bytes, size_t n, struct text *out, struct fault *fault)
{
    if (n > CARRIED_MOST)
        return fault_set(fault, FAULT_LIMIT, _("this picture carries more than %d MiB of commands"),
                         CARRIED_MOST / (1024 * 1024));
    if ((n > 0 && memchr(bytes, '\0', n) != NULL) || !utf8_valid(bytes, n, NULL))
        return is_damaged(fault);
    text_add_bytes(out, bytes, n);
    return true;
}

// --- PNG ---

static uint32_t number_at(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

// The text of an iTXt chunk with our keyword: behind it come two zero bytes for "not compressed",
// and a language and a translated keyword, each ended by another one. NULL for other chunks.
static const char *text_of_chunk(const char *chunk, size_t n, size_t *text_n)
{
    const char *at = chunk + sizeof CARRIED_KEYWORD, *end = chunk + n;
    if (n < sizeof CARRIED_KEYWORD + 2 ||
        memcmp(chunk, CARRIED_KEYWORD, sizeof CARRIED_KEYWORD) != 0 || at[0] != 0 || at[1] != 0)
        return NULL;
    at += 2;
    for (int i = 0; i < 2; i++) {
        const char *zero = memchr(at, '\0', (size_t)(end - at));
        if (zero == NULL)
            return NULL;
        at = zero + 1;
    }
    *text_n = (size_t)(end - at);
    return at;
}

static bool commands_of_png(const char *bytes, size_t n, struct text *out, struct fault *fault)
{
    for (size_t at = SIGNATURE; n - at >= CHUNK_FRAME;) {
        size_t length = number_at(bytes + at), text_n = 0;
        const char *name = bytes + at + 4, *data = name + 4;
        if (length > n - at - CHUNK_FRAME)
            return is_damaged(fault);
        const char *text =
            memcmp(name, "iTXt", 4) == 0 ? text_of_chunk(data, length, &text_n) : NULL;
        if (text != NULL) {
            uLong sum = crc32(crc32(0, NULL, 0), (const Bytef *)name, (uInt)(length + 4));
            return sum == number_at(data + length) ? take(text, text_n, out, fault)
                                                   : is_damaged(fault);
        }
        at += CHUNK_FRAME + length;
    }
    return carries_none(fault);
}

// --- SVG ---

// Appends the character that an entity stands for; returns the bytes that the entity takes, 0 if it
// is none that can be in such a text.
static size_t add_entity(const char *at, size_t n, struct text *out)
{
    static const struct {
        const char *entity, *means;
    } named[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    char letters[5];
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        size_t length = strlen(named[i].entity);
        if (n >= length && memcmp(at, named[i].entity, length) == 0) {
            text_add(out, named[i].means);
            return length;
        }
    }
    const char *end = memchr(at, ';', n < 12 ? n : 12);
    if (end == NULL || end - at < 3 || at[1] != '#')
        return 0;
    bool hex = at[2] == 'x';
    char *stop;
    unsigned long code = strtoul(at + (hex ? 3 : 2), &stop, hex ? 16 : 10);
    if (stop != end || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return 0;
    text_add_bytes(out, letters, utf8_write((unsigned)code, letters));
    return (size_t)(end + 1 - at);
}

// Appends what a text in XML says. False if it is not one: it has elements in it, or entities that
// nobody knows.
static bool add_unescaped(const char *bytes, size_t n, struct text *out)
{
    for (size_t at = 0; at < n;) {
        size_t plain = at;
        while (plain < n && bytes[plain] != '&' && bytes[plain] != '<')
            plain++;
        text_add_bytes(out, bytes + at, plain - at);
        at = plain;
        size_t taken = at < n && bytes[at] == '&' ? add_entity(bytes + at, n - at, out) : 0;
        if (at < n && taken == 0)
            return false;
        at += taken;
    }
    return true;
}

static bool commands_of_svg(const char *bytes, size_t n, struct text *out, struct fault *fault)
{
    static const char opening[] = "<" CARRIED_ELEMENT, closing[] = "</" CARRIED_ELEMENT;
    const char *end = bytes + n;
    const char *at = memmem(bytes, n, opening, sizeof opening - 1);
    if (at == NULL)
        return carries_none(fault);
    at = memchr(at, '>', (size_t)(end - at));
    const char *stop =
        at != NULL ? memmem(at, (size_t)(end - at), closing, sizeof closing - 1) : NULL;
    if (stop == NULL)
        return is_damaged(fault);
    at++;
    struct text words = {0};
    bool ok = (size_t)(stop - at) <= 2 * (size_t)CARRIED_MOST &&
                      add_unescaped(at, (size_t)(stop - at), &words)
                  ? take(text_string(&words), words.n, out, fault)
                  : is_damaged(fault);
    text_free(&words);
    return ok;
}

bool carried_commands(const char *bytes, size_t n, struct text *out, struct fault *fault)
{
    if (is_png(bytes, n))
        return commands_of_png(bytes, n, out, fault);
    return is_svg(bytes, n) ? commands_of_svg(bytes, n, out, fault) : carries_none(fault);
}

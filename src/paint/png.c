#include "paint/png.h"
#include "base/language.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "paint/carried.h"

enum {
    BANDS = 2,       // compressed in parallel
    BAND_LEAST = 64, // rows; smaller bands are not worth a thread
    LEVEL = 2,       // of zlib: three times as fast as its default, for a third more bytes
    MEMORY_LEVEL =
        7,     // of zlib: it moves its tables after every 32 KiB, which is slower for larger ones
    RAW = -15, // zlib's window bits; negative: without its head and checksum
};

// Some rows of the picture, and what they are compressed to.
struct band {
    const uint32_t *pixels;     // as in png_encode
    size_t width, rows, stride; // pixels
    bool last;                  // of the picture
    bool alpha;                 // pixels have an opacity
    unsigned char *bytes;       // the compressed rows, `n` bytes; NULL where memory failed
    size_t n;
    uLong checksum; // Adler-32 of the rows before compression …
    size_t raw_n;   // … which have so many bytes
};

static size_t row_size(const struct band *band)
{
    return 1 + (band->alpha ? 4 : 3) * band->width;
}

// A colour that was multiplied by its opacity.
static unsigned char divided(uint32_t value, uint32_t alpha)
{
    value = alpha > 0 ? ((value & 0xFF) * 255 + alpha / 2) / alpha : 0;
    return (unsigned char)(value < 255 ? value : 255);
}

static void set_transparent_row(unsigned char *row, const uint32_t *pixels, size_t width)
{
    for (size_t x = 0; x < width; x++) {
        uint32_t alpha = pixels[x] >> 24;
        row[4 * x] = divided(pixels[x] >> 16, alpha);
        row[4 * x + 1] = divided(pixels[x] >> 8, alpha);
        row[4 * x + 2] = divided(pixels[x], alpha);
        row[4 * x + 3] = (unsigned char)alpha;
    }
}

// Fills in a row as PNG has it: the filter's number, 0 for none, then R, G, B of each pixel, and
// its opacity.
static void set_row(const struct band *band, unsigned char *row, const uint32_t *pixels)
{
    *row++ = 0;
    if (band->alpha) {
        set_transparent_row(row, pixels, band->width);
        return;
    }
    for (size_t x = 0; x < band->width; x++) {
        row[3 * x] = (unsigned char)(pixels[x] >> 16);
        row[3 * x + 1] = (unsigned char)(pixels[x] >> 8);
        row[3 * x + 2] = (unsigned char)pixels[x];
    }
}

static void compress_rows(struct band *band, z_stream *stream, unsigned char *row)
{
    size_t n = row_size(band);
    for (size_t y = 0; y < band->rows; y++) {
        bool end = y + 1 == band->rows;
        set_row(band, row, band->pixels + y * band->stride);
        band->checksum = adler32(band->checksum, row, (uInt)n);
        stream->next_in = row;
        stream->avail_in = (uInt)n;
        deflate(stream, !end ? Z_NO_FLUSH : band->last ? Z_FINISH : Z_FULL_FLUSH);
    }
    band->raw_n = n * band->rows;
    band->n = stream->total_out;
}

// Runs as a thread.
static void *compress_band(void *user)
{
    struct band *band = user;
    z_stream stream = {0};
    unsigned char *row = malloc(row_size(band));
    band->checksum = adler32(0, NULL, 0);
    if (row == NULL ||
        deflateInit2(&stream, LEVEL, Z_DEFLATED, RAW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(row);
        return NULL;
    }
    uLong room = deflateBound(&stream, (uLong)(row_size(band) * band->rows)) + 16;
    band->bytes = malloc(room);
    if (band->bytes != NULL) {
        stream.next_out = band->bytes;
        stream.avail_out = (uInt)room;
        compress_rows(band, &stream, row);
    }
    deflateEnd(&stream);
    free(row);
    return NULL;
}

// Compresses the last band in this thread, and the others in threads of their own. A band whose
// thread cannot be started is compressed in this one, too.
static void compress_bands(struct band *bands, int n)
{
    pthread_t threads[BANDS] = {0};
    bool started[BANDS] = {false};
    for (int i = 0; i + 1 < n; i++)
        started[i] = pthread_create(&threads[i], NULL, compress_band, &bands[i]) == 0;
    for (int i = n; i-- > 0;)
        if (started[i])
            pthread_join(threads[i], NULL);
        else
            compress_band(&bands[i]);
}

// --- the file ---

static void set_number(unsigned char out[4], uint32_t value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(value >> (24 - 8 * i));
}

static void add_number(struct text *out, uint32_t value)
{
    unsigned char bytes[4];
    set_number(bytes, value);
    text_add_bytes(out, (const char *)bytes, sizeof bytes);
}

// Begins a chunk of n bytes, which the caller adds next. Returns what end_chunk takes: where the
// part begins that the chunk's checksum covers.
static size_t begin_chunk(struct text *out, const char *name, size_t n)
{
    add_number(out, (uint32_t)n);
    size_t from = out->n;
    text_add_bytes(out, name, 4);
    return from;
}

static void end_chunk(struct text *out, size_t from)
{
    const unsigned char *bytes = (const unsigned char *)out->data + from;
    add_number(out, (uint32_t)crc32(crc32(0, NULL, 0), bytes, (uInt)(out->n - from)));
}

static void add_head(struct text *out, int width, int height, bool alpha)
{
    static const char signature[] = "\x89PNG\r\n\x1a\n";
    // Bits a channel, RGB or RGBA, deflate, filters by row, not interlaced.
    const char kind[] = {8, alpha ? 6 : 2, 0, 0, 0};
    text_add_bytes(out, signature, 8);
    size_t from = begin_chunk(out, "IHDR", 13);
    add_number(out, (uint32_t)width);
    add_number(out, (uint32_t)height);
    text_add_bytes(out, kind, sizeof kind);
    end_chunk(out, from);
}

// A text under a keyword: in tEXt where it is ASCII, else in iTXt, which has UTF-8.
static void add_words(struct text *out, const char *keyword, const char *words, bool utf8)
{
    static const char plain[] = {0, 0, 0,
                                 0}; // not compressed, of no language, keyword not translated
    if (words == NULL || *words == '\0')
        return;
    size_t key = strlen(keyword) + 1, n = strlen(words), more = utf8 ? sizeof plain : 0;
    size_t from = begin_chunk(out, utf8 ? "iTXt" : "tEXt", key + more + n);
    text_add_bytes(out, keyword, key);
    text_add_bytes(out, plain, more);
    text_add_bytes(out, words, n);
    end_chunk(out, from);
}

// What the file says besides its picture. The density is in pixels per metre.
static void add_facts(struct text *out, const struct picture_facts *facts)
{
    static const char metre = 1;
    double ratio = picture_sheet(facts, 1, 1).ratio;
    uint32_t density = (uint32_t)lround(ratio * PICTURE_UNITS_PER_INCH / 0.0254);
    size_t from = begin_chunk(out, "pHYs", 9);
    add_number(out, density);
    add_number(out, density);
    text_add_bytes(out, &metre, 1);
    end_chunk(out, from);
    add_words(out, "Software", facts->software, false);
    add_words(out, "Title", facts->title, true);
    add_words(out, "Description", facts->description, true);
    add_words(out, CARRIED_KEYWORD, facts->commands, true);
}

// The bands as one zlib stream in one chunk.
static void add_picture(struct text *out, const struct band *bands, int n)
{
    static const char zlib_head[] = {0x78, 0x01};
    size_t total = sizeof zlib_head + 4;
    uLong checksum = bands[0].checksum;
    for (int i = 0; i < n; i++)
        total += bands[i].n;
    for (int i = 1; i < n; i++)
        checksum = adler32_combine(checksum, bands[i].checksum, (z_off_t)bands[i].raw_n);
    size_t from = begin_chunk(out, "IDAT", total);
    text_add_bytes(out, zlib_head, sizeof zlib_head);
    for (int i = 0; i < n; i++)
        text_add_bytes(out, (const char *)bands[i].bytes, bands[i].n);
    add_number(out, (uint32_t)checksum);
    end_chunk(out, from);
}

bool png_encode(const uint32_t *pixels, int width, int height, size_t stride,
                const struct picture_facts *facts, struct text *out, struct fault *fault)
{
    struct band bands[BANDS];
    int n = height >= BANDS * BAND_LEAST ? BANDS : 1;
    bool ok = true, alpha = facts != NULL && facts->transparent;
    for (int i = 0; i < n; i++) {
        size_t from = (size_t)height * (size_t)i / (size_t)n;
        size_t to = (size_t)height * (size_t)(i + 1) / (size_t)n;
        bands[i] = (struct band){.pixels = pixels + from * stride,
                                 .width = (size_t)width,
                                 .rows = to - from,
                                 .stride = stride,
                                 .last = i + 1 == n,
                                 .alpha = alpha};
    }
    compress_bands(bands, n);
    for (int i = 0; i < n; i++)
        ok = ok && bands[i].bytes != NULL;
    if (ok) {
        add_head(out, width, height, alpha);
        if (facts != NULL)
            add_facts(out, facts);
        add_picture(out, bands, n);
        end_chunk(out, begin_chunk(out, "IEND", 0));
    }
    for (int i = 0; i < n; i++)
        free(bands[i].bytes);
    return ok ||
           fault_set(fault, FAULT_MEMORY, _("no memory for a picture of %dx%d"), width, height);
}

#include "app/unpack.h"

#include <stdlib.h>
#include <string.h>

#include <zip.h>
#include <zlib.h>

#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { BLOCK = 65536, MEMBERS_MOST = 65535, MEBIBYTE = 1024 * 1024 };

static bool too_much(size_t most, struct fault *fault)
{
    return fault_set(fault, FAULT_LIMIT, _("unpacks to more than %zu MiB"), most / MEBIBYTE);
}

// --- gzip ---

bool unpack_is_gzip(const char *bytes, size_t n)
{
    return n >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0;
}

// Appends what one gzip stream unpacks to; returns zlib's status.
static int inflate_member(z_stream *stream, size_t most, struct text *out)
{
    unsigned char block[BLOCK];
    int status = Z_OK;
    while (status == Z_OK && out->n <= most) {
        stream->next_out = block;
        stream->avail_out = sizeof block;
        status = inflate(stream, Z_NO_FLUSH);
        if (status == Z_OK || status == Z_STREAM_END)
            text_add_bytes(out, (const char *)block, sizeof block - stream->avail_out);
    }
    return status;
}

static bool all_zero(const unsigned char *bytes, size_t n)
{
    while (n > 0 && bytes[n - 1] == 0)
        n--;
    return n == 0;
}

bool unpack_gzip(const char *bytes, size_t n, size_t most, struct text *out, struct fault *fault)
{
    z_stream stream = {0};
    if (n > (uInt)-1 || inflateInit2(&stream, 15 + 16) != Z_OK) // 16: gzip's header and checksum
        return fault_set(fault, FAULT_MEMORY, _("no memory to unpack it"));
    stream.next_in = (z_const Bytef *)bytes;
    stream.avail_in = (uInt)n;
    int status = Z_OK;
    do {
        status = inflate_member(&stream, most, out);
        bool another =
            status == Z_STREAM_END && unpack_is_gzip((const char *)stream.next_in, stream.avail_in);
        if (another)
            status = inflateReset(&stream);
    } while (status == Z_OK && out->n <= most && stream.avail_in > 0);
    size_t at = n - stream.avail_in;
    bool padded = all_zero(stream.next_in, stream.avail_in); // gzip ignores such padding, too
    inflateEnd(&stream);
    if (out->n > most)
        return too_much(most, fault);
    if (status == Z_STREAM_END)
        return padded || fault_set(fault, FAULT_FILE,
                                   _("byte %zu: something else follows the gzip stream"), at);
    if (status == Z_OK || status == Z_BUF_ERROR)
        return fault_set(fault, FAULT_FILE, _("byte %zu: the gzip stream is cut off here"), at);
    return fault_set(fault, FAULT_FILE, _("byte %zu: the gzip stream is damaged"), at);
}

// --- zip ---

struct archive {
    zip_t *zip;
    size_t n;
};

bool unpack_is_zip(const char *bytes, size_t n)
{
    return n >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0);
}

struct archive *archive_open(const char *bytes, size_t n, struct fault *fault)
{
    zip_error_t error;
    zip_error_init(&error);
    struct archive *archive = calloc(1, sizeof *archive);
    zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &error);
    if (archive != NULL && source != NULL)
        archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == NULL || archive->zip == NULL) {
        fault_set(fault, FAULT_FILE, _("a zip archive whose directory cannot be read: %s"),
                  zip_error_strerror(&error));
        zip_source_free(source);
        free(archive);
        archive = NULL;
    }
    zip_error_fini(&error);
    if (archive == NULL)
        return NULL;
    zip_int64_t members = zip_get_num_entries(archive->zip, 0);
    archive->n = members > 0 ? (size_t)members : 0;
    if (archive->n <= MEMBERS_MOST)
        return archive;
    fault_set(fault, FAULT_LIMIT, _("a zip archive of more than %d members"), MEMBERS_MOST);
    archive_close(archive);
    return NULL;
}

void archive_close(struct archive *archive)
{
    if (archive == NULL)
        return;
    zip_discard(archive->zip);
    free(archive);
}

size_t archive_count(const struct archive *archive)
{
    return archive->n;
}

const char *archive_name(const struct archive *archive, size_t i)
{
    const char *name = zip_get_name(archive->zip, i, ZIP_FL_ENC_RAW);
    return name != NULL ? name : "";
}

static const char *method_name(unsigned method)
{
    static const struct {
        unsigned method;
        const char *name;
    } names[] = {{9, "deflate64"}, {12, "bzip2"}, {14, "LZMA"}, {93, "zstd"}, {95, "xz"}};
    for (size_t i = 0; i < COUNT(names); i++)
        if (names[i].method == method)
            return names[i].name;
    return "?";
}

// Whether the i-th member can be unpacked, before any of it is.
static bool may_read(const struct archive *archive, size_t i, struct fault *fault)
{
    zip_stat_t info;
    if (zip_stat_index(archive->zip, i, 0, &info) != 0)
        return fault_set(fault, FAULT_FILE, _("the zip archive is damaged: %s"),
                         zip_strerror(archive->zip));
    if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) && info.encryption_method != ZIP_EM_NONE)
        return fault_set(fault, FAULT_FILE, _("encrypted; unpack the archive first"));
    bool known = info.comp_method == ZIP_CM_STORE || info.comp_method == ZIP_CM_DEFLATE;
    return !(info.valid & ZIP_STAT_COMP_METHOD) || known ||
           fault_set(fault, FAULT_FILE,
                     _("packed by method %u (%s); stored and deflated members are read"),
                     info.comp_method, method_name(info.comp_method));
}

bool archive_read(const struct archive *archive, size_t i, size_t most, struct text *out,
                  struct fault *fault)
{
    if (!may_read(archive, i, fault))
        return false;
    zip_file_t *file = zip_fopen_index(archive->zip, i, 0);
    if (file == NULL)
        return fault_set(fault, FAULT_FILE, _("the zip archive is damaged: %s"),
                         zip_strerror(archive->zip));
    char block[BLOCK];
    zip_int64_t got = 0;
    size_t before = out->n;
    while (out->n - before <= most && (got = zip_fread(file, block, sizeof block)) > 0)
        text_add_bytes(out, block, (size_t)got);
    bool small = out->n - before <= most;
    if (!small)
        too_much(most, fault);
    else if (got < 0) // also for a wrong checksum, which libzip tells at the member's end
        fault_set(fault, FAULT_FILE, _("the zip archive is damaged: %s"), zip_file_strerror(file));
    zip_fclose(file);
    return small && got == 0;
}

#include "base/format.h"

#include <stdint.h>
#include <string.h>

#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define MAGIC(bytes) (bytes), sizeof(bytes) - 1

#define PYTORCH                                                                                    \
    N_("a PyTorch file; in Python: numpy.save(\"z.npy\", tensor.detach().cpu().numpy())")
#define PICKLE N_("a Python pickle; load it in Python and use numpy.save")
#define HTML   N_("a page of HTML, not the file itself")

static const struct {
    const char *magic;
    size_t n, at;
    const char *name;
} formats[] = {
    {MAGIC("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20"), 0, PYTORCH},
    {MAGIC("\x80\x02"), 0, PICKLE},
    {MAGIC("\x80\x03"), 0, PICKLE},
    {MAGIC("\x80\x04"), 0, PICKLE},
    {MAGIC("\x80\x05"), 0, PICKLE},
    {MAGIC("\x89HDF\r\n\x1a\n"), 0,
     N_("an HDF5 file (.h5, Keras, MATLAB 7.3); in Python: h5py, then numpy.save")},
    {MAGIC("PAR1"), 0, N_("a Parquet file; in Python: pandas.read_parquet, then to_csv")},
    {MAGIC("ARROW1"), 0, N_("an Arrow file; in Python: pandas.read_feather, then to_csv")},
    {MAGIC("FEA1"), 0, N_("a Feather file; in Python: pandas.read_feather, then to_csv")},
    {MAGIC("MATLAB 5.0"), 0, N_("a MATLAB file; in Python: scipy.io.loadmat, then numpy.save")},
    {MAGIC("CDF\x01"), 0, N_("a NetCDF file; save its array with numpy.save")},
    {MAGIC("CDF\x02"), 0, N_("a NetCDF file; save its array with numpy.save")},
    {MAGIC("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 0,
     N_("an Excel or Office file of the old kind; save the sheet as CSV")},
    {MAGIC("GGUF"), 0, N_("a GGUF model; save pre-activations with numpy.save")},
    {MAGIC("SQLite format 3"), 0, N_("an SQLite data base; write the columns as CSV")},
    {MAGIC("BZh"), 0, N_("packed with bzip2; unpack it with bunzip2")},
    {MAGIC("\xfd"
           "7zXZ"),
     0, N_("packed with xz; unpack it with unxz")},
    {MAGIC("\x28\xb5\x2f\xfd"), 0, N_("packed with zstd; unpack it with unzstd")},
    {MAGIC("\x04\x22\x4d\x18"), 0, N_("packed with lz4; unpack it with unlz4")},
    {MAGIC("\x1f\x9d"), 0, N_("packed with compress; unpack it with gunzip")},
    {MAGIC("7z\xbc\xaf\x27\x1c"), 0, N_("a 7z archive; unpack it first")},
    {MAGIC("Rar!\x1a"), 0, N_("a RAR archive; unpack it first")},
    {MAGIC("ustar"), 257, N_("a tar archive; unpack it first")},
    {MAGIC("\x89PNG\r\n"), 0, N_("a PNG picture")},
    {MAGIC("\xff\xd8\xff"), 0, N_("a JPEG picture")},
    {MAGIC("GIF8"), 0, N_("a GIF picture")},
    {MAGIC("II*\0"), 0, N_("a TIFF picture")},
    {MAGIC("MM\0*"), 0, N_("a TIFF picture")},
    {MAGIC("RIFF"), 0, N_("a sound, film or picture (RIFF)")},
    {MAGIC("%PDF-"), 0, N_("a PDF document")},
    {MAGIC("%!PS"), 0, N_("a PostScript document")},
    {MAGIC("{\\rtf"), 0, N_("an RTF document; save it as plain text")},
    {MAGIC("\x7f"
           "ELF"),
     0, N_("a program")},
    {MAGIC("MZ\x90"), 0, N_("a program")},
    {MAGIC("version https://git-lfs"), 0,
     N_("a pointer of Git LFS, not the file itself; fetch that with git lfs pull")},
    {MAGIC("<!DOCTYPE"), 0, HTML},
    {MAGIC("<!doctype"), 0, HTML},
    {MAGIC("<html"), 0, HTML},
    {MAGIC("<?xml"), 0, N_("XML; write the numbers as CSV")},
    {MAGIC("\xff\xfe\0\0"), 0, N_("text in UTF-32; save it in UTF-8")},
    {MAGIC("\0\0\xfe\xff"), 0, N_("text in UTF-32; save it in UTF-8")},
};

// Whether a file may be one of safetensors: eight bytes of length, then a JSON object.
static bool is_safetensors(const char *bytes, size_t n)
{
    uint64_t length = 0;
    for (size_t i = 8; i-- > 0 && n > 9;)
        length = length << 8 | (unsigned char)bytes[i];
    return n > 9 && bytes[8] == '{' && length >= 2 && length < 100u << 20;
}

static size_t skip_blanks(const char *bytes, size_t n, size_t at)
{
    while (at < n && bytes[at] != '\0' && strchr(" \t\r\n", bytes[at]) != NULL)
        at++;
    return at;
}

// Whether a file may be JSON: an object, whose first key stands in quotes.
static bool is_json(const char *bytes, size_t n)
{
    size_t at = skip_blanks(bytes, n, 0);
    if (at >= n || bytes[at] != '{')
        return false;
    at = skip_blanks(bytes, n, at + 1);
    return at < n && (bytes[at] == '"' || bytes[at] == '}');
}

const char *format_name(const char *bytes, size_t n)
{
    for (size_t i = 0; i < COUNT(formats); i++)
        if (n >= formats[i].at + formats[i].n &&
            memcmp(bytes + formats[i].at, formats[i].magic, formats[i].n) == 0)
            return formats[i].name;
    if (is_safetensors(bytes, n))
        return N_("a safetensors file; in Python: safetensors.numpy.load_file, then numpy.savez");
    if (is_json(bytes, n))
        return N_("JSON; write the numbers as CSV, or with numpy.save");
    return NULL;
}

const char *format_of_member(const char *member)
{
    static const struct {
        const char *ending, *name;
    } members[] = {
        {"data.pkl", PYTORCH},
        {"xl/workbook.xml", N_("an Excel workbook; save the sheet as CSV")},
        {"xl/workbook.bin", N_("an Excel workbook; save the sheet as CSV")},
        {"word/document.xml", N_("a Word document; save the table as CSV")},
        {"ppt/presentation.xml", N_("a PowerPoint document; save the table as CSV")},
        {"META-INF/manifest.xml", N_("an OpenDocument file; save the sheet as CSV")},
        {"model.weights.h5", N_("a Keras model; save pre-activations with numpy.save")},
    };
    size_t n = strlen(member);
    for (size_t i = 0; i < COUNT(members); i++) {
        size_t m = strlen(members[i].ending);
        if (n >= m && strcmp(member + n - m, members[i].ending) == 0)
            return members[i].name;
    }
    return NULL;
}

// --- UTF-16 ---

static bool has_mark(const char *bytes, size_t n)
{
    return n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
}

bool format_is_utf16(const char *bytes, size_t n)
{
    bool ascii = n >= 2 && ((bytes[0] == '\0') != (bytes[1] == '\0')) &&
                 (unsigned char)(bytes[0] | bytes[1]) < 0x80;
    // One such character is not enough: the next one must have its zero in the same place.
    bool again = n < 4 || (bytes[2] == '\0') == (bytes[0] == '\0') || has_mark(bytes, n);
    return has_mark(bytes, n) || (ascii && again);
}

static void add_character(struct text *out, uint32_t c)
{
    char bytes[4];
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)(first[n] | c);
    text_add_bytes(out, bytes, n);
}

bool format_from_utf16(const char *bytes, size_t n, struct text *out, struct fault *fault)
{
    const unsigned char *b = (const unsigned char *)bytes;
    bool mark = has_mark(bytes, n), big = mark ? b[0] == 0xFE : n > 0 && b[0] == 0;
    uint32_t high = 0; // the first half of a pair, or 0
    size_t at = mark ? 2 : 0;
    for (; at + 1 < n; at += 2) {
        uint32_t c = (uint32_t)b[at + (big ? 0 : 1)] << 8 | b[at + (big ? 1 : 0)];
        bool is_high = c >= 0xD800 && c < 0xDC00, is_low = c >= 0xDC00 && c < 0xE000;
        if (is_low != (high != 0))
            break;
        if (is_low)
            add_character(out, 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00));
        else if (!is_high)
            add_character(out, c);
        high = is_high ? c : 0;
    }
    return (at >= n && high == 0) ||
           fault_set(fault, FAULT_UTF8, _("byte %zu: half a character of UTF-16"), at);
}

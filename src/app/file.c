#define _XOPEN_SOURCE 700 // realpath; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include "app/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 64 * 1024 * 1024 };

// What can go wrong with files that people name. libc's words are those of the process's locale,
// which is not the reader's language; these are the same in English.
static const struct {
    int error;
    const char *words;
} file_errors[] = {
    {ENOENT, N_("No such file or directory")},
    {EACCES, N_("Permission denied")},
    {EPERM, N_("Operation not permitted")},
    {EISDIR, N_("Is a directory")},
    {ENOTDIR, N_("Not a directory")},
    {ENOSPC, N_("No space left on device")},
    {EROFS, N_("Read-only file system")},
    {ENAMETOOLONG, N_("File name too long")},
    {ELOOP, N_("Too many levels of symbolic links")},
    {EFBIG, N_("File too large")},
    {EMFILE, N_("Too many open files")},
    {EIO, N_("Input/output error")},
};

static const char *error_words(int error)
{
    for (size_t i = 0; i < sizeof file_errors / sizeof file_errors[0]; i++)
        if (file_errors[i].error == error)
            return _(file_errors[i].words);
    return strerror(error);
}

static bool read_fault(struct fault *fault, const char *path)
{
    return fault_set(fault, FAULT_FILE, _("cannot read %s: %s"), path, error_words(errno));
}

static bool write_fault(struct fault *fault, const char *path)
{
    return fault_set(fault, FAULT_FILE, _("cannot write %s: %s"), path, error_words(errno));
}

static bool read_all(FILE *file, const char *path, struct text *out, struct fault *fault)
{
    struct stat info;
    if (fstat(fileno(file), &info) == 0 && S_ISDIR(info.st_mode)) {
        errno = EISDIR;
        return read_fault(fault, path);
    }
    char block[16384];
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        text_add_bytes(out, block, n);
        if (out->n > FILE_MOST)
            return fault_set(fault, FAULT_LIMIT, _("%s is larger than %d MiB"), path,
                             FILE_MOST / 1024 / 1024);
    }
    return !ferror(file) || read_fault(fault, path);
}

// A zero byte would end the text early, and the rest of the file would be lost without a word.
static bool is_text(const char *path, const struct text *text, size_t from, struct fault *fault)
{
    const char *begin = text_string(text) + from;
    const char *zero = text->n > from ? memchr(begin, '\0', text->n - from) : NULL;
    if (zero == NULL)
        return true;
    fault_set(fault, FAULT_FILE, _("this is not a text file: it holds a zero byte"));
    if (fault != NULL) {
        text_copy(fault->source, sizeof fault->source, path);
        fault->line = 1;
        for (const char *p = begin; p < zero; p++)
            fault->line += *p == '\n';
    }
    return false;
}

// Opening a pipe would wait for somebody who writes to it.
bool file_read_bytes(const char *path, struct text *out, struct fault *fault)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    FILE *file = fd >= 0 ? fdopen(fd, "rb") : NULL;
    if (file == NULL) {
        read_fault(fault, path);
        if (fd >= 0)
            close(fd);
        return false;
    }
    bool special = fstat(fd, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
    bool ok =
        special
            ? fault_set(fault, FAULT_FILE,
                        _("cannot read %s: only files can be read here, no pipes or devices"), path)
            : read_all(file, path, out, fault);
    fclose(file);
    return ok;
}

static bool read_stream(const char *path, struct text *out, struct fault *fault)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (file == NULL)
        return read_fault(fault, path);
    bool ok = read_all(file, path, out, fault);
    if (!standard)
        fclose(file);
    return ok;
}

bool file_read(const char *path, struct text *out, struct fault *fault)
{
    size_t before = out->n;
    bool ok = read_stream(path, out, fault) && is_text(path, out, before, fault);
    const char *mark = "\xEF\xBB\xBF"; // what some editors put in front of UTF-8
    if (ok && out->n >= before + 3 && memcmp(out->data + before, mark, 3) == 0) {
        memmove(out->data + before, out->data + before + 3, out->n - before - 3 + 1);
        out->n -= 3;
    }
    return ok;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

// A device or pipe (/dev/stdout) cannot be renamed over; it is written to directly.
static bool is_special(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

static bool write_special(const char *path, const char *bytes, size_t n, struct fault *fault)
{
    int fd = open(path, O_WRONLY);
    bool ok = fd >= 0 && write_all(fd, bytes, n);
    if (!ok)
        write_fault(fault, path);
    if (fd >= 0)
        close(fd);
    return ok;
}

// Renaming leaves an old file's permissions behind, and needs none on the file itself: both are
// looked after here. Fills `mode` with what the new file is to have.
static bool may_replace(const char *path, mode_t *mode, struct fault *fault)
{
    struct stat info;
    mode_t mask = umask(0);
    umask(mask);
    *mode = 0666 & ~mask;
    if (stat(path, &info) != 0)
        return true;
    *mode = info.st_mode & 0777;
    return access(path, W_OK) == 0 || write_fault(fault, path);
}

// `shown` is the name for messages: `path` with its links not yet followed.
static bool write_beside(const char *path, const char *shown, const char *bytes, size_t n,
                         mode_t mode, struct fault *fault)
{
    struct text beside = {0};
    text_format(&beside, "%s.XXXXXX", path);
    int fd = mkstemp(beside.data);
    bool ok = fd >= 0 && write_all(fd, bytes, n) && fchmod(fd, mode) == 0;
    int saved = errno;
    if (fd >= 0 && close(fd) != 0 && ok) {
        ok = false;
        saved = errno;
    }
    if (ok && rename(text_string(&beside), path) != 0) {
        ok = false;
        saved = errno;
    }
    if (!ok && fd >= 0)
        unlink(text_string(&beside));
    text_free(&beside);
    errno = saved;
    return ok || write_fault(fault, shown);
}

bool file_write(const char *path, const char *bytes, size_t n, struct fault *fault)
{
    mode_t mode;
    if (is_special(path))
        return write_special(path, bytes, n, fault);
    if (!may_replace(path, &mode, fault))
        return false;
    char *real = realpath(path, NULL); // through links; NULL for a file still to come
    struct stat link;
    if (real == NULL && lstat(path, &link) == 0 && S_ISLNK(link.st_mode))
        return fault_set(fault, FAULT_FILE,
                         _("cannot write %s: a link to a file that is not there"), path);
    bool ok = write_beside(real != NULL ? real : path, path, bytes, n, mode, fault);
    free(real);
    return ok;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

double file_changed(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return 0;
    return (double)info.st_mtim.tv_sec + (double)info.st_mtim.tv_nsec * 1e-9;
}

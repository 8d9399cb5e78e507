#define _GNU_SOURCE // realpath, O_TMPFILE; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include "app/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MEBIBYTE = 1024 * 1024, FILE_MOST = 64 * MEBIBYTE, REGULAR_MOST = 4 * MEBIBYTE };

// Messages for errors that users meet, to be translated. strerror would answer in the language of
// the process's locale, which need not be the one chosen in actscope. The English ones are glibc's.
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

// Appends all that can be read from `fd`; false if that is more than `most` bytes.
static bool read_all(int fd, const char *path, size_t most, struct text *out, struct fault *fault)
{
    char block[16384];
    size_t before = out->n;
    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0 || read_fault(fault, path);
        text_add_bytes(out, block, (size_t)n);
        if (out->n - before > most)
            return fault_set(fault, FAULT_LIMIT, _("%s is larger than %d MiB"), path,
                             (int)(most / MEBIBYTE));
    }
}

// Whether `info` is of a regular file; false with a fault for folders, pipes and devices.
static bool is_regular(const struct stat *info, const char *path, struct fault *fault)
{
    if (S_ISREG(info->st_mode))
        return true;
    if (!S_ISDIR(info->st_mode))
        return fault_set(fault, FAULT_FILE,
                         _("cannot read %s: only files can be read here, no pipes or devices"),
                         path);
    errno = EISDIR;
    return read_fault(fault, path);
}

// Opens a regular file without waiting for anything; -1 with a fault. The kind is checked before,
// since opening a device can have effects, and again after opening, since another file may have
// taken the path in between.
static int open_regular(const char *path, struct fault *fault)
{
    struct stat info;
    int fd = -1;
    if (stat(path, &info) != 0)
        read_fault(fault, path);
    else if (is_regular(&info, path, fault)) {
        fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        if (fd < 0)
            read_fault(fault, path);
    }
    if (fd < 0 || (fstat(fd, &info) == 0 && is_regular(&info, path, fault)))
        return fd;
    close(fd);
    return -1;
}

static bool read_regular(const char *path, size_t most, struct text *out, struct fault *fault)
{
    int fd = open_regular(path, fault);
    bool ok = fd >= 0 && read_all(fd, path, most, out, fault);
    if (fd >= 0)
        close(fd);
    return ok;
}

// Whether the text behind byte `from` has no zero byte. As a C string it would end there, and the
// rest of the file would be lost without a message.
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

// Checks a text that was read to `out` from byte `from` on, and removes the byte order mark that
// some editors put in front of UTF-8.
static bool take_text(const char *path, struct text *out, size_t from, struct fault *fault)
{
    const char *mark = "\xEF\xBB\xBF";
    if (!is_text(path, out, from, fault))
        return false;
    if (out->n >= from + 3 && memcmp(out->data + from, mark, 3) == 0) {
        memmove(out->data + from, out->data + from + 3, out->n - from - 3 + 1);
        out->n -= 3;
    }
    return true;
}

bool file_read_head(const char *path, size_t most, struct text *out)
{
    char block[4096];
    int fd = open_regular(path, NULL);
    ssize_t n = 1;
    for (size_t left = most; fd >= 0 && n > 0 && left > 0;) {
        n = read(fd, block, left < sizeof block ? left : sizeof block);
        if (n > 0) {
            text_add_bytes(out, block, (size_t)n);
            left -= (size_t)n;
        }
    }
    if (fd >= 0)
        close(fd);
    return fd >= 0 && n >= 0;
}

bool file_read_bytes(const char *path, struct text *out, struct fault *fault)
{
    return read_regular(path, FILE_MOST, out, fault);
}

bool file_read_regular(const char *path, struct text *out, struct fault *fault)
{
    size_t before = out->n;
    return read_regular(path, REGULAR_MOST, out, fault) && take_text(path, out, before, fault);
}

bool file_read(const char *path, struct text *out, struct fault *fault)
{
    size_t before = out->n;
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return read_fault(fault, path);
    bool ok = read_all(fd, path, FILE_MOST, out, fault) && take_text(path, out, before, fault);
    if (!standard)
        close(fd);
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

// Whether a path is a device or pipe, such as /dev/stdout. A new file must not take its place.
static bool is_special(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

static bool write_special(const char *path, const char *bytes, size_t n, struct fault *fault)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && write_all(fd, bytes, n);
    if (!ok)
        write_fault(fault, path);
    if (fd >= 0)
        close(fd);
    return ok;
}

// Whether the user may write the file at this path. Renaming a new file over it would work without
// that permission. Fills `mode` with the permissions for the new file: those of the old one, or the
// usual ones.
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

// A new file while it is written.
struct writing {
    const char *real; // the path that it gets in the end
    struct text part; // the path that it may have until then
    int fd;
    bool named; // whether the file has the path `part` now
};

// Gives the file the path `part` by one of the functions below. A file that an earlier save has
// left there is removed first.
static bool take_name(struct writing *w, bool (*make)(struct writing *w))
{
    for (int tries = 0; tries < 4; tries++) {
        if (make(w))
            return true;
        if (errno != EEXIST || unlink(text_string(&w->part)) != 0)
            return false;
    }
    return false;
}

// Makes an empty file at `part`; false with EEXIST if there is one.
static bool make_part(struct writing *w)
{
    w->fd = open(text_string(&w->part), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    w->named = w->fd >= 0;
    return w->named;
}

// Gives a nameless open file a name; false with EEXIST if another file has it. open(2), at
// O_TMPFILE, says why it is done by way of /proc.
static bool give_name(int fd, const char *name)
{
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    return linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

// Gives the nameless file the path `part`.
static bool link_part(struct writing *w)
{
    w->named = give_name(w->fd, text_string(&w->part));
    return w->named;
}

// Appends the folder of a path: "." for a name alone.
static void folder_of(const char *path, struct text *out)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        text_add(out, ".");
    else
        text_add_bytes(out, path, slash == path ? 1 : (size_t)(slash - path));
}

// Appends the path that a file has while it is written: its own one with ".actscope-part" behind
// it. A long name is cut, as file systems limit names.
static void part_of(const char *real, struct text *out)
{
    enum { NAME_KEPT = 200 }; // bytes; most file systems allow 255 in all
    const char *slash = strrchr(real, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash + 1 - real);
    size_t name = strlen(real + folder);
    text_add_bytes(out, real, folder + (name < NAME_KEPT ? name : NAME_KEPT));
    text_add(out, ".actscope-part");
}

// Opens a file without a name, which vanishes if the program ends early; where the system has none,
// a file at `part`.
static bool begin_writing(struct writing *w)
{
    struct text folder = {0};
    folder_of(w->real, &folder);
    w->fd = -1;
#ifdef O_TMPFILE
    if (access("/proc/self/fd", X_OK) == 0)
        w->fd = open(text_string(&folder), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
#endif
    text_free(&folder);
    return w->fd >= 0 || take_name(w, make_part);
}

// Gives the complete file its path. Where that path is taken, the file needs a name first, since
// rename is what replaces a file in one step.
static bool finish_writing(struct writing *w)
{
    if (!w->named && give_name(w->fd, w->real)) {
        unlink(text_string(&w->part)); // the leftover of an earlier save, if there is one
        return true;
    }
    if (!w->named && (errno != EEXIST || !take_name(w, link_part)))
        return false;
    if (rename(text_string(&w->part), w->real) != 0)
        return false;
    w->named = false;
    return true;
}

// Writes a new file in the folder of `real` and lets it take that path. On false errno says why,
// and the old file is as before.
static bool write_beside(const char *real, const char *bytes, size_t n, mode_t mode)
{
    struct writing w = {.real = real};
    part_of(real, &w.part);
    bool ok = begin_writing(&w);
    ok = ok && write_all(w.fd, bytes, n) && fchmod(w.fd, mode) == 0 && finish_writing(&w);
    int saved = errno;
    if (w.fd >= 0 && close(w.fd) != 0 && ok) {
        ok = false;
        saved = errno;
    }
    if (w.named)
        unlink(text_string(&w.part));
    text_free(&w.part);
    errno = saved;
    return ok;
}

// Overwrites a file, where its folder allows no new one. Disk space is reserved first, so that a
// full disk leaves the old content; a failing disk does not.
static bool write_in_place(const char *path, const char *bytes, size_t n)
{
    struct stat info;
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool ok = fstat(fd, &info) == 0;
    int room = ok && n > 0 ? posix_fallocate(fd, 0, (off_t)n) : 0;
    if (room != 0) {
        ok = ftruncate(fd, info.st_size) == 0 && false;
        errno = room;
    }
    ok = ok && write_all(fd, bytes, n) && ftruncate(fd, (off_t)n) == 0;
    int saved = errno;
    ok = close(fd) == 0 && ok;
    errno = saved;
    return ok;
}

// Whether an error means that no file can be made in a folder, or none put in the place of one that
// is a mount of its own, as files of containers are (EBUSY).
static bool folder_refuses(int error)
{
    return error == EACCES || error == EPERM || error == EROFS || error == EBUSY;
}

bool file_write(const char *path, const char *bytes, size_t n, struct fault *fault)
{
    mode_t mode;
    if (is_special(path))
        return write_special(path, bytes, n, fault);
    if (!may_replace(path, &mode, fault))
        return false;
    char *real = realpath(path, NULL); // follows links; NULL if there is no such file yet
    struct stat link;
    if (real == NULL && errno != ENOENT)
        return write_fault(fault, path);
    if (real == NULL && lstat(path, &link) == 0 && S_ISLNK(link.st_mode))
        return fault_set(fault, FAULT_FILE,
                         _("cannot write %s: a link to a file that is not there"), path);
    bool ok = write_beside(real != NULL ? real : path, bytes, n, mode);
    if (!ok && real != NULL && folder_refuses(errno))
        ok = write_in_place(real, bytes, n);
    int saved = errno;
    free(real);
    errno = saved;
    return ok || write_fault(fault, path);
}

bool file_write_standard(const char *bytes, size_t n, struct fault *fault)
{
    if (isatty(STDOUT_FILENO))
        return fault_set(fault, FAULT_FILE,
                         _("standard output is a terminal; send a picture into a file or a pipe"));
    if (fflush(stdout) != 0 || !write_all(STDOUT_FILENO, bytes, n))
        return fault_set(fault, FAULT_FILE, _("cannot write to standard output: %s"),
                         error_words(errno));
    return true;
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

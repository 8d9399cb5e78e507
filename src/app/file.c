#include "app/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 64 * 1024 * 1024 };

static bool file_fault(struct fault *fault, const char *verb, const char *path)
{
    return fault_set(fault, FAULT_FILE, "cannot %s %s: %s", verb, path, strerror(errno));
}

bool file_read(const char *path, struct text *out, struct fault *fault)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (file == NULL)
        return file_fault(fault, "read", path);
    struct stat info;
    bool ok = true;
    if (!standard && fstat(fileno(file), &info) == 0 && S_ISDIR(info.st_mode)) {
        errno = EISDIR;
        ok = file_fault(fault, "read", path);
    }
    char block[16384];
    size_t n;
    while (ok && (n = fread(block, 1, sizeof block, file)) > 0) {
        text_add_bytes(out, block, n);
        if (out->n > FILE_MOST)
            ok = fault_set(fault, FAULT_LIMIT, "%s is larger than %d MiB", path,
                           FILE_MOST / 1024 / 1024);
    }
    if (ok && ferror(file))
        ok = file_fault(fault, "read", path);
    if (!standard)
        fclose(file);
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
        file_fault(fault, "write", path);
    if (fd >= 0)
        close(fd);
    return ok;
}

bool file_write(const char *path, const char *bytes, size_t n, struct fault *fault)
{
    if (is_special(path))
        return write_special(path, bytes, n, fault);
    struct text beside = {0};
    text_format(&beside, "%s.XXXXXX", path);
    int fd = mkstemp(beside.data);
    if (fd < 0) {
        text_free(&beside);
        return file_fault(fault, "write", path);
    }
    mode_t mask = umask(0);
    umask(mask);
    bool ok = write_all(fd, bytes, n) && fchmod(fd, 0666 & ~mask) == 0;
    int saved = errno;
    ok = close(fd) == 0 && ok;
    if (ok && rename(beside.data, path) != 0) {
        ok = false;
        saved = errno;
    }
    if (!ok) {
        unlink(beside.data);
        errno = saved;
        file_fault(fault, "write", path);
    }
    text_free(&beside);
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

#include "app/opened.h"

#include "app/file.h"
#include "paint/carried.h"

enum { HEAD = 4096 }; // bytes that tell a picture

bool opened_is_picture(const char *path)
{
    struct text head = {0};
    bool is_picture = file_read_head(path, HEAD, &head) && head.n > 0 &&
                      carried_is_picture(text_string(&head), head.n);
    text_free(&head);
    return is_picture;
}

static bool read_picture(const char *path, struct text *out, struct fault *fault)
{
    struct text bytes = {0};
    struct fault what = {0};
    bool ok = file_read_bytes(path, &bytes, &what);
    if (ok && !carried_commands(text_string(&bytes), bytes.n, out, &what)) {
        text_copy(what.source, sizeof what.source, path);
        ok = false;
    }
    if (!ok && fault != NULL)
        *fault = what;
    text_free(&bytes);
    return ok;
}

bool opened_read(const char *path, enum origin *origin, struct text *out, struct fault *fault)
{
    if (opened_is_picture(path)) {
        *origin = ORIGIN_STRANGER;
        return read_picture(path, out, fault);
    }
    return *origin == ORIGIN_USER ? file_read(path, out, fault)
                                  : file_read_regular(path, out, fault);
}

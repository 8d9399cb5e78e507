#include "app/folders.h"

#include <stdlib.h>

bool folder_of_user(enum user_folder which, struct text *out)
{
    static const struct {
        const char *variable, *in_home;
    } folders[] = {
        [FOLDER_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
        [FOLDER_STATE] = {"XDG_STATE_HOME", ".local/state"},
    };
    const char *named = getenv(folders[which].variable), *home = getenv("HOME");
    if (named != NULL && *named == '/')
        text_format(out, "%s/actscope", named);
    else if (home != NULL && *home != '\0')
        text_format(out, "%s/%s/actscope", home, folders[which].in_home);
    else
        return false;
    return true;
}

// Where the files of a user lie, by the XDG Base Directory Specification.
#ifndef ACTSCOPE_APP_FOLDERS_H
#define ACTSCOPE_APP_FOLDERS_H

#include "base/text.h"

enum user_folder {
    FOLDER_CONFIG, // $XDG_CONFIG_HOME/actscope, by default ~/.config/actscope
    FOLDER_STATE,  // $XDG_STATE_HOME/actscope, by default ~/.local/state/actscope
};

// Appends the path of such a folder, without a slash at its end. A relative path in the environment
// is ignored, as the specification wants. Returns false, and appends nothing, where the environment
// names no home.
bool folder_of_user(enum user_folder which, struct text *out);

#endif

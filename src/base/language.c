#include "base/language.h"

#include <libintl.h>

const char *language_text(const char *english)
{
    return *english == '\0' ? english : dgettext("actscope", english);
}

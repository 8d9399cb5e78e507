#include "paint/picture.h"
#include "base/language.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *ending, *word;
    enum picture_format format;
} endings[] = {
    {".png", "png", PICTURE_PNG},
    {".svg", "svg", PICTURE_SVG},
    {".pdf", "pdf", PICTURE_PDF},
    {".tex", "tikz", PICTURE_TIKZ},
};

enum { ENDINGS = sizeof endings / sizeof *endings };

struct picture_sheet picture_sheet(const struct picture_facts *facts, double list_width,
                                   double list_height)
{
    static const struct picture_facts none = {0};
    const struct picture_facts *given = facts != NULL ? facts : &none;
    double ratio = given->ratio > 0 ? given->ratio : 1;
    return (struct picture_sheet){
        .width = given->width > 0 ? given->width : list_width / ratio,
        .height = given->height > 0 ? given->height : list_height / ratio,
        .ratio = ratio,
    };
}

static bool has_ending(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcasecmp(path + n - m, ending) == 0;
}

bool picture_format_of(const char *path, enum picture_format *format, struct fault *fault)
{
    for (size_t i = 0; i < ENDINGS; i++) {
        if (has_ending(path, endings[i].ending)) {
            *format = endings[i].format;
            return true;
        }
    }
    return fault_set(
        fault, FAULT_FILE,
        _("\"%s\" does not say what to write; end its name in .png, .svg, .pdf or .tex for a "
          "picture, or .actscope for the commands that make it"),
        path);
}

bool picture_format_named(const char *word, enum picture_format *format, struct fault *fault)
{
    for (size_t i = 0; i < ENDINGS; i++) {
        if (strcmp(word, endings[i].word) == 0) {
            *format = endings[i].format;
            return true;
        }
    }
    return fault_set(fault, FAULT_UNKNOWN_WORD,
                     _("\"%s\" is no format of pictures; there are png, svg, pdf and tikz"), word);
}

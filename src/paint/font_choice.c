#include "paint/font_choice.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

// The font that fontconfig prefers for these families; NULL if there is none. The caller destroys
// it.
static FcPattern *preferred(const char *const *families, int n, int weight)
{
    FcPattern *asked = FcPatternCreate();
    for (int i = 0; i < n; i++)
        FcPatternAddString(asked, FC_FAMILY, (const FcChar8 *)families[i]);
    FcPatternAddInteger(asked, FC_WEIGHT, weight);
    FcConfigSubstitute(NULL, asked, FcMatchPattern);
    FcDefaultSubstitute(asked);
    FcResult result;
    FcPattern *found = FcFontMatch(NULL, asked, &result);
    FcPatternDestroy(asked);
    return found;
}

static const char *string_of(const FcPattern *pattern, const char *object)
{
    FcChar8 *value = NULL;
    return FcPatternGetString(pattern, object, 0, &value) == FcResultMatch ? (const char *)value
                                                                           : NULL;
}

// Takes over the family and the characters of the font found for one weight. The first weight
// decides the family, and sets *folder, to be freed, to where its file lies. False if the font is
// of another family or does not tell what is needed.
static bool take_weight(struct font_choice *choice, enum text_weight weight, const FcPattern *found,
                        char **folder)
{
    FcCharSet *covers = NULL;
    const char *family = string_of(found, FC_FAMILY), *file = string_of(found, FC_FILE);
    if (!family || !file || FcPatternGetCharSet(found, FC_CHARSET, 0, &covers) != FcResultMatch ||
        (choice->family && strcmp(choice->family, family) != 0))
        return false;
    if (!choice->family) {
        choice->family = strdup(family);
        *folder = (char *)FcStrDirname((const FcChar8 *)file);
    }
    choice->covers[weight] = FcCharSetCopy(covers);
    return choice->family && *folder;
}

static void add_element(struct text *out, const char *name, const char *content)
{
    text_format(out, "<%s>", name);
    for (const char *c = content; *c; c++) {
        switch (*c) {
        case '&':
            text_add(out, "&amp;");
            break;
        case '<':
            text_add(out, "&lt;");
            break;
        default:
            text_add_bytes(out, c, 1);
        }
    }
    text_format(out, "</%s>", name);
}

// Adds fontconfig's cache folders: with the caches it need not open the font files.
static void add_caches(struct text *out)
{
    FcStrList *caches = FcConfigGetCacheDirs(NULL);
    const FcChar8 *cache;
    while (caches && (cache = FcStrListNext(caches)) != NULL)
        add_element(out, "cachedir", (const char *)cache);
    if (caches)
        FcStrListDone(caches);
}

// A configuration with the fonts of one folder; NULL where that fails.
static FcConfig *folder_config(const char *folder)
{
    struct text xml = {0};
    text_add(&xml, "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>");
    add_element(&xml, "dir", folder);
    add_caches(&xml);
    text_add(&xml, "</fontconfig>");
    FcConfig *config = FcConfigCreate();
    bool ok = config &&
              FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)text_string(&xml), FcTrue) &&
              FcConfigBuildFonts(config);
    text_free(&xml);
    if (config && !ok)
        FcConfigDestroy(config);
    return ok ? config : NULL;
}

bool font_choice_open(struct font_choice *choice, const char *const *families, int n,
                      const int weights[WEIGHT_COUNT])
{
    char *folder = NULL;
    *choice = (struct font_choice){0};
    bool ok = FcInit();
    for (int i = 0; i < WEIGHT_COUNT && ok; i++) {
        FcPattern *found = preferred(families, n, weights[i]);
        ok = found && take_weight(choice, (enum text_weight)i, found, &folder);
        if (found)
            FcPatternDestroy(found);
    }
    if (ok)
        choice->config = folder_config(folder);
    free(folder);
    if (!choice->config)
        font_choice_close(choice);
    return choice->config != NULL;
}

void font_choice_close(struct font_choice *choice)
{
    for (int i = 0; i < WEIGHT_COUNT; i++)
        if (choice->covers[i])
            FcCharSetDestroy(choice->covers[i]);
    if (choice->config)
        FcConfigDestroy(choice->config);
    free(choice->family);
    *choice = (struct font_choice){0};
}

bool font_choice_covers(const struct font_choice *choice, const char *string,
                        enum text_weight weight)
{
    int left = (int)strlen(string);
    const FcChar8 *at = (const FcChar8 *)string;
    while (choice->config && left > 0) {
        FcChar32 character;
        int n = FcUtf8ToUcs4(at, &character, left);
        if (n <= 0 || !FcCharSetHasChar(choice->covers[weight], character))
            return false;
        at += n;
        left -= n;
    }
    return choice->config != NULL;
}

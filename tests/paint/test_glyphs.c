// Every letter that texts need is in a font: of the catalogues of languages, the tours and the
// keys.
//
//   test_glyphs FILE…
#include <pango/pangocairo.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Lays a line out as the program does, with whatever font has the letter; names the letters that
// none has.
static bool line_has_glyphs(PangoLayout *layout, const char *line, const char *file, int number)
{
    pango_layout_set_text(layout, line, -1);
    int unknown = pango_layout_get_unknown_glyphs_count(layout);
    if (unknown > 0)
        printf("%s:%d: %d letters are in no font: %s\n", file, number, unknown, line);
    return unknown == 0;
}

static int count_missing(PangoLayout *layout, const char *path)
{
    char line[8192];
    int missing = 0, number = 0;
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        printf("%s: cannot be read\n", path);
        return 1;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n\t")] = '\0';
        missing += !line_has_glyphs(layout, line, path, ++number);
    }
    fclose(file);
    return missing;
}

int main(int argc, char **argv)
{
    PangoFontMap *map = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(map);
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *font = pango_font_description_from_string("Inter, Noto Sans CJK JP 12");
    pango_layout_set_font_description(layout, font);
    // The test would notice: nothing has a glyph for this private letter.
    int missing = line_has_glyphs(layout, "\xf3\xb0\x80\x80", "a private letter", 1) ? 1 : 0;
    puts("(that one is to be missed)");
    for (int i = 1; i < argc; i++)
        missing += count_missing(layout, argv[i]);
    printf("%d files, %d lines with letters missing\n", argc - 1, missing);
    pango_font_description_free(font);
    g_object_unref(layout);
    g_object_unref(context);
    g_object_unref(map);
    return missing == 0 && argc > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}

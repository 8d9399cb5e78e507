#include "paint/font.h"
#include "base/language.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>

#include "paint/font_choice.h"

// OpenType features: all digits are equally wide, so that a number does not jump while it changes.
// No contextual alternates, so that "->" and "3x4" stay as they were typed, and a caret can be
// placed by the width of the text before it.
static const char features[] = "tnum=1, calt=0";
static const char *const families[] = {"Inter", "sans-serif"};

enum { FAMILIES = sizeof families / sizeof families[0] };

// What a string needs: only characters of the chosen family (PLAIN), Han characters (HAN), or
// others (LATIN, which stands for all of these). Only the second kind is set in a language that has
// such characters: Pango measures each font with a sample of the language, and would otherwise load
// a font of 20,000 characters for every size of Latin letters.
enum script { SCRIPT_PLAIN, SCRIPT_LATIN, SCRIPT_HAN, SCRIPT_COUNT };

// The language that a script is set in. Languages draw the same Han character in different forms;
// those of the first language of actscope's own that writes such characters are used.
static PangoLanguage *language_of(enum script script)
{
    const char *word;
    for (int i = 0; script == SCRIPT_HAN && (word = language_word(i)) != NULL; i++) {
        PangoLanguage *language = pango_language_from_string(word);
        if (pango_language_includes_script(language, PANGO_SCRIPT_HAN))
            return language;
    }
    return pango_language_from_string("en");
}

static const PangoWeight pango_weights[WEIGHT_COUNT] = {
    [WEIGHT_REGULAR] = PANGO_WEIGHT_NORMAL,
    [WEIGHT_MEDIUM] = PANGO_WEIGHT_MEDIUM,
    [WEIGHT_BOLD] = PANGO_WEIGHT_BOLD,
};

static const int fontconfig_weights[WEIGHT_COUNT] = {
    [WEIGHT_REGULAR] = FC_WEIGHT_REGULAR,
    [WEIGHT_MEDIUM] = FC_WEIGHT_MEDIUM,
    [WEIGHT_BOLD] = FC_WEIGHT_BOLD,
};

static const double align_shares[] = {
    [TEXT_LEFT] = 0.0,
    [TEXT_CENTER] = 0.5,
    [TEXT_RIGHT] = 1.0,
};

enum {
    MEASURE_SIZE = 1000, // pixels; large enough that ratios are exact to four digits
    WIDTHS_MAX = 4096,   // widths remembered before all are forgotten; a frame has some hundred
    SIZES_MAX = 256,     // font sizes loaded before all are closed: see note_size
    SIZE_MAX_PX = 16384, // as large as the largest picture
};

// What is drawn into. For pixels, outlines are hinted slightly, which moves them in y only:
// horizontal strokes become crisp, and widths stay as designed, the same in every output. Files
// that can be enlarged (VECTORS) get the outlines as they are. Widths are measured with the fonts
// for pixels, so that a window loads no others.
enum target { TARGET_PIXELS, TARGET_VECTORS, TARGET_COUNT };

static const cairo_hint_style_t hint_styles[TARGET_COUNT] = {
    [TARGET_PIXELS] = CAIRO_HINT_STYLE_SLIGHT,
    [TARGET_VECTORS] = CAIRO_HINT_STYLE_NONE,
};

// A string in one size and weight: what widths and bitmaps are found by.
struct sized_text {
    char *string;
    double cap;
    enum text_weight weight;
    double width; // pixels; only in `widths`
};

struct font {
    struct font_choice choice; // for plain text; zeros if it could not be opened
    PangoFontMap *plain, *all; // fonts of the choice, and of the whole system; NULL until needed
    // Each holds the string that was laid out last; NULL until needed.
    PangoLayout *layouts[TARGET_COUNT][SCRIPT_COUNT];
    PangoFontDescription *descriptions[WEIGHT_COUNT];
    double cap_ratios[WEIGHT_COUNT]; // height of a capital, by size of the font
    double ascent_per_cap, descent_per_cap;
    GHashTable *sizes;    // a set of loaded_key: the sizes for which the maps have loaded fonts
    GHashTable *widths;   // a set of struct sized_text
    GHashTable *prepared; // from struct sized_text to struct font_bitmap: see font_prepare
    char *family;
};

static guint sized_text_hash(gconstpointer key)
{
    const struct sized_text *m = key;
    double cap = m->cap;
    return g_str_hash(m->string) * 31u + g_double_hash(&cap) * 3u + (guint)m->weight;
}

static gboolean sized_text_equal(gconstpointer a, gconstpointer b)
{
    const struct sized_text *p = a, *q = b;
    return p->cap <= q->cap && p->cap >= q->cap && p->weight == q->weight &&
           strcmp(p->string, q->string) == 0;
}

static void sized_text_free(gpointer key)
{
    struct sized_text *m = key;
    g_free(m->string);
    g_free(m);
}

static void bitmap_free(gpointer value)
{
    struct font_bitmap *bitmap = value;
    free(bitmap->pixels);
    g_free(bitmap);
}

// Metrics without hinting and positions without rounding make a line equally wide everywhere.
static PangoContext *create_context(PangoFontMap *map, enum target target, enum script script)
{
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, hint_styles[target]);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, language_of(script));
    return context;
}

static PangoLayout *create_layout(PangoContext *context)
{
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new(features));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    return layout;
}

static PangoFontDescription *create_description(enum text_weight weight)
{
    PangoFontDescription *description = pango_font_description_new();
    char *list = g_strjoin(",", families[0], families[1], NULL);
    pango_font_description_set_family(description, list);
    g_free(list);
    pango_font_description_set_weight(description, pango_weights[weight]);
    return description;
}

// Characters from U+3000 on, where Japanese and Han ones begin, have a first byte of 0xE3 and more.
static enum script script_of(const struct font *font, const char *string, enum text_weight weight)
{
    if (font_choice_covers(&font->choice, string, weight))
        return SCRIPT_PLAIN;
    for (const unsigned char *c = (const unsigned char *)string; *c; c++)
        if (*c >= 0xe3)
            return SCRIPT_HAN;
    return SCRIPT_LATIN;
}

static PangoFontMap *create_map(FcConfig *config)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (config)
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    return map;
}

static PangoFontMap *get_map(struct font *font, enum script script)
{
    PangoFontMap **map = script == SCRIPT_PLAIN ? &font->plain : &font->all;
    if (!*map)
        *map = create_map(script == SCRIPT_PLAIN ? font->choice.config : NULL);
    return *map;
}

static PangoLayout *get_layout(struct font *font, enum target target, enum script script)
{
    PangoLayout **layout = &font->layouts[target][script];
    if (!*layout) {
        PangoContext *context = create_context(get_map(font, script), target, script);
        *layout = create_layout(context);
        g_object_unref(context);
    }
    return *layout;
}

// Lays a line out in a font of `size` pixels. Pango copies the description and the string.
static PangoLayout *set_layout(struct font *font, enum target target, const char *string,
                               double size, enum text_weight weight)
{
    PangoLayout *layout = get_layout(font, target, script_of(font, string, weight));
    PangoFontDescription *description = font->descriptions[weight];
    pango_font_description_set_absolute_size(description, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, description);
    pango_layout_set_text(layout, string, -1);
    return layout;
}

// Sizes are rounded to 1/64 pixel, in every output alike: so there are few different ones.
enum { SIZE_STEPS = 64 };

static double rounded_cap(double cap)
{
    return round(cap * SIZE_STEPS) / SIZE_STEPS;
}

double font_size(const struct font *font, double cap, enum text_weight weight)
{
    return rounded_cap(cap) / font->cap_ratios[weight];
}

static gpointer loaded_key(double rounded, enum text_weight weight)
{
    return GINT_TO_POINTER((int)(rounded * SIZE_STEPS) * WEIGHT_COUNT + (int)weight);
}

// Frees all loaded fonts; they are loaded again when they are needed.
static void close_maps(struct font *font)
{
    for (int i = 0; i < TARGET_COUNT; i++)
        for (int k = 0; k < SCRIPT_COUNT; k++)
            g_clear_object(&font->layouts[i][k]);
    g_clear_object(&font->plain);
    g_clear_object(&font->all);
}

// Notes that a size is used. Pango never frees the fonts of a size, and a window that is dragged to
// many sizes asks for fonts of as many: when they become too many all are closed.
static void note_size(struct font *font, gpointer key)
{
    if (g_hash_table_contains(font->sizes, key))
        return;
    if (g_hash_table_size(font->sizes) >= SIZES_MAX) {
        close_maps(font);
        g_hash_table_remove_all(font->sizes);
    }
    g_hash_table_add(font->sizes, key);
}

// Lays a line out by the height of its capitals; NULL if nothing of it could be seen: it is empty,
// or the size is 0, NaN or larger than any picture.
static PangoLayout *lay_out(struct font *font, enum target target, const char *string, double cap,
                            enum text_weight weight)
{
    double size = font_size(font, cap, weight);
    if (!(size > 0 && size <= SIZE_MAX_PX) || string[0] == '\0')
        return NULL;
    note_size(font, loaded_key(rounded_cap(cap), weight));
    return set_layout(font, target, string, size, weight);
}

static double layout_width(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

static double measure_cap_ratio(struct font *font, enum text_weight weight)
{
    PangoRectangle ink;
    pango_layout_get_extents(set_layout(font, TARGET_PIXELS, "H", MEASURE_SIZE, weight), &ink,
                             NULL);
    double ratio = (double)ink.height / PANGO_SCALE / MEASURE_SIZE;
    return ratio > 0 ? ratio : 0.7; // a font without an H; 0.7 is usual
}

// Measures how high a line is, on the family that is used for "H". Pango's own measure would
// include all fallback fonts and make a Latin line as high as a Japanese one.
static bool measure_family(struct font *font)
{
    PangoFontDescription *description = font->descriptions[WEIGHT_REGULAR];
    pango_font_description_set_absolute_size(description, MEASURE_SIZE * (double)PANGO_SCALE);
    PangoLayout *layout = get_layout(font, TARGET_PIXELS, script_of(font, "H", WEIGHT_REGULAR));
    PangoFont *loaded = pango_context_load_font(pango_layout_get_context(layout), description);
    if (!loaded)
        return false;
    PangoFontMetrics *metrics = pango_font_get_metrics(loaded, NULL);
    double cap = font->cap_ratios[WEIGHT_REGULAR] * MEASURE_SIZE * PANGO_SCALE;
    font->ascent_per_cap = pango_font_metrics_get_ascent(metrics) / cap;
    font->descent_per_cap = pango_font_metrics_get_descent(metrics) / cap;
    pango_font_metrics_unref(metrics);
    PangoFontDescription *found = pango_font_describe(loaded);
    font->family = g_strdup(pango_font_description_get_family(found));
    pango_font_description_free(found);
    g_object_unref(loaded);
    return true;
}

struct font *font_create(struct fault *fault)
{
    struct font *font = g_new0(struct font, 1);
    font_choice_open(&font->choice, families, FAMILIES, fontconfig_weights);
    font->sizes = g_hash_table_new(NULL, NULL);
    font->widths = g_hash_table_new_full(sized_text_hash, sized_text_equal, sized_text_free, NULL);
    font->prepared =
        g_hash_table_new_full(sized_text_hash, sized_text_equal, sized_text_free, bitmap_free);
    for (int i = 0; i < WEIGHT_COUNT; i++) {
        font->descriptions[i] = create_description((enum text_weight)i);
        font->cap_ratios[i] = measure_cap_ratio(font, (enum text_weight)i);
    }
    if (!measure_family(font)) {
        fault_set(
            fault, FAULT_FILE,
            _("no font is installed that could be loaded; install one (Debian: fonts-inter)"));
        font_destroy(font);
        return NULL;
    }
    return font;
}

// Leaves what fontconfig and Cairo keep for the whole process: other libraries may be using it.
void font_destroy(struct font *font)
{
    if (!font)
        return;
    g_free(font->family);
    g_hash_table_destroy(font->sizes);
    g_hash_table_destroy(font->widths);
    g_hash_table_destroy(font->prepared);
    for (int i = 0; i < WEIGHT_COUNT; i++)
        pango_font_description_free(font->descriptions[i]);
    close_maps(font);
    font_choice_close(&font->choice);
    g_free(font);
}

static struct sized_text *copy_sized_text(const struct sized_text *text)
{
    struct sized_text *copy = g_new(struct sized_text, 1);
    *copy = *text;
    copy->string = g_strdup(text->string);
    return copy;
}

static void remember(struct font *font, const struct sized_text *text)
{
    if (g_hash_table_size(font->widths) >= WIDTHS_MAX)
        g_hash_table_remove_all(font->widths);
    g_hash_table_add(font->widths, copy_sized_text(text));
}

static double font_width(void *user, const char *string, double cap, enum text_weight weight)
{
    struct font *font = user;
    // The cast takes `const` off; the string is only read.
    struct sized_text asked = {.string = (char *)(uintptr_t)string, .cap = cap, .weight = weight};
    const struct sized_text *known = g_hash_table_lookup(font->widths, &asked);
    if (known)
        return known->width;
    PangoLayout *layout = lay_out(font, TARGET_PIXELS, string, cap, weight);
    if (!layout)
        return 0;
    asked.width = layout_width(layout);
    remember(font, &asked);
    return asked.width;
}

static double font_ascent(void *user, double cap)
{
    const struct font *font = user;
    return font->ascent_per_cap * cap;
}

static double font_descent(void *user, double cap)
{
    const struct font *font = user;
    return font->descent_per_cap * cap;
}

struct text_metrics font_metrics(struct font *font)
{
    return (struct text_metrics){
        .user = font,
        .width = font_width,
        .ascent = font_ascent,
        .descent = font_descent,
    };
}

static PangoLayoutLine *only_line(PangoLayout *layout)
{
    return pango_layout_get_line_readonly(layout, 0);
}

// Fills the letters' outlines, which are hinted. Cairo's own way of drawing letters would put each
// on a whole pixel before version 1.18, which spaces small text unevenly.
static void fill_line(PangoLayout *layout, cairo_t *cr, double x, double y)
{
    cairo_new_path(cr);
    // Pixels by which curved outlines may be off; as in paint_cairo.c.
    cairo_set_tolerance(cr, 0.05);
    cairo_move_to(cr, x, y);
    pango_cairo_layout_line_path(cr, only_line(layout));
    cairo_fill(cr);
}

void font_show(struct font *font, cairo_t *cr, const char *string, double cap,
               enum text_weight weight, enum text_align align, double x, double y)
{
    double left = x - align_shares[align] * font_width(font, string, cap, weight);
    bool pixels = cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE;
    PangoLayout *layout =
        lay_out(font, pixels ? TARGET_PIXELS : TARGET_VECTORS, string, cap, weight);
    if (!layout)
        return;
    if (pixels) {
        fill_line(layout, cr, floor(left + 0.5), floor(y + 0.5));
        return;
    }
    cairo_move_to(cr, left, y);
    pango_cairo_show_layout_line(cr, only_line(layout));
    cairo_new_path(cr);
}

// The pixels that a line can touch, without their coverage; one more on each side, as hinting and
// soft edges may reach further than the outlines. w == 0 if there are none.
static struct font_bitmap ink_box(PangoLayout *layout)
{
    PangoRectangle ink;
    pango_layout_line_get_extents(only_line(layout), &ink, NULL);
    if (ink.width <= 0 || ink.height <= 0)
        return (struct font_bitmap){0};
    int left = PANGO_PIXELS_FLOOR(ink.x) - 1;
    int top = PANGO_PIXELS_FLOOR(ink.y) - 1;
    return (struct font_bitmap){
        .left = left,
        .top = top,
        .w = PANGO_PIXELS_CEIL(ink.x + ink.width) + 1 - left,
        .h = PANGO_PIXELS_CEIL(ink.y + ink.height) + 1 - top,
    };
}

// A copy of the surface's w * h bytes without gaps between rows, to be freed; NULL without memory.
static uint8_t *copy_coverage(cairo_surface_t *surface, int w, int h)
{
    cairo_surface_flush(surface);
    const uint8_t *from = cairo_image_surface_get_data(surface);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS || !from)
        return NULL;
    size_t width = (size_t)w, stride = (size_t)cairo_image_surface_get_stride(surface);
    uint8_t *pixels = malloc(width * (size_t)h);
    for (size_t row = 0; pixels && row < (size_t)h; row++)
        memcpy(pixels + row * width, from + row * stride, width);
    return pixels;
}

static void raster(struct font *font, const char *string, double cap, enum text_weight weight,
                   struct font_bitmap *out)
{
    *out = (struct font_bitmap){0};
    PangoLayout *layout = lay_out(font, TARGET_PIXELS, string, cap, weight);
    if (!layout)
        return;
    struct font_bitmap box = ink_box(layout);
    if (box.w == 0)
        return;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, box.w, box.h);
    cairo_t *cr = cairo_create(surface);
    fill_line(layout, cr, -box.left, -box.top);
    box.pixels = copy_coverage(surface, box.w, box.h);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    if (box.pixels)
        *out = box;
}

void font_raster(struct font *font, const char *string, double cap, enum text_weight weight,
                 struct font_bitmap *out)
{
    const struct sized_text asked = {
        .string = (char *)(uintptr_t)string, .cap = rounded_cap(cap), .weight = weight};
    const struct font_bitmap *ready = g_hash_table_lookup(font->prepared, &asked);
    if (!ready) {
        raster(font, string, cap, weight, out);
        return;
    }
    *out = *ready;
    gpointer key, value;
    g_hash_table_steal_extended(font->prepared, &asked, &key, &value);
    sized_text_free(key);
    g_free(value); // not its pixels, which are the caller's now
}

void font_prepare(struct font *font, const struct draw_list *list)
{
    for (size_t i = 0; i < list->item_n; i++) {
        const struct draw_item *item = &list->items[i];
        if (item->kind != DRAW_TEXT)
            continue;
        struct sized_text asked = {.string = (char *)(uintptr_t)draw_item_text(list, item),
                                   .cap = rounded_cap(item->size),
                                   .weight = item->weight};
        if (g_hash_table_contains(font->prepared, &asked))
            continue;
        struct font_bitmap *bitmap = g_new(struct font_bitmap, 1);
        raster(font, asked.string, item->size, item->weight, bitmap);
        g_hash_table_insert(font->prepared, copy_sized_text(&asked), bitmap);
    }
}

void font_prepared_free(struct font *font)
{
    g_hash_table_remove_all(font->prepared);
}

const char *font_family(const struct font *font)
{
    return font->family;
}

int font_missing(struct font *font, const char *string)
{
    return pango_layout_get_unknown_glyphs_count(
        set_layout(font, TARGET_PIXELS, string, MEASURE_SIZE, WEIGHT_REGULAR));
}

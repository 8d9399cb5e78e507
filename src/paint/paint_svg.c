#include "paint/paint_svg.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "paint/carried.h"
#include "paint/cut.h"

enum {
    STEPS = 100,      // of a pixel: coordinates are rounded to that
    SHELF_MAX = 4096, // shapes looked at together: see shelve
    PREFIX_SIZE = 20,
};

// What is open at the end of the file.
enum open { OPEN_NOTHING, OPEN_PATH, OPEN_TEXTS };

// A filled shape that waits, since what follows may have its colour.
struct shelved {
    struct pixel_box box; // around it
    struct color color;
    size_t point_at, point_n; // of svg->points; none for a rectangle, which is its box
    int layer;                // lower ones are written first
};

struct svg {
    const struct draw_list *list;
    struct font *font;
    struct text *out;
    const char *prefix;      // of ids
    struct pixel_box clip;   // pixels outside it are not drawn
    struct pixel_box *clips; // all that were defined so far, with ids 0, 1, …
    int clip_n;
    bool clipped; // a group with a clip is open
    enum open open;
    struct text style;         // attributes of the path or group that is open
    bool placed;               // the path that is open has a point, (x, y)
    long x, y, from_x, from_y; // 1/STEPS pixel: the last point, and where its piece began
    bool in_line;              // the last thing in the path is a line to a point
    struct shelved *shelf;
    size_t shelf_n;
    int layer_n; // of the shapes on the shelf
    struct point *points;
    size_t point_n, point_c;
};

// --- Words and numbers ---

// Appends text for XML. What XML cannot hold is left out.
static void add_escaped(struct text *out, const char *string)
{
    for (const char *p = string; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '&')
            text_add(out, "&amp;");
        else if (c == '<')
            text_add(out, "&lt;");
        else if (c == '>')
            text_add(out, "&gt;");
        else if (c == '"')
            text_add(out, "&quot;");
        else if (c >= 0x20 || c == '\n' || c == '\t')
            text_add_bytes(out, p, 1);
    }
}

// Appends a number of 1/STEPS in the fewest letters: "-.5", "12", "0.25" without its 0.
static void add_steps(struct text *out, long steps)
{
    unsigned long size = steps < 0 ? (unsigned long)-steps : (unsigned long)steps;
    unsigned long whole = size / STEPS, rest = size % STEPS;
    if (steps < 0)
        text_add(out, "-");
    if (whole > 0 || rest == 0)
        text_format(out, "%lu", whole);
    if (rest > 0)
        text_format(out, rest % 10 == 0 ? ".%lu" : ".%02lu", rest % 10 == 0 ? rest / 10 : rest);
}

static long steps_of(double pixels)
{
    return lround(cut_within(pixels, -CUT_FAR, CUT_FAR) * STEPS);
}

static void add_number(struct text *out, double pixels)
{
    add_steps(out, steps_of(pixels));
}

// Appends NAME="NUMBER" with a blank before it.
static void add_attribute(struct text *out, const char *name, double pixels)
{
    text_format(out, " %s=\"", name);
    add_number(out, pixels);
    text_add(out, "\"");
}

// Appends NAME="#rrggbb", and how opaque the colour is where it is not wholly.
static void add_color(struct text *out, const char *name, struct color c)
{
    text_format(out, " %s=\"#%02x%02x%02x\"", name, c.r, c.g, c.b);
    if (c.a != 255)
        text_format(out, " %s-opacity=\"%.3g\"", name, c.a / 255.0);
}

static bool same_color(struct color a, struct color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

// --- Paths ---

static void close_open(struct svg *svg)
{
    if (svg->open == OPEN_PATH)
        text_add(svg->out, "\"/>\n");
    else if (svg->open == OPEN_TEXTS)
        text_add(svg->out, "</g>\n");
    svg->open = OPEN_NOTHING;
}

// Begins a path with these attributes. One that is open goes on if it has the same ones and
// `merges`.
static void begin_path(struct svg *svg, const char *style, bool merges)
{
    if (svg->open == OPEN_PATH && merges && strcmp(text_string(&svg->style), style) == 0)
        return;
    close_open(svg);
    text_clear(&svg->style);
    text_add(&svg->style, style);
    text_format(svg->out, "<path%s d=\"", style);
    svg->open = OPEN_PATH;
    svg->placed = svg->in_line = false;
}

// Appends a pair of numbers behind a letter, or behind another pair.
static void add_pair(struct text *out, const char *letter, long x, long y)
{
    text_add(out, letter);
    if (*letter == '\0' && x >= 0)
        text_add(out, " ");
    add_steps(out, x);
    if (y >= 0)
        text_add(out, " ");
    add_steps(out, y);
}

// Differences are taken between rounded coordinates, so that errors do not add up.
static void move_to(struct svg *svg, double x, double y)
{
    long to_x = steps_of(x), to_y = steps_of(y);
    if (svg->placed)
        add_pair(svg->out, "m", to_x - svg->x, to_y - svg->y);
    else
        add_pair(svg->out, "M", to_x, to_y);
    svg->from_x = svg->x = to_x;
    svg->from_y = svg->y = to_y;
    svg->placed = true;
    svg->in_line = false;
}

// `least` draws a line of no length, too.
static void line_to(struct svg *svg, double x, double y, bool least)
{
    long to_x = steps_of(x), to_y = steps_of(y), dx = to_x - svg->x, dy = to_y - svg->y;
    if (dx == 0 && dy == 0 && !least)
        return;
    if (dy == 0 || dx == 0) {
        text_add(svg->out, dy == 0 ? "h" : "v");
        add_steps(svg->out, dy == 0 ? dx : dy);
    } else {
        add_pair(svg->out, svg->in_line ? "" : "l", dx, dy);
    }
    svg->in_line = dx != 0 && dy != 0;
    svg->x = to_x;
    svg->y = to_y;
}

static void close_shape(struct svg *svg)
{
    text_add(svg->out, "z");
    svg->x = svg->from_x;
    svg->y = svg->from_y;
    svg->in_line = false;
}

static void add_box(struct svg *svg, struct pixel_box b)
{
    move_to(svg, b.x0, b.y0);
    line_to(svg, b.x1, b.y0, false);
    line_to(svg, b.x1, b.y1, false);
    line_to(svg, b.x0, b.y1, false);
    close_shape(svg);
}

static void begin_fill(struct svg *svg, struct color color)
{
    char room[64];
    struct text style = text_in(room, sizeof room);
    add_color(&style, "fill", color);
    begin_path(svg, text_string(&style), color.a == 255);
    text_free(&style);
}

// --- Filled shapes ---

static void add_polygon(struct svg *svg, const struct point *points, size_t n)
{
    move_to(svg, points[0].x, points[0].y);
    for (size_t i = 1; i < n; i++)
        line_to(svg, points[i].x, points[i].y, false);
    close_shape(svg);
}

// Writes a shape, and all others of its layer and colour from there on, as one path.
static void write_shelved(struct svg *svg, size_t first)
{
    const struct shelved *like = &svg->shelf[first];
    int layer = like->layer;
    begin_fill(svg, like->color);
    for (size_t i = first; i < svg->shelf_n; i++) {
        struct shelved *at = &svg->shelf[i];
        if (at->layer != layer || !same_color(at->color, like->color))
            continue;
        if (at->point_n > 0)
            add_polygon(svg, svg->points + at->point_at, at->point_n);
        else
            add_box(svg, at->box);
        at->layer = -1;
    }
}

static void clear_shelf(struct svg *svg)
{
    for (int layer = 0; layer < svg->layer_n; layer++)
        for (size_t i = 0; i < svg->shelf_n; i++)
            if (svg->shelf[i].layer == layer)
                write_shelved(svg, i);
    svg->shelf_n = svg->point_n = 0;
    svg->layer_n = 0;
}

// Puts an opaque shape among those that wait, above all of another colour that it may cover;
// `points` is NULL for a rectangle. Within a layer no shape covers one of another colour, so that
// their order does not matter there.
static void shelve(struct svg *svg, struct pixel_box box, struct color color,
                   const struct point *points, size_t n)
{
    if (svg->shelf_n == SHELF_MAX)
        clear_shelf(svg);
    struct shelved new = {.box = box, .color = color, .point_at = svg->point_n, .point_n = n};
    for (size_t i = 0; i < svg->shelf_n; i++) {
        const struct shelved *old = &svg->shelf[i];
        bool apart = old->box.x1 <= box.x0 || box.x1 <= old->box.x0 || old->box.y1 <= box.y0 ||
                     box.y1 <= old->box.y0;
        int above = old->layer + !same_color(old->color, color);
        if (!apart && above > new.layer)
            new.layer = above;
    }
    if (svg->point_n + n > svg->point_c) {
        svg->point_c = 2 * (svg->point_n + n);
        svg->points = memory_must(realloc(svg->points, svg->point_c * sizeof *points));
    }
    if (n > 0)
        memcpy(svg->points + svg->point_n, points, n * sizeof *points);
    svg->point_n += n;
    svg->layer_n = new.layer < svg->layer_n ? svg->layer_n : new.layer + 1;
    svg->shelf[svg->shelf_n++] = new;
}

static void put_round_rect(struct svg *svg, struct pixel_box b, const struct draw_item *item)
{
    close_open(svg);
    text_add(svg->out, "<rect");
    add_attribute(svg->out, "x", b.x0);
    add_attribute(svg->out, "y", b.y0);
    add_attribute(svg->out, "width", b.x1 - b.x0);
    add_attribute(svg->out, "height", b.y1 - b.y0);
    add_attribute(svg->out, "rx", fmin(item->radius, 0.5 * fmin(b.x1 - b.x0, b.y1 - b.y0)));
    add_color(svg->out, "fill", item->color);
    text_add(svg->out, "/>\n");
}

static void put_rect(struct svg *svg, const struct draw_item *item)
{
    struct pixel_box b;
    if (!cut_rect(&item->rect, &b))
        return;
    if (item->color.a == 255 && !(item->radius > 0)) {
        shelve(svg, b, item->color, NULL, 0);
        return;
    }
    clear_shelf(svg);
    if (item->radius > 0) {
        put_round_rect(svg, b, item);
        return;
    }
    begin_fill(svg, item->color);
    add_box(svg, b);
}

// Twice the area of a polygon, which is negative where its points go the other way round; and the
// box around it.
static double measure(const struct point *points, size_t n, struct pixel_box *box)
{
    double sum = 0;
    *box = (struct pixel_box){points[0].x, points[0].y, points[0].x, points[0].y};
    for (size_t i = 0; i < n; i++) {
        struct point a = points[i], b = points[(i + 1) % n];
        sum +=
            (a.x - points[0].x) * (b.y - points[0].y) - (b.x - points[0].x) * (a.y - points[0].y);
        *box = (struct pixel_box){fmin(box->x0, a.x), fmin(box->y0, a.y), fmax(box->x1, a.x),
                                  fmax(box->y1, a.y)};
    }
    return sum;
}

static void turn_round(struct point *points, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct point swap = points[i];
        points[i] = points[n - 1 - i];
        points[n - 1 - i] = swap;
    }
}

// Polygons of one path all go the same way round, as rectangles do, or they would cut holes into
// each other.
static void put_fill(struct svg *svg, const struct draw_item *item)
{
    size_t n;
    struct pixel_box box = {0};
    struct point *points = cut_fill(svg->list, item, cut_grown(svg->clip, 8), &n);
    double area = n > 2 ? measure(points, n, &box) : 0;
    if (area < 0)
        turn_round(points, n);
    if (fabs(area) > 0 && item->color.a == 255) {
        shelve(svg, box, item->color, points, n);
    } else if (fabs(area) > 0) {
        clear_shelf(svg);
        begin_fill(svg, item->color);
        add_polygon(svg, points, n);
    }
    free(points);
}

// --- Markers ---

static void put_marker(struct svg *svg, const struct draw_item *item)
{
    double ring = fmin(item->ring, 0.5 * item->size);
    if (!cut_is_near(item->x, item->y) || !(item->size > 0 && item->size < CUT_FAR))
        return;
    clear_shelf(svg);
    close_open(svg);
    text_add(svg->out, "<circle");
    add_attribute(svg->out, "cx", item->x);
    add_attribute(svg->out, "cy", item->y);
    add_attribute(svg->out, "r", 0.5 * (item->size - (ring > 0 ? ring : 0)));
    add_color(svg->out, "fill", ring > 0 ? item->fill : item->color);
    if (ring > 0) {
        add_color(svg->out, "stroke", item->color);
        add_attribute(svg->out, "stroke-width", ring);
    }
    text_add(svg->out, "/>\n");
}

// --- Text ---

// Appends the attributes that texts share: those of the group that they are in.
static void add_text_style(struct svg *svg, const struct draw_item *item, struct text *style)
{
    static const int weights[WEIGHT_COUNT] = {
        [WEIGHT_REGULAR] = 400, [WEIGHT_MEDIUM] = 500, [WEIGHT_BOLD] = 700};
    static const char *const anchors[] = {
        [TEXT_LEFT] = "", [TEXT_CENTER] = "middle", [TEXT_RIGHT] = "end"};
    add_attribute(style, "font-size", font_size(svg->font, item->size, item->weight));
    if (item->weight != WEIGHT_REGULAR)
        text_format(style, " font-weight=\"%d\"", weights[item->weight]);
    if (item->align != TEXT_LEFT)
        text_format(style, " text-anchor=\"%s\"", anchors[item->align]);
    add_color(style, "fill", item->color);
}

static void begin_text(struct svg *svg, const struct draw_item *item)
{
    char room[160];
    struct text style = text_in(room, sizeof room);
    add_text_style(svg, item, &style);
    bool same = strcmp(text_string(&style), text_string(&svg->style)) == 0;
    if (svg->open != OPEN_TEXTS || !same) {
        close_open(svg);
        text_clear(&svg->style);
        text_add(&svg->style, text_string(&style));
        text_format(svg->out, "<g%s>\n", text_string(&style));
        svg->open = OPEN_TEXTS;
    }
    text_free(&style);
}

static void put_text(struct svg *svg, const struct draw_item *item)
{
    const char *string = draw_item_text(svg->list, item);
    const struct text_metrics metrics = font_metrics(svg->font);
    double width = metrics.width(metrics.user, string, item->size, item->weight);
    if (!cut_is_near(item->x, item->y) || *string == '\0' || !(width > 0))
        return;
    clear_shelf(svg);
    begin_text(svg, item);
    text_add(svg->out, "<text");
    add_attribute(svg->out, "x", item->x);
    add_attribute(svg->out, "y", item->y);
    if (string[utf8_next(string, 0)] != '\0') {
        add_attribute(svg->out, "textLength", width);
        text_add(svg->out, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    text_add(svg->out, ">");
    add_escaped(svg->out, string);
    text_add(svg->out, "</text>\n");
}

// --- Clips ---

static bool same_box(const struct pixel_box *a, const struct pixel_box *b)
{
    return a->x0 == b->x0 && a->y0 == b->y0 && a->x1 == b->x1 && a->y1 == b->y1;
}

// Returns the number of a clip, and defines it if it is new.
static int define_clip(struct svg *svg, struct pixel_box clip)
{
    for (int i = 0; i < svg->clip_n; i++)
        if (same_box(&svg->clips[i], &clip))
            return i;
    size_t n = (size_t)svg->clip_n + 1;
    svg->clips = memory_must(realloc(svg->clips, n * sizeof *svg->clips));
    svg->clips[svg->clip_n] = clip;
    text_format(svg->out, "<clipPath id=\"%s-%d\"><path d=\"", svg->prefix, svg->clip_n);
    svg->placed = false;
    add_box(svg, clip);
    text_add(svg->out, "\"/></clipPath>\n");
    return svg->clip_n++;
}

static void put_clip(struct svg *svg, const struct draw_item *item)
{
    bool ends;
    clear_shelf(svg);
    close_open(svg);
    svg->clip = cut_clip(&item->rect, svg->list->width, svg->list->height, &ends);
    if (svg->clipped)
        text_add(svg->out, "</g>\n");
    svg->clipped = !ends;
    if (!ends) {
        int clip = define_clip(svg, svg->clip);
        text_format(svg->out, "<g clip-path=\"url(#%s-%d)\">\n", svg->prefix, clip);
    }
}

// --- Strokes ---

static void pen_move(void *user, struct point to)
{
    move_to(user, to.x, to.y);
}

static void pen_line(void *user, struct point to)
{
    struct svg *svg = user;
    bool first = svg->x == svg->from_x && svg->y == svg->from_y && !svg->in_line;
    line_to(svg, to.x, to.y, first);
}

// A dashed piece waits until it is known where in the pattern it begins.
struct dashed {
    struct svg *svg;
    const char *style;
    struct point *points;
    size_t n, c;
};

static void keep_point(void *user, struct point to)
{
    struct dashed *dashed = user;
    if (dashed->n == dashed->c) {
        dashed->c = 2 * dashed->c + 16;
        dashed->points = memory_must(realloc(dashed->points, dashed->c * sizeof to));
    }
    dashed->points[dashed->n++] = to;
}

static void put_piece(void *user, double offset)
{
    struct dashed *dashed = user;
    char room[256];
    struct text style = text_in(room, sizeof room);
    text_add(&style, dashed->style);
    if (steps_of(offset) != 0)
        add_attribute(&style, "stroke-dashoffset", offset);
    begin_path(dashed->svg, text_string(&style), true);
    for (size_t i = 0; i < dashed->n; i++) {
        if (i == 0)
            move_to(dashed->svg, dashed->points[i].x, dashed->points[i].y);
        else
            line_to(dashed->svg, dashed->points[i].x, dashed->points[i].y, false);
    }
    dashed->n = 0;
    text_free(&style);
}

static void add_stroke_style(const struct stroke *stroke, bool solid, struct text *style)
{
    text_add(style, " fill=\"none\"");
    add_color(style, "stroke", stroke->color);
    add_attribute(style, "stroke-width", stroke->width);
    if (solid)
        return;
    text_add(style, " stroke-linecap=\"butt\" stroke-dasharray=\"");
    for (int i = 0; i < stroke->dash_n; i++) {
        text_add(style, i > 0 ? " " : "");
        add_number(style, stroke->dash[i]);
    }
    text_add(style, "\"");
}

static void put_stroke(struct svg *svg, const struct draw_item *item)
{
    char room[256];
    struct text style = text_in(room, sizeof room);
    if (!cut_can_be_seen(&item->stroke))
        return;
    bool solid = !(cut_dash_period(&item->stroke) > 0);
    clear_shelf(svg);
    add_stroke_style(&item->stroke, solid, &style);
    struct dashed dashed = {.svg = svg, .style = text_string(&style)};
    if (solid) {
        const struct pen pen = {svg, pen_move, pen_line, NULL};
        begin_path(svg, text_string(&style), item->stroke.color.a == 255);
        cut_line(svg->list, item, svg->clip, &pen);
    } else {
        const struct pen pen = {&dashed, keep_point, keep_point, put_piece};
        cut_line(svg->list, item, svg->clip, &pen);
    }
    free(dashed.points);
    text_free(&style);
}

// --- The list ---

static void (*const put_item[])(struct svg *, const struct draw_item *) = {
    [DRAW_RECT] = put_rect,    [DRAW_FILL] = put_fill,     [DRAW_LINE] = put_stroke,
    [DRAW_CURVE] = put_stroke, [DRAW_MARKER] = put_marker, [DRAW_TEXT] = put_text,
    [DRAW_CLIP] = put_clip,
};

// Appends the picture without its head; `bare`: without pieces of the ground.
static void add_picture(const struct draw_list *list, struct font *font, const char *prefix,
                        bool bare, struct text *out)
{
    struct svg svg = {.list = list,
                      .font = font,
                      .out = out,
                      .prefix = prefix,
                      .clip = {0, 0, list->width, list->height}};
    svg.shelf = memory_must(malloc(SHELF_MAX * sizeof *svg.shelf));
    for (size_t i = 0; i < list->item_n; i++)
        if (!bare || !cut_is_ground(list, &list->items[i]))
            put_item[list->items[i].kind](&svg, &list->items[i]);
    clear_shelf(&svg);
    close_open(&svg);
    if (svg.clipped)
        text_add(out, "</g>\n");
    text_free(&svg.style);
    free(svg.clips);
    free(svg.shelf);
    free(svg.points);
}

// Appends an element of the head with an id, if there is a text for it.
static void add_words(struct text *out, const char *element, const char *prefix, const char *words)
{
    if (words == NULL || *words == '\0')
        return;
    text_format(out, "<%s id=\"%s-%s\">", element, prefix, element);
    add_escaped(out, words);
    text_format(out, "</%s>\n", element);
}

static void add_metadata(struct text *out, const struct picture_facts *facts)
{
    if (facts->commands == NULL)
        return;
    text_add(out, "<metadata><" CARRIED_ELEMENT " xmlns:actscope=\"urn:actscope\"");
    if (facts->software != NULL) {
        text_add(out, " software=\"");
        add_escaped(out, facts->software);
        text_add(out, "\"");
    }
    text_add(out, ">");
    add_escaped(out, facts->commands);
    text_add(out, "</" CARRIED_ELEMENT "></metadata>\n");
}

static void add_length(struct text *out, const char *name, double units, bool metric)
{
    if (metric)
        text_format(out, " %s=\"%.6gmm\"", name, units / PICTURE_UNITS_PER_INCH * 25.4);
    else
        text_format(out, " %s=\"%.6gpx\"", name, units);
}

// Which fonts the texts are set in: the one they were measured in first, then such as are found on
// other systems, for Latin and for Japanese letters.
static void add_fonts(struct text *out, const struct font *font)
{
    text_add(out, " font-family=\"'");
    add_escaped(out, font_family(font));
    text_add(
        out,
        "', 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', 'Noto Sans CJK JP', "
        "'Hiragino Sans', 'Yu Gothic', sans-serif\" style=\"font-feature-settings:'tnum','calt' "
        "0;white-space:pre\" xml:space=\"preserve\"");
}

static bool is_said(const char *words)
{
    return words != NULL && *words != '\0';
}

static void add_opening(const struct draw_list *list, const struct font *font,
                        const struct picture_facts *facts, const char *prefix, struct text *out)
{
    const struct picture_sheet sheet = picture_sheet(facts, list->width, list->height);
    text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    add_length(out, "width", sheet.width, facts->metric);
    add_length(out, "height", sheet.height, facts->metric);
    text_format(out, " viewBox=\"0 0 %.7g %.7g\"", sheet.width * sheet.ratio,
                sheet.height * sheet.ratio);
    if (is_said(facts->language))
        text_format(out, " xml:lang=\"%s\"", facts->language);
    if (is_said(facts->title))
        text_format(out, " role=\"img\" aria-labelledby=\"%s-title%s%s%s\"", prefix,
                    is_said(facts->description) ? " " : "",
                    is_said(facts->description) ? prefix : "",
                    is_said(facts->description) ? "-desc" : "");
    add_fonts(out, font);
    text_add(out, " stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
    add_words(out, "title", prefix, facts->title);
    add_words(out, "desc", prefix, facts->description);
    add_metadata(out, facts);
    if (!facts->transparent) {
        struct color ground = list->background;
        ground.a = 255;
        text_format(out, "<path d=\"M0 0h%.7gv%.7gH0z\"", sheet.width * sheet.ratio,
                    sheet.height * sheet.ratio);
        add_color(out, "fill", ground);
        text_add(out, "/>\n");
    }
}

static void add_file(const struct draw_list *list, struct font *font,
                     const struct picture_facts *facts, const char *prefix, struct text *out)
{
    add_opening(list, font, facts, prefix, out);
    add_picture(list, font, prefix, facts->transparent, out);
    text_add(out, "</svg>\n");
}

// A number that nearly certainly differs between two texts that differ: FNV-1a with 64 bits, by
// Fowler, Noll and Vo.
static uint64_t hash_of(const struct text *text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text->n; i++)
        hash = (hash ^ (unsigned char)text->data[i]) * 0x100000001b3u;
    return hash;
}

void paint_svg(const struct draw_list *list, struct font *font, const struct picture_facts *facts,
               struct text *out)
{
    static const struct picture_facts none = {0};
    char prefix[PREFIX_SIZE];
    struct text draft = {0};
    facts = facts != NULL ? facts : &none;
    add_file(list, font, facts, "", &draft);
    snprintf(prefix, sizeof prefix, "a%012" PRIx64, hash_of(&draft) >> 16);
    text_free(&draft);
    add_file(list, font, facts, prefix, out);
}

#include "paint/paint_cairo.h"
#include "base/language.h"
#include "base/memory.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "paint/cut.h"
#include "paint/paint_svg.h"
#include "paint/paint_tikz.h"
#include "paint/png.h"

enum { PICTURE_SIDE_MAX = 16384 }; // pixels

static const double right_angle = 1.57079632679489661923;

struct painter {
    cairo_t *cr;
    const struct draw_list *list;
    struct font *font;
    struct pixel_box clip; // pixels outside it are not drawn
};

static void set_color(cairo_t *cr, struct color c)
{
    cairo_set_source_rgba(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0);
}

// --- Rectangles, polygons, markers, text, clip ---

// Adds the path of a box with corners of radius r.
static void round_corners(cairo_t *cr, struct pixel_box b, double r)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, b.x1 - r, b.y0 + r, r, -right_angle, 0);
    cairo_arc(cr, b.x1 - r, b.y1 - r, r, 0, right_angle);
    cairo_arc(cr, b.x0 + r, b.y1 - r, r, right_angle, 2 * right_angle);
    cairo_arc(cr, b.x0 + r, b.y0 + r, r, 2 * right_angle, 3 * right_angle);
    cairo_close_path(cr);
}

static void paint_rect(struct painter *painter, const struct draw_item *item)
{
    struct pixel_box b;
    if (!cut_rect(&item->rect, &b))
        return;
    set_color(painter->cr, item->color);
    if (item->radius > 0)
        round_corners(painter->cr, b, fmin(item->radius, 0.5 * fmin(b.x1 - b.x0, b.y1 - b.y0)));
    else
        cairo_rectangle(painter->cr, b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0);
    cairo_fill(painter->cr);
}

// Fills the part of a polygon that can be seen.
static void paint_fill(struct painter *painter, const struct draw_item *item)
{
    size_t n;
    struct point *points = cut_fill(painter->list, item, cut_grown(painter->clip, 8), &n);
    set_color(painter->cr, item->color);
    for (size_t i = 0; i < n; i++)
        cairo_line_to(painter->cr, points[i].x, points[i].y);
    cairo_fill(painter->cr);
    free(points);
}

static void disc_path(cairo_t *cr, double x, double y, double radius)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, x, y, radius, 0, 4 * right_angle);
}

// The hole is painted first and reaches to the middle of the ring, so that no background shows
// between them.
static void paint_ring(cairo_t *cr, const struct draw_item *item)
{
    double ring = fmin(item->ring, 0.5 * item->size);
    double middle = 0.5 * (item->size - ring);
    disc_path(cr, item->x, item->y, middle);
    set_color(cr, item->fill);
    cairo_fill_preserve(cr);
    set_color(cr, item->color);
    cairo_set_dash(cr, NULL, 0, 0);
    cairo_set_line_width(cr, ring);
    cairo_stroke(cr);
}

static void paint_marker(struct painter *painter, const struct draw_item *item)
{
    if (!cut_is_near(item->x, item->y) || !(item->size > 0 && item->size < CUT_FAR))
        return;
    if (item->ring > 0) {
        paint_ring(painter->cr, item);
        return;
    }
    disc_path(painter->cr, item->x, item->y, 0.5 * item->size);
    set_color(painter->cr, item->color);
    cairo_fill(painter->cr);
}

static void paint_string(struct painter *painter, const struct draw_item *item)
{
    if (!cut_is_near(item->x, item->y))
        return;
    set_color(painter->cr, item->color);
    font_show(painter->font, painter->cr, draw_item_text(painter->list, item), item->size,
              item->weight, item->align, item->x, item->y);
}

static void paint_clip(struct painter *painter, const struct draw_item *item)
{
    bool ends;
    cairo_reset_clip(painter->cr);
    painter->clip = cut_clip(&item->rect, painter->list->width, painter->list->height, &ends);
    if (ends)
        return;
    const struct pixel_box *clip = &painter->clip;
    cairo_rectangle(painter->cr, clip->x0, clip->y0, clip->x1 - clip->x0, clip->y1 - clip->y0);
    cairo_clip(painter->cr);
}

// --- Strokes ---

// What the functions of a struct pen are given.
struct cairo_pen {
    cairo_t *cr;
    const struct stroke *stroke;
};

static void pen_move(void *user, struct point to)
{
    const struct cairo_pen *pen = user;
    cairo_move_to(pen->cr, to.x, to.y);
}

static void pen_line(void *user, struct point to)
{
    const struct cairo_pen *pen = user;
    cairo_line_to(pen->cr, to.x, to.y);
}

static void pen_dash(void *user, double offset)
{
    const struct cairo_pen *pen = user;
    cairo_set_dash(pen->cr, pen->stroke->dash, pen->stroke->dash_n, offset);
    cairo_stroke(pen->cr);
}

static void paint_stroke(struct painter *painter, const struct draw_item *item)
{
    const struct stroke *stroke = &item->stroke;
    struct cairo_pen own = {painter->cr, stroke};
    const struct pen pen = {&own, pen_move, pen_line, pen_dash};
    if (!cut_can_be_seen(stroke))
        return;
    bool solid = !(cut_dash_period(stroke) > 0);
    set_color(own.cr, stroke->color);
    cairo_set_line_width(own.cr, stroke->width);
    cairo_set_line_join(own.cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(own.cr, solid ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(own.cr, NULL, 0, 0);
    cut_line(painter->list, item, painter->clip, &pen);
    cairo_stroke(own.cr); // all pieces of a solid line; dashed ones were stroked one by one
}

// --- The list ---

static void (*const paint_item[])(struct painter *, const struct draw_item *) = {
    [DRAW_RECT] = paint_rect,    [DRAW_FILL] = paint_fill,     [DRAW_LINE] = paint_stroke,
    [DRAW_CURVE] = paint_stroke, [DRAW_MARKER] = paint_marker, [DRAW_TEXT] = paint_string,
    [DRAW_CLIP] = paint_clip,
};

// Whether Cairo succeeded; false with a fault.
static bool cairo_succeeded(cairo_status_t status, struct fault *fault)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return true;
    bool memory = status == CAIRO_STATUS_NO_MEMORY;
    return fault_set(fault, memory ? FAULT_MEMORY : FAULT_FILE,
                     _("the picture cannot be drawn: %s"), cairo_status_to_string(status));
}

// What lies below the picture: the list's ground, to be painted; one that is there already; or
// none, so that pieces of the ground below words are left out, too.
enum ground { GROUND_PAINTED, GROUND_THERE, GROUND_NONE };

static enum ground ground_of(const struct picture_facts *facts, enum ground usual)
{
    return facts != NULL && facts->transparent ? GROUND_NONE : usual;
}

static bool paint(cairo_surface_t *surface, const struct draw_list *list, struct font *font,
                  enum ground below, struct fault *fault)
{
    cairo_t *cr = cairo_create(surface);
    struct painter painter = {
        .cr = cr, .list = list, .font = font, .clip = {0, 0, list->width, list->height}};
    struct color ground = list->background;
    cairo_set_tolerance(cr, 0.05);
    cairo_set_source_rgb(cr, ground.r / 255.0, ground.g / 255.0, ground.b / 255.0);
    if (below == GROUND_PAINTED)
        cairo_paint(cr);
    for (size_t i = 0; i < list->item_n; i++)
        if (below != GROUND_NONE || !cut_is_ground(list, &list->items[i]))
            paint_item[list->items[i].kind](&painter, &list->items[i]);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    return cairo_succeeded(status, fault);
}

static bool size_fits(double side)
{
    return side >= 1 && side <= PICTURE_SIDE_MAX && side <= floor(side);
}

static bool check_size(double width, double height, struct fault *fault)
{
    if (size_fits(width) && size_fits(height))
        return true;
    return fault_set(
        fault, FAULT_SIZE,
        _("a picture of %g x %g pixels cannot be drawn; each side must be a whole number "
          "from 1 to %d"),
        width, height, PICTURE_SIDE_MAX);
}

// --- Pixels and PNG ---

static cairo_surface_t *create_image(int width, int height, bool transparent, struct fault *fault)
{
    cairo_surface_t *image = cairo_image_surface_create(
        transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
    if (cairo_succeeded(cairo_surface_status(image), fault))
        return image;
    cairo_surface_destroy(image);
    return NULL;
}

static cairo_surface_t *paint_image(const struct draw_list *list, struct font *font,
                                    enum ground below, struct fault *fault)
{
    bool transparent = below == GROUND_NONE;
    cairo_surface_t *image = create_image((int)list->width, (int)list->height, transparent, fault);
    if (image && !paint(image, list, font, below, fault)) {
        cairo_surface_destroy(image);
        return NULL;
    }
    return image;
}

// Cairo holds a pixel as one 32-bit number, 0x..RRGGBB.
static void pixels_from_row(uint8_t *rgba, const unsigned char *row, size_t width)
{
    for (size_t x = 0; x < width; x++) {
        uint32_t pixel;
        memcpy(&pixel, row + 4 * x, sizeof pixel);
        rgba[4 * x] = (uint8_t)(pixel >> 16);
        rgba[4 * x + 1] = (uint8_t)(pixel >> 8);
        rgba[4 * x + 2] = (uint8_t)pixel;
        rgba[4 * x + 3] = 255;
    }
}

static void row_from_pixels(unsigned char *row, const uint8_t *rgba, size_t width)
{
    for (size_t x = 0; x < width; x++) {
        const uint8_t *p = rgba + 4 * x;
        uint32_t pixel = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
        memcpy(row + 4 * x, &pixel, sizeof pixel);
    }
}

bool paint_cairo_pixels(const struct draw_list *list, struct font *font, uint8_t *rgba,
                        struct fault *fault)
{
    if (!check_size(list->width, list->height, fault))
        return false;
    cairo_surface_t *image = paint_image(list, font, GROUND_PAINTED, fault);
    if (!image)
        return false;
    cairo_surface_flush(image);
    size_t width = (size_t)list->width, height = (size_t)list->height;
    size_t stride = (size_t)cairo_image_surface_get_stride(image);
    for (size_t y = 0; y < height; y++) {
        pixels_from_row(rgba + 4 * width * y, cairo_image_surface_get_data(image) + stride * y,
                        width);
    }
    cairo_surface_destroy(image);
    return true;
}

static cairo_status_t append(void *user, const unsigned char *bytes, unsigned int n)
{
    text_add_bytes(user, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

// Appends the picture, and destroys it.
static bool write_png(cairo_surface_t *image, const struct picture_facts *facts, struct text *out,
                      struct fault *fault)
{
    cairo_surface_flush(image);
    const uint32_t *pixels = (const uint32_t *)(const void *)cairo_image_surface_get_data(image);
    bool ok = cairo_succeeded(cairo_surface_status(image), fault) &&
              png_encode(pixels, cairo_image_surface_get_width(image),
                         cairo_image_surface_get_height(image),
                         (size_t)cairo_image_surface_get_stride(image) / sizeof *pixels, facts, out,
                         fault);
    cairo_surface_destroy(image);
    return ok;
}

static bool png_file(const struct draw_list *list, struct font *font,
                     const struct picture_facts *facts, struct text *out, struct fault *fault)
{
    cairo_surface_t *image = paint_image(list, font, ground_of(facts, GROUND_PAINTED), fault);
    return image && write_png(image, facts, out, fault);
}

// --- PDF ---

// Cairo's unit is the point: 72 of them are an inch.
static const double points_per_unit = 72 / PICTURE_UNITS_PER_INCH;

static void set_words(cairo_surface_t *pdf, cairo_pdf_metadata_t kind, const char *words)
{
    if (words != NULL && *words != '\0')
        cairo_pdf_surface_set_metadata(pdf, kind, words);
}

// Begins a PDF, whose pages get their sizes in add_page. The date in it is fixed, so that the same
// picture gives the same file.
static cairo_surface_t *create_pdf(const struct picture_facts *facts, struct text *out)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, out, 1, 1);
    // PDF 1.5 has compressed objects, which Cairo writes from 1.18 on. Without them every version
    // of Cairo makes the same file, and tests can find its title and pages in the bytes.
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    set_words(surface, CAIRO_PDF_METADATA_CREATOR,
              facts != NULL && facts->software != NULL ? facts->software : "actscope");
    set_words(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    set_words(surface, CAIRO_PDF_METADATA_TITLE, facts != NULL ? facts->title : NULL);
    set_words(surface, CAIRO_PDF_METADATA_SUBJECT, facts != NULL ? facts->description : NULL);
    return surface;
}

// Fills the page with the list's ground: its sheet may be a little larger than the list.
static void fill_page(cairo_surface_t *surface, struct color ground)
{
    cairo_t *cr = cairo_create(surface);
    ground.a = 255;
    set_color(cr, ground);
    cairo_paint(cr);
    cairo_destroy(cr);
}

static bool add_page(cairo_surface_t *surface, const struct draw_list *list, struct font *font,
                     const struct picture_facts *facts, struct fault *fault)
{
    const struct picture_sheet sheet = picture_sheet(facts, list->width, list->height);
    enum ground below = ground_of(facts, GROUND_THERE);
    cairo_pdf_surface_set_size(surface, sheet.width * points_per_unit,
                               sheet.height * points_per_unit);
    if (below == GROUND_THERE)
        fill_page(surface, list->background);
    cairo_surface_set_device_scale(surface, points_per_unit / sheet.ratio,
                                   points_per_unit / sheet.ratio);
    bool painted = paint(surface, list, font, below, fault);
    cairo_surface_set_device_scale(surface, 1, 1);
    cairo_surface_show_page(surface);
    return painted;
}

static bool append_pages(const struct draw_list *const *lists, int n, struct font *font,
                         const struct picture_facts *facts, struct text *out, struct fault *fault)
{
    cairo_surface_t *surface = create_pdf(facts, out);
    bool painted = true;
    for (int i = 0; i < n && painted; i++)
        painted = add_page(surface, lists[i], font, facts, fault);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return painted && cairo_succeeded(status, fault);
}

// --- Files ---

static bool append_file(const struct draw_list *list, struct font *font, enum picture_format format,
                        const struct picture_facts *facts, struct text *out, struct fault *fault)
{
    switch (format) {
    case PICTURE_PNG:
        return png_file(list, font, facts, out, fault);
    case PICTURE_SVG:
        paint_svg(list, font, facts, out);
        return true;
    case PICTURE_TIKZ:
        paint_tikz(list, font, facts, out);
        return true;
    case PICTURE_PDF:
        return append_pages(&list, 1, font, facts, out, fault);
    }
    return false;
}

// Takes an incomplete file off the text.
static void take_back(struct text *out, size_t n)
{
    out->n = n;
    if (out->data)
        out->data[n] = '\0';
}

bool paint_cairo_file(const struct draw_list *list, struct font *font, enum picture_format format,
                      const struct picture_facts *facts, struct text *out, struct fault *fault)
{
    size_t n = out->n;
    if (!check_size(list->width, list->height, fault))
        return false;
    if (!append_file(list, font, format, facts, out, fault)) {
        take_back(out, n);
        return false;
    }
    return true;
}

bool paint_cairo_pages(const struct draw_list *const *lists, int n, struct font *font,
                       const struct picture_facts *facts, struct text *out, struct fault *fault)
{
    size_t before = out->n;
    for (int i = 0; i < n; i++)
        if (!check_size(lists[i]->width, lists[i]->height, fault))
            return false;
    if (!append_pages(lists, n, font, facts, out, fault)) {
        take_back(out, before);
        return false;
    }
    return true;
}

bool paint_cairo_encode_png(const uint8_t *rgba, int width, int height,
                            const struct picture_facts *facts, struct text *out,
                            struct fault *fault)
{
    size_t n = out->n;
    cairo_surface_t *image =
        check_size(width, height, fault) ? create_image(width, height, false, fault) : NULL;
    if (!image)
        return false;
    size_t row = 4 * (size_t)width, stride = (size_t)cairo_image_surface_get_stride(image);
    for (size_t y = 0; y < (size_t)height; y++) {
        row_from_pixels(cairo_image_surface_get_data(image) + stride * y, rgba + row * y,
                        (size_t)width);
    }
    cairo_surface_mark_dirty(image);
    if (!write_png(image, facts, out, fault)) {
        take_back(out, n);
        return false;
    }
    return true;
}

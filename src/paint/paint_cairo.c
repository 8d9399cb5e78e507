#include "paint/paint_cairo.h"
#include "base/language.h"
#include "base/memory.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "paint/png.h"

enum { PICTURE_SIDE_MAX = 16384 }; // pixels

// Pixels. Cairo holds coordinates as 32-bit numbers in units of 1/256 pixel: larger ones than this
// are cut off before it gets them.
static const double far_away = 1e6;

static const double right_angle = 1.57079632679489661923;

struct box {
    double x0, y0, x1, y1;
};

struct painter {
    cairo_t *cr;
    const struct draw_list *list;
    struct font *font;
    struct box clip; // pixels outside it are not drawn
};

struct point {
    double x, y;
};

static bool is_near(double x, double y)
{
    return fabs(x) < far_away && fabs(y) < far_away; // false for NaN
}

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

// The box with `by` pixels more on each side.
static struct box grown_box(struct box box, double by)
{
    return (struct box){box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by};
}

static void set_color(cairo_t *cr, struct color c)
{
    cairo_set_source_rgba(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0);
}

// --- Rectangles, polygons, markers, text, clip ---

// Adds the path of a box with corners of radius r.
static void round_corners(cairo_t *cr, struct box b, double r)
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
    const struct rect *r = &item->rect;
    if (!(r->w > 0 && r->h > 0) || !isfinite(r->x + r->w) || !isfinite(r->y + r->h))
        return;
    struct box b = {within(r->x, -far_away, far_away), within(r->y, -far_away, far_away),
                    within(r->x + r->w, -far_away, far_away),
                    within(r->y + r->h, -far_away, far_away)};
    set_color(painter->cr, item->color);
    if (item->radius > 0)
        round_corners(painter->cr, b, fmin(item->radius, 0.5 * fmin(b.x1 - b.x0, b.y1 - b.y0)));
    else
        cairo_rectangle(painter->cr, b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0);
    cairo_fill(painter->cr);
}

// How many pixels a point lies inside one of the four edges of a box; negative outside.
static double inside(const struct box *box, int edge, struct point p)
{
    switch (edge) {
    case 0:
        return p.x - box->x0;
    case 1:
        return box->x1 - p.x;
    case 2:
        return p.y - box->y0;
    default:
        return box->y1 - p.y;
    }
}

static struct point between(struct point a, struct point b, double t)
{
    return (struct point){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

// Moves a point that was computed to lie in the box, but for rounding errors, into it. They are
// large where the point was computed from others far outside.
static struct point held(const struct box *box, struct point p)
{
    return (struct point){within(p.x, box->x0, box->x1), within(p.y, box->y0, box->y1)};
}

// The point where the segment from a to b meets an edge from which its ends are da and db away. It
// is computed from the end that is nearer to the edge, which makes the rounding error smaller.
static struct point crossing(struct point a, double da, struct point b, double db)
{
    return fabs(da) < fabs(db) ? between(a, b, da / (da - db)) : between(b, a, db / (db - da));
}

// Writes the part of a polygon that lies inside one edge of a box to `out`, by the algorithm of
// Sutherland and Hodgman, and returns its number of points: at most n + 1 for a convex polygon, 3/2
// n for any.
static size_t cut_polygon(const struct box *box, int edge, const struct point *in, size_t n,
                          struct point *out)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        struct point a = in[i], b = in[(i + 1) % n];
        double da = inside(box, edge, a), db = inside(box, edge, b);
        if (da >= 0)
            out[m++] = a;
        if ((da >= 0) != (db >= 0))
            out[m++] = crossing(a, da, b, db);
    }
    return m;
}

// Fills the part of a polygon that can be seen. `points` and `other` must both have room for what
// four calls of cut_polygon make of n points.
static void fill_polygon(struct painter *painter, struct point *points, struct point *other,
                         size_t n)
{
    struct box box = grown_box(painter->clip, 8);
    for (int edge = 0; edge < 4; edge++) {
        n = cut_polygon(&box, edge, points, n, other);
        struct point *swap = points;
        points = other;
        other = swap;
    }
    for (size_t i = 0; i < n; i++) {
        struct point p = held(&box, points[i]);
        cairo_line_to(painter->cr, p.x, p.y);
    }
    cairo_fill(painter->cr);
}

static void paint_fill(struct painter *painter, const struct draw_item *item)
{
    const double *xy = draw_item_points(painter->list, item);
    size_t n = item->point_n, most = 6 * n + 1; // 3/2 for each of four edges: (3/2)^4 < 6
    struct point *points = memory_must(malloc(2 * most * sizeof *points));
    for (size_t i = 0; i < n; i++) {
        points[i] = (struct point){xy[2 * i], xy[2 * i + 1]};
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            n = 0;
    }
    set_color(painter->cr, item->color);
    fill_polygon(painter, points, points + most, n);
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
    if (!is_near(item->x, item->y) || !(item->size > 0 && item->size < far_away))
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
    if (!is_near(item->x, item->y))
        return;
    set_color(painter->cr, item->color);
    font_show(painter->font, painter->cr, draw_item_text(painter->list, item), item->size,
              item->weight, item->align, item->x, item->y);
}

static double nearest_pixel(double edge, double high)
{
    return within(floor(edge + 0.5), 0, high);
}

// A clip's edges go to the nearest whole pixels, as in the window.
static void paint_clip(struct painter *painter, const struct draw_item *item)
{
    double width = painter->list->width, height = painter->list->height;
    const struct rect *r = &item->rect;
    cairo_reset_clip(painter->cr);
    painter->clip = (struct box){0, 0, width, height};
    if (!(r->w < 0 || r->w > 0))
        return;
    struct box *clip = &painter->clip;
    *clip = (struct box){nearest_pixel(r->x, width), nearest_pixel(r->y, height),
                         nearest_pixel(r->x + fmax(r->w, 0), width),
                         nearest_pixel(r->y + fmax(r->h, 0), height)};
    cairo_rectangle(painter->cr, clip->x0, clip->y0, clip->x1 - clip->x0, clip->y1 - clip->y0);
    cairo_clip(painter->cr);
}

// --- Strokes ---

// A polyline that is drawn point by point; what lies outside `box` is left out. That cuts it into
// pieces, and each piece of a dashed line is stroked with the dash pattern that belongs to where it
// begins along the line, so that dashes lie as if nothing were left out.
struct polyline {
    cairo_t *cr;
    const double *dash;
    int dash_n;
    double period;      // length of the dash pattern in pixels; 0: solid
    struct box box;     // a segment outside it touches no pixel that can be seen
    bool has_last;      // false before the first point of a run, and after one that is not finite
    bool in_piece;      // `last` is in the box and belongs to the piece that is being drawn
    struct point last;  // the latest point
    size_t n;           // points since the run began
    double along;       // arc length at `last`, pixels
    double piece_along; // arc length where the piece began
};

// The length after which a dash pattern repeats itself; 0 for a pattern that cannot be drawn.
static double dash_period(const struct stroke *stroke)
{
    double sum = 0;
    for (int i = 0; i < stroke->dash_n; i++) {
        if (!(stroke->dash[i] >= 0))
            return 0;
        sum += stroke->dash[i];
    }
    bool odd = stroke->dash_n % 2 != 0; // on and off are exchanged in every second turn
    return isfinite(sum) ? sum * (odd ? 2 : 1) : 0;
}

static struct polyline begin_polyline(struct painter *painter, const struct stroke *stroke,
                                      double along)
{
    struct polyline line = {
        .cr = painter->cr,
        .dash = stroke->dash,
        .dash_n = stroke->dash_n,
        .period = dash_period(stroke),
        .box = grown_box(painter->clip, stroke->width + 8),
        .along = along,
    };
    bool solid = !(line.period > 0);
    set_color(line.cr, stroke->color);
    cairo_set_line_width(line.cr, stroke->width);
    cairo_set_line_join(line.cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(line.cr, solid ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(line.cr, NULL, 0, 0);
    return line;
}

// Ends a piece; a solid one stays in the path, for stroke_polyline.
static void end_piece(struct polyline *line)
{
    if (line->in_piece && line->period > 0) {
        double offset = fmod(line->piece_along, line->period);
        cairo_set_dash(line->cr, line->dash, line->dash_n,
                       offset < 0 ? offset + line->period : offset);
        cairo_stroke(line->cr);
    }
    line->in_piece = false;
}

// The part of a segment that is inside the box, from *t0 to *t1, where 0 is a and 1 is b, by the
// algorithm of Liang and Barsky. False if there is none.
static bool clip_segment(const struct box *box, struct point a, struct point b, double *t0,
                         double *t1)
{
    *t0 = 0;
    *t1 = 1;
    for (int edge = 0; edge < 4; edge++) {
        double da = inside(box, edge, a), db = inside(box, edge, b);
        if (da < 0 && db < 0)
            return false;
        if (da < 0)
            *t0 = fmax(*t0, da / (da - db));
        else if (db < 0)
            *t1 = fmin(*t1, da / (da - db));
    }
    return *t0 <= *t1;
}

// Draws from the last point to the next one, as far as the box reaches.
static void draw_segment(struct polyline *line, struct point to, double length)
{
    double t0, t1;
    if (!clip_segment(&line->box, line->last, to, &t0, &t1)) {
        end_piece(line);
        return;
    }
    if (!line->in_piece || t0 > 0) {
        end_piece(line);
        struct point from = held(&line->box, between(line->last, to, t0));
        cairo_move_to(line->cr, from.x, from.y);
        line->piece_along = line->along + t0 * length;
        line->in_piece = true;
    }
    struct point end = held(&line->box, t1 < 1 ? between(line->last, to, t1) : to);
    cairo_line_to(line->cr, end.x, end.y);
    if (t1 < 1)
        end_piece(line);
}

// Goes on to a point. One that is not finite interrupts the line.
static void polyline_to(struct polyline *line, struct point to)
{
    double length = line->has_last ? hypot(to.x - line->last.x, to.y - line->last.y) : 0;
    if (!isfinite(to.x) || !isfinite(to.y) || !isfinite(length)) {
        end_piece(line);
        line->has_last = false;
        return;
    }
    if (line->has_last) {
        draw_segment(line, to, length);
        line->along += length;
    }
    line->has_last = true;
    line->last = to;
    line->n++;
}

// A run of a single point becomes a dot, if the line is solid.
static void end_run(struct polyline *line)
{
    if (line->n == 1 && line->has_last)
        draw_segment(line, line->last, 0);
    end_piece(line);
    line->has_last = false;
    line->n = 0;
}

static void stroke_polyline(struct polyline *line)
{
    cairo_stroke(line->cr); // all pieces of a solid line; dashed ones were stroked one by one
}

static bool can_be_seen(const struct stroke *stroke)
{
    return stroke->width > 0 && stroke->width < far_away;
}

static void paint_line(struct painter *painter, const struct draw_item *item)
{
    if (!can_be_seen(&item->stroke))
        return;
    const double *xy = draw_item_points(painter->list, item);
    struct polyline line = begin_polyline(painter, &item->stroke, 0);
    for (size_t i = 0; i < item->point_n; i++)
        polyline_to(&line, (struct point){xy[2 * i], xy[2 * i + 1]});
    end_run(&line);
    stroke_polyline(&line);
}

static struct point curve_point(const struct draw_item *item, size_t i)
{
    const struct curve_vertex *vertex = &item->curve->vertices[i];
    return (struct point){item->shift_x + vertex->u * item->unit_x,
                          item->shift_y + vertex->v * item->unit_y};
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// The arc length in pixels from the first vertex to the anchor (plot/curve.h); gaps between runs do
// not count.
static double length_to_anchor(const struct draw_item *item)
{
    const struct curve *curve = item->curve;
    double length = 0;
    for (size_t run = 0; run < curve->run_n && curve->runs[run] < curve->anchor; run++) {
        size_t last = least(curve_run_end(curve, run), curve->anchor + 1);
        for (size_t i = curve->runs[run] + 1; i < last; i++) {
            struct point a = curve_point(item, i - 1), b = curve_point(item, i);
            double step = hypot(b.x - a.x, b.y - a.y);
            length += isfinite(step) ? step : 0;
        }
    }
    return length;
}

static void paint_curve(struct painter *painter, const struct draw_item *item)
{
    if (!can_be_seen(&item->stroke))
        return;
    const struct curve *curve = item->curve;
    double start = curve_anchor_along(curve, item->unit_x, item->unit_y) - length_to_anchor(item);
    struct polyline line = begin_polyline(painter, &item->stroke, start);
    for (size_t run = 0; run < curve->run_n; run++) {
        size_t end = curve_run_end(curve, run);
        for (size_t i = curve->runs[run]; i < end; i++)
            polyline_to(&line, curve_point(item, i));
        end_run(&line);
    }
    stroke_polyline(&line);
}

// --- The list ---

static void (*const paint_item[])(struct painter *, const struct draw_item *) = {
    [DRAW_RECT] = paint_rect,   [DRAW_FILL] = paint_fill,     [DRAW_LINE] = paint_line,
    [DRAW_CURVE] = paint_curve, [DRAW_MARKER] = paint_marker, [DRAW_TEXT] = paint_string,
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

static bool paint(cairo_surface_t *surface, const struct draw_list *list, struct font *font,
                  struct fault *fault)
{
    cairo_t *cr = cairo_create(surface);
    struct painter painter = {
        .cr = cr, .list = list, .font = font, .clip = {0, 0, list->width, list->height}};
    struct color ground = list->background;
    cairo_set_tolerance(cr, 0.05);
    cairo_set_source_rgb(cr, ground.r / 255.0, ground.g / 255.0, ground.b / 255.0);
    cairo_paint(cr);
    for (size_t i = 0; i < list->item_n; i++)
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

static cairo_surface_t *create_image(int width, int height, struct fault *fault)
{
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    if (cairo_succeeded(cairo_surface_status(image), fault))
        return image;
    cairo_surface_destroy(image);
    return NULL;
}

static cairo_surface_t *paint_image(const struct draw_list *list, struct font *font,
                                    struct fault *fault)
{
    cairo_surface_t *image = create_image((int)list->width, (int)list->height, fault);
    if (image && !paint(image, list, font, fault)) {
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
    cairo_surface_t *image = paint_image(list, font, fault);
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
static bool write_png(cairo_surface_t *image, struct text *out, struct fault *fault)
{
    cairo_surface_flush(image);
    const uint32_t *pixels = (const uint32_t *)(const void *)cairo_image_surface_get_data(image);
    bool ok =
        cairo_succeeded(cairo_surface_status(image), fault) &&
        png_encode(pixels, cairo_image_surface_get_width(image),
                   cairo_image_surface_get_height(image),
                   (size_t)cairo_image_surface_get_stride(image) / sizeof *pixels, out, fault);
    cairo_surface_destroy(image);
    return ok;
}

static bool png_file(const struct draw_list *list, struct font *font, struct text *out,
                     struct fault *fault)
{
    cairo_surface_t *image = paint_image(list, font, fault);
    return image && write_png(image, out, fault);
}

// --- SVG and PDF ---

static cairo_surface_t *create_svg(const struct draw_list *list, struct text *out)
{
    cairo_surface_t *surface =
        cairo_svg_surface_create_for_stream(append, out, list->width, list->height);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
    return surface;
}

// The date in it is fixed, so that the same picture gives the same file.
static cairo_surface_t *create_pdf(const struct draw_list *list, const char *title,
                                   struct text *out)
{
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(append, out, list->width, list->height);
    // PDF 1.5 has compressed objects, which Cairo writes from 1.18 on. Without them every version
    // of Cairo makes the same file, and tests can find its title and pages in the bytes.
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "actscope");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    if (title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    return surface;
}

// Draws the list, ends the file and destroys the surface.
static bool write_vectors(cairo_surface_t *surface, const struct draw_list *list, struct font *font,
                          struct fault *fault)
{
    bool painted = paint(surface, list, font, fault);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return painted && cairo_succeeded(status, fault);
}

// --- Files ---

static const struct {
    const char *ending;
    enum picture_format format;
} endings[] = {
    {".png", PICTURE_PNG},
    {".svg", PICTURE_SVG},
    {".pdf", PICTURE_PDF},
};

static bool has_ending(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcasecmp(path + n - m, ending) == 0;
}

bool picture_format_of(const char *path, enum picture_format *format, struct fault *fault)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (has_ending(path, endings[i].ending)) {
            *format = endings[i].format;
            return true;
        }
    }
    return fault_set(fault, FAULT_FILE,
                     _("\"%s\" does not say which kind of picture to write; end its name in .png, "
                       ".svg or .pdf"),
                     path);
}

static bool append_file(const struct draw_list *list, struct font *font, enum picture_format format,
                        const char *title, struct text *out, struct fault *fault)
{
    switch (format) {
    case PICTURE_PNG:
        return png_file(list, font, out, fault);
    case PICTURE_SVG:
        return write_vectors(create_svg(list, out), list, font, fault);
    case PICTURE_PDF:
        return write_vectors(create_pdf(list, title, out), list, font, fault);
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
                      const char *title, struct text *out, struct fault *fault)
{
    size_t n = out->n;
    if (!check_size(list->width, list->height, fault))
        return false;
    if (!append_file(list, font, format, title, out, fault)) {
        take_back(out, n);
        return false;
    }
    return true;
}

static bool append_pages(const struct draw_list *const *lists, int n, struct font *font,
                         const char *title, struct text *out, struct fault *fault)
{
    cairo_surface_t *surface = create_pdf(lists[0], title, out);
    bool painted = true;
    for (int i = 0; i < n && painted; i++) {
        cairo_pdf_surface_set_size(surface, lists[i]->width, lists[i]->height);
        painted = paint(surface, lists[i], font, fault);
        cairo_surface_show_page(surface);
    }
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return painted && cairo_succeeded(status, fault);
}

bool paint_cairo_pages(const struct draw_list *const *lists, int n, struct font *font,
                       const char *title, struct text *out, struct fault *fault)
{
    size_t before = out->n;
    for (int i = 0; i < n; i++)
        if (!check_size(lists[i]->width, lists[i]->height, fault))
            return false;
    if (!append_pages(lists, n, font, title, out, fault)) {
        take_back(out, before);
        return false;
    }
    return true;
}

bool paint_cairo_encode_png(const uint8_t *rgba, int width, int height, struct text *out,
                            struct fault *fault)
{
    size_t n = out->n;
    cairo_surface_t *image =
        check_size(width, height, fault) ? create_image(width, height, fault) : NULL;
    if (!image)
        return false;
    size_t row = 4 * (size_t)width, stride = (size_t)cairo_image_surface_get_stride(image);
    for (size_t y = 0; y < (size_t)height; y++) {
        row_from_pixels(cairo_image_surface_get_data(image) + stride * y, rgba + row * y,
                        (size_t)width);
    }
    cairo_surface_mark_dirty(image);
    if (!write_png(image, out, fault)) {
        take_back(out, n);
        return false;
    }
    return true;
}

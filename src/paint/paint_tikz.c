#include "paint/paint_tikz.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paint/cut.h"

// Big points, TeX's name for those of PDF, in a unit.
static const double points_per_unit = 72 / PICTURE_UNITS_PER_INCH;

struct tikz {
    const struct draw_list *list;
    struct font *font;
    struct text *out;
    struct pixel_box clip; // pixels outside it are not drawn
    double point;          // big points in a pixel
    struct color color;    // what \definecolor named last
    bool colored, clipped, bare;
    const struct stroke *stroke; // of the line that is being drawn, …
    struct text path;            // … and its points so far
};

// --- Text ---

// Signs that fonts of TeX have under names of its own.
static const struct {
    const char *sign, *tex;
} signs[] = {
    {"\\", "\\textbackslash{}"},
    {"{", "\\{"},
    {"}", "\\}"},
    {"$", "\\$"},
    {"&", "\\&"},
    {"#", "\\#"},
    {"%", "\\%"},
    {"_", "\\_"},
    {"^", "\\textasciicircum{}"},
    {"~", "\\textasciitilde{}"},
    {"<", "$<$"},
    {">", "$>$"},
    {"|", "$|$"},
    {"−", "$-$"},
    {"′", "$'$"},
    {"″", "$''$"},
    {"×", "$\\times$"},
    {"÷", "$\\div$"},
    {"·", "$\\cdot$"},
    {"±", "$\\pm$"},
    {"≈", "$\\approx$"},
    {"≠", "$\\neq$"},
    {"≤", "$\\leq$"},
    {"≥", "$\\geq$"},
    {"∞", "$\\infty$"},
    {"√", "$\\surd$"},
    {"∂", "$\\partial$"},
    {"→", "$\\rightarrow$"},
    {"←", "$\\leftarrow$"},
    {"∈", "$\\in$"},
    {"Σ", "$\\Sigma$"},
    {"α", "$\\alpha$"},
    {"β", "$\\beta$"},
    {"γ", "$\\gamma$"},
    {"δ", "$\\delta$"},
    {"ε", "$\\varepsilon$"},
    {"θ", "$\\theta$"},
    {"λ", "$\\lambda$"},
    {"μ", "$\\mu$"},
    {"π", "$\\pi$"},
    {"ρ", "$\\rho$"},
    {"σ", "$\\sigma$"},
    {"τ", "$\\tau$"},
    {"φ", "$\\varphi$"},
    {"χ", "$\\chi$"},
    {"Φ", "$\\Phi$"},
    {"Δ", "$\\Delta$"},
    {"…", "\\dots{}"},
    {"–", "--"},
};

// Small raised and lowered letters, which stand together in one exponent or index.
static const struct {
    const char *sign, *tex;
    char level;
} levels[] = {
    {"⁰", "0", '^'}, {"¹", "1", '^'}, {"²", "2", '^'}, {"³", "3", '^'}, {"⁴", "4", '^'},
    {"⁵", "5", '^'}, {"⁶", "6", '^'}, {"⁷", "7", '^'}, {"⁸", "8", '^'}, {"⁹", "9", '^'},
    {"⁻", "-", '^'}, {"⁺", "+", '^'}, {"ⁿ", "n", '^'}, {"ˣ", "x", '^'}, {"₄", "4", '_'},
    {"₅", "5", '_'}, {"₆", "6", '_'}, {"₇", "7", '_'}, {"₈", "8", '_'}, {"₉", "9", '_'},
    {"ₜ", "t", '_'}, {"ᵣ", "r", '_'}, {"ₗ", "l", '_'}, {"ₙ", "n", '_'}, {"ₚ", "p", '_'},
    {"ₐ", "a", '_'}, {"ₖ", "k", '_'}, {"ₘ", "m", '_'}, {"ₓ", "x", '_'}, {"⁽", "(", '^'},
    {"⁾", ")", '^'}, {"ᵏ", "k", '^'}, {"ᵐ", "m", '^'}, {"ᵀ", "T", '^'}, {"₀", "0", '_'},
    {"₁", "1", '_'}, {"₂", "2", '_'}, {"₃", "3", '_'},
};

enum { SIGNS = sizeof signs / sizeof *signs, LEVELS = sizeof levels / sizeof *levels };

static bool begins(const char *string, const char *with)
{
    return strncmp(string, with, strlen(with)) == 0;
}

static int level_at(const char *string)
{
    for (int i = 0; i < LEVELS; i++)
        if (begins(string, levels[i].sign))
            return i;
    return -1;
}

// Appends an exponent or index that begins at a place, and returns the place behind it.
static const char *add_level(struct text *out, const char *at)
{
    int i = level_at(at);
    char level = levels[i].level;
    text_format(out, "$%c{", level);
    for (; i >= 0 && levels[i].level == level; i = level_at(at)) {
        text_add(out, levels[i].tex);
        at += strlen(levels[i].sign);
    }
    text_add(out, "}$");
    return at;
}

void tikz_add_text(struct text *out, const char *string)
{
    for (const char *at = string; *at != '\0';) {
        int i = 0;
        if (level_at(at) >= 0) {
            at = add_level(out, at);
            continue;
        }
        while (i < SIGNS && !begins(at, signs[i].sign))
            i++;
        size_t n = i < SIGNS ? strlen(signs[i].sign) : utf8_next(at, 0);
        if (i < SIGNS)
            text_add(out, signs[i].tex);
        else
            text_add_bytes(out, at, n);
        at += n;
    }
}

// --- Numbers, colours ---

static void add_point(struct text *out, double x, double y)
{
    text_format(out, "(%.2f,%.2f)", x, y);
}

// Names the colour of what follows.
static void use_color(struct tikz *tikz, struct color c)
{
    const struct color *now = &tikz->color;
    if (tikz->colored && now->r == c.r && now->g == c.g && now->b == c.b)
        return;
    text_format(tikz->out, "\\definecolor{actscope}{HTML}{%02X%02X%02X}\n", c.r, c.g, c.b);
    tikz->color = c;
    tikz->colored = true;
}

static void add_opacity(struct text *out, const char *kind, struct color c)
{
    if (c.a != 255)
        text_format(out, ",%s opacity=%.3g", kind, c.a / 255.0);
}

// --- Items ---

static void begin_fill(struct tikz *tikz, struct color color)
{
    use_color(tikz, color);
    text_add(tikz->out, "\\fill[actscope");
    add_opacity(tikz->out, "fill", color);
}

static void put_rect(struct tikz *tikz, const struct draw_item *item)
{
    struct pixel_box b;
    if (!cut_rect(&item->rect, &b))
        return;
    begin_fill(tikz, item->color);
    if (item->radius > 0)
        text_format(tikz->out, ",rounded corners=%.2fbp",
                    tikz->point * fmin(item->radius, 0.5 * fmin(b.x1 - b.x0, b.y1 - b.y0)));
    text_add(tikz->out, "] ");
    add_point(tikz->out, b.x0, b.y0);
    text_add(tikz->out, " rectangle ");
    add_point(tikz->out, b.x1, b.y1);
    text_add(tikz->out, ";\n");
}

static void put_fill(struct tikz *tikz, const struct draw_item *item)
{
    size_t n;
    struct point *points = cut_fill(tikz->list, item, cut_grown(tikz->clip, 8), &n);
    if (n > 2) {
        begin_fill(tikz, item->color);
        text_add(tikz->out, "] ");
        for (size_t i = 0; i < n; i++) {
            add_point(tikz->out, points[i].x, points[i].y);
            text_add(tikz->out, "--");
        }
        text_add(tikz->out, "cycle;\n");
    }
    free(points);
}

static void put_marker(struct tikz *tikz, const struct draw_item *item)
{
    double ring = fmin(item->ring, 0.5 * item->size);
    if (!cut_is_near(item->x, item->y) || !(item->size > 0 && item->size < CUT_FAR))
        return;
    begin_fill(tikz, ring > 0 ? item->fill : item->color);
    text_add(tikz->out, "] ");
    add_point(tikz->out, item->x, item->y);
    double radius = 0.5 * (item->size - (ring > 0 ? ring : 0)) * tikz->point;
    text_format(tikz->out, " circle [radius=%.2fbp];\n", radius);
    if (!(ring > 0))
        return;
    use_color(tikz, item->color);
    text_format(tikz->out, "\\draw[actscope,line width=%.2fbp] ", ring * tikz->point);
    add_point(tikz->out, item->x, item->y);
    text_format(tikz->out, " circle [radius=%.2fbp];\n", radius);
}

static void put_text(struct tikz *tikz, const struct draw_item *item)
{
    static const char *const anchors[] = {
        [TEXT_LEFT] = "base west", [TEXT_CENTER] = "base", [TEXT_RIGHT] = "base east"};
    const char *string = draw_item_text(tikz->list, item);
    // Capitals of most fonts of TeX are 0.68 of their size; an inch has 72.27 of its points.
    double size = item->size / 0.68 * tikz->point * 72.27 / 72;
    if (!cut_is_near(item->x, item->y) || *string == '\0' || !(item->size > 0))
        return;
    use_color(tikz, item->color);
    text_format(tikz->out, "\\node[actscope,anchor=%s,inner sep=0pt,outer sep=0pt",
                anchors[item->align]);
    text_format(tikz->out, ",font=\\fontsize{%.1f}{%.1f}\\selectfont%s] at ", size, 1.2 * size,
                item->weight == WEIGHT_BOLD ? "\\bfseries" : "");
    add_point(tikz->out, item->x, item->y);
    text_add(tikz->out, " {");
    tikz_add_text(tikz->out, string);
    text_add(tikz->out, "};\n");
}

static void put_clip(struct tikz *tikz, const struct draw_item *item)
{
    bool ends;
    tikz->clip = cut_clip(&item->rect, tikz->list->width, tikz->list->height, &ends);
    if (tikz->clipped)
        text_add(tikz->out, "\\end{scope}\n");
    tikz->colored = false; // colours belong to their scope
    tikz->clipped = !ends;
    if (ends)
        return;
    text_add(tikz->out, "\\begin{scope}\\clip ");
    add_point(tikz->out, tikz->clip.x0, tikz->clip.y0);
    text_add(tikz->out, " rectangle ");
    add_point(tikz->out, tikz->clip.x1, tikz->clip.y1);
    text_add(tikz->out, ";\n");
}

// --- Strokes ---

static void pen_move(void *user, struct point to)
{
    struct tikz *tikz = user;
    text_add(&tikz->path, tikz->path.n > 0 ? "\n " : " ");
    add_point(&tikz->path, to.x, to.y);
}

static void pen_line(void *user, struct point to)
{
    struct tikz *tikz = user;
    text_add(&tikz->path, "--");
    add_point(&tikz->path, to.x, to.y);
}

// Writes the path so far; `offset` is where it begins in the dash pattern.
static void put_path(void *user, double offset)
{
    struct tikz *tikz = user;
    const struct stroke *stroke = tikz->stroke;
    if (tikz->path.n == 0)
        return;
    text_format(tikz->out, "\\draw[actscope,line width=%.2fbp", stroke->width * tikz->point);
    add_opacity(tikz->out, "draw", stroke->color);
    if (cut_dash_period(stroke) > 0) {
        text_add(tikz->out, ",line cap=butt,dash pattern=");
        for (int i = 0; i < stroke->dash_n * (1 + stroke->dash_n % 2); i++)
            text_format(tikz->out, "%s %.2fbp ", i % 2 == 0 ? "on" : "off",
                        stroke->dash[i % stroke->dash_n] * tikz->point);
        text_format(tikz->out, ",dash phase=%.2fbp", offset * tikz->point);
    }
    text_format(tikz->out, "]%s;\n", text_string(&tikz->path));
    text_clear(&tikz->path);
}

static void put_stroke(struct tikz *tikz, const struct draw_item *item)
{
    const struct pen pen = {tikz, pen_move, pen_line, put_path};
    if (!cut_can_be_seen(&item->stroke))
        return;
    use_color(tikz, item->stroke.color);
    tikz->stroke = &item->stroke;
    cut_line(tikz->list, item, tikz->clip, &pen);
    put_path(tikz, 0); // of a solid line; those of a dashed one are written
}

// --- The file ---

static void (*const put_item[])(struct tikz *, const struct draw_item *) = {
    [DRAW_RECT] = put_rect,    [DRAW_FILL] = put_fill,     [DRAW_LINE] = put_stroke,
    [DRAW_CURVE] = put_stroke, [DRAW_MARKER] = put_marker, [DRAW_TEXT] = put_text,
    [DRAW_CLIP] = put_clip,
};

// What makes the file a document of its own, unless a document takes it in: \documentclass is
// \@twoclasseserror from its first use on.
static void add_opening(struct text *out, const struct picture_facts *facts,
                        const struct picture_sheet *sheet)
{
    double point = points_per_unit;
    text_format(out, "%% %s. Alone: pdflatex; in a document: \\usepackage{tikz} and \\input.\n",
                facts->software != NULL ? facts->software : "actscope");
    text_add(out, "\\expandafter\\ifx\\csname @twoclasseserror\\endcsname\\documentclass\n"
                  "\\def\\actscopeend{}%\n\\else\n\\def\\actscopeend{\\end{document}}%\n"
                  "\\documentclass{article}\n\\usepackage{tikz}\n");
    text_format(
        out, "\\usepackage[paperwidth=%.3fbp,paperheight=%.3fbp,margin=0pt,noheadfoot]{geometry}\n",
        sheet->width * point, sheet->height * point);
    text_add(out, "\\pagestyle{empty}\\parindent=0pt\\topskip=0pt\n\\begin{document}%\n\\fi\n");
}

void paint_tikz(const struct draw_list *list, struct font *font, const struct picture_facts *facts,
                struct text *out)
{
    static const struct picture_facts none = {0};
    facts = facts != NULL ? facts : &none;
    const struct picture_sheet sheet = picture_sheet(facts, list->width, list->height);
    struct color ground = list->background;
    bool white = ground.r == 255 && ground.g == 255 && ground.b == 255;
    struct tikz tikz = {.list = list,
                        .font = font,
                        .out = out,
                        .clip = {0, 0, list->width, list->height},
                        .point = points_per_unit / sheet.ratio,
                        .bare = facts->transparent};
    add_opening(out, facts, &sheet);
    text_format(out,
                "\\begin{tikzpicture}[x=%.5fbp,y=-%.5fbp,line cap=round,line join=round]%%\n"
                "\\useasboundingbox (0,0) rectangle (%.2f,%.2f);\n",
                tikz.point, tikz.point, sheet.width * sheet.ratio, sheet.height * sheet.ratio);
    if (!facts->transparent && !white) {
        begin_fill(&tikz, ground);
        text_format(out, "] (0,0) rectangle (%.2f,%.2f);\n", sheet.width * sheet.ratio,
                    sheet.height * sheet.ratio);
    }
    for (size_t i = 0; i < list->item_n; i++)
        if (!tikz.bare || !cut_is_ground(list, &list->items[i]))
            put_item[list->items[i].kind](&tikz, &list->items[i]);
    text_add(out, tikz.clipped ? "\\end{scope}\n" : "");
    text_add(out, "\\end{tikzpicture}%\n\\actscopeend\n");
    text_free(&tikz.path);
}

#include "scene/formula/inset.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activation/own.h"
#include "base/fact.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "scene/curves/curve.h"
#include "scene/formula/formula.h"
#include "scene/place.h"

struct parsed {
    const struct activation *of;
    unsigned long revision; // of an own function, which may be another one in the same place
    enum order order;
    struct own own;                // of the catalogue's functions
    struct expression *expression; // f' of an own one
};

enum { PARSED_MAX = 128 };

// Formulas of the catalogue, parsed, and slopes of own functions; and the sheet that all are
// written on.
struct formulas {
    int n;
    struct parsed items[PARSED_MAX];
    struct sheet sheet;
};

void formulas_free(struct formulas *formulas)
{
    if (formulas == NULL)
        return;
    for (int i = 0; i < formulas->n; i++) {
        own_clear(&formulas->items[i].own);
        expression_destroy(formulas->items[i].expression);
    }
    free(formulas);
}

static struct formulas *formulas_get(const struct part *part)
{
    struct scene *scene = part->scene;
    if (scene->formulas == NULL)
        scene->formulas = memory_new(1, sizeof *scene->formulas);
    return scene->formulas;
}

// The entry of a function's order, which may be of an older revision, or a new one; NULL where
// there is no room for one.
static struct parsed *find_parsed(struct formulas *formulas, const struct activation *of,
                                  enum order order)
{
    for (int i = 0; i < formulas->n; i++)
        if (formulas->items[i].of == of && formulas->items[i].order == order)
            return &formulas->items[i];
    if (formulas->n == PARSED_MAX)
        return NULL;
    struct parsed *item = &formulas->items[formulas->n++];
    *item = (struct parsed){.of = of, .order = order};
    return item;
}

// The slope of an own function as a textbook writes it.
static const struct expression *own_slope(struct formulas *formulas, const struct activation *of)
{
    struct parsed *item = find_parsed(formulas, of, ORDER_DF);
    if (item == NULL)
        return NULL;
    if (item->expression == NULL || item->revision != of->revision) {
        expression_destroy(item->expression);
        item->expression = expression_textbook(of->expression);
        item->revision = of->revision;
    }
    return item->expression;
}

// The expression whose f is the formula of an order; NULL where there is none.
static const struct expression *expression_for(struct formulas *formulas,
                                               const struct activation *of, enum order order)
{
    if (of->expression != NULL)
        return order == ORDER_F ? of->expression : own_slope(formulas, of);
    const char *text = of->typed[order];
    struct parsed *item = text != NULL ? find_parsed(formulas, of, order) : NULL;
    if (item == NULL)
        return NULL;
    if (item->own.expression == NULL)
        own_formula(&item->own, text, NULL);
    return item->own.expression;
}

// Adds the left side of an equation: "σ′(x)", or "f′(x)" where the symbol is itself a formula, so
// that the equation would say nothing.
static void left_side(struct formulas *formulas, const struct activation *of, enum order order,
                      struct text *out)
{
    char symbol[64];
    order_symbol(of, order, symbol, sizeof symbol);
    const struct expression *f = expression_for(formulas, of, ORDER_F);
    bool plain = strpbrk(of->symbol, " (") == NULL &&
                 (of->expression == NULL || strcmp(of->symbol, of->id) == 0) &&
                 (f == NULL || !formula_is_name(f, of->symbol));
    text_format(out, "%s(x)", plain ? symbol : order == ORDER_F ? "f" : "f′");
}

enum { LINES_MAX = 4, BLOCK_MAX = 2 * LINES_MAX + 1 };

struct block {
    struct box lines[BLOCK_MAX]; // one of them the parameters, perhaps
    bool quiet[BLOCK_MAX];
    int n;
    double width, height, gap;
};

// Adds "σ(x) =" and what it is equal to, in lines of at most `width` pixels; false where it does
// not fit.
static bool add_formula(struct block *block, const struct part *part, enum order order, double cap,
                        double width)
{
    const struct activation *of = state_function(part->state, part->state->focus);
    struct formulas *formulas = formulas_get(part);
    struct sheet *sheet = &formulas->sheet;
    struct box *lines = &block->lines[block->n];
    char room[128];
    struct text left = text_in(room, sizeof room);
    const struct expression *expression = expression_for(formulas, of, order);
    if (expression == NULL)
        return false;
    left_side(formulas, of, order, &left);
    struct box name = box_text(sheet, text_string(&left), cap);
    text_free(&left);
    name = box_row(sheet, name, box_text(sheet, "=", cap), 0.3 * cap);
    double indent = name.width + 0.3 * cap;
    int n = formula_typeset_lines(sheet, expression, ORDER_F, of, cap, width - indent, lines,
                                  LINES_MAX);
    for (int i = 1; i < n; i++) {
        box_move(sheet, &lines[i], indent, 0);
        lines[i].width += indent;
    }
    if (n > 0)
        lines[0] = box_row(sheet, name, lines[0], 0.3 * cap);
    block->n += n;
    return n > 0;
}

// Adds the values of the parameters, "α = 0.01  β = 1", on a line of their own or behind the last
// formula.
static void add_parameters(struct block *block, const struct part *part, double cap, bool behind)
{
    const struct activation *of = state_function(part->state, part->state->focus);
    const double *values = part->state->parameters[part->state->focus];
    struct sheet *sheet = &part->scene->formulas->sheet;
    char item[MARK_TEXT_MAX];
    struct box box = box_empty(sheet);
    for (int i = 0; i < of->parameter_count; i++) {
        struct fact value = fact_number(values[i], 6, FACT_DIGITS);
        fact_write(item, sizeof item, of->parameters[i].symbol, &value);
        struct box one = box_text(sheet, item, cap);
        box = i == 0 ? one : box_row(sheet, box, one, 0.9 * cap);
    }
    if (of->parameter_count == 0)
        return;
    if (behind) {
        struct box *line = &block->lines[block->n - 1];
        *line = box_row(sheet, *line, box, 1.2 * cap);
        return;
    }
    block->quiet[block->n] = true;
    block->lines[block->n++] = box;
}

static void measure(struct block *block, double cap)
{
    block->gap = 0.6 * cap;
    block->width = block->height = 0;
    for (int i = 0; i < block->n; i++) {
        block->width = fmax(block->width, block->lines[i].width);
        block->height += block->lines[i].ascent + block->lines[i].descent + (i ? block->gap : 0);
    }
}

struct content {
    bool both;    // f' as well as f
    bool behind;  // parameters behind a formula, not below
    double width; // where lines break, in pixels
};

// Composes the formulas of the orders that a panel shows; false where one does not fit, or there is
// none.
static bool compose(struct block *block, const struct part *part, const struct panel *panel,
                    double cap, const struct content *content)
{
    struct formulas *formulas = formulas_get(part);
    *block = (struct block){0};
    formulas->sheet.metrics = part->input->metrics;
    formulas->sheet.n = 0;
    formulas->sheet.full = false;
    bool f = panel->orders[ORDER_F], df = panel->orders[ORDER_DF] && panel->depth == 0;
    if (f && !add_formula(block, part, ORDER_F, cap, content->width))
        return false;
    if (df && (content->both || !f) && !add_formula(block, part, ORDER_DF, cap, content->width))
        return false;
    if (block->n == 0)
        return false;
    if (f || !part->state->orders[ORDER_F])
        add_parameters(block, part, cap, content->behind);
    measure(block, cap);
    return true;
}

enum { JUMPS_MAX = 64 };

// Where a panel that shows f' may have arrows or bars, in pixels; returns how many, at most
// JUMPS_MAX.
static int find_jumps(const struct part *part, const struct panel *panel, double out[JUMPS_MAX])
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int found = 0;
    for (int k = 0; k < panel->function_n && panel->orders[ORDER_DF]; k++) {
        int id = panel->functions[k];
        int n =
            activation_breaks(state_function(part->state, id), part->state->parameters[id], breaks);
        for (int i = 0; i < n && found < JUMPS_MAX; i++)
            out[found++] = panel_px(panel, breaks[i].x);
    }
    return found;
}

// The place that covers least of a net of places. *covered becomes how much that is, in pixels of
// curve; the y axis counts a gap, for a block is rather made smaller than put on it.
static struct rect free_place(const struct part *part, const struct panel *panel, double w,
                              double h, double *covered)
{
    double gap = part->look->gap, jumps[JUMPS_MAX];
    const struct rect *p = &panel->plot;
    struct place_search search = {.panels = panel, .panel_n = 1, .jumps = jumps};
    const struct place_net net = {
        .area = {p->x + gap / 2, p->y + gap / 2, p->w - gap, p->h - gap},
        .w = w,
        .h = h,
        .across = 9,
        .down = 7,
    };
    search.jump_n = find_jumps(part, panel, jumps);
    place_offer_net(part, &search, &net);
    struct place_found found = place_find(part, &search);
    double zero = panel_px(panel, 0);
    bool on_axis = zero > found.rect.x && zero < found.rect.x + found.rect.w;
    *covered = found.covered + (on_axis ? gap : 0);
    return found.rect;
}

// Makes the block as large as it can be without covering anything: first on one line, in letters
// down to those of names; then on several lines; at last in letters of axis numbers. First f and f'
// are tried together, then f alone. False where nothing fits.
static bool fit(const struct part *part, const struct panel *panel, struct block *block,
                struct rect *place)
{
    const struct look *look = part->look;
    const struct attempt {
        double cap;
        bool broken, behind;
    } attempts[] = {
        {look->cap_label * 1.5, false, false},  {look->cap_label * 1.5, false, true},
        {look->cap_label * 1.25, false, false}, {look->cap_label * 1.25, false, true},
        {look->cap_label, false, false},        {look->cap_label, false, true},
        {look->cap_label, true, false},         {look->cap_axis, false, false},
        {look->cap_axis, false, true},          {look->cap_axis, true, false},
    };
    enum { ATTEMPTS = sizeof attempts / sizeof attempts[0] };
    double gap = look->gap, covered = 0, room = panel->plot.w - 3 * gap;
    for (int both = 1; both >= 0; both--) {
        for (int i = 0; i < ATTEMPTS; i++) {
            const struct attempt *a = &attempts[i];
            const struct content content = {both == 1, a->behind, a->broken ? room : HUGE_VAL};
            if (part->state->lecture.on && a->cap < look->cap_label)
                continue; // the last row could not read its exponents
            if (!compose(block, part, panel, a->cap, &content) || block->width > room ||
                block->height + 2 * gap > panel->plot.h * 0.9)
                continue;
            *place = free_place(part, panel, block->width + gap, block->height + gap, &covered);
            if (covered < gap || (a->cap <= look->cap_label && covered < 2 * gap))
                return true;
        }
    }
    return false;
}

// Says instead that there is a formula for which there is no room; not in a lecture. False where
// there is no room even for that.
static bool excuse(const struct part *part, const struct panel *panel, struct block *block,
                   struct rect *place)
{
    const struct activation *of = state_function(part->state, part->state->focus);
    struct formulas *formulas = formulas_get(part);
    double cap = part->look->cap_axis, gap = part->look->gap, covered = 0;
    char room[128], line[MARK_TEXT_MAX * 3];
    struct text left = text_in(room, sizeof room);
    enum order order = panel->orders[ORDER_F] ? ORDER_F : ORDER_DF;
    if (!panel->orders[order] || panel->depth > 0 || part->state->lecture.on)
        return false;
    left_side(formulas, of, order, &left);
    snprintf(line, sizeof line, _("%s = … has no room here"), text_string(&left));
    text_free(&left);
    *block = (struct block){.n = 1};
    formulas->sheet.n = 0;
    formulas->sheet.full = false;
    block->lines[0] = box_text(&formulas->sheet, line, cap);
    block->quiet[0] = true;
    measure(block, cap);
    if (block->width + 3 * gap > panel->plot.w || block->height + 2 * gap > panel->plot.h)
        return false;
    *place = free_place(part, panel, block->width + gap, block->height + gap, &covered);
    return covered < 2 * gap;
}

bool scene_formula(const struct part *part, const struct panel *panel)
{
    struct block block;
    struct rect r;
    bool here = false;
    if (!part->state->formula || part->state->focus < 0)
        return false;
    for (int k = 0; k < panel->function_n; k++)
        here = here || panel->functions[k] == part->state->focus;
    if (!here || (!fit(part, panel, &block, &r) && !excuse(part, panel, &block, &r)))
        return false;
    double gap = part->look->gap;
    struct color back = part->theme->background;
    back.a = 215; // so that grid lines do not cross letters out
    struct rect ground = {r.x + gap * 0.3, r.y + gap * 0.3, r.w - gap * 0.6, r.h - gap * 0.6};
    draw_round_rect(part->list, ground, gap * 0.2, back);
    double y = r.y + gap / 2;
    for (int i = 0; i < block.n; i++) {
        y += block.lines[i].ascent + (i ? block.gap : 0);
        box_draw(&part->scene->formulas->sheet, &block.lines[i], part->list, r.x + gap / 2,
                 round(y), block.quiet[i] ? part->theme->quiet : part->theme->text);
        y += block.lines[i].descent;
    }
    return true;
}

// The focused function's formula and its derivative's on the picture.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activation/formula_text.h"
#include "activation/own.h"
#include "base/text.h"
#include "scene/formula.h"
#include "scene/parts.h"

struct parsed {
    const struct activation *of;
    enum order order;
    struct own own;
};

enum { PARSED_MAX = 128 };

// Formulas of the catalogue, parsed; and the sheet that all are written on.
struct formulas {
    int n;
    struct parsed items[PARSED_MAX];
    struct sheet sheet;
};

void formulas_free(struct formulas *formulas)
{
    if (formulas == NULL)
        return;
    for (int i = 0; i < formulas->n; i++)
        own_clear(&formulas->items[i].own);
    free(formulas);
}

static struct formulas *formulas_get(const struct part *part)
{
    struct scene *scene = part->scene;
    if (scene->formulas == NULL)
        scene->formulas = calloc(1, sizeof *scene->formulas);
    if (scene->formulas == NULL)
        abort();
    return scene->formulas;
}

// What is to be typeset for an order, and as which order of that expression; NULL for nothing.
static const struct expression *expression_for(struct formulas *formulas,
                                               const struct activation *of, enum order order,
                                               enum order *as)
{
    const char *text = of->expression == NULL ? formula_text(of->id, order) : NULL;
    *as = order;
    if (text == NULL)
        return of->expression;
    *as = ORDER_F;
    for (int i = 0; i < formulas->n; i++)
        if (formulas->items[i].of == of && formulas->items[i].order == order)
            return formulas->items[i].own.expression;
    if (formulas->n == PARSED_MAX)
        return NULL;
    struct parsed *item = &formulas->items[formulas->n];
    *item = (struct parsed){.of = of, .order = order};
    if (!own_formula(&item->own, text, NULL))
        return NULL;
    formulas->n++;
    return item->own.expression;
}

// "σ′(x)"; "f′(x)" where the symbol is itself a formula.
static void left_side(const struct activation *of, enum order order, struct text *out)
{
    char symbol[64];
    order_symbol(of, order, symbol, sizeof symbol);
    bool plain = strpbrk(of->symbol, " (") == NULL &&
                 (of->expression == NULL || strcmp(of->symbol, of->id) == 0);
    text_format(out, "%s(x)", plain ? symbol : order == ORDER_F ? "f" : "f′");
}

struct block {
    struct box lines[ORDER_COUNT]; // one of them the parameters, perhaps
    bool quiet[ORDER_COUNT];
    int n;
    double width, height, gap;
};

static bool add_line(struct block *block, const struct part *part, enum order order, double cap)
{
    const struct activation *of = state_function(part->state, part->state->focus);
    struct formulas *formulas = formulas_get(part);
    struct sheet *sheet = &formulas->sheet;
    char room[128];
    struct text left = text_in(room, sizeof room);
    enum order as;
    const struct expression *expression = expression_for(formulas, of, order, &as);
    if (expression == NULL)
        return false;
    left_side(of, order, &left);
    struct box name = box_text(sheet, text_string(&left), cap), right;
    text_free(&left);
    name = box_row(sheet, name, box_text(sheet, "=", cap), 0.3 * cap);
    if (!formula_typeset(sheet, expression, as, of, cap, &right))
        return false;
    block->lines[block->n++] = box_row(sheet, name, right, 0.3 * cap);
    return true;
}

// "α = 0.01  β = 1": live values, on a line of their own or behind the last formula.
static void add_parameters(struct block *block, const struct part *part, double cap, bool behind)
{
    const struct activation *of = state_function(part->state, part->state->focus);
    const double *values = part->state->parameters[part->state->focus];
    struct sheet *sheet = &part->scene->formulas->sheet;
    char number[64], item[MARK_TEXT_MAX];
    struct box box = box_empty(sheet);
    for (int i = 0; i < of->parameter_count; i++) {
        snprintf(item, sizeof item, "%s = %s", of->parameters[i].symbol,
                 number_show(number, sizeof number, values[i], 6));
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
    bool both;   // f' as well as f
    bool behind; // parameters behind a formula, not below
};

// The orders that a panel shows.
static bool compose(struct block *block, const struct part *part, const struct panel *panel,
                    double cap, const struct content *content)
{
    struct formulas *formulas = formulas_get(part);
    *block = (struct block){0};
    formulas->sheet.metrics = part->input->metrics;
    formulas->sheet.n = 0;
    formulas->sheet.full = false;
    bool f = panel->orders[ORDER_F], df = panel->orders[ORDER_DF] && panel->depth == 0;
    if (f && !add_line(block, part, ORDER_F, cap))
        return false;
    if (df && (content->both || !f) && !add_line(block, part, ORDER_DF, cap))
        return false;
    if (block->n == 0)
        return false;
    if (f || !part->state->orders[ORDER_F])
        add_parameters(block, part, cap, content->behind);
    measure(block, cap);
    return true;
}

static bool crosses(const struct panel *panel, struct rect r, double at)
{
    double x = panel_px(panel, at);
    return x > r.x && x < r.x + r.w;
}

// In pixels of what is covered; at a jump a line may run from the top of the panel to its bottom.
static double cost_of(const struct part *part, const struct panel *panel, struct rect r)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    double cost = part_coverage(part, r) + 2 * part_text_overlap(part, r);
    for (int k = 0; k < panel->function_n; k++) {
        int id = panel->functions[k];
        int n =
            activation_breaks(state_function(part->state, id), part->state->parameters[id], breaks);
        for (int i = 0; i < n; i++) {
            if (panel->orders[ORDER_DF] && crosses(panel, r, breaks[i].x))
                cost += r.h * 0.5;
        }
    }
    return cost;
}

// The place that covers least of a net of places; corners before edges, the upper left first.
static struct rect free_place(const struct part *part, const struct panel *panel, double w,
                              double h, double *least)
{
    enum { ACROSS = 9, DOWN = 7 };
    double gap = part->scene->look.gap, room_x = panel->plot.w - w - gap,
           room_y = panel->plot.h - h - gap, best_cost = HUGE_VAL;
    struct rect best = {0};
    for (int i = 0; i < ACROSS * DOWN; i++) {
        int column = i % ACROSS, row = i / ACROSS;
        struct rect r = {panel->plot.x + gap / 2 + room_x * column / (ACROSS - 1),
                         panel->plot.y + gap / 2 + room_y * row / (DOWN - 1), w, h};
        double covered = cost_of(part, panel, r);
        double cost = covered + 0.1 * gap * (row + column) +
                      0.3 * gap * ((column % (ACROSS - 1) != 0) + (row % (DOWN - 1) != 0));
        if (crosses(panel, r, 0))
            cost += 2 * gap;
        if (part->state->cursor_on && crosses(panel, r, part->state->cursor_x))
            cost += 2 * gap;
        if (cost < best_cost) {
            best_cost = cost;
            *least = covered;
            best = r;
        }
    }
    return best;
}

// As large as it can be without covering anything, and never smaller than names are: without f'
// before it covers much, and without f before that.
static bool fit(const struct part *part, const struct panel *panel, struct block *block,
                struct rect *place)
{
    static const double sizes[] = {1.5, 1.25, 1};
    enum { SIZES = sizeof sizes / sizeof sizes[0], TRIES = 2 * SIZES };
    double gap = part->scene->look.gap, covered = 0;
    for (int both = 1; both >= 0; both--) {
        for (int i = 0; i < TRIES; i++) {
            double cap = part->scene->look.cap_label * sizes[i / 2];
            const struct content content = {.both = both == 1, .behind = i % 2 == 1};
            if (!compose(block, part, panel, cap, &content) ||
                block->width + 3 * gap > panel->plot.w ||
                block->height + 2 * gap > panel->plot.h * 0.9)
                continue;
            *place = free_place(part, panel, block->width + gap, block->height + gap, &covered);
            if (covered < gap || (i / 2 + 1 == SIZES && covered < 2 * gap))
                return true;
        }
    }
    return false;
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
    if (!here || !fit(part, panel, &block, &r))
        return false;
    double gap = part->scene->look.gap;
    struct color back = part->theme->background;
    back.a = 215; // so that grid lines do not cross letters out
    draw_round_rect(part->list, r, gap * 0.4, back);
    double y = r.y + gap / 2;
    for (int i = 0; i < block.n; i++) {
        y += block.lines[i].ascent + (i ? block.gap : 0);
        box_draw(&part->scene->formulas->sheet, &block.lines[i], part->list, r.x + gap / 2,
                 round(y), block.quiet[i] ? part->theme->quiet : part->theme->text);
        y += block.lines[i].descent;
    }
    return true;
}

// Formulas that are too wide for their place, over several lines.
#include "scene/formula/setter.h"

#include <string.h>

static const struct node *get(const struct setter *setter, int node)
{
    return &setter->expression->nodes[node];
}

enum { TERMS_MAX = 64 };

struct term {
    int node;
    const char *sign; // "" for the first
    bool minus;       // its own minus is written by the sign
    bool factor;
};

struct terms {
    struct term items[TERMS_MAX];
    int n;
    bool full;
};

static void add_term(struct terms *terms, struct term term)
{
    terms->full = terms->full || terms->n == TERMS_MAX;
    if (!terms->full)
        terms->items[terms->n++] = term;
}

// The terms of a sum from left to right.
static void find_terms(const struct setter *setter, int i, const char *sign, struct terms *terms)
{
    const struct node *node = get(setter, i);
    if (node->op != OP_ADD && node->op != OP_SUB) {
        bool minus = *sign != '\0' && setter_leads_with_minus(setter, i);
        add_term(terms, (struct term){i, minus ? "−" : sign, minus, false});
        return;
    }
    find_terms(setter, node->a, sign, terms);
    if (node->op == OP_ADD)
        find_terms(setter, node->b, "+", terms);
    else
        add_term(terms, (struct term){node->b, "−", false, false});
}

static void find_factors(const struct setter *setter, int i, struct terms *terms)
{
    const struct node *node = get(setter, i);
    if (node->op == OP_MUL)
        find_factors(setter, node->a, terms);
    int last = node->op == OP_MUL ? node->b : i;
    add_term(terms, (struct term){last, terms->n > 0 ? "·" : "", false, true});
}

static struct box set_term(struct setter *setter, const struct term *term, struct style style)
{
    double space = *term->sign == '\0' ? 0 : 0.3 * style.cap;
    struct box sign =
        space == 0 ? box_empty(setter->sheet) : setter_word(setter, term->sign, style);
    enum level level = term->factor || strcmp(term->sign, "−") == 0 ? LEVEL_PRODUCT : LEVEL_SUM;
    struct box box = term->minus ? setter_set_bare(setter, term->node, style)
                                 : setter_set(setter, term->node, level, style);
    return box_row(setter->sheet, sign, box, space);
}

int formula_typeset_lines(struct sheet *sheet, const struct expression *expression,
                          enum order order, const struct activation *of, double cap, double width,
                          struct box lines[], int max)
{
    struct setter setter = {.sheet = sheet, .expression = expression, .of = of, .least = cap * 0.6};
    const struct style style = {cap, false, false};
    struct terms terms = {.n = 0};
    int n = 0, before = sheet->n;
    lines[0] = setter_set(&setter, expression->roots[order], LEVEL_CASES, style);
    if (lines[0].width <= width || sheet->full)
        return sheet->full ? 0 : 1;
    sheet->n = before;
    find_terms(&setter, expression->roots[order], "", &terms);
    if (terms.n == 1 && get(&setter, terms.items[0].node)->op == OP_MUL &&
        !setter_leads_with_minus(&setter, terms.items[0].node)) {
        terms.n = 0;
        find_factors(&setter, expression->roots[order], &terms);
    }
    for (int i = 0; i < terms.n && !terms.full; i++) {
        struct box box = set_term(&setter, &terms.items[i], style);
        double space = terms.items[i].factor ? 0.26 * cap : 0.3 * cap;
        if (box.width > width || sheet->full)
            return 0;
        if (n > 0 && lines[n - 1].width + space + box.width <= width)
            lines[n - 1] = box_row(sheet, lines[n - 1], box, space);
        else if (n == max)
            return 0;
        else
            lines[n++] = box;
    }
    return terms.full ? 0 : n;
}

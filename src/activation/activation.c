// The functions of activation.h that take any function, of the catalogue or a user's: each asks the
// row or the expression.
#include "activation/activation.h"
#include "base/language.h"

#include "activation/expression/expression.h"
#include "activation/row.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

void activation_eval(const struct activation *activation, const double *parameters, const double *x,
                     size_t n, double *f, double *df, double *d2f)
{
    if (activation->expression != NULL)
        expression_eval(activation->expression, parameters, x, n, f, df, d2f);
    else
        row_eval(activation, parameters, x, n, f, df, d2f);
}

int activation_breaks(const struct activation *activation, const double *parameters,
                      struct activation_break out[ACTIVATION_BREAKS_MAX])
{
    if (activation->expression != NULL)
        return expression_breaks(activation->expression, parameters, out, ACTIVATION_BREAKS_MAX);
    return row_breaks(activation, parameters, out);
}

int activation_points(const struct activation *activation, const double *parameters,
                      struct activation_point out[ACTIVATION_POINTS_MAX])
{
    if (activation->expression != NULL)
        return expression_points(activation->expression, parameters, out, ACTIVATION_POINTS_MAX);
    return row_points(activation, parameters, out);
}

bool activation_points_meet(const struct activation_point *a, const struct activation_point *b)
{
    return a->order == b->order && a->x == b->x;
}

double activation_value(const struct activation *activation, const double *parameters,
                        enum order order, double x)
{
    double y;
    double *out[ORDER_COUNT] = {NULL};
    out[order] = &y;
    activation_eval(activation, parameters, &x, 1, out[ORDER_F], out[ORDER_DF], out[ORDER_D2F]);
    return y;
}

const char *order_name(enum order order)
{
    static const char *const names[ORDER_COUNT] = {"f", "f′", "f″"};
    return names[order];
}

const char *activation_name(const struct activation *activation)
{
    bool own = activation->expression != NULL;
    return own ? activation->name : language_text(activation->name);
}

enum { PIECE_SIZE = 160 }; // bytes of a piece of a formula, terminator included

// The length of the first piece of a formula: up to ", " outside parentheses, or the end.
static size_t formula_piece(const char *formula)
{
    int depth = 0;
    size_t n = 0;
    for (; formula[n] != '\0'; n++) {
        depth += (formula[n] == '(') - (formula[n] == ')');
        if (depth == 0 && strncmp(formula + n, ", ", 2) == 0)
            break;
    }
    return n;
}

// Copies the part of a piece before the words `between` to `left` and returns the part after them,
// or NULL if the piece does not contain them.
static const char *split_piece(const char *piece, const char *between, char left[PIECE_SIZE])
{
    const char *found = strstr(piece, between);
    if (found == NULL || (size_t)(found - piece) >= PIECE_SIZE)
        return NULL;
    text_copy(left, (size_t)(found - piece) + 1, piece);
    return found + strlen(between);
}

// Appends a piece, "αx for x < 0", with its words translated.
static void add_piece(struct text *out, const char *piece)
{
    char left[PIECE_SIZE];
    const char *right;
    if ((right = split_piece(piece, "else ", left)) != NULL)
        text_format(out, _("else %s"), right);
    else if ((right = split_piece(piece, " for ", left)) != NULL)
        text_format(out, _("%s for %s"), left, right);
    else if ((right = split_piece(piece, " at ", left)) != NULL)
        text_format(out, _("%s at %s"), left, right);
    else if ((right = split_piece(piece, "; equal to ", left)) != NULL)
        text_format(out, _("%s; equal to %s"), left, right);
    else
        text_add(out, piece);
}

void activation_formula(const struct activation *activation, enum order order, struct text *out)
{
    const char *formula = activation->formula[order];
    if (activation->expression != NULL) {
        text_add(out, formula);
        return;
    }
    while (*formula != '\0') {
        char piece[PIECE_SIZE];
        size_t n = formula_piece(formula);
        text_copy(piece, n < sizeof piece ? n + 1 : sizeof piece, formula);
        add_piece(out, piece);
        formula += n;
        size_t comma = strspn(formula, ", ");
        text_add_bytes(out, formula, comma);
        formula += comma;
    }
}

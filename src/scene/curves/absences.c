#include "scene/curves/absences.h"

#include <math.h>

#include "activation/reading.h"
#include "base/language.h"
#include "base/text.h"
#include "scene/curves/breaks.h"
#include "scene/curves/curve.h"
#include "scene/note.h"

enum absence {
    ABSENT_NOTHING,
    ABSENT_SCATTERED,
    ABSENT_NEGATIVE,
    ABSENT_VANISHED,
    ABSENT_UNDEFINED,
    ABSENT_BEYOND,
    ABSENT_ARROWS,
    ABSENT_COUNT
};

static const char *const absences[ABSENT_COUNT] = {
    [ABSENT_SCATTERED] = N_(": single points are not drawn"),
    [ABSENT_NEGATIVE] = N_(": values ≤ 0 are not on a log axis"),
    [ABSENT_VANISHED] = N_(": too small for a double where it ends"),
    [ABSENT_UNDEFINED] = N_(": no values here"),
    [ABSENT_BEYOND] = N_(": beyond ±10³⁰⁰, which is not drawn"),
    [ABSENT_ARROWS] = N_(": no arrows where jumps crowd"),
};

// Whether values that are not positive in doubles are so by rounding alone, as 1 - tanh(x) is for
// large x: the true values are positive.
static bool is_rounded_to_nothing(const struct activation *activation, const double *parameters,
                                  enum order order, const struct axis *x)
{
    enum { LOOKS = 9 };
    bool any = false;
    for (int i = 0; i < LOOKS; i++) {
        double at = axis_value(x, (i + 0.5) / LOOKS);
        if (!(activation_value(activation, parameters, order, at) <= 0))
            continue;
        if (drawn_value(activation, parameters, order, at) <= 0)
            return false;
        any = true;
    }
    return any;
}

// What is missing of a function on a log axis: its values that are not positive, or, where all are
// positive, those that are too small for a double.
static enum absence absence_on_log(const struct part *part, const struct panel *panel, int id,
                                   enum order order)
{
    static const double tail = 1e-100;
    const struct activation *activation = state_function(part->state, id);
    const double *parameters = part->state->parameters[id];
    double low, high;
    if (!sample_extent(activation, parameters, order, &panel->x, &low, &high) || low > 0 ||
        is_rounded_to_nothing(activation, parameters, order, &panel->x))
        return ABSENT_NOTHING;
    bool fits = low >= 0 &&
                sample_fit_extent(activation, parameters, order, SCALE_LOG, &panel->x, &low, &high);
    return fits && low < tail ? ABSENT_VANISHED : ABSENT_NEGATIVE;
}

// Why a curve is not drawn, or what is left out beside it; ABSENT_NOTHING where it is drawn or
// merely lies outside the view.
static enum absence absence_of_all(const struct part *part, const struct panel *panel, int index,
                                   int id, enum order order)
{
    const double *parameters = part->state->parameters[id];
    double low, high;
    if (panel->depth > 0)
        return ABSENT_NOTHING;
    const struct curve *curve = panel_curve(part, panel, index, id, order, 0);
    if (curve->scattered_low < panel->x.high && curve->scattered_high > panel->x.low)
        return ABSENT_SCATTERED;
    if (curve->n > 0)
        return scene_impulses_crowd(part, panel, id, order) ? ABSENT_ARROWS : ABSENT_NOTHING;
    if (!sample_extent(state_function(part->state, id), parameters, order, &panel->x, &low, &high))
        return ABSENT_UNDEFINED;
    return low > AXIS_LIMIT || high < -AXIS_LIMIT ? ABSENT_BEYOND : ABSENT_NOTHING;
}

static enum absence absence_of(const struct part *part, const struct panel *panel, int index,
                               int id, enum order order)
{
    enum absence all = absence_of_all(part, panel, index, id, order);
    if (all != ABSENT_NOTHING || panel->y.scale != SCALE_LOG)
        return all;
    return absence_on_log(part, panel, id, order);
}

// Adds the symbol of each of the panel's curves to the list of what is absent of it.
static void list_absent(const struct part *part, const struct panel *panel, int index,
                        struct text lists[ABSENT_COUNT])
{
    for (int k = 0; k < panel->function_n; k++)
        for (int o = 0; o < ORDER_COUNT; o++) {
            int id = panel->functions[k];
            enum absence absence = panel->orders[o]
                                       ? absence_of(part, panel, index, id, (enum order)o)
                                       : ABSENT_NOTHING;
            char symbol[64];
            if (absence == ABSENT_NOTHING)
                continue;
            struct text *list = &lists[absence];
            order_symbol(state_function(part->state, id), (enum order)o, symbol, sizeof symbol);
            text_format(list, "%s%s", list->n > 0 ? ", " : "", symbol);
        }
}

static void add_absence(struct text *out, const char *names, const char *what)
{
    text_format(out, "%s%s%s", out->n > 0 ? "; " : "", names, what);
}

// Whether a log axis goes down to where 0 and what is below it would be looked for: it begins at a
// thousandth of its end or less. On a shorter one nothing is left out but what an axis always ends
// at.
static bool begins_at_zero(const struct axis *axis)
{
    return axis->scale == SCALE_LOG && axis->low <= axis->high * 1e-3;
}

static void name_absences(const struct part *part, const struct panel *panel, int index,
                          struct text *out)
{
    char rooms[ABSENT_COUNT][120];
    struct text lists[ABSENT_COUNT];
    for (int i = 0; i < ABSENT_COUNT; i++)
        lists[i] = text_in(rooms[i], sizeof rooms[i]);
    list_absent(part, panel, index, lists);
    for (int i = ABSENT_NOTHING + 1; i < ABSENT_COUNT; i++)
        if (lists[i].n > 0)
            add_absence(out, text_string(&lists[i]), _(absences[i]));
    if (panel->last_row && begins_at_zero(&panel->x))
        add_absence(out, "", _("x ≤ 0 is not on a log axis"));
    for (int i = 0; i < ABSENT_COUNT; i++)
        text_free(&lists[i]);
}

void scene_absences(const struct part *part, const struct panel *panel, int index)
{
    char room[240];
    struct text names = text_in(room, sizeof room);
    name_absences(part, panel, index, &names);
    if (names.n > 0)
        note_words(part, panel, text_string(&names), NULL);
    text_free(&names);
}

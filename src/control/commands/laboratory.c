// Handlers of commands about networks: the network page and the race page.

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/commands/commands.h"
#include "control/requests.h"

bool apply_page(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    session->state.laboratory.page = (enum page)value_named(arguments, page_find);
    return true;
}

// Goes to a page, or if that is shown already back to the curves.
bool apply_page_toggle(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)fault;
    enum page *page = &session->state.laboratory.page;
    enum page to = (enum page)value_named(arguments, page_find);
    *page = *page == to ? PAGE_CURVES : to;
    return true;
}

// The number, of those from `from` to `to` - 1, that the first word names; "bias" is another name
// for "sigma-b".
static enum lab_number number_named(const struct arguments *arguments, int from, int to)
{
    const char *name = text_of(arguments, SLOT_WORD);
    if (says(arguments, WORD_BIAS))
        return LAB_SIGMA_B;
    for (int i = from; i < to; i++)
        if (strcmp(lab_row((enum lab_number)i)->name, name) == 0)
            return (enum lab_number)i;
    return (enum lab_number)from; // not reached: the command's row lists only names found above
}

// Whether a value is in the number's range, and whole if it must be; false with a fault.
static bool check_number(const struct arguments *arguments, const struct argument *given,
                         enum lab_number number, double value, struct fault *fault)
{
    const struct lab_row *row = lab_row(number);
    char low[32], high[32];
    if (value < row->low || value > row->high || (row->whole && value != floor(value))) {
        fault_set(fault, FAULT_RANGE, _("%s is %s from %s to %s, not %s"), row->name,
                  row->whole ? _("a whole number") : _("a number"),
                  number_print(low, sizeof low, row->low),
                  number_print(high, sizeof high, row->high), given->text);
        return argument_blame(arguments, given, fault);
    }
    return true;
}

// Chooses an initialisation. If it takes σw or σb from the user, these begin with what the focused
// function's networks were drawn with until now, so that the networks do not change at once.
static void choose_init(struct state *state, enum initialisation init)
{
    struct laboratory *l = &state->laboratory;
    if (init == l->init)
        return;
    double sigma_w, sigma_b;
    state_sigmas(state, state->focus, &sigma_w, &sigma_b);
    if (init == INIT_CUSTOM)
        l->numbers[LAB_SIGMA_W] = sigma_w;
    if (initialisation_reads_sigma_b(init))
        l->numbers[LAB_SIGMA_B] = sigma_b;
    l->init = init;
}

// The same for the race.
static void choose_race_init(struct state *state, enum race_init init)
{
    struct laboratory *l = &state->laboratory;
    if (init == RACE_INIT_CUSTOM && init != l->race_init)
        l->numbers[RACE_SIGMA_W] = state_race_sigma_w(state, state->focus);
    l->race_init = init;
}

// Sets a number. Setting σw or σb also chooses the initialisation that reads them.
static void set_number(struct state *state, enum lab_number number, double value)
{
    if (number == LAB_SIGMA_W || number == LAB_SIGMA_B)
        choose_init(state, INIT_CUSTOM);
    if (number == RACE_SIGMA_W)
        choose_race_init(state, RACE_INIT_CUSTOM);
    state->laboratory.numbers[number] = value;
}

static bool apply_number(struct session *session, const struct arguments *arguments, int from,
                         int to, struct fault *fault)
{
    enum lab_number number = number_named(arguments, from, to);
    const struct argument *given = argument_for(arguments, SLOT_VALUE);
    if (!check_number(arguments, given, number, given->number, fault))
        return false;
    set_number(&session->state, number, given->number);
    return true;
}

// Moves a number by N steps. σw and σb are moved from what the focused function's networks have
// now.
static bool apply_number_by(struct session *session, const struct arguments *arguments, int from,
                            int to)
{
    struct laboratory *l = &session->state.laboratory;
    enum lab_number number = number_named(arguments, from, to);
    double now = l->numbers[number], other;
    if (number == LAB_SIGMA_W)
        state_sigmas(&session->state, session->state.focus, &now, &other);
    if (number == LAB_SIGMA_B)
        state_sigmas(&session->state, session->state.focus, &other, &now);
    if (number == RACE_SIGMA_W)
        now = state_race_sigma_w(&session->state, session->state.focus);
    double moved = lab_moved(number, now, number_of(arguments, SLOT_N));
    if (number == LAB_LAYER)
        moved = fmin(fmax(moved, 1), l->numbers[LAB_DEPTH]);
    set_number(&session->state, number, moved);
    return true;
}

bool apply_network(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return apply_number(session, arguments, 0, LAB_NETWORK_END, fault);
}

bool apply_network_by(struct session *session, const struct arguments *arguments,
                      struct fault *fault)
{
    (void)fault;
    return apply_number_by(session, arguments, 0, LAB_NETWORK_END);
}

bool apply_race_number(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    return apply_number(session, arguments, LAB_NETWORK_END, LAB_NUMBERS, fault);
}

bool apply_race_by(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    return apply_number_by(session, arguments, LAB_NETWORK_END, LAB_NUMBERS);
}

// Sets σw and σb at once, as a click on the map of phases does.
bool apply_network_weights(struct session *session, const struct arguments *arguments,
                           struct fault *fault)
{
    const struct argument *w = argument_for(arguments, SLOT_SIGMA_W);
    const struct argument *b = argument_for(arguments, SLOT_SIGMA_B);
    if (!check_number(arguments, w, LAB_SIGMA_W, w->number, fault) ||
        !check_number(arguments, b, LAB_SIGMA_B, b->number, fault))
        return false;
    set_number(&session->state, LAB_SIGMA_W, w->number);
    set_number(&session->state, LAB_SIGMA_B, b->number);
    return true;
}

// The value that the chosen word names; for "next" and "previous" the one after or before `now`, of
// `count` values in a circle.
static int chosen_value(const struct arguments *arguments, int (*find)(const char *word), int now,
                        int count)
{
    int i = value_named(arguments, find);
    return i >= 0 ? i : (now + (says(arguments, WORD_NEXT) ? 1 : count - 1)) % count;
}

bool apply_network_init(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    (void)fault;
    struct laboratory *l = &session->state.laboratory;
    choose_init(&session->state, (enum initialisation)chosen_value(arguments, initialisation_find,
                                                                   (int)l->init, INIT_COUNT));
    return true;
}

bool apply_network_norm(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    (void)fault;
    enum network_norm *norm = &session->state.laboratory.norm;
    *norm = (enum network_norm)chosen_value(arguments, norm_find, (int)*norm, NORM_COUNT);
    return true;
}

bool apply_network_compare(struct session *session, const struct arguments *arguments,
                           struct fault *fault)
{
    (void)fault;
    enum lab_compare *compare = &session->state.laboratory.compare;
    *compare =
        (enum lab_compare)chosen_value(arguments, lab_compare_find, (int)*compare, COMPARE_COUNT);
    return true;
}

// --- the race ---

bool apply_race_norm(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    (void)fault;
    enum network_norm *norm = &session->state.laboratory.race_norm;
    *norm = (enum network_norm)chosen_value(arguments, norm_find, (int)*norm, NORM_COUNT);
    return true;
}

bool apply_race(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    bool *running = &session->state.laboratory.running;
    set_either(running, arguments, "pause", "start");
    if (says(arguments, WORD_RESET)) { // the race begins again, paused
        *running = false;
        session->race_start++;
        session->race_asked = 0;
    }
    return true;
}

bool apply_race_step(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    const struct argument *n = argument_for(arguments, SLOT_N);
    double steps = n != NULL ? n->number : 1;
    if (steps < 1 || steps > lab_row(RACE_STEPS)->high || steps != floor(steps))
        return fault_set(fault, FAULT_RANGE, _("step takes a whole number from 1 on"));
    session->state.laboratory.running = false;
    session->race_asked += (long)steps;
    return true;
}

bool apply_race_dataset(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    (void)fault;
    struct laboratory *l = &session->state.laboratory;
    l->data =
        (enum race_data)chosen_value(arguments, race_data_find, (int)l->data, RACE_DATA_COUNT);
    return true;
}

bool apply_race_init(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    (void)fault;
    struct laboratory *l = &session->state.laboratory;
    choose_race_init(&session->state,
                     (enum race_init)chosen_value(arguments, race_init_find, (int)l->race_init,
                                                  RACE_INIT_COUNT));
    return true;
}

bool apply_race_optimiser(struct session *session, const struct arguments *arguments,
                          struct fault *fault)
{
    (void)fault;
    enum race_optimiser *optimiser = &session->state.laboratory.optimiser;
    *optimiser = (enum race_optimiser)chosen_value(arguments, race_optimiser_find, (int)*optimiser,
                                                   RACE_OPTIMISER_COUNT);
    return true;
}

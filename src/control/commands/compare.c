// Handlers of commands about comparing curves: their order, the threshold of saturation, depth,
// data.

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/commands/commands.h"

// --- order ---

// Moves a function within state.shown, from one index to another; those between move up or down.
static void shown_move(struct state *state, int from, int to)
{
    struct shown moved = state->shown[from];
    int step = to > from ? 1 : -1;
    for (int i = from; i != to; i += step)
        state->shown[i] = state->shown[i + step];
    state->shown[to] = moved;
}

bool apply_move(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct state *state = &session->state;
    int id = function_of(arguments), from = state_shown_find(state, id);
    double to = number_of(arguments, SLOT_N);
    const struct activation *a = state_function(state, id);
    if (from < 0)
        return fault_set(fault, FAULT_RANGE, _("%s is not shown; `show %s` first"),
                         activation_name(a), a->id);
    if (!(to >= 1 && to <= state->shown_n) || to != floor(to)) {
        fault_set(fault, FAULT_RANGE, _("a place is a whole number from 1 to %d"), state->shown_n);
        return argument_blame(arguments, argument_for(arguments, SLOT_N), fault);
    }
    shown_move(state, from, (int)to - 1);
    return true;
}

// The index in state.shown of the next function that is not hidden, from index `from` in direction
// `step`; `from` itself if there is none.
static int drawn_beyond(const struct state *state, int from, int step)
{
    for (int i = from + step; i >= 0 && i < state->shown_n; i += step)
        if (!state->shown[i].hidden)
            return i;
    return from;
}

bool apply_move_by(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct state *state = &session->state;
    double by = number_of(arguments, SLOT_N);
    int at = state_shown_find(state, state->focus);
    if (at < 0)
        return fault_set(fault, FAULT_RANGE, _("nothing is shown, so nothing can be moved"));
    int steps = (int)fmin(fabs(by), SHOWN_MAX);
    for (int i = 0; i < steps; i++) {
        int to = drawn_beyond(state, at, by > 0 ? 1 : -1);
        shown_move(state, at, to);
        at = to;
    }
    return true;
}

// --- saturation ---

bool apply_saturation_at(struct session *session, const struct arguments *arguments,
                         struct fault *fault)
{
    double threshold = number_of(arguments, SLOT_THRESHOLD);
    if (!(threshold > 0))
        return fault_set(fault, FAULT_RANGE,
                         _("a threshold must be greater than 0: saturated is where |f′| is below"));
    session->state.compare.threshold = threshold;
    session->state.compare.saturation = true;
    return true;
}

// --- depth ---

static void set_depth(struct state *state, int depth)
{
    state->compare.depth = depth;
    if (depth > 0)
        state->orders[ORDER_DF] = true; // |f'|^depth is drawn in the place of f'
}

bool apply_depth(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    double depth = number_of(arguments, SLOT_N);
    if (!(depth >= 1 && depth <= DEPTH_MOST) || depth != floor(depth))
        return fault_set(fault, FAULT_RANGE, _("a depth is a whole number of layers from 1 to %d"),
                         DEPTH_MOST);
    set_depth(&session->state, (int)depth);
    return true;
}

bool apply_depth_word(struct session *session, const struct arguments *arguments,
                      struct fault *fault)
{
    (void)fault;
    bool off = says(arguments, WORD_OFF) || session->state.compare.depth > 0;
    set_depth(&session->state, off ? 0 : DEPTH_FIRST);
    return true;
}

bool apply_depth_by(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    double to = session->state.compare.depth + round(number_of(arguments, SLOT_N));
    set_depth(&session->state, (int)fmin(fmax(to, 1), DEPTH_MOST));
    return true;
}

// --- data ---

bool apply_data_off(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->state.compare.data_n = 0;
    return true;
}

// Whether the state can hold the files' names; false with a fault.
static bool data_named(const struct arguments *arguments, struct fault *fault)
{
    for (int i = 0; i < arguments->n; i++) {
        const struct argument *file = argument_nth(arguments, SLOT_FILE, i);
        if (i == DATA_FILES_MAX) {
            fault_set(fault, FAULT_LIMIT, _("more than %d files of data at once"), DATA_FILES_MAX);
            return argument_blame(arguments, file, fault);
        }
        if (strlen(file->text) >= DATASET_PATH_MAX || *file->text == '\0') {
            fault_set(fault, FAULT_LIMIT, _("a file's name has 1 to %d bytes here"),
                      DATASET_PATH_MAX - 1);
            return argument_blame(arguments, file, fault);
        }
    }
    return true;
}

// Says in the message what the files hold.
static void data_message(struct session *session)
{
    const struct compare *compare = &session->state.compare;
    const struct dataset *sets[DATA_FILES_MAX];
    struct text words = {0};
    size_t n = 0;
    for (int i = 0; i < compare->data_n; i++) {
        sets[n] = dataset_find(session->data, compare->data[i]);
        n += sets[n] != NULL ? 1 : 0;
    }
    dataset_words(sets, n, &words);
    session_message(session, false, "%s", text_string(&words));
    text_free(&words);
}

bool data_read_again(struct session *session, struct fault *fault)
{
    const struct compare *compare = &session->state.compare;
    for (int i = 0; i < compare->data_n; i++)
        if (dataset_find(session->data, compare->data[i]) == NULL &&
            !host_perform(session, HOST_DATA, compare->data[i], fault))
            return false;
    return true;
}

// Shows all files or none: what is shown stays until every new file has been read.
bool apply_data(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct compare *compare = &session->state.compare;
    if (!data_named(arguments, fault))
        return false;
    for (int i = 0; i < arguments->n; i++) {
        const char *path = argument_nth(arguments, SLOT_FILE, i)->text;
        bool known = dataset_find(session->data, path) != NULL;
        if (known && session->host.perform == NULL)
            continue; // a copy of the session, on which `expect-state` tries a command
        if (!host_perform(session, HOST_DATA, path, fault))
            return fault->source[0] != '\0'
                       ? false
                       : argument_blame(arguments, argument_nth(arguments, SLOT_FILE, i), fault);
        // A host may agree without reading: then the file's numbers are missing. A session without
        // a store, as that in which a tour is checked, needs none.
        if (session->data != NULL && dataset_find(session->data, path) == NULL)
            return fault_set(fault, FAULT_FILE, _("%s was not read"), path);
    }
    compare->data_n = arguments->n;
    for (int i = 0; i < arguments->n; i++)
        text_copy(compare->data[i], sizeof compare->data[i],
                  argument_nth(arguments, SLOT_FILE, i)->text);
    data_message(session);
    return true;
}

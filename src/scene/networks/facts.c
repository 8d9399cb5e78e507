#include "scene/networks/facts.h"

#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "control/requests.h"

struct color function_color(const struct part *part, int function)
{
    int slot = state_shown_find(part->state, function);
    return slot >= 0 ? part_color(part, slot) : part->theme->quiet;
}

struct color function_ink(const struct part *part, int function)
{
    return color_ink(function_color(part, function), part->theme);
}

// Whether all columns are of one function, and differ in something else.
static bool is_one_function(const struct study *study)
{
    for (int i = 1; i < study->n; i++)
        if (study->columns[i].function != study->columns[0].function)
            return false;
    return study->n > 1;
}

static bool inits_differ(const struct study_request *request)
{
    for (int i = 1; i < request->n; i++)
        if (request->columns[i].init != request->columns[0].init)
            return true;
    return false;
}

struct color column_color(const struct part *part, const struct study *study, int column)
{
    if (is_one_function(study))
        return part->theme->curves[column % THEME_CURVES];
    return function_color(part, study->columns[column].function);
}

struct color column_ink(const struct part *part, const struct study *study, int column)
{
    return color_ink(column_color(part, study, column), part->theme);
}

void remedy_text(const struct remedy *remedy, bool brief, char *out, size_t size)
{
    const char *norm = NULL;
    if (remedy->norm == NORM_LAYER)
        norm = brief ? _("layer") : _("layer norm");
    else if (remedy->norm == NORM_BATCH)
        norm = brief ? _("batch") : _("batch norm");
    const char *const words[] = {remedy->skip ? _("skip") : NULL, norm,
                                 !remedy->tied ? NULL
                                 : brief       ? _("tied")
                                               : _("tied weights")};
    size_t n = 0;
    snprintf(out, size, "%s", _("plain"));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i] != NULL && n < size)
            n += (size_t)snprintf(out + n, size - n, "%s%s", n > 0 ? " + " : "", words[i]);
}

// Of those that `network compare initialisations` has, one word where that is enough.
static const char *init_name(enum initialisation init, bool brief)
{
    switch (init) {
    case INIT_PYTORCH:
        return "PyTorch";
    case INIT_XAVIER_UNIFORM:
        return "Xavier";
    case INIT_ORTHOGONAL:
        return brief ? _("orthog.") : _(initialisation_label(init));
    default:
        return _(initialisation_label(init));
    }
}

void column_name(const struct part *part, const struct study *study, int column, bool brief,
                 char *out, size_t size)
{
    const struct study_want *want = &study->request.columns[column];
    const struct activation *a = state_function(part->state, study->columns[column].function);
    if (!is_one_function(study))
        snprintf(out, size, "%s", a != NULL ? activation_name(a) : "");
    else if (inits_differ(&study->request))
        snprintf(out, size, "%s", init_name(want->init, brief));
    else
        remedy_text(&want->remedy, brief, out, size);
}

const char *decades_text(double decades, char *out, size_t size)
{
    double shown = round(decades * 10) / 10;
    snprintf(out, size, "%s%.1f", shown < 0 ? "−" : shown > 0 ? "+" : "", fabs(shown));
    return out;
}

void network_sigmas(const struct part *part, double *w, double *b)
{
    const struct study *study = part->input->study;
    struct study_request now;
    state_study_request(part->state, &now);
    // A critical σw takes long to find: the networks on the screen know theirs.
    for (int i = 0; study != NULL && study_request_equal(&study->request, &now) && i < study->n;
         i++)
        if (study->columns[i].function == part->state->focus && study->columns[i].sigma_w > 0 &&
            now.columns[i].init == part->state->laboratory.init) {
            *w = study->columns[i].sigma_w;
            *b = study->columns[i].sigma_b;
            return;
        }
    state_sigmas(part->state, part->state->focus, w, b);
}

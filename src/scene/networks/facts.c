#include "scene/networks/facts.h"
#include "control/requests.h"

#include <math.h>
#include <stdio.h>

struct color function_color(const struct part *part, int function)
{
    int slot = state_shown_find(part->state, function);
    return slot >= 0 ? part_color(part, slot) : part->theme->quiet;
}

struct color function_ink(const struct part *part, int function)
{
    return color_ink(function_color(part, function), part->theme);
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
        if (study->columns[i].function == part->state->focus && study->columns[i].sigma_w > 0) {
            *w = study->columns[i].sigma_w;
            *b = study->columns[i].sigma_b;
            return;
        }
    state_sigmas(part->state, part->state->focus, w, b);
}

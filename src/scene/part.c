#include "scene/part.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

double part_text_width(const struct part *part, const char *string, double cap,
                       enum text_weight weight)
{
    const struct text_metrics *metrics = part->input->metrics;
    return metrics->width(metrics->user, string, cap, weight);
}

void part_fit_text(const struct part *part, const char *from, double cap, enum text_weight weight,
                   double width, char *out, size_t size)
{
    text_copy(out, size - 4, from);
    size_t n = strlen(out);
    while (n > 0 && part_text_width(part, out, cap, weight) > width) {
        n = utf8_previous(out, n);
        memcpy(out + n, "…", sizeof "…");
    }
}

// A function has the curve of the theme that belongs to its number (sigmoid the first, tanh the
// second), or, if a function before it in the list has that, the next one that is free. So
// functions keep their colours while others come and go.
int part_place(const struct part *part, int slot)
{
    bool taken[THEME_CURVES] = {false};
    int used = 0, color = 0;
    for (int i = 0; i <= slot; i++) {
        if (part->state->shown[i].hidden && i != slot)
            continue; // what is not drawn takes no colour from what is
        if (used++ % THEME_CURVES == 0)
            memset(taken, 0, sizeof taken);
        color = (part->state->shown[i].function + THEME_CURVES - 1) % THEME_CURVES;
        while (taken[color])
            color = (color + 1) % THEME_CURVES;
        taken[color] = true;
    }
    return color;
}

struct color part_color(const struct part *part, int slot)
{
    return part->theme->curves[part_place(part, slot)];
}

struct color part_ink(const struct part *part, int slot)
{
    return color_ink(part_color(part, slot), part->theme);
}

void order_symbol(const struct activation *activation, enum order order, char *out, size_t size)
{
    static const char *const primes[ORDER_COUNT] = {"", "′", "″"};
    snprintf(out, size, "%s%s", activation->symbol, primes[order]);
}

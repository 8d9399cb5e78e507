#include "scene/part.h"

#include <stdint.h>
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

int look_place(int look)
{
    return look % THEME_CURVES;
}

enum marker look_marker(const struct theme *theme, int look)
{
    int marker = (int)theme->markers[look_place(look)] + look / THEME_CURVES;
    return (enum marker)(marker % MARKER_COUNT);
}

// The looks of the article's five functions are theirs alone while they are drawn: these are the
// first of the catalogue.
enum { ARTICLE = 5 };

// The look that a function would have first: sigmoid the theme's first curve, tanh the second.
static int first_look(int function)
{
    return (function + THEME_CURVES - 1) % THEME_CURVES;
}

// The first free look for a function: of its own colour if that is free, else of the next colour;
// where all colours are taken, with the next marker.
static int free_look(int function, uint64_t taken)
{
    for (int i = 0; i < LOOKS_MAX; i++) {
        int round = i / THEME_CURVES, place = (first_look(function) + i) % THEME_CURVES;
        int look = round * THEME_CURVES + place;
        if ((taken >> look & 1) == 0)
            return look;
    }
    return -1;
}

// Functions keep their looks while others come after them in the list and go.
int part_look(const struct part *part, int slot)
{
    const struct shown *shown = part->state->shown;
    uint64_t taken = 0;
    if (shown[slot].function < ARTICLE)
        return first_look(shown[slot].function);
    for (int i = 0; i < part->state->shown_n; i++)
        if (!shown[i].hidden && shown[i].function < ARTICLE)
            taken |= (uint64_t)1 << first_look(shown[i].function);
    int look = 0;
    for (int i = 0; i <= slot; i++) {
        if (shown[i].function < ARTICLE || (shown[i].hidden && i != slot))
            continue; // what is not drawn takes no look from what is
        look = free_look(shown[i].function, taken);
        if (look < 0) { // so many that looks come again
            taken = 0;
            look = first_look(shown[i].function);
        }
        taken |= (uint64_t)1 << look;
    }
    return look;
}

struct color part_color(const struct part *part, int slot)
{
    return part->theme->curves[look_place(part_look(part, slot))];
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

#include "control/compare.h"

#include <string.h>

void compare_init(struct compare *compare)
{
    *compare = (struct compare){.threshold = SATURATION_THRESHOLD};
}

bool compare_equal(const struct compare *a, const struct compare *b)
{
    if (a->data_n != b->data_n)
        return false;
    for (int i = 0; i < a->data_n; i++)
        if (strcmp(a->data[i], b->data[i]) != 0)
            return false;
    return a->free_y == b->free_y && a->saturation == b->saturation &&
           a->threshold == b->threshold && a->band == b->band && a->depth == b->depth;
}

void compare_print(const struct compare *compare, struct text *out)
{
    char number[32];
    text_format(out, "link y %s\n", compare->free_y ? "off" : "on");
    // A threshold switches the shading on; the switch comes behind it.
    text_format(out, "saturation %s\n", number_print(number, sizeof number, compare->threshold));
    text_format(out, "saturation %s\n", compare->saturation ? "on" : "off");
    text_format(out, "band %s\n", compare->band ? "on" : "off");
    if (compare->depth > 0)
        text_format(out, "depth %d\n", compare->depth);
    else
        text_add(out, "depth off\n");
    text_add(out, compare->data_n > 0 ? "data" : "data off");
    for (int i = 0; i < compare->data_n; i++) {
        text_add(out, " ");
        text_add_quoted(out, compare->data[i]);
    }
    text_add(out, "\n");
}

#include "control/lecture.h"

#include <stddef.h>

// The switches that are commands of their own.
static const struct {
    const char *word;
    size_t at;
} switches[] = {
    {"lecture", offsetof(struct lecture, on)}, {"reduced-motion", offsetof(struct lecture, still)},
    {"echo", offsetof(struct lecture, echo)},  {"timer", offsetof(struct lecture, timer)},
    {"card", offsetof(struct lecture, card)},  {"markers", offsetof(struct lecture, markers)},
    {"hear", offsetof(struct lecture, hear)},  {"speak", offsetof(struct lecture, speak)},
};

enum { SWITCHES = sizeof switches / sizeof switches[0] };

static bool switch_of(const struct lecture *lecture, size_t i)
{
    return *(const bool *)((const char *)lecture + switches[i].at);
}

void lecture_init(struct lecture *lecture)
{
    *lecture = (struct lecture){.on = false};
}

bool lecture_equal(const struct lecture *a, const struct lecture *b)
{
    for (size_t i = 0; i < SWITCHES; i++)
        if (switch_of(a, i) != switch_of(b, i))
            return false;
    return a->white == b->white && a->hear_slope == b->hear_slope;
}

void lecture_print(const struct lecture *lecture, struct text *out)
{
    for (size_t i = 0; i < SWITCHES; i++)
        text_format(out, "%s %s\n", switches[i].word, switch_of(lecture, i) ? "on" : "off");
    text_format(out, "hear %s\n", lecture->hear_slope ? "slope" : "value");
}

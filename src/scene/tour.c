// The words of a tour's step: its title stands for the picture's, its caption under the panels.

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "control/tour.h"
#include "scene/parts.h"

enum { CAPTION_LINES_MAX = 4, CAPTION_LINE_MAX = 400 };

#define LINE_HEIGHT 2.0  // of caption lines, in capital heights
#define FIT_LEAST   0.75 // a caption that needs more lines than there are is set smaller, to this

static const struct tour_step *present_step(const struct part *part)
{
    const struct walk *walk = &part->input->session->walk;
    return walk->tour != NULL ? &walk->tour->steps[walk->step] : NULL;
}

const char *tour_title(const struct part *part)
{
    const struct tour_step *step = present_step(part);
    return step != NULL ? tour_words_in(&step->title, part->state->language) : NULL;
}

// --- breaking lines ---

struct caption {
    double cap;
    int n;
    char lines[CAPTION_LINES_MAX][CAPTION_LINE_MAX];
};

static bool is_ideographic(const char *at)
{
    return (unsigned char)*at >= 0xE3; // U+3000 and beyond: kana, kanji, full-width signs
}

// Signs that no line begins with.
static bool closes(const char *at)
{
    static const char *const signs[] = {"、", "。", "）", "」", "，", "．", "：", "ー", "っ", "ッ",
                                        "ゃ", "ュ", "ョ", "ャ", "ゅ", "ょ", "%",  "’",  "”"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strncmp(at, signs[i], strlen(signs[i])) == 0)
            return true;
    return false;
}

static bool may_break(const char *text, size_t at)
{
    size_t before = utf8_previous(text, at);
    if (text[before] == ' ')
        return true;
    return (is_ideographic(text + at) || is_ideographic(text + before)) && !closes(text + at) &&
           text[at] != ' ';
}

// How many bytes of the text fit into the width, to a place where a line may end.
static size_t fitting(const struct part *part, const char *text, double cap, double width)
{
    char line[CAPTION_LINE_MAX];
    size_t good = 0;
    for (size_t at = utf8_next(text, 0);; at = utf8_next(text, at)) {
        bool end = text[at] == '\0';
        if (end || may_break(text, at)) {
            snprintf(line, sizeof line, "%.*s", (int)at, text);
            if (at >= sizeof line || part_text_width(part, line, cap, WEIGHT_REGULAR) > width)
                return good > 0 ? good : at;
            good = at;
        }
        if (end)
            return good;
    }
}

// False if it needs more lines than there may be.
static bool break_lines(const struct part *part, const char *text, double width,
                        struct caption *caption)
{
    caption->n = 0;
    while (*text != '\0') {
        if (caption->n == CAPTION_LINES_MAX)
            return false;
        size_t n = fitting(part, text, caption->cap, width);
        snprintf(caption->lines[caption->n++], CAPTION_LINE_MAX, "%.*s", (int)n, text);
        text += n;
        text += strspn(text, " ");
    }
    return true;
}

// The caption stands under the panels, from their left edge on. Lines are broken before the panels
// are laid out: for an edge as far in as it is with numbers of four digits.
static double caption_inset(const struct part *part)
{
    return part->scene->look.gap * 2 + part->scene->look.cap_axis * 4.5;
}

static double caption_left(const struct part *part)
{
    const struct scene *scene = part->scene;
    return scene->panel_n > 0 ? fmin(scene->panels[0].plot.x, caption_inset(part))
                              : caption_inset(part);
}

static void counter_text(const struct part *part, char out[32])
{
    const struct walk *walk = &part->input->session->walk;
    snprintf(out, 32, "%d / %d", walk->step + 1, walk->tour->step_n);
}

static void caption_build(const struct part *part, const struct tour_step *step,
                          struct caption *caption)
{
    const struct look *look = &part->scene->look;
    const char *text = tour_words_in(&step->caption, part->state->language);
    char counter[32];
    counter_text(part, counter);
    double width = part->input->width - caption_inset(part) - look->gap * 5 -
                   part_text_width(part, counter, look->cap_axis, WEIGHT_REGULAR);
    caption->cap = look->cap_caption;
    while (!break_lines(part, text, width, caption) && caption->cap > look->cap_caption * FIT_LEAST)
        caption->cap *= 0.95;
}

double tour_band(const struct part *part)
{
    const struct tour_step *step = present_step(part);
    struct caption caption;
    if (step == NULL || part->input->height < 200)
        return 0;
    caption_build(part, step, &caption);
    return ceil(caption.cap * (LINE_HEIGHT * caption.n + 0.6));
}

void scene_tour(const struct part *part, const struct bands *bands)
{
    const struct tour_step *step = present_step(part);
    struct caption caption;
    char counter[32];
    if (step == NULL || !(bands->caption > 0))
        return;
    caption_build(part, step, &caption);
    double top = part->input->height - bands->hints - bands->caption;
    for (int i = 0; i < caption.n; i++)
        draw_text(part->list, caption_left(part), top + caption.cap * (LINE_HEIGHT * i + 1.4),
                  caption.cap, WEIGHT_REGULAR, TEXT_LEFT, part->theme->text, caption.lines[i]);
    counter_text(part, counter);
    draw_text(part->list, part->input->width - part->scene->look.gap * 2, top + caption.cap * 1.4,
              part->scene->look.cap_axis, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet, counter);
}

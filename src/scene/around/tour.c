#include "scene/around/tour.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "control/tour.h"
#include "scene/line_breaks.h"

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

// --- the caption's lines ---

struct caption {
    double cap;
    struct lines lines;
};

struct ruler {
    const struct part *part;
    double cap;
};

static double ruler_width(const void *user, const char *string)
{
    const struct ruler *ruler = user;
    return part_text_width(ruler->part, string, ruler->cap, WEIGHT_REGULAR);
}

static bool break_lines(const struct part *part, const char *text, double width,
                        struct caption *caption)
{
    const struct ruler ruler = {part, caption->cap};
    return lines_break(text, width, ruler_width, &ruler, &caption->lines);
}

// How far from the picture's left edge the caption's lines are taken to begin when they are broken,
// which is before the panels are laid out: where panels begin whose y numbers have four digits, on
// other pages at the margin.
static double caption_inset(const struct part *part)
{
    const struct look *look = part->look;
    bool panels = part->state->laboratory.page == PAGE_CURVES;
    return look->gap * 2 + (panels ? look->cap_axis * 4.5 : 0);
}

static double caption_left(const struct part *part)
{
    const struct scene *scene = part->scene;
    double inset = caption_inset(part);
    if (part->state->laboratory.page != PAGE_CURVES || scene->panel_n == 0)
        return inset;
    return fmin(scene->panels[0].plot.x, inset + part->look->gap);
}

static void counter_text(const struct part *part, char out[32])
{
    const struct walk *walk = &part->input->session->walk;
    snprintf(out, 32, "%d / %d", walk->step + 1, walk->tour->step_n);
}

static void caption_build(const struct part *part, const struct tour_step *step,
                          struct caption *caption)
{
    const struct look *look = part->look;
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
    return ceil(caption.cap * (LINE_HEIGHT * caption.lines.n + 0.6));
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
    for (int i = 0; i < caption.lines.n; i++)
        draw_text(part->list, caption_left(part), top + caption.cap * (LINE_HEIGHT * i + 1.4),
                  caption.cap, WEIGHT_REGULAR, TEXT_LEFT, part->theme->text, caption.lines.text[i]);
    counter_text(part, counter);
    draw_text(part->list, part->input->width - part->look->gap * 2, top + caption.cap * 1.4,
              part->look->cap_axis, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet, counter);
}

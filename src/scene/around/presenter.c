#include "scene/around/presenter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

enum { LINE_BYTES = 400 };

#define PICTURE_SHARE 0.62 // of the width

struct presenter_info presenter_info(const struct session *session)
{
    const struct walk *walk = &session->walk;
    struct presenter_info info = {
        .step = "",
        .next = "",
        .notes = "",
        .seconds = session->presenter.clock - session->presenter.timer_from,
    };
    if (walk->tour == NULL)
        return info;
    const struct tour_step *step = &walk->tour->steps[walk->step];
    int language = session->state.language;
    info.step = tour_words_in(&step->title, language);
    info.notes = tour_words_in(&step->note, language);
    info.next = walk->step + 1 < walk->tour->step_n ? tour_words_in(&step[1].title, language)
                                                    : _("the end");
    snprintf(info.counter, sizeof info.counter, "%d / %d", walk->step + 1, walk->tour->step_n);
    return info;
}

struct view_part {
    struct draw_list *out;
    const struct theme *theme;
    const struct text_metrics *metrics;
    double unit; // the height
};

static double text_width(const struct view_part *v, const char *string, double cap)
{
    return v->metrics->width(v->metrics->user, string, cap, WEIGHT_REGULAR);
}

// How many bytes of the text fit into the width, up to the end of a word; of a word that is too
// long, or of Japanese, up to a character.
static size_t fitting(const struct view_part *v, const char *text, double cap, double width)
{
    char line[LINE_BYTES];
    size_t good = 0, at = 0;
    while (text[at] != '\0') {
        size_t next = utf8_next(text, at);
        if (next >= sizeof line)
            break;
        snprintf(line, sizeof line, "%.*s", (int)next, text);
        if (text_width(v, line, cap) > width)
            break;
        at = next;
        if (text[at] == ' ' || text[at] == '\0' || (unsigned char)text[at] >= 0xE3)
            good = at;
    }
    return good > 0 ? good : at > 0 ? at : utf8_next(text, 0);
}

// Writes a text in lines from y on, as far as there is room; returns the y below it.
static double write_lines(const struct view_part *v, struct rect r, double cap,
                          enum text_weight weight, struct color color, const char *text)
{
    double y = r.y;
    while (*text != '\0' && y + cap * 2 <= r.y + r.h) {
        char line[LINE_BYTES];
        size_t n = fitting(v, text, cap, r.w * 0.96); // bold letters are a little wider
        snprintf(line, sizeof line, "%.*s", (int)n, text);
        draw_text(v->out, r.x, y + cap * 1.4, cap, weight, TEXT_LEFT, color, line);
        y += cap * 2;
        text += n;
        text += strspn(text, " ");
    }
    return y;
}

// A heading and a text below it.
static double write_block(const struct view_part *v, struct rect r, const char *heading, double cap,
                          const char *text)
{
    double small = v->unit * 0.016;
    if (*text == '\0')
        return r.y;
    draw_text(v->out, r.x, r.y + small * 1.4, small, WEIGHT_MEDIUM, TEXT_LEFT, v->theme->quiet,
              heading);
    r.y += small * 2.2;
    r.h -= small * 2.2;
    return write_lines(v, r, cap, WEIGHT_REGULAR, v->theme->text, text) + cap;
}

static void draw_picture(const struct view_part *v, const struct draw_list *hall, struct rect room)
{
    double factor = fmin(room.w / hall->width, room.h / hall->height);
    struct rect r = {room.x, room.y, round(hall->width * factor), round(hall->height * factor)};
    draw_rect(v->out, (struct rect){r.x - 1, r.y - 1, r.w + 2, r.h + 2}, v->theme->axis);
    draw_list_append(v->out, hall, r.x, r.y, factor);
}

void scene_presenter(struct draw_list *out, const struct presenter_info *info,
                     const struct draw_list *hall, const struct theme *theme,
                     const struct text_metrics *metrics, double width, double height)
{
    draw_list_begin(out, width, height, theme->background);
    const struct view_part v = {out, theme, metrics, fmin(height, 0.75 * width)};
    double gap = v.unit * 0.03, picture = round(width * PICTURE_SHARE);
    double head = v.unit * 0.028, clock = v.unit * 0.06;
    struct rect left = {gap, gap, picture - gap, height};
    left.y = write_lines(&v, left, head, WEIGHT_BOLD, theme->text, info->step) + gap / 2;
    struct rect room = {left.x, round(left.y), left.w, height * 0.72 - left.y};
    draw_picture(&v, hall, room);
    struct rect right = {picture + gap, gap, width - picture - 2 * gap, height - clock * 2 - gap};
    right.y = write_block(&v, right, _("Next"), head, info->next);
    right.h = height - clock * 2 - right.y;
    write_block(&v, right, _("Notes"), v.unit * 0.024, info->notes);
    char time[32];
    clock_text(time, sizeof time, info->seconds);
    double baseline = height - gap;
    draw_text(out, width - gap, baseline, clock, WEIGHT_MEDIUM, TEXT_RIGHT, theme->text, time);
    draw_text(out, gap, baseline, head, WEIGHT_MEDIUM, TEXT_LEFT, theme->quiet, info->counter);
}

// What the lecturer sees on the laptop while the hall sees the picture: the picture, small; the
// step, the next one, the notes, the time.
#ifndef ACTSCOPE_SCENE_AROUND_PRESENTER_H
#define ACTSCOPE_SCENE_AROUND_PRESENTER_H

#include "control/session.h"
#include "scene/draw_list.h"

// Texts are borrowed; "" where there is none.
struct presenter_info {
    const char *step, *next, *notes; // titles of this step and the next; notes to this one
    char counter[32];                // "3 / 10"; "" without a tour
    double seconds;                  // since the timer began
};

// What there is to say now: of the tour's step, or, without a tour, of nothing but the time.
struct presenter_info presenter_info(const struct session *session);

// Composes the view, width x height pixels, from the hall's list. Curves are borrowed as there.
void scene_presenter(struct draw_list *out, const struct presenter_info *info,
                     const struct draw_list *hall, const struct theme *theme,
                     const struct text_metrics *metrics, double width, double height);

#endif

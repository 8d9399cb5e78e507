#include "scene/scene.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/around/bubble.h"
#include "scene/around/buttons.h"
#include "scene/around/card.h"
#include "scene/around/help.h"
#include "scene/around/lecture.h"
#include "scene/around/picker.h"
#include "scene/chrome.h"
#include "scene/curves/ghost.h"
#include "scene/curves/labels.h"
#include "scene/curves/layout.h"
#include "scene/curves/panel.h"
#include "scene/curves/readout.h"
#include "scene/formula/inset.h"
#include "scene/networks/page.h"
#include "scene/networks/race.h"

static void scene_blank(const struct part *part)
{
    draw_list_begin(part->list, part->input->width, part->input->height,
                    part->state->lecture.white ? (struct color){255, 255, 255, 255}
                                               : (struct color){0, 0, 0, 255});
}

static void scene_empty_hint(const struct part *part)
{
    const char *line = _("Nothing is shown. Press 1 to 9, or / to find a function.");
    double cap = part->look->cap_label;
    double w = part_text_width(part, line, cap, WEIGHT_REGULAR);
    const struct rect *plot = &part->scene->panels[0].plot;
    double middle = part->scene->panel_n > 0 ? plot->y + plot->h / 2 : part->input->height / 2;
    struct rect rect = {part->input->width / 2 - w / 2 - cap, middle - cap * 2, w + 2 * cap,
                        cap * 3};
    if (w >= part->input->width * 0.9)
        return;
    zone_ground(part, rect);
    zone_help(zone_add(part, rect, -1, "prompt find", ""), _("Look for a function and show it"));
    draw_text(part->list, part->input->width / 2, middle, cap, WEIGHT_REGULAR, TEXT_CENTER,
              part->theme->quiet, line);
}

// The curves' page; true where values stand in the place of its title.
static bool scene_curves(const struct part *part, const struct bands *bands)
{
    struct scene *scene = part->scene;
    layout_panels(part, bands);
    for (int i = 0; i < scene->panel_n; i++)
        scene_panel(part, &scene->panels[i], i);
    if (state_visible_count(part->state) == 0)
        scene_empty_hint(part);
    if (part->state->legend)
        scene_legend(part);
    bool title_taken = scene_readout(part, bands);
    scene_box(part);
    return title_taken;
}

// What the state's page shows, and what surrounds it.
static void scene_page(const struct part *part)
{
    const struct bands bands = chrome_bands(part);
    bool title_taken = false;
    if (part->state->laboratory.page == PAGE_NETWORK)
        scene_network(part, &bands);
    else if (part->state->laboratory.page == PAGE_RACE)
        scene_race(part, &bands);
    else
        title_taken = scene_curves(part, &bands);
    scene_chrome(part, &bands, title_taken);
    scene_ink(part);
    scene_echo(part, &bands);
    scene_spot(part);
    scene_picker(part);
    scene_menu(part, part->input->height - bands.hints);
    scene_bubble(part);
}

static struct look look_of(const struct scene_input *input)
{
    const struct state *state = &input->session->state;
    double size = state->text_size * (input->size > 0 ? input->size : 1);
    struct look look =
        look_for(input->width, input->height, input->pixel_ratio, size, state->lecture.on);
    return state->laboratory.page == PAGE_CURVES ? layout_look(input, look) : look;
}

void scene_build(struct scene *scene, const struct scene_input *input)
{
    const struct state *state = &input->session->state;
    const struct part part = {
        .scene = scene,
        .input = input,
        .state = state,
        .theme = themes_current(input->session),
        .look = &scene->look,
        .list = &scene->list,
    };
    scene->panel_n = scene->zone_n = 0;
    scene->revision = input->session->revision;
    scene->look = look_of(input);
    if (state->blank) {
        scene_blank(&part);
        return;
    }
    draw_list_begin(part.list, input->width, input->height, part.theme->background);
    scene_page(&part);
    if (state->lecture.card)
        scene_card(&part);
    if (state->help)
        scene_help(&part);
}

void scene_free(struct scene *scene)
{
    if (scene == NULL)
        return;
    draw_list_free(&scene->list);
    ghosts_free(scene->ghosts);
    formulas_free(scene->formulas);
    memset(scene, 0, sizeof *scene);
}

bool scene_is_current(const struct scene *scene, const struct session *session)
{
    return scene->revision == session->revision;
}

static bool inside(const struct rect *r, double x, double y)
{
    return r->w > 0 && x >= r->x && x < r->x + r->w && y >= r->y && y < r->y + r->h;
}

const struct panel *scene_panel_at(const struct scene *scene, double x, double y, char *where)
{
    char place = 0;
    const struct panel *found = NULL;
    for (int i = 0; scene != NULL && i < scene->panel_n && found == NULL; i++) {
        const struct panel *p = &scene->panels[i];
        place = inside(&p->plot, x, y)        ? 'p'
                : inside(&p->numbers_x, x, y) ? 'x'
                : inside(&p->numbers_y, x, y) ? 'y'
                                              : 0;
        if (place != 0)
            found = p;
    }
    if (where != NULL)
        *where = place;
    return found;
}

const struct zone *scene_zone_at(const struct scene *scene, double x, double y)
{
    int n = scene != NULL ? scene->zone_n : 0;
    bool menu = n > 0 && scene->zones[n - 1].in_menu; // its zones are the last ones
    for (int i = n; i-- > 0;)                         // later ones lie on top
        if (scene->zones[i].in_menu == menu && inside(&scene->zones[i].rect, x, y))
            return &scene->zones[i];
    return NULL;
}

void scene_title(const struct state *state, char *out, size_t size)
{
    enum { NAMED = 4 };
    int n = state_visible_count(state), k = 0;
    char room[160];
    struct text text = text_in(room, sizeof room);
    if (n == 0)
        text_add(&text, "actscope");
    else if (n > NAMED)
        text_format(&text, _("%d activation functions"), n);
    for (int i = 0; n <= NAMED && i < state->shown_n; i++) {
        if (state->shown[i].hidden)
            continue;
        const char *glue = k == 0 ? "" : k == n - 1 ? _(" and ") : ", ";
        text_format(&text, "%s%s", glue,
                    activation_name(state_function(state, state->shown[i].function)));
        k++;
    }
    text_copy(out, size, text_string(&text));
    text_free(&text);
}

#include "scene/pointer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scene/curves/curve.h"

#define DRAG_PIXELS  4.0 // movement that makes a press a drag
#define BOX_PIXELS   8.0 // smaller boxes zoom nowhere
#define TWICE_PIXELS 8.0 // clicks further apart are not a double click: names stand close together
#define SNAP_PIXELS  5.0 // how near a point of interest attracts the cursor
#define NOTCH_FACTOR 0.9
#define FINE_FACTOR  0.98
#define TILT_PART    0.05 // of a panel's width: how far a notch to the side pans
#define LIST_ROWS    2    // how far a notch scrolls a list
#define SPOT_FACTOR  1.1  // how much larger a notch makes the light spot

// Fingers that are half a screen apart, each a quarter from the middle between them, zoom just as
// they move.
#define PINCH_FACTOR 4.0

static double fraction_x(const struct panel *panel, double x)
{
    return (x - panel->plot.x) / panel->plot.w;
}

static double fraction_y(const struct panel *panel, double y)
{
    return 1 - (y - panel->plot.y) / panel->plot.h;
}

// The x at a fraction of the panel's width, rounded to about a tenth of a pixel, so that it is
// short.
static double round_to_pixel(const struct panel *panel, double fraction)
{
    double value = axis_value(&panel->x, fraction);
    double next = axis_value(&panel->x, fraction + 0.1 / panel->plot.w);
    double pixel = fabs(next - value);
    if (!(pixel > 0) || !isfinite(pixel))
        return value;
    double unit = pow(10, floor(log10(pixel)));
    double rounded = unit >= 1e-300 ? round(value / unit) * unit : value;
    // Printing and reading again takes off the rounding error of the multiplication.
    char text[40];
    snprintf(text, sizeof text, "%.12g", rounded);
    double clean = strtod(text, NULL);
    return isfinite(clean) && fabs(clean - value) <= pixel ? clean : value;
}

struct nearest {
    int function;
    double distance; // pixels
};

// The curve of this panel that is nearest, by height, to a point.
static struct nearest nearest_curve(const struct panel *panel, const struct session *session,
                                    double x, double py)
{
    struct nearest best = {.function = -1, .distance = HUGE_VAL};
    for (int k = 0; k < panel->function_n; k++)
        for (int o = 0; o < ORDER_COUNT; o++) {
            if (!panel->orders[o])
                continue;
            int id = panel->functions[k];
            double y = panel_value(&session->state, panel, id, (enum order)o, x);
            double at = panel->plot.y + (1 - axis_fraction(&panel->y, y)) * panel->plot.h;
            double d = fabs(at - py);
            // The focused curve keeps the focus where others are just as near.
            bool focused = id == session->state.focus;
            if (d < best.distance - 1e-9 || (focused && d <= best.distance + 0.5))
                best = (struct nearest){.function = id, .distance = d};
        }
    return best;
}

// The x of a point of interest of the function within reach of px, else x itself.
static double snap_x(const struct panel *panel, const struct session *session, int function,
                     double x, double px)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    if (function < 0)
        return x;
    int n = activation_points(state_function(&session->state, function),
                              session->state.parameters[function], points);
    double best = SNAP_PIXELS, result = x;
    for (int i = 0; i < n; i++) {
        if (!panel->orders[points[i].order])
            continue;
        double at = panel->plot.x + axis_fraction(&panel->x, points[i].x) * panel->plot.w;
        if (fabs(at - px) < best) {
            best = fabs(at - px);
            result = points[i].x;
        }
    }
    return result;
}

static void say_cursor(struct pointer *pointer, const struct session *session, double x,
                       struct text *out)
{
    char number[32];
    pointer->traces = true;
    if (!session->state.cursor_on || session->state.cursor_x != x)
        text_format(out, "cursor %s\n", number_print(number, sizeof number, x));
}

static void trace(struct pointer *pointer, const struct panel *panel, const struct session *session,
                  double px, double py, struct text *out)
{
    double x = round_to_pixel(panel, fraction_x(panel, px));
    struct nearest near = nearest_curve(panel, session, x, py);
    if (near.function >= 0 && near.function != session->state.focus)
        text_format(out, "focus %s\n", state_function(&session->state, near.function)->id);
    say_cursor(pointer, session, snap_x(panel, session, near.function, x, px), out);
}

static void hover(struct pointer *pointer, const struct state *state, const struct zone *zone,
                  struct text *out)
{
    int wanted = zone != NULL && zone->function >= 0 ? zone->function + 1 : 0;
    if (wanted == pointer->highlight)
        return;
    pointer->highlight = wanted;
    if (wanted > 0)
        text_format(out, "highlight %s\n", state_function(state, wanted - 1)->id);
    else
        text_add(out, "highlight off\n");
}

static void pan(struct pointer *pointer, const struct panel *panel, double x, double y,
                struct text *out)
{
    char a[32], b[32];
    double dx = pointer->where == 'y' ? 0 : -(x - pointer->x) / panel->plot.w;
    double dy = pointer->where == 'x' ? 0 : (y - pointer->y) / panel->plot.h;
    if (dx != 0 || dy != 0)
        text_format(out, "pan %s %s %s\n", number_print(a, sizeof a, dx),
                    number_print(b, sizeof b, dy), order_word(panel->row));
}

static double clamp(double v, double low, double high)
{
    return v < low ? low : v > high ? high : v;
}

static void stretch_box(struct pointer *pointer, const struct panel *panel, double x, double y)
{
    const struct rect *p = &panel->plot;
    double x0 = pointer->from_x, y0 = pointer->from_y;
    double x1 = clamp(x, p->x, p->x + p->w), y1 = clamp(y, p->y, p->y + p->h);
    if (pointer->modifiers & POINTER_ALT) {
        x0 = p->x;
        x1 = p->x + p->w;
    }
    if (pointer->modifiers & POINTER_SHIFT) {
        y0 = p->y;
        y1 = p->y + p->h;
    }
    pointer->box =
        (struct rect){fmin(x0, x1), fmin(y0, y1), fmax(1, fabs(x1 - x0)), fmax(1, fabs(y1 - y0))};
}

static void finish_box(struct pointer *pointer, const struct panel *panel, struct text *out)
{
    struct rect b = pointer->box;
    char n[4][32];
    pointer->box.w = 0;
    if (b.w < BOX_PIXELS || b.h < BOX_PIXELS)
        return;
    double edges[] = {axis_value(&panel->x, fraction_x(panel, b.x)),
                      axis_value(&panel->x, fraction_x(panel, b.x + b.w)),
                      axis_value(&panel->y, fraction_y(panel, b.y + b.h)),
                      axis_value(&panel->y, fraction_y(panel, b.y))};
    for (int i = 0; i < 4; i++)
        number_print(n[i], sizeof n[i], edges[i]);
    text_format(out, "view %s %s %s %s %s\n", n[0], n[1], n[2], n[3], order_word(panel->row));
}

static const struct panel *pressed_panel(const struct pointer *pointer, const struct scene *scene)
{
    return scene != NULL && pointer->panel < scene->panel_n ? &scene->panels[pointer->panel] : NULL;
}

#define SLIDER_STEPS 200.0

static double track_fraction(const struct track *track, double value)
{
    if (track->log)
        return log(value / track->low) / log(track->high / track->low);
    return (value - track->low) / (track->high - track->low);
}

static double track_value(const struct track *track, double fraction)
{
    fraction = clamp(fraction, 0, 1);
    if (track->log)
        return track->low * pow(track->high / track->low, fraction);
    return track->low + (track->high - track->low) * fraction;
}

// The nearest value that a track can take, rounded to its steps, so that it is short.
static double round_on_track(const struct track *track, double value)
{
    double bounded = clamp(value, track->low, track->high);
    if (track->whole)
        return round(bounded);
    double span = track->log ? bounded : track->high - track->low;
    double unit = pow(10, floor(log10(span / SLIDER_STEPS)));
    char number[32];
    snprintf(number, sizeof number, "%.12g", round(bounded / unit) * unit);
    double clean = strtod(number, NULL);
    return track->positive && clean <= 0 ? unit : clean;
}

// Sets what a zone's tracks stand for.
static void say_values(struct zone *zone, double x, double y, struct text *out)
{
    char number[2][32];
    bool pad = zone->y.length != 0;
    if (x == zone->x.value && (!pad || y == zone->y.value))
        return;
    text_format(out, "%s %s", zone->value, number_print(number[0], sizeof number[0], x));
    if (pad)
        text_format(out, " %s", number_print(number[1], sizeof number[1], y));
    text_add(out, "\n");
    zone->x.value = x;
    zone->y.value = y;
}

static double value_at(const struct track *track, double pixel)
{
    if (track->length == 0)
        return 0;
    return round_on_track(track, track_value(track, (pixel - track->at) / track->length));
}

static void slide(struct zone *zone, double x, double y, struct text *out)
{
    say_values(zone, value_at(&zone->x, x), value_at(&zone->y, y), out);
}

static bool has_track(const struct zone *zone)
{
    return zone != NULL && zone->x.length != 0;
}

// Sets the value of a zone that takes it from a pointer without a button; and when the pointer has
// left such a zone, runs what is to run then.
static void pass_by(struct pointer *pointer, const struct zone *zone, double x, double y,
                    struct text *out)
{
    bool hovers = has_track(zone) && zone->hover;
    if (!hovers && pointer->leave[0] != '\0') {
        text_format(out, "%s\n", pointer->leave);
        pointer->leave[0] = '\0';
    }
    if (!hovers)
        return;
    struct zone passed = *zone;
    slide(&passed, x, y, out);
    text_copy(pointer->leave, sizeof pointer->leave, zone->leave);
}

static void wheel_slider(const struct zone *at, double notches, bool fine, struct text *out)
{
    struct zone zone = *at;
    const struct track *track = &zone.x;
    double step = notches * (fine ? 1 : 4) / SLIDER_STEPS;
    double to =
        round_on_track(track, track_value(track, track_fraction(track, track->value) + step));
    if (track->whole && to == track->value) // every notch counts
        to = round_on_track(track, track->value + (notches > 0 ? 1 : notches < 0 ? -1 : 0));
    say_values(&zone, to, zone.y.value, out);
}

// The function + 1 whose name or own panel is at a point; 0 for none.
static int function_at(const struct scene *scene, double x, double y)
{
    const struct zone *zone = scene_zone_at(scene, x, y);
    if (zone != NULL)
        return zone->function + 1;
    const struct panel *panel = scene_panel_at(scene, x, y, NULL);
    return panel != NULL && panel->function_n == 1 ? panel->functions[0] + 1 : 0;
}

// Dragging a name onto another function takes that one's place, once for each arrival: what moves
// out of the way may come to lie under the pointer.
static void move_function(struct pointer *pointer, const struct scene *scene,
                          const struct state *state, double x, double y, struct text *out)
{
    int over = function_at(scene, x, y);
    bool arrived = over != pointer->over && over > 0 && over != pointer->moved;
    pointer->over = over;
    int to = arrived ? state_shown_find(state, over - 1) : -1;
    if (to >= 0 && state_shown_find(state, pointer->moved - 1) >= 0)
        text_format(out, "move %s %d\n", state_function(state, pointer->moved - 1)->id, to + 1);
}

// A place as commands of the presenter's give it, finer than a pixel.
static void say_place(const struct scene *scene, const char *command, double x, double y,
                      struct text *out)
{
    text_format(out, "%s %.5g %.5g\n", command, clamp(x / scene->list.width, 0, 1),
                clamp(y / scene->list.height, 0, 1));
}

// The scene if it holds; NULL, where nothing is found, for one that is older than the session.
static const struct scene *present(const struct scene *scene, const struct session *session)
{
    return scene_is_current(scene, session) ? scene : NULL;
}

// Whether something is in front of the panels.
static bool is_covered(const struct session *session)
{
    return session->state.help || session->state.blank || session->menu.kind != MENU_NONE;
}

// The panel at a point; NULL where a zone lies over the panels.
static const struct panel *panel_at(const struct scene *scene, const struct zone *zone, double x,
                                    double y, char *where)
{
    *where = 0;
    return zone != NULL && zone->over ? NULL : scene_panel_at(scene, x, y, where);
}

// A pointer without a button: what it passes stands out, and the trace cursor follows.
static void roam(struct pointer *pointer, const struct scene *scene, const struct session *session,
                 double x, double y, struct text *out)
{
    const struct zone *zone = scene_zone_at(scene, x, y);
    char where;
    const struct panel *panel = panel_at(scene, zone, x, y, &where);
    hover(pointer, &session->state, zone, out);
    pass_by(pointer, zone, x, y, out);
    if (panel != NULL && where == 'p') {
        trace(pointer, panel, session, x, y, out);
    } else if (pointer->traces) {
        pointer->traces = false;
        text_add(out, "cursor off\n");
    }
}

// Turns a press into a drag once the pointer has moved far enough.
static void begin_drag(struct pointer *pointer, double x, double y)
{
    bool far = hypot(x - pointer->from_x, y - pointer->from_y) >= DRAG_PIXELS;
    if (pointer->mode != POINTER_PRESSED || !far)
        return;
    if (pointer->where != 'z') {
        pointer->mode = POINTER_PAN;
        pointer->x = pointer->from_x;
        pointer->y = pointer->from_y;
    } else if (pointer->moved > 0) {
        pointer->mode = POINTER_MOVE;
        pointer->over = pointer->moved;
        pointer->twice[0] = '\0';
    }
}

void pointer_move(struct pointer *pointer, const struct scene *built, const struct session *session,
                  double x, double y, unsigned modifiers, struct text *out)
{
    const struct scene *scene = present(built, session);
    const struct panel *pressed = pressed_panel(pointer, scene);
    pointer->modifiers = modifiers;
    begin_drag(pointer, x, y);
    if (session->presenter.spot || pointer->mode == POINTER_SPOT)
        say_place(built, "spotlight", x, y, out);
    if (pointer->mode == POINTER_INK) {
        say_place(built, "pen to", x, y, out);
    } else if (pointer->mode == POINTER_MOVE) {
        move_function(pointer, scene, &session->state, x, y, out);
    } else if (pointer->mode == POINTER_SLIDE) {
        slide(&pointer->slider, x, y, out);
    } else if (pointer->mode == POINTER_PAN && pressed != NULL) {
        pan(pointer, pressed, x, y, out);
    } else if (pointer->mode == POINTER_BOX && pressed != NULL) {
        stretch_box(pointer, pressed, x, y);
    } else if (pointer->mode == POINTER_IDLE && !is_covered(session)) {
        roam(pointer, scene, session, x, y, out);
    }
    pointer->x = x;
    pointer->y = y;
}

// Fits what was clicked: y to the curves, or x to its first range.
static void double_click(const struct panel *panel, char where, const struct state *state,
                         struct text *out)
{
    if (panel == NULL)
        return;
    struct axis home = state_home_x(state);
    char low[32], high[32];
    if (where == 'x')
        text_format(out, "view %s %s\n", number_print(low, sizeof low, home.low),
                    number_print(high, sizeof high, home.high));
    else
        text_format(out, "view fit %s\n", order_word(panel->row));
}

// Begins a gesture where a button is pressed, and forgets the one before it; what hovering has set
// stays.
static void begin_gesture(struct pointer *pointer, enum pointer_button button, double x, double y,
                          unsigned modifiers)
{
    char leave[ZONE_COMMAND_MAX];
    text_copy(leave, sizeof leave, pointer->leave);
    *pointer = (struct pointer){.mode = POINTER_PRESSED,
                                .button = button,
                                .x = x,
                                .y = y,
                                .from_x = x,
                                .from_y = y,
                                .modifiers = modifiers,
                                .traces = pointer->traces,
                                .highlight = pointer->highlight};
    text_copy(pointer->leave, sizeof pointer->leave, leave);
}

// The left button on a zone: a slider follows the pointer from now on; else letting go is a click,
// and moving away with a function's name moves the function.
static void press_zone(struct pointer *pointer, const struct zone *zone)
{
    text_copy(pointer->twice, sizeof pointer->twice, zone->double_click);
    if (has_track(zone)) {
        pointer->mode = POINTER_SLIDE;
        pointer->slider = *zone;
        return;
    }
    pointer->moved = zone->over ? 0 : zone->function + 1;
    text_copy(pointer->once, sizeof pointer->once, zone->click);
}

void pointer_press(struct pointer *pointer, const struct scene *built,
                   const struct session *session, enum pointer_button button, int clicks, double x,
                   double y, unsigned modifiers, struct text *out)
{
    const struct scene *scene = present(built, session);
    if (button == BUTTON_BACK || button == BUTTON_FORWARD) {
        text_add(out, button == BUTTON_BACK ? "view back\n" : "view forward\n");
        return;
    }
    if (session->state.help || session->state.blank) {
        text_add(out, "leave\n");
        return;
    }
    if (pointer_cancel(pointer)) // a left click gives up a box zoom
        return;
    if (session->menu.kind != MENU_NONE && scene_zone_at(scene, x, y) == NULL) {
        text_add(out, "menu off\n");
        return;
    }
    char where;
    const struct zone *zone = scene_zone_at(scene, x, y);
    const struct panel *panel = panel_at(scene, zone, x, y, &where);
    if (session->entry.kind == ENTRY_FIND && (zone == NULL || !zone->over)) {
        text_add(out, "edit cancel\n");
        return;
    }
    if (hypot(x - pointer->from_x, y - pointer->from_y) > TWICE_PIXELS)
        clicks = 1;
    if (clicks >= 2 && pointer->twice[0] != '\0') {
        text_format(out, "%s\n", pointer->twice);
        pointer->twice[0] = '\0';
        return;
    }
    begin_gesture(pointer, button, x, y, modifiers);
    bool boxes = button == BUTTON_RIGHT ||
                 (button == BUTTON_LEFT && (modifiers & POINTER_CTRL) && zone == NULL);
    pointer->where = zone != NULL ? 'z' : where;
    pointer->panel = panel != NULL ? (int)(panel - scene->panels) : PANELS_MAX;
    if (button == BUTTON_MIDDLE) {
        pointer->mode = POINTER_SPOT;
        say_place(built, "spotlight", x, y, out);
    } else if (button == BUTTON_LEFT && session->presenter.pen) {
        pointer->mode = POINTER_INK;
        say_place(built, "pen down", x, y, out);
    } else if (boxes && panel != NULL && where == 'p') {
        pointer->mode = POINTER_BOX;
    } else if (button != BUTTON_LEFT) {
        pointer->mode = button == BUTTON_RIGHT ? POINTER_MENU : POINTER_IDLE;
    } else if (zone != NULL) {
        press_zone(pointer, zone);
    } else if (clicks >= 2) {
        pointer->mode = POINTER_IDLE;
        double_click(panel, where, &session->state, out);
    }
}

#define MENU_PIXELS 12.0 // how near a curve must be for the menu to be about it

// A right click opens the menu of what is under the pointer: a curve or its name, an axis, a panel.
static void open_menu(const struct scene *built, const struct session *session, double x, double y,
                      struct text *out)
{
    const struct scene *scene = present(built, session);
    const struct zone *zone = scene_zone_at(scene, x, y);
    char where, place[64];
    const struct panel *panel = scene_panel_at(scene, x, y, &where);
    int function = zone != NULL ? zone->function : -1;
    snprintf(place, sizeof place, "%.4g %.4g", clamp(x / built->list.width, 0, 1),
             clamp(y / built->list.height, 0, 1));
    if (panel != NULL && where == 'p' && function < 0) {
        double at = axis_value(&panel->x, fraction_x(panel, x));
        struct nearest near = nearest_curve(panel, session, at, y);
        function = near.distance <= MENU_PIXELS ? near.function : -1;
    }
    if (function >= 0)
        text_format(out, "menu curve %s %s\n", state_function(&session->state, function)->id,
                    place);
    else if (panel != NULL && where == 'x')
        text_format(out, "menu x %s\n", place);
    else if (panel != NULL && where == 'y')
        text_format(out, "menu y %s %s\n", order_word(panel->row), place);
    else
        text_format(out, "menu panel %s\n", place);
}

void pointer_release(struct pointer *pointer, const struct scene *built,
                     const struct session *session, enum pointer_button button, double x, double y,
                     struct text *out)
{
    const struct scene *scene = present(built, session);
    enum pointer_mode mode = pointer->mode;
    pointer->mode = POINTER_IDLE;
    const struct panel *panel = pressed_panel(pointer, scene);
    if (mode == POINTER_SPOT)
        text_add(out, "spotlight off\n");
    bool still = hypot(x - pointer->from_x, y - pointer->from_y) < DRAG_PIXELS;
    if (button == BUTTON_RIGHT && still && (mode == POINTER_BOX || mode == POINTER_MENU)) {
        pointer->box.w = 0;
        open_menu(built, session, x, y, out);
    } else if (mode == POINTER_BOX && button == pointer->button && panel != NULL)
        finish_box(pointer, panel, out);
    const struct zone *zone = scene_zone_at(scene, x, y);
    bool clicked = mode == POINTER_PRESSED && button == BUTTON_LEFT && pointer->where == 'z';
    // Letting go elsewhere than on the zone that was pressed is no click.
    clicked = clicked && zone != NULL && strcmp(zone->click, pointer->once) == 0;
    bool shift = (pointer->modifiers & POINTER_SHIFT) != 0;
    if (clicked && zone->click[0] != '\0') {
        const char *click = shift && zone->shift_click[0] != '\0' ? zone->shift_click : zone->click;
        if (zone->function >= 0)
            pointer->highlight = 0;
        text_format(out, "%s%s\n", zone->function >= 0 ? "highlight off\n" : "", click);
    }
}

// Zooms about a place: both axes in a panel, one axis on its numbers.
static void say_zoom(const struct panel *panel, char where, double factor, double x, double y,
                     struct text *out)
{
    char n[3][32];
    double at_x = clamp(fraction_x(panel, x), 0, 1), at_y = clamp(fraction_y(panel, y), 0, 1);
    // Four digits are finer than a pixel, and keep the commands short.
    at_x = round(at_x * 1e4) / 1e4;
    at_y = round(at_y * 1e4) / 1e4;
    text_format(out, "zoom %s %s %s %s %s\n", number_print(n[0], sizeof n[0], factor),
                number_print(n[1], sizeof n[1], at_x), number_print(n[2], sizeof n[2], at_y),
                where == 'p'   ? "both"
                : where == 'x' ? "x"
                               : "y",
                order_word(panel->row));
}

// Makes the light spot larger or smaller; three digits are fine enough.
static void wheel_spot(const struct presenter *presenter, double notches, struct text *out)
{
    double radius = clamp(spot_radius(presenter) * pow(SPOT_FACTOR, notches), SPOT_RADIUS_LEAST,
                          SPOT_RADIUS_MOST);
    if (notches != 0)
        text_format(out, "spotlight size %.3g\n", radius);
}

void pointer_wheel(struct pointer *pointer, const struct scene *built,
                   const struct session *session, double notches, double x, double y,
                   unsigned modifiers, struct text *out)
{
    const struct scene *scene = present(built, session);
    (void)pointer;
    char where;
    if (session->state.help && notches != 0)
        text_add(out, notches > 0 ? "help previous\n" : "help next\n");
    if (is_covered(session))
        return;
    notches = clamp(notches, -10, 10);
    if (session->presenter.spot) {
        wheel_spot(&session->presenter, notches, out);
        return;
    }
    const struct zone *zone = scene_zone_at(scene, x, y);
    const struct panel *panel = panel_at(scene, zone, x, y, &where);
    if (zone != NULL && zone->over && notches != 0)
        text_format(out, "edit scroll %d\n", notches > 0 ? -LIST_ROWS : LIST_ROWS);
    if (has_track(zone))
        wheel_slider(zone, notches, (modifiers & POINTER_CTRL) != 0, out);
    if (panel == NULL || notches == 0 || has_track(zone))
        return;
    double factor = pow(modifiers & POINTER_CTRL ? FINE_FACTOR : NOTCH_FACTOR, notches);
    say_zoom(panel, where, factor, x, y, out);
}

void pointer_tilt(const struct scene *built, const struct session *session, double notches,
                  double x, double y, struct text *out)
{
    char where, by[32];
    const struct panel *panel = scene_panel_at(present(built, session), x, y, &where);
    if (panel == NULL || notches == 0 || is_covered(session))
        return;
    double part = round(TILT_PART * clamp(notches, -10, 10) * 1e4) / 1e4;
    text_format(out, "pan %s 0\n", number_print(by, sizeof by, part));
}

void pointer_pinch(struct pointer *pointer, const struct scene *built,
                   const struct session *session, double spread, double x, double y,
                   struct text *out)
{
    char where;
    const struct panel *panel = scene_panel_at(present(built, session), x, y, &where);
    pointer_cancel(pointer);
    if (panel == NULL || !(fabs(spread) > 0) || is_covered(session))
        return;
    double factor = exp(-PINCH_FACTOR * clamp(spread, -0.25, 0.25));
    say_zoom(panel, where, round(factor * 1e5) / 1e5, x, y, out);
}

void pointer_leave(struct pointer *pointer, struct text *out)
{
    if (pointer->traces)
        text_add(out, "cursor off\n");
    pointer->traces = false;
    hover(pointer, NULL, NULL, out);
    pass_by(pointer, NULL, 0, 0, out);
}

void pointer_drop(struct pointer *pointer, struct text *out)
{
    if (pointer->mode == POINTER_SPOT)
        text_add(out, "spotlight off\n");
    pointer_cancel(pointer);
}

bool pointer_cancel(struct pointer *pointer)
{
    bool busy = pointer->mode == POINTER_BOX || pointer->mode == POINTER_SLIDE ||
                pointer->mode == POINTER_MOVE;
    pointer->mode = POINTER_IDLE;
    pointer->box.w = 0;
    return busy;
}

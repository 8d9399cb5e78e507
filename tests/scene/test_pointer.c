// What a mouse means: words of commands, and that they do what the hand meant.
#include "stage.h"

#include "control/command.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
    *state = stage_new();
    return 0;
}

static int teardown(void **state)
{
    stage_free(*state);
    return 0;
}

// A place in a panel, by fractions from its lower left.
static double px(const struct stage *stage, int panel, double fraction)
{
    const struct rect *p = &stage->scene.panels[panel].plot;
    return p->x + fraction * p->w;
}

static double py(const struct stage *stage, int panel, double fraction)
{
    const struct rect *p = &stage->scene.panels[panel].plot;
    return p->y + (1 - fraction) * p->h;
}

static struct axis axis_y(const struct stage *stage, enum order order)
{
    struct view view;
    state_view(&stage->session.state, &view);
    return view.y[order];
}

static void assert_near(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%.17g is not %.17g within %g", a, b, tolerance);
}

static void assert_begins(const char *said, const char *beginning)
{
    if (strncmp(said, beginning, strlen(beginning)) != 0)
        fail_msg("said \"%s\", not \"%s…\"", said, beginning);
}

static void assert_contains(const char *said, const char *part)
{
    if (strstr(said, part) == NULL)
        fail_msg("said \"%s\", without \"%s\"", said, part);
}

static const struct zone *zone_of(const struct stage *stage, const char *function)
{
    int id = activation_find(function);
    for (int i = 0; i < stage->scene.zone_n; i++)
        if (stage->scene.zones[i].function == id)
            return &stage->scene.zones[i];
    fail_msg("no zone of %s", function);
    return NULL;
}

static double middle_x(const struct zone *zone)
{
    return zone->rect.x + zone->rect.w / 2;
}

static double middle_y(const struct zone *zone)
{
    return zone->rect.y + zone->rect.h / 2;
}

// --- Dragging

static void drag(struct stage *stage, double x0, double y0, double x1, double y1)
{
    stage_move(stage, x0, y0, 0);
    assert_string_equal(stage_press(stage, BUTTON_LEFT, 1, x0, y0, 0), "");
    for (int i = 1; i <= 7; i++)
        stage_move(stage, x0 + (x1 - x0) * i / 7, y0 + (y1 - y0) * i / 7, 0);
    stage_release(stage, BUTTON_LEFT, x1, y1);
}

static void a_drag_moves_the_plane_with_the_hand(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "view -5 5 -2 2 all");
    struct rect p = stage->scene.panels[0].plot;
    double x = px(stage, 0, 0.3), y = py(stage, 0, 0.7);
    double value = axis_value(&stage->scene.panels[0].x, 0.3);
    double height = axis_value(&stage->scene.panels[0].y, 0.7);
    drag(stage, x, y, x + 137, y - 41);
    const struct panel *panel = &stage->scene.panels[0];
    assert_near(axis_fraction(&panel->x, value), (x + 137 - p.x) / p.w, 1e-12);
    assert_near(axis_fraction(&panel->y, height), 1 - (y - 41 - p.y) / p.h, 1e-12);
    struct axis df = axis_y(stage, ORDER_DF); // the other panel's y stays
    assert_true(df.low == -2 && df.high == 2);
    drag(stage, x + 137, y - 41, x, y);
    assert_near(stage->session.state.x.low, -5, 1e-12);
    assert_near(stage->session.state.y[ORDER_F].high, 2, 1e-12);
    stage_apply(stage, "view back; view back"); // two drags, two steps
    assert_true(stage->session.state.x.low == -5);
}

static void a_drag_from_the_first_screen_holds_y(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only relu");
    struct axis before = axis_y(stage, ORDER_F);
    drag(stage, px(stage, 0, 0.5), py(stage, 0, 0.5), px(stage, 0, 0.3), py(stage, 0, 0.5));
    struct axis after = axis_y(stage, ORDER_F);
    assert_near(after.low, before.low, 1e-12);
    assert_near(after.high, before.high, 1e-12);
}

static void a_tremble_is_no_drag(void **state)
{
    struct stage *stage = *state;
    double x = px(stage, 0, 0.5) + 40, y = py(stage, 0, 0.4);
    stage_press(stage, BUTTON_LEFT, 1, x, y, 0);
    stage_move(stage, x + 2, y + 2, 0);
    stage_release(stage, BUTTON_LEFT, x + 2, y + 2);
    assert_true(stage->session.state.x.low == -5 && stage->session.state.x.high == 5);
}

static void a_drag_on_numbers_moves_one_axis(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "view -5 5 -2 2 all");
    const struct rect *nx = &stage->scene.panels[1].numbers_x;
    double x = px(stage, 1, 0.5), y = nx->y + nx->h / 2;
    drag(stage, x, y, x + 60, y + 30);
    struct axis d = axis_y(stage, ORDER_DF);
    assert_true(d.low == -2 && d.high == 2);
    assert_near(stage->session.state.x.low, -5 - 600 / stage->scene.panels[1].plot.w, 1e-12);
    const struct rect *ny = &stage->scene.panels[0].numbers_y;
    x = ny->x + ny->w / 2;
    y = py(stage, 0, 0.5);
    double low = stage->session.state.x.low;
    drag(stage, x, y, x - 20, y + 33);
    assert_true(stage->session.state.x.low == low);
    assert_near(axis_y(stage, ORDER_F).low, -2 + 4 * 33 / stage->scene.panels[0].plot.h, 1e-12);
}

static void panels_that_go_away_end_a_drag(void **state)
{
    struct stage *stage = *state;
    double x = px(stage, 1, 0.5), y = py(stage, 1, 0.5);
    stage_press(stage, BUTTON_LEFT, 1, x, y, 0);
    stage_move(stage, x + 20, y, 0);
    stage_apply(stage, "layout overlay");
    assert_string_equal(stage_move(stage, x + 40, y, 0), "");
    stage_release(stage, BUTTON_LEFT, x + 40, y);
    stage_press(stage, BUTTON_RIGHT, 1, x, y, 0);
    stage_apply(stage, "blank on");
    stage_move(stage, x + 90, y + 90, 0);
    assert_string_equal(stage_release(stage, BUTTON_RIGHT, x + 90, y + 90), "");
}

// --- The wheel

static void the_wheel_zooms_at_the_pointer(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "view -5 5 -2 2 all");
    double x = px(stage, 0, 0.25), y = py(stage, 0, 0.75);
    assert_string_equal(stage_wheel(stage, 1, x, y, 0), "zoom 0.9 0.25 0.75 both f\n");
    assert_near(stage->session.state.x.low, -2.5 - 2.5 * 0.9, 1e-12);
    assert_near(stage->session.state.x.high, -2.5 + 7.5 * 0.9, 1e-12);
    stage_wheel(stage, -1, x, y, 0);
    assert_near(stage->session.state.x.low, -5, 1e-9);
    assert_string_equal(stage_wheel(stage, 1, x, y, POINTER_CTRL), "zoom 0.98 0.25 0.75 both f\n");
    assert_begins(stage_wheel(stage, 1000, x, y, 0), "zoom 0.348678"); // a touchpad's leap
    assert_string_equal(stage_wheel(stage, 0, x, y, 0), "");
    assert_string_equal(stage_wheel(stage, 1, 2, 2, 0), "");
}

static void the_point_under_the_wheel_stays(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only relu");
    double height = axis_value(&stage->scene.panels[0].y, 0.75);
    stage_wheel(stage, 1, px(stage, 0, 0.25), py(stage, 0, 0.75), 0);
    assert_near(axis_fraction(&stage->scene.panels[0].y, height), 0.75, 1e-6);
}

static void the_wheel_on_numbers_zooms_one_axis(void **state)
{
    struct stage *stage = *state;
    const struct rect nx = stage->scene.panels[1].numbers_x, ny = stage->scene.panels[0].numbers_y;
    assert_contains(stage_wheel(stage, 1, px(stage, 1, 0.5), nx.y + 5, 0), " x df\n");
    assert_false(stage->session.state.y_fixed[ORDER_DF]);
    stage_apply(stage, "view -5 5");
    assert_contains(stage_wheel(stage, 1, ny.x + 5, py(stage, 0, 0.5), 0), " y f\n");
    assert_true(stage->session.state.x.low == -5);
    assert_true(stage->session.state.y_fixed[ORDER_F]);
}

static void the_wheel_turns_pages_of_the_help(void **state)
{
    struct stage *stage = *state;
    double x = px(stage, 0, 0.5), y = py(stage, 0, 0.5);
    stage_apply(stage, "help on");
    assert_string_equal(stage_wheel(stage, -1, x, y, 0), "help next\n");
    assert_string_equal(stage_wheel(stage, 1, x, y, 0), "help previous\n");
    stage_apply(stage, "help off; blank on");
    assert_string_equal(stage_wheel(stage, -1, x, y, 0), "");
    assert_true(stage->session.state.x.low == -5);
}

static void a_tilted_wheel_pans(void **state)
{
    struct stage *stage = *state;
    double x = px(stage, 0, 0.5), y = py(stage, 0, 0.5);
    const struct rect numbers = stage->scene.panels[1].numbers_x;
    static const struct {
        double notches;
        const char *said;
    } cases[] = {{1, "pan 0.05 0\n"},       {-1, "pan -0.05 0\n"},
                 {0.25, "pan 0.0125 0\n"},  {1000, "pan 0.5 0\n"},
                 {-1e9, "pan -0.5 0\n"},    {0, ""},
                 {0.001, "pan 0.0001 0\n"}, {-0.0, ""}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        stage_apply(stage, "view -5 5");
        assert_string_equal(stage_tilt(stage, cases[i].notches, x, y), cases[i].said);
    }
    stage_apply(stage, "view -5 5");
    stage_tilt(stage, 1, x, y); // to the right: what lies there is seen
    assert_near(stage->session.state.x.low, -4.5, 1e-12);
    assert_near(stage->session.state.x.high, 5.5, 1e-12);
    assert_string_equal(stage_tilt(stage, 1, px(stage, 1, 0.5), numbers.y + 5), "pan 0.05 0\n");
    assert_string_equal(stage_tilt(stage, 1, 2, 2), "");
    stage_apply(stage, "help on");
    assert_string_equal(stage_tilt(stage, 1, x, y), "");
    stage_apply(stage, "help off; blank on");
    assert_string_equal(stage_tilt(stage, 1, x, y), "");
    assert_int_equal(stage->refused, 0);
}

static void two_fingers_zoom(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "view -5 5 -2 2 all");
    double x = px(stage, 0, 0.25), y = py(stage, 0, 0.75);
    const struct rect ny = stage->scene.panels[0].numbers_y;
    assert_string_equal(stage_pinch(stage, 0.05, x, y), "zoom 0.81873 0.25 0.75 both f\n");
    assert_near(axis_value(&stage->session.state.x, 0.25), -2.5, 1e-9); // stays under the fingers
    stage_pinch(stage, -0.05, x, y);
    assert_near(stage->session.state.x.low, -5, 1e-3);
    assert_contains(stage_pinch(stage, 0.05, ny.x + 5, py(stage, 0, 0.5)), " y f\n");
    assert_begins(stage_pinch(stage, 1e9, x, y), "zoom 0.36788 ");
    assert_begins(stage_pinch(stage, -1e9, x, y), "zoom 2.71828 ");
    assert_string_equal(stage_pinch(stage, 0, x, y), "");
    assert_string_equal(stage_pinch(stage, NAN, x, y), "");
    assert_string_equal(stage_pinch(stage, 0.05, 2, 2), "");
    // The first finger has begun to pan, which the second ends.
    stage_press(stage, BUTTON_LEFT, 1, x, y, 0);
    assert_begins(stage_move(stage, x + 50, y, 0), "pan ");
    stage_pinch(stage, 0.01, x, y);
    assert_int_equal(stage->pointer.mode, POINTER_IDLE);
    stage_apply(stage, "blank on");
    assert_string_equal(stage_pinch(stage, 0.05, x, y), "");
    assert_int_equal(stage->refused, 0);
}

// --- Box zoom

// With Ctrl the left button does what the right one does: a touchpad has one only.
static void a_box_by_the_left_button(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "view -5 5 -2 2 all");
    double x = px(stage, 0, 0.2), y = py(stage, 0, 0.25);
    stage_press(stage, BUTTON_LEFT, 1, x, y, POINTER_CTRL);
    assert_string_equal(stage_move(stage, px(stage, 0, 0.6), py(stage, 0, 0.75), POINTER_CTRL), "");
    assert_true(stage->pointer.box.w > 0);
    assert_string_equal(stage_release(stage, BUTTON_LEFT, px(stage, 0, 0.6), py(stage, 0, 0.75)),
                        "view -3 1 -1 1 f\n");
    // Another button that is let go meanwhile zooms nowhere; nor do a click, and a box given up.
    stage_press(stage, BUTTON_LEFT, 1, x, y, POINTER_CTRL);
    stage_move(stage, x + 90, y + 90, 0); // Ctrl may be let go first
    assert_true(stage->pointer.box.w > 0);
    assert_string_equal(stage_release(stage, BUTTON_RIGHT, x + 90, y + 90), "");
    stage_press(stage, BUTTON_LEFT, 1, x + 200, y, POINTER_CTRL);
    assert_string_equal(stage_release(stage, BUTTON_LEFT, x + 200, y), "");
    stage_press(stage, BUTTON_LEFT, 1, x, y, POINTER_CTRL);
    stage_move(stage, x + 90, y + 90, POINTER_CTRL);
    assert_true(pointer_cancel(&stage->pointer));
    assert_string_equal(stage_release(stage, BUTTON_LEFT, x + 90, y + 90), "");
    // On an axis it pans as ever; a pen draws; a name is clicked.
    const struct rect numbers = stage->scene.panels[1].numbers_x;
    stage_press(stage, BUTTON_LEFT, 1, px(stage, 1, 0.5), numbers.y + 5, POINTER_CTRL);
    assert_begins(stage_move(stage, px(stage, 1, 0.6), numbers.y + 5, POINTER_CTRL), "pan ");
    stage_release(stage, BUTTON_LEFT, px(stage, 1, 0.6), numbers.y + 5);
    stage_apply(stage, "pen on");
    assert_begins(stage_press(stage, BUTTON_LEFT, 1, x, y, POINTER_CTRL), "pen down");
    assert_int_equal(stage->refused, 0);
}

static void a_box_becomes_the_view(void **state)
{
    struct stage *stage = *state;
    static const double corners[4][4] = {
        {0.2, 0.3, 0.6, 0.9}, {0.6, 0.9, 0.2, 0.3}, {0.2, 0.9, 0.6, 0.3}, {0.6, 0.3, 0.2, 0.9}};
    for (size_t i = 0; i < COUNT(corners); i++) {
        stage_apply(stage, "view -5 5 -2 2 all");
        const double *c = corners[i];
        double x = px(stage, 1, c[2]), y = py(stage, 1, c[3]);
        stage_press(stage, BUTTON_RIGHT, 1, px(stage, 1, c[0]), py(stage, 1, c[1]), 0);
        assert_string_equal(stage_move(stage, x, y, 0), "");
        assert_contains(stage_release(stage, BUTTON_RIGHT, x, y), " df\n");
        const struct state *s = &stage->session.state;
        assert_near(s->x.low, -3, 1e-9);
        assert_near(s->x.high, 1, 1e-9);
        assert_near(s->y[ORDER_DF].low, -0.8, 1e-9);
        assert_near(s->y[ORDER_DF].high, 1.6, 1e-9);
        assert_true(s->y[ORDER_F].low == -2);
    }
}

static void a_box_stays_in_its_panel(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "view -5 5 -2 2 all");
    stage_press(stage, BUTTON_RIGHT, 1, px(stage, 0, 0.5), py(stage, 0, 0.5), 0);
    stage_move(stage, 5000, -5000, 0);
    stage_release(stage, BUTTON_RIGHT, 5000, -5000);
    assert_near(stage->session.state.x.high, 5, 1e-9);
    assert_near(stage->session.state.y[ORDER_F].high, 2, 1e-9);
}

static void modifiers_stretch_a_box(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "view -5 5 -2 2 all");
    stage_press(stage, BUTTON_RIGHT, 1, px(stage, 0, 0.2), py(stage, 0, 0.4), 0);
    stage_move(stage, px(stage, 0, 0.6), py(stage, 0, 0.6), POINTER_SHIFT);
    stage_release(stage, BUTTON_RIGHT, px(stage, 0, 0.6), py(stage, 0, 0.6));
    assert_near(stage->session.state.y[ORDER_F].low, -2, 1e-9);
    assert_near(stage->session.state.y[ORDER_F].high, 2, 1e-9);
    assert_near(stage->session.state.x.low, -3, 1e-9);
    stage_apply(stage, "view -5 5 -2 2 all");
    stage_press(stage, BUTTON_RIGHT, 1, px(stage, 0, 0.2), py(stage, 0, 0.25), 0);
    stage_move(stage, px(stage, 0, 0.6), py(stage, 0, 0.75), POINTER_ALT);
    stage_release(stage, BUTTON_RIGHT, px(stage, 0, 0.6), py(stage, 0, 0.75));
    assert_near(stage->session.state.x.low, -5, 1e-9);
    assert_near(stage->session.state.x.high, 5, 1e-9);
    assert_near(stage->session.state.y[ORDER_F].high, 1, 1e-9);
}

static void boxes_given_up(void **state)
{
    struct stage *stage = *state;
    double x = px(stage, 0, 0.3), y = py(stage, 0, 0.3);
    stage_press(stage, BUTTON_RIGHT, 1, x, y, 0);
    assert_string_equal(stage_release(stage, BUTTON_RIGHT, x, y), "menu panel 0.3046 0.3636\n");
    stage_apply(stage, "menu off");
    stage_press(stage, BUTTON_RIGHT, 1, x, y, 0);
    stage_move(stage, x + 200, y + 5, 0); // too thin
    assert_string_equal(stage_release(stage, BUTTON_RIGHT, x + 200, y + 5), "");
    stage_press(stage, BUTTON_RIGHT, 1, x, y, 0);
    stage_move(stage, x + 200, y + 90, 0);
    assert_true(stage->pointer.box.w > 0);
    assert_true(pointer_cancel(&stage->pointer)); // Escape
    assert_true(stage->pointer.box.w == 0);
    assert_false(pointer_cancel(&stage->pointer));
    assert_string_equal(stage_release(stage, BUTTON_RIGHT, x + 200, y + 90), "");
    stage_press(stage, BUTTON_RIGHT, 1, x, y, 0);
    stage_move(stage, x + 200, y + 90, 0);
    assert_string_equal(stage_press(stage, BUTTON_LEFT, 1, x + 200, y + 90, 0), "");
    stage_release(stage, BUTTON_LEFT, x + 200, y + 90);
    assert_string_equal(stage_release(stage, BUTTON_RIGHT, x + 200, y + 90), "");
    assert_true(stage->session.state.x.low == -5);
}

// --- Clicks

static void double_clicks_fit(void **state)
{
    struct stage *stage = *state;
    double x = px(stage, 1, 0.3), y = py(stage, 1, 0.6);
    stage_press(stage, BUTTON_LEFT, 1, x, y, 0);
    stage_release(stage, BUTTON_LEFT, x, y);
    assert_string_equal(stage_press(stage, BUTTON_LEFT, 2, x, y, 0), "view fit df\n");
    stage_release(stage, BUTTON_LEFT, x, y);
    const struct rect nx = stage->scene.panels[1].numbers_x;
    stage_press(stage, BUTTON_LEFT, 1, x, nx.y + 3, 0);
    stage_release(stage, BUTTON_LEFT, x, nx.y + 3);
    assert_string_equal(stage_press(stage, BUTTON_LEFT, 2, x, nx.y + 3, 0), "view -5 5\n");
}

static void side_buttons_walk_the_history(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "view 0 1; view 0 2");
    assert_string_equal(stage_press(stage, BUTTON_BACK, 1, 9, 9, 0), "view back\n");
    assert_true(stage->session.state.x.high == 1);
    assert_string_equal(stage_press(stage, BUTTON_FORWARD, 1, 9, 9, 0), "view forward\n");
    assert_true(stage->session.state.x.high == 2);
    // The middle one lights a spot while it is held.
    const char *said = stage_press(stage, BUTTON_MIDDLE, 1, px(stage, 0, 0.5), 300, 0);
    assert_true(strncmp(said, "spotlight 0.", 12) == 0);
    assert_string_equal(stage_release(stage, BUTTON_MIDDLE, px(stage, 0, 0.5), 300),
                        "spotlight off\n");
}

static void names_highlight_hide_and_stand_alone(void **state)
{
    struct stage *stage = *state;
    const struct zone tanh_name = *zone_of(stage, "tanh");
    double x = middle_x(&tanh_name), y = middle_y(&tanh_name);
    assert_string_equal(stage_move(stage, x, y, 0), "highlight tanh\n");
    assert_string_equal(stage_move(stage, x + 1, y, 0), ""); // said once
    assert_string_equal(stage_press(stage, BUTTON_LEFT, 1, x, y, 0), "");
    assert_string_equal(stage_release(stage, BUTTON_LEFT, x, y), "highlight off\nhide tanh\n");
    assert_int_equal(state_visible_count(&stage->session.state), 1);
    assert_string_equal(stage_press(stage, BUTTON_LEFT, 2, x, y, 0), "show tanh; solo tanh\n");
    stage_release(stage, BUTTON_LEFT, x, y);
    const struct state *s = &stage->session.state;
    assert_false(s->shown[state_shown_find(s, activation_find("tanh"))].hidden);
    assert_true(s->shown[state_shown_find(s, activation_find("sigmoid"))].hidden);
    stage_apply(stage, "solo tanh");
    assert_int_equal(state_visible_count(s), 2);
    stage_move(stage, x, y, 0);
    assert_contains(stage_move(stage, px(stage, 0, 0.3), py(stage, 0, 0.1), 0), "highlight off\n");
}

static void sliding_off_a_name_takes_the_click_back(void **state)
{
    struct stage *stage = *state;
    const struct zone a = *zone_of(stage, "tanh"), b = *zone_of(stage, "sigmoid");
    stage_press(stage, BUTTON_LEFT, 1, middle_x(&a), middle_y(&a), 0);
    stage_move(stage, middle_x(&b), middle_y(&b), 0);
    assert_string_equal(stage_release(stage, BUTTON_LEFT, middle_x(&b), middle_y(&b)), "");
    stage_press(stage, BUTTON_LEFT, 1, px(stage, 0, 0.5), py(stage, 0, 0.5), 0);
    assert_string_equal(stage_release(stage, BUTTON_LEFT, middle_x(&b), middle_y(&b)), "");
    assert_int_equal(state_visible_count(&stage->session.state), 2);
}

// SDL counts clicks within 32 pixels together, and names stand closer than that.
static void two_quick_clicks_on_two_names_hide_both(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "legend on");
    const struct zone a = *zone_of(stage, "tanh"), b = *zone_of(stage, "sigmoid");
    assert_true(fabs(middle_y(&a) - middle_y(&b)) < 40);
    stage_press(stage, BUTTON_LEFT, 1, middle_x(&a), middle_y(&a), 0);
    stage_release(stage, BUTTON_LEFT, middle_x(&a), middle_y(&a));
    assert_string_equal(stage_press(stage, BUTTON_LEFT, 2, middle_x(&b), middle_y(&b), 0), "");
    stage_release(stage, BUTTON_LEFT, middle_x(&b), middle_y(&b));
    assert_int_equal(state_visible_count(&stage->session.state), 0);
}

static void buttons_are_clicked(void **state)
{
    struct stage *stage = *state;
    const struct zone *found = NULL;
    for (int i = 0; i < stage->scene.zone_n; i++)
        if (strcmp(stage->scene.zones[i].click, "page toggle network") == 0)
            found = &stage->scene.zones[i];
    assert_non_null(found);
    const struct zone zone = *found;
    stage_press(stage, BUTTON_LEFT, 1, middle_x(&zone), middle_y(&zone), 0);
    assert_string_equal(stage_release(stage, BUTTON_LEFT, middle_x(&zone), middle_y(&zone)),
                        "page toggle network\n");
}

static void a_click_leaves_help_and_blank(void **state)
{
    struct stage *stage = *state;
    const struct zone name = *zone_of(stage, "tanh");
    static const char *const open[] = {"help on", "blank on"};
    for (size_t i = 0; i < COUNT(open); i++) {
        stage_apply(stage, open[i]);
        assert_string_equal(stage_move(stage, middle_x(&name), middle_y(&name), 0), "");
        assert_string_equal(stage_press(stage, BUTTON_LEFT, 1, middle_x(&name), middle_y(&name), 0),
                            "leave\n");
        assert_string_equal(stage_release(stage, BUTTON_LEFT, middle_x(&name), middle_y(&name)),
                            "");
        assert_false(stage->session.state.help || stage->session.state.blank);
    }
}

// --- Tracing

static void the_pointer_traces_the_nearest_curve(void **state)
{
    struct stage *stage = *state;
    double t = axis_fraction(&stage->scene.panels[0].x, -2);
    double low = axis_fraction(&stage->scene.panels[0].y, -0.96);
    double high = axis_fraction(&stage->scene.panels[0].y, 0.119);
    assert_contains(stage_move(stage, px(stage, 0, t), py(stage, 0, low), 0), "focus tanh\n");
    assert_near(stage->session.state.cursor_x, -2, 0.01);
    assert_contains(stage_move(stage, px(stage, 0, t) + 3, py(stage, 0, high), 0),
                    "focus sigmoid\n");
    assert_true(stage->session.state.cursor_on);
    struct text out = {0};
    pointer_leave(&stage->pointer, &out);
    assert_string_equal(text_string(&out), "cursor off\n");
    pointer_leave(&stage->pointer, &out); // said once
    assert_string_equal(text_string(&out), "cursor off\n");
    text_free(&out);
}

static void a_cursor_that_keys_have_put_stays(void **state)
{
    struct stage *stage = *state;
    struct text out = {0};
    stage_apply(stage, "cursor 1.5");
    pointer_leave(&stage->pointer, &out);
    assert_string_equal(text_string(&out), "");
    text_free(&out);
}

static void the_cursor_snaps_to_points(void **state)
{
    struct stage *stage = *state;
    double x = px(stage, 1, 0.5), y = py(stage, 1, 0.2);
    stage_move(stage, x + 4, y, 0);
    assert_true(stage->session.state.cursor_x == 0);
    stage_move(stage, x + 6, y, 0);
    assert_true(stage->session.state.cursor_x != 0);
    stage_apply(stage, "hide all");
    x = px(stage, 1, 0.5); // without names the panel is wider
    assert_begins(stage_move(stage, x + 3, y, 0), "cursor ");
    assert_true(stage->session.state.cursor_x > 0);
}

// Deep in any view and on any scale: the cursor is within a pixel of the pointer, and short.
static void the_cursor_is_where_the_pointer_is(void **state)
{
    struct stage *stage = *state;
    static const char *const views[] = {
        "view -5 5",
        "view 1000000 1000000.001",
        "view -1e300 1e300",
        "view 1e-290 2e-290",
        "view -1e-300 1e-300",
        "view 0.12345678901 0.12345678902",
        "scale x log; view 1e-6 1e6",
        "scale x log; view 1e-300 1e300",
        "scale x symlog; view -1e6 1e6",
    };
    for (size_t i = 0; i < COUNT(views); i++) {
        stage_apply(stage, "scale x linear; view -1 1; hide all");
        stage_apply(stage, views[i]);
        for (int k = 1; k < 40; k++) {
            double at = floor(px(stage, 0, k / 40.0));
            const char *said = stage_move(stage, at, py(stage, 0, 0.5), 0);
            const struct panel *panel = &stage->scene.panels[0];
            double fraction = axis_fraction(&panel->x, stage->session.state.cursor_x);
            assert_near(panel->plot.x + fraction * panel->plot.w, at, 0.6);
            if (i == 0 && strlen(said) > sizeof "cursor -1.23456\n")
                fail_msg("a long way to say it: %s", said);
        }
    }
}

// --- A hand that does anything, at any time

static unsigned random_next(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void anything_may_happen(void **state)
{
    struct stage *stage = *state;
    static const char *const lines[] = {
        "layout next",    "derivative cycle", "help toggle", "blank toggle", "legend toggle",
        "toggle relu",    "toggle tanh",      "hide all",    "theme next",   "view home",
        "scale x toggle", "scale y toggle",   "toggle step", "next",         "hints toggle",
    };
    unsigned seed = 7;
    for (int i = 0; i < 20000; i++) {
        double x = random_next(&seed) % 1400 - 60.0, y = random_next(&seed) % 840 - 60.0;
        enum pointer_button button = (enum pointer_button)(random_next(&seed) % 5);
        int clicks = 1 + (int)(random_next(&seed) % 3);
        unsigned modifiers = random_next(&seed) % 8;
        switch (random_next(&seed) % 16) {
        case 0:
        case 1:
        case 2:
            stage_press(stage, button, clicks, x, y, modifiers);
            break;
        case 3:
        case 4:
        case 5:
            stage_release(stage, button, x, y);
            break;
        case 6:
            stage_wheel(stage, random_next(&seed) % 9 - 4.0, x, y, modifiers);
            break;
        case 7:
            stage_apply(stage, lines[random_next(&seed) % COUNT(lines)]);
            break;
        default:
            stage_move(stage, x, y, modifiers);
        }
        const struct state *s = &stage->session.state;
        struct axis y_axis = axis_y(stage, ORDER_F);
        assert_true(axis_check(&s->x, 1, NULL) && axis_check(&y_axis, 1, NULL));
        assert_true(isfinite(s->cursor_x));
    }
}

// Whatever takes functions away or moves panels, events before the next scene work on nothing that
// has gone; they find it all again once there is a scene of the present state.
static void events_before_the_next_scene(void **state)
{
    struct stage *stage = *state;
    static const char *const changes[] = {
        "undefine all",
        "undefine mine",
        "hide all",
        "place mine 5",
        "define mine = x^2",
        "page network",
        "page race",
        "layout grid",
        "only sigmoid tanh relu gelu; undefine mine",
        "derivative 0,1,2",
        "help on; help off",
        "tour off; undefine mine",
        "text-size 3; undefine all",
        "prompt formula; type \"mine = 3*x\"; edit cancel",
    };
    const double places[][2] = {{640, 200},  {640, 500}, {1200, 120},
                                {1250, 160}, {30, 300},  {640, 700}};
    for (size_t i = 0; i < COUNT(changes); i++)
        for (size_t k = 0; k < COUNT(places); k++) {
            const double x = places[k][0], y = places[k][1];
            struct text out = {0};
            command_apply(&stage->session, "page curves; undefine all; define mine = x; only mine",
                          NULL, 0, NULL);
            stage_build(stage);
            stage_move(stage, x, y, 0);
            struct pointer *pointer = &stage->pointer;
            struct session *session = &stage->session;
            for (int press = 0; press < 2; press++) {
                if (press == 1)
                    pointer_press(pointer, &stage->scene, session, BUTTON_LEFT, 1, x, y, 0, &out);
                command_apply(session, changes[i], NULL, 0, NULL);
                pointer_move(pointer, &stage->scene, session, x + 1, y, 0, &out);
                pointer_move(pointer, &stage->scene, session, x + 9, y + 9, 0, &out);
                pointer_wheel(pointer, &stage->scene, session, 1, x, y, 0, &out);
                pointer_release(pointer, &stage->scene, session, BUTTON_LEFT, x, y, &out);
                pointer_press(pointer, &stage->scene, session, BUTTON_RIGHT, 1, x, y, 0, &out);
                pointer_move(pointer, &stage->scene, session, x + 40, y + 40, 0, &out);
                pointer_release(pointer, &stage->scene, session, BUTTON_RIGHT, x, y, &out);
                pointer_press(pointer, &stage->scene, session, BUTTON_LEFT, 2, x, y, 0, &out);
                pointer_cancel(pointer);
            }
            assert_null(strstr(text_string(&out), "mine"));
            assert_null(strstr(text_string(&out), "nan"));
            stage_build(stage);
            assert_true(scene_is_current(&stage->scene, session));
            text_free(&out);
        }
}

// What only moves the cursor or sets a number leaves a scene as good as it was.
static void steady_commands_keep_the_scene(void **state)
{
    struct stage *stage = *state;
    static const char *const steady[] = {"cursor 1",       "cursor off",       "highlight sigmoid",
                                         "focus tanh",     "pan 0.1 0",        "zoom 0.9",
                                         "pen to 0.5 0.5", "spotlight 0.1 0.1"};
    static const char *const others[] = {"show relu",    "hide tanh", "layout overlay",
                                         "page network", "leave",     "lecture on",
                                         "lecture off",  "theme dark"};
    for (size_t i = 0; i < COUNT(steady); i++) {
        command_apply(&stage->session, steady[i], NULL, 0, NULL);
        assert_true(scene_is_current(&stage->scene, &stage->session));
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        stage_build(stage);
        command_apply(&stage->session, others[i], NULL, 0, NULL);
        assert_false(scene_is_current(&stage->scene, &stage->session));
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_drag_moves_the_plane_with_the_hand),
        TEST(a_drag_from_the_first_screen_holds_y),
        TEST(a_tremble_is_no_drag),
        TEST(a_drag_on_numbers_moves_one_axis),
        TEST(panels_that_go_away_end_a_drag),
        TEST(the_wheel_zooms_at_the_pointer),
        TEST(the_point_under_the_wheel_stays),
        TEST(the_wheel_on_numbers_zooms_one_axis),
        TEST(the_wheel_turns_pages_of_the_help),
        TEST(a_tilted_wheel_pans),
        TEST(two_fingers_zoom),
        TEST(a_box_by_the_left_button),
        TEST(a_box_becomes_the_view),
        TEST(a_box_stays_in_its_panel),
        TEST(modifiers_stretch_a_box),
        TEST(boxes_given_up),
        TEST(double_clicks_fit),
        TEST(side_buttons_walk_the_history),
        TEST(names_highlight_hide_and_stand_alone),
        TEST(sliding_off_a_name_takes_the_click_back),
        TEST(two_quick_clicks_on_two_names_hide_both),
        TEST(buttons_are_clicked),
        TEST(a_click_leaves_help_and_blank),
        TEST(the_pointer_traces_the_nearest_curve),
        TEST(a_cursor_that_keys_have_put_stays),
        TEST(the_cursor_snaps_to_points),
        TEST(the_cursor_is_where_the_pointer_is),
        TEST(events_before_the_next_scene),
        TEST(steady_commands_keep_the_scene),
        TEST(anything_may_happen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

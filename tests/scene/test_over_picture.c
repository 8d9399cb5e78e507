// What lies over a picture in a lecture, and the lecturer's own view of it.
#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/command.h"
#include "scene/around/presenter.h"

static double stub_width(void *user, const char *string, double cap, enum text_weight weight)
{
    (void)user;
    (void)weight;
    return 0.6 * cap * (double)utf8_count(string, strlen(string));
}

static const struct text_metrics metrics = {.width = stub_width};

static int count_kind(const struct draw_list *list, enum draw_kind kind)
{
    int n = 0;
    for (size_t i = 0; i < list->item_n; i++)
        n += list->items[i].kind == kind;
    return n;
}

static const struct draw_item *find_text(const struct draw_list *list, const char *string)
{
    for (size_t i = 0; i < list->item_n; i++)
        if (list->items[i].kind == DRAW_TEXT &&
            strcmp(draw_item_text(list, &list->items[i]), string) == 0)
            return &list->items[i];
    return NULL;
}

static void the_pen_draws_where_the_mouse_goes(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    stage_apply(s, "pen on");
    int before = count_kind(&s->scene.list, DRAW_LINE);
    assert_string_equal(stage_press(s, BUTTON_LEFT, 1, 320, 180, 0), "pen down 0.25 0.25\n");
    assert_string_equal(stage_move(s, 640, 360, 0), "pen to 0.5 0.5\n");
    assert_string_equal(stage_move(s, 99999, -5, 0), "pen to 1 0\n");
    assert_string_equal(stage_release(s, BUTTON_LEFT, 640, 360), "");
    assert_int_equal(count_kind(&s->scene.list, DRAW_LINE), before + 1);
    const struct draw_item *line = &s->scene.list.items[s->scene.list.item_n - 1];
    assert_int_equal(line->kind, DRAW_LINE);
    const double *xy = draw_item_points(&s->scene.list, line);
    assert_int_equal(line->point_n, 3);
    assert_true(fabs(xy[0] - 320) < 1e-3 && fabs(xy[3] - 360) < 1e-3 && xy[4] == 1280);
    stage_apply(s, "pen undo");
    assert_int_equal(count_kind(&s->scene.list, DRAW_LINE), before);
    stage_apply(s, "pen undo; pen undo; pen to 0.1 0.1; pen down 0.3 0.3; pen clear; pen off");
    assert_int_equal(count_kind(&s->scene.list, DRAW_LINE), before);
    assert_true(strncmp(stage_press(s, BUTTON_LEFT, 1, 320, 180, 0), "pen", 3) != 0);
    stage_free(s);
}

static void the_pen_runs_dry_with_a_message(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    struct pen_ink *ink = &s->session.presenter.ink;
    int points = 0, strokes = 0;
    while (ink_begin(ink, 0.5, 0.5))
        strokes++;
    assert_int_equal(strokes, INK_STROKES_MAX);
    ink_clear(ink);
    while (ink_continue(ink, 0.5, 0.5))
        points++;
    assert_int_equal(points, INK_POINTS_MAX);
    assert_false(ink_begin(ink, 0.5, 0.5));
    stage_build(s);
    ink_undo(ink);
    assert_int_equal(ink->point_n, 0);
    stage_free(s);
}

static void the_spot_follows_the_middle_button(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    assert_string_equal(stage_press(s, BUTTON_MIDDLE, 1, 640, 180, 0), "spotlight 0.5 0.25\n");
    const struct draw_item *spot = &s->scene.list.items[s->scene.list.item_n - 1];
    assert_int_equal(spot->kind, DRAW_MARKER);
    assert_true(spot->x == 640 && spot->y == 180);
    assert_true(fabs(spot->size - 2 * spot->ring - 2 * 0.12 * 720) < 1e-9);
    assert_true(spot->ring > hypot(1280, 720) && spot->fill.a == 0 && spot->color.a > 100);
    assert_string_equal(stage_move(s, 128, 72, 0), "spotlight 0.1 0.1\n");
    assert_string_equal(stage_release(s, BUTTON_MIDDLE, 128, 72), "spotlight off\n");
    assert_false(s->session.presenter.spot);
    stage_apply(s, "spotlight on");
    assert_true(s->session.presenter.spot_x == 0.1);
    stage_free(s);
}

// By a key, or a command: without a button held.
static void the_spot_follows_the_mouse(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    struct presenter *presenter = &s->session.presenter;
    stage_apply(s, "spotlight on");
    assert_true(presenter->spot_x == 0.5 && presenter->spot_y == 0.5); // no mouse is known
    stage_apply(s, "spotlight off");
    presenter->mouse = true;
    presenter->mouse_x = 0.75;
    presenter->mouse_y = 0;
    stage_apply(s, "spotlight toggle");
    assert_true(presenter->spot_x == 0.75 && presenter->spot_y == 0);
    const char *said = stage_move(s, 640, 180, 0);
    assert_true(strncmp(said, "spotlight 0.5 0.25\n", 19) == 0);
    assert_non_null(strstr(said, "cursor ")); // which goes on being traced
    stage_apply(s, "spotlight on");           // again: it stays where it is
    assert_true(presenter->spot_x == 0.5 && presenter->spot_y == 0.25);
    stage_apply(s, "help on");
    assert_string_equal(stage_move(s, 128, 72, 0), "spotlight 0.1 0.1\n");
    stage_apply(s, "leave; leave");
    assert_false(s->session.state.help || presenter->spot);
    assert_null(strstr(stage_move(s, 640, 180, 0), "spotlight"));
    stage_free(s);
}

static void the_wheel_makes_the_spot_larger(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    const double *radius = &s->session.presenter.spot_radius;
    stage_apply(s, "spotlight 0.5 0.5");
    assert_string_equal(stage_wheel(s, 1, 640, 180, 0), "spotlight size 0.132\n");
    const struct draw_item *spot = &s->scene.list.items[s->scene.list.item_n - 1];
    assert_true(fabs(spot->size - 2 * spot->ring - 2 * 0.132 * 720) < 1e-9);
    assert_string_equal(stage_wheel(s, -1, 640, 180, 0), "spotlight size 0.12\n");
    assert_string_equal(stage_wheel(s, 0, 640, 180, 0), "");
    for (int i = 0; i < 9; i++)
        stage_wheel(s, -10, 640, 180, 0);
    assert_true(*radius == SPOT_RADIUS_LEAST);
    for (int i = 0; i < 9; i++)
        stage_wheel(s, 1000, 640, 180, 0);
    assert_true(*radius == SPOT_RADIUS_MOST);
    assert_int_equal(s->refused, 0);
    assert_true(s->session.state.x.low == -5);
    stage_press(s, BUTTON_MIDDLE, 1, 640, 180, 0); // held, it is the same
    assert_string_equal(stage_wheel(s, -1, 640, 180, 0), "spotlight size 0.909\n");
    stage_release(s, BUTTON_MIDDLE, 640, 180);
    assert_true(strncmp(stage_wheel(s, 1, 640, 180, 0), "zoom ", 5) == 0);
    static const char *const wrong[] = {"0", "-1", "0.0199", "1.01", "inf", "nan", "x"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char line[40];
        snprintf(line, sizeof line, "spotlight size %s", wrong[i]);
        assert_false(command_apply(&s->session, line, NULL, 0, NULL));
    }
    assert_true(*radius == 0.909);
    stage_free(s);
}

static void time_is_told(void **state)
{
    (void)state;
    static const struct {
        double seconds;
        const char *text;
    } rows[] = {{0, "0:00"},         {59.99, "0:59"},        {60, "1:00"},       {3599, "59:59"},
                {3600, "1:00:00"},   {86399, "23:59:59"},    {-5, "0:00"},       {NAN, "0:00"},
                {1e300, "99:59:59"}, {HUGE_VAL, "99:59:59"}, {-HUGE_VAL, "0:00"}};
    char text[32];
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(clock_text(text, sizeof text, rows[i].seconds), rows[i].text);
    struct stage *s = stage_new();
    s->session.presenter.clock = 100;
    stage_apply(s, "timer on");
    assert_non_null(find_text(&s->scene.list, "0:00"));
    s->session.presenter.clock = 165;
    stage_build(s);
    assert_non_null(find_text(&s->scene.list, "1:05"));
    stage_apply(s, "timer reset");
    assert_non_null(find_text(&s->scene.list, "0:00"));
    stage_apply(s, "timer off");
    assert_null(find_text(&s->scene.list, "0:00"));
    stage_free(s);
}

static void the_card_shows_all_there_is(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    static const char *const lines[] = {"lecture off", "lecture on", "theme dark", "theme print"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        stage_apply(s, lines[i]);
        stage_apply(s, "card on");
        const struct draw_list *list = &s->scene.list;
        double thinnest = HUGE_VAL, smallest = HUGE_VAL;
        int colors = 0;
        for (int k = 0; k < THEME_CURVES; k++) {
            const struct color *c = &themes_current(&s->session)->curves[k];
            bool found = false;
            for (size_t j = 0; j < list->item_n; j++)
                found |= list->items[j].kind == DRAW_LINE &&
                         memcmp(&list->items[j].color, c, sizeof *c) == 0;
            colors += found;
        }
        bool after = false; // the card covers what was drawn before it
        for (size_t j = 0; j < list->item_n; j++) {
            const struct draw_item *item = &list->items[j];
            after |= item->kind == DRAW_RECT && item->rect.w == 1280 && item->rect.h == 720;
            if (after && item->kind == DRAW_TEXT)
                smallest = fmin(smallest, item->size);
            if (after && item->kind == DRAW_RECT)
                thinnest = fmin(thinnest, fmin(item->rect.w, item->rect.h));
        }
        assert_int_equal(colors, THEME_CURVES);
        assert_true(smallest == s->scene.look.cap_axis);
        assert_true(thinnest == s->scene.look.grid);
        stage_apply(s, "card off");
    }
    stage_free(s);
}

static void keys_are_shown_in_the_corner(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    strcpy(s->session.presenter.echo, "g  Grid");
    stage_build(s);
    assert_null(find_text(&s->scene.list, "g  Grid"));
    stage_apply(s, "echo on");
    strcpy(s->session.presenter.echo, "g  Grid");
    stage_build(s);
    const struct draw_item *item = find_text(&s->scene.list, "g  Grid");
    assert_non_null(item);
    assert_true(item->x > 1000 && item->y > 500 && item->y < 720);
    stage_free(s);
}

static void markers_stay_at_their_x(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    stage_apply(s, "only tanh; derivative 0; layout overlay; view -5 5; points off; cursor off");
    int plain = count_kind(&s->scene.list, DRAW_MARKER);
    stage_apply(s, "markers on");
    int marked = count_kind(&s->scene.list, DRAW_MARKER);
    assert_in_range(marked - plain, 5, 13);
    double x = 0;
    for (size_t i = 0; i < s->scene.list.item_n && x == 0; i++)
        if (s->scene.list.items[i].kind == DRAW_MARKER && s->scene.list.items[i].x > 500)
            x = s->scene.list.items[i].x;
    const struct panel *p = &s->scene.panels[0];
    double at = axis_value(&p->x, (x - p->plot.x) / p->plot.w);
    stage_apply(s, "pan 0.013 0");
    bool found = false;
    for (size_t i = 0; i < s->scene.list.item_n; i++) {
        const struct draw_item *item = &s->scene.list.items[i];
        double here = axis_value(&p->x, (item->x - p->plot.x) / p->plot.w);
        found |= item->kind == DRAW_MARKER && fabs(here - at) < 1e-9;
    }
    assert_true(found);
    stage_free(s);
}

static const char tour_text[] = "title \"T\"\n"
                                "step \"First\"\ncaption \"One.\"\nnote \"Ask them, and wait.\"\n"
                                "only sigmoid\n"
                                "step \"Second\"\ncaption \"Two.\"\nonly tanh\n";

static void the_lecturer_sees_more(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    struct fault fault = {0};
    struct draw_list view = {0};
    struct tour *tour = tour_parse(tour_text, "t", &fault);
    assert_non_null(tour);
    walk_begin(&s->session, tour);
    s->session.presenter.clock = 75;
    stage_build(s);
    struct presenter_info info = presenter_info(&s->session);
    assert_string_equal(info.step, "First");
    assert_string_equal(info.next, "Second");
    assert_string_equal(info.counter, "1 / 2");
    const struct theme *theme = themes_current(&s->session);
    scene_presenter(&view, &info, &s->scene.list, theme, &metrics, 1000, 600);
    assert_non_null(find_text(&view, "First"));
    assert_non_null(find_text(&view, "Second"));
    assert_non_null(find_text(&view, "Ask them, and wait."));
    assert_non_null(find_text(&view, "1:15"));
    assert_non_null(find_text(&view, "One.")); // of the picture within
    assert_int_equal(count_kind(&view, DRAW_CURVE), count_kind(&s->scene.list, DRAW_CURVE));
    for (size_t i = 0; i < view.item_n; i++)
        if (view.items[i].kind == DRAW_TEXT)
            assert_true(view.items[i].x >= 0 && view.items[i].x <= 1000 && view.items[i].y <= 600);
    walk_to(&s->session, 1);
    info = presenter_info(&s->session);
    assert_string_equal(info.next, "the end");
    assert_string_equal(info.notes, "");
    walk_end(&s->session);
    info = presenter_info(&s->session);
    assert_string_equal(info.counter, "");
    scene_presenter(&view, &info, &s->scene.list, theme, &metrics, 1, 1); // nothing falls over
    draw_list_free(&view);
    stage_free(s);
}

static void a_picture_in_a_picture_is_scaled(void **state)
{
    (void)state;
    struct draw_list small = {0}, large = {0};
    const struct color ink = {1, 2, 3, 255};
    draw_list_begin(&small, 200, 100, ink);
    draw_clip(&small, (struct rect){10, 10, 500, 20});
    draw_rect(&small, (struct rect){20, 10, 30, 40}, ink);
    draw_line(&small, (const double[]){1, 2, 3, 4}, 2,
              &(struct stroke){.width = 4, .dash = {6, 2}, .dash_n = 2, .color = ink});
    draw_clip(&small, (struct rect){0});
    draw_text(&small, 50, 60, 8, WEIGHT_BOLD, TEXT_CENTER, ink, "abc");
    draw_ring(&small, 5, 6, 8, 2, ink, ink);
    draw_list_begin(&large, 1000, 1000, ink);
    draw_list_append(&large, &small, 100, 200, 0.5);
    const struct draw_item *i = large.items;
    assert_int_equal(large.item_n, 9);
    assert_true(i[0].rect.x == 100 && i[0].rect.w == 100 && i[0].rect.h == 50); // its frame
    assert_true(i[2].rect.x == 105 && i[2].rect.y == 205 && i[2].rect.w == 95); // cut by it
    assert_true(i[3].rect.x == 110 && i[3].rect.y == 205 && i[3].rect.w == 15);
    const double *xy = draw_item_points(&large, &i[4]);
    assert_true(xy[0] == 100.5 && xy[1] == 201 && xy[2] == 101.5 && xy[3] == 202);
    assert_true(i[4].stroke.width == 2 && i[4].stroke.dash[0] == 3 && i[4].stroke.dash[1] == 1);
    assert_true(i[5].rect.w == 100); // no clip within is the frame
    assert_string_equal(draw_item_text(&large, &i[6]), "abc");
    assert_true(i[6].x == 125 && i[6].y == 230 && i[6].size == 4);
    assert_true(i[7].x == 102.5 && i[7].y == 203 && i[7].size == 4 && i[7].ring == 1);
    assert_true(i[8].kind == DRAW_CLIP && i[8].rect.w == 0);
    draw_list_free(&small);
    draw_list_free(&large);
}

// --- Text in curves' colours

static double light_of(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

// WCAG 2.1's contrast of two colours.
static double contrast(struct color a, struct color b)
{
    const struct color colors[2] = {a, b};
    double light[2];
    for (int i = 0; i < 2; i++)
        light[i] = 0.2126 * light_of(colors[i].r / 255.0) + 0.7152 * light_of(colors[i].g / 255.0) +
                   0.0722 * light_of(colors[i].b / 255.0);
    return (fmax(light[0], light[1]) + 0.05) / (fmin(light[0], light[1]) + 0.05);
}

// The colour under the middle of a text: of the last opaque rectangle there that was drawn before
// it.
static struct color ground_under(const struct draw_list *list, size_t at, struct color background)
{
    const struct draw_item *text = &list->items[at];
    double x = text->x, y = text->y - text->size / 2;
    x += text->align == TEXT_LEFT ? 1 : text->align == TEXT_RIGHT ? -1 : 0;
    for (size_t i = at; i-- > 0;) {
        const struct draw_item *item = &list->items[i];
        if (item->kind == DRAW_RECT && item->color.a == 255 && x >= item->rect.x &&
            x < item->rect.x + item->rect.w && y >= item->rect.y && y < item->rect.y + item->rect.h)
            return item->color;
    }
    return background;
}

static void all_text_of_curves_can_be_read(void **state)
{
    (void)state;
    static const char *const looks[] = {"layout overlay", "layout stacked; lecture on",
                                        "lecture off; layout overlay; saturation on",
                                        "saturation off; derivative 1; depth 8",
                                        "depth off; layout overlay; derivative 0,1,2"};
    struct stage *s = stage_new();
    stage_apply(s, "only step sigmoid tanh relu gelu silu mish; derivative 0,1");
    for (size_t k = 0; k < COUNT(looks); k++) {
        stage_apply(s, looks[k]);
        for (int i = 0; i < s->session.themes.n; i++) {
            const struct theme *theme = &s->session.themes.items[i];
            text_copy(s->session.state.theme, sizeof s->session.state.theme, theme->name);
            stage_build(s);
            int texts = 0;
            for (size_t n = 0; n < s->scene.list.item_n; n++) {
                const struct draw_item *item = &s->scene.list.items[n];
                if (item->kind != DRAW_TEXT)
                    continue;
                texts++;
                double found =
                    contrast(item->color, ground_under(&s->scene.list, n, theme->background));
                if (found < 7)
                    fail_msg("%s, %s: \"%s\" has %.2f:1", theme->name, looks[k],
                             draw_item_text(&s->scene.list, item), found);
            }
            assert_true(texts > 15);
        }
    }
    stage_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pen_draws_where_the_mouse_goes),
        cmocka_unit_test(the_pen_runs_dry_with_a_message),
        cmocka_unit_test(the_spot_follows_the_middle_button),
        cmocka_unit_test(the_spot_follows_the_mouse),
        cmocka_unit_test(the_wheel_makes_the_spot_larger),
        cmocka_unit_test(time_is_told),
        cmocka_unit_test(the_card_shows_all_there_is),
        cmocka_unit_test(keys_are_shown_in_the_corner),
        cmocka_unit_test(markers_stay_at_their_x),
        cmocka_unit_test(the_lecturer_sees_more),
        cmocka_unit_test(all_text_of_curves_can_be_read),
        cmocka_unit_test(a_picture_in_a_picture_is_scaled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

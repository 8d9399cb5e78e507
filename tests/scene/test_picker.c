// The entry line and the list over it: rows, what clicks on them say, room of their own.
#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "scene/around/entry.h"

static const struct draw_item *find_text(const struct draw_list *list, const char *string)
{
    for (size_t i = list->item_n; i-- > 0;)
        if (list->items[i].kind == DRAW_TEXT &&
            strcmp(draw_item_text(list, &list->items[i]), string) == 0)
            return &list->items[i];
    return NULL;
}

static int count_curves(const struct stage *s)
{
    int n = 0;
    for (size_t i = 0; i < s->scene.list.item_n; i++)
        n += s->scene.list.items[i].kind == DRAW_CURVE;
    return n;
}

// The zone of the row whose click begins so, or NULL.
static const struct zone *find_row(const struct stage *s, const char *click)
{
    for (int i = s->scene.zone_n; i-- > 0;)
        if (s->scene.zones[i].over && strncmp(s->scene.zones[i].click, click, strlen(click)) == 0)
            return &s->scene.zones[i];
    return NULL;
}

static int count_rows(const struct stage *s)
{
    int n = 0;
    for (int i = 0; i < s->scene.zone_n; i++)
        n += s->scene.zones[i].over && s->scene.zones[i].shift_click[0] != '\0';
    return n;
}

static void click(struct stage *s, const struct zone *zone, unsigned modifiers)
{
    assert_non_null(zone);
    double x = zone->rect.x + zone->rect.w / 2, y = zone->rect.y + zone->rect.h / 2;
    stage_press(s, BUTTON_LEFT, 1, x, y, modifiers);
    stage_release(s, BUTTON_LEFT, x, y);
}

static void only_rows_in_sight_are_drawn(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    int before = count_curves(s);
    stage_apply(s, "prompt find");
    assert_int_equal(count_rows(s), ENTRY_ROWS);
    assert_int_equal(count_curves(s), before + ENTRY_ROWS);
    assert_non_null(find_text(&s->scene.list, "Binary step"));
    assert_null(find_text(&s->scene.list, "Mish"));
    char words[32];
    snprintf(words, sizeof words, "%d of %d", activation_count(), activation_count());
    assert_non_null(find_text(&s->scene.list, words));
    long samplings = s->cache.samplings;
    stage_build(s);
    assert_int_equal(s->cache.samplings, samplings); // nothing is sampled again
    stage_apply(s, "edit scroll 3");
    assert_int_equal(s->cache.samplings, samplings + 3); // but what came into sight
    assert_null(find_text(&s->scene.list, "Binary step"));
    assert_true(s->refused == 0);
    stage_free(s);
}

static void rows_say_what_they_are(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    stage_apply(s, "bind 2 toggle sigmoid; prompt find; type sigmoid");
    assert_non_null(find_text(&s->scene.list, "Sigmoid"));
    assert_non_null(find_text(&s->scene.list, "1/(1 + e⁻ˣ)"));
    assert_non_null(find_text(&s->scene.list, "sigmoidal"));
    assert_non_null(find_text(&s->scene.list, "shown"));
    assert_non_null(find_text(&s->scene.list, "2"));
    stage_apply(s, "edit clear; type silu");
    assert_null(find_text(&s->scene.list, "shown"));
    stage_apply(s, "edit clear; type sigmoit"); // says what may be meant
    assert_int_equal(count_rows(s), 0);
    bool said = false;
    for (size_t i = 0; i < s->scene.list.item_n; i++)
        said |= s->scene.list.items[i].kind == DRAW_TEXT &&
                strstr(draw_item_text(&s->scene.list, &s->scene.list.items[i]),
                       "did you mean \"sigmoid\"") != NULL;
    assert_true(said);
    stage_apply(s, "edit clear; type softmax");
    assert_int_equal(count_rows(s), 0);
    stage_apply(s, "edit cancel; prompt command; type scal");
    assert_non_null(find_text(&s->scene.list, "scale"));
    assert_non_null(find_text(&s->scene.list, "Axis scales"));
    stage_apply(s, "edit cancel; prompt formula");
    assert_non_null(find_text(&s->scene.list, "x*sigmoid(1.702*x)")); // an example
    stage_apply(s, "type \"2*sigm\"");
    assert_null(find_text(&s->scene.list, "x*sigmoid(1.702*x)"));
    assert_non_null(find_text(&s->scene.list, "1/(1 + e⁻ˣ)"));
    stage_free(s);
}

static void a_click_toggles_and_shift_keeps_the_list(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    stage_apply(s, "prompt find; type gelu");
    click(s, find_row(s, "show \"gelu\""), POINTER_SHIFT);
    assert_int_equal(state_visible_count(&s->session.state), 3);
    assert_int_equal(s->session.entry.kind, ENTRY_FIND);
    click(s, find_row(s, "hide \"gelu\""), POINTER_SHIFT);
    assert_int_equal(state_visible_count(&s->session.state), 2);
    click(s, find_row(s, "show \"gelu\""), 0);
    assert_int_equal(state_visible_count(&s->session.state), 3);
    assert_int_equal(s->session.entry.kind, ENTRY_NONE);
    stage_apply(s, "prompt command; type sca");
    click(s, find_row(s, "edit row 1"), 0);
    assert_string_equal(s->session.entry.text, "scale ");
    click(s, find_row(s, "edit row 2"), 0);
    assert_string_equal(s->session.entry.text, "scale y ");
    click(s, find_row(s, "edit cancel"), 0); // the word for a mouse
    assert_int_equal(s->session.entry.kind, ENTRY_NONE);
    assert_int_equal(s->refused, 0);
    stage_free(s);
}

// What lies under the list does not feel the pointer.
static void the_list_covers_the_picture(void **state)
{
    (void)state;
    struct stage *s = stage_new();
    stage_apply(s, "cursor off; prompt find");
    const struct zone *row = find_row(s, "show \"step\"");
    assert_non_null(row);
    double x = row->rect.x + 200, y = row->rect.y + row->rect.h / 2;
    assert_string_equal(stage_move(s, x, y, 0), "");
    assert_string_equal(stage_wheel(s, -1, x, y, 0), "edit scroll 2\n");
    assert_string_equal(stage_wheel(s, 1, x, y, 0), "edit scroll -2\n");
    assert_string_equal(stage_wheel(s, 0, x, y, 0), "");
    assert_string_equal(stage_press(s, BUTTON_LEFT, 1, x, y, 0), "");
    assert_string_equal(stage_move(s, x + 80, y - 60, 0), ""); // no pan
    stage_release(s, BUTTON_LEFT, x + 80, y - 60);
    assert_int_equal(s->session.entry.kind, ENTRY_FIND);
    assert_string_equal(stage_press(s, BUTTON_LEFT, 1, 1000, 200, 0), "edit cancel\n");
    assert_true(strncmp(stage_move(s, x, y, 0), "", 1) == 0 || s->session.entry.kind == 0);
    stage_free(s);
}

static bool overlap(const struct rect *a, const struct rect *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

// The field keeps off the numbers of x, the sliders and the picture's edges, at every size.
static void the_line_has_room_of_its_own(void **state)
{
    (void)state;
    static const double sizes[][2] = {
        {640, 400}, {800, 600}, {1280, 720}, {1920, 1080}, {3840, 2160}};
    static const char *const lines[] = {"prompt find",
                                        "prompt command",
                                        "prompt formula",
                                        "prompt x",
                                        "prompt save",
                                        "prompt open",
                                        "prompt formula; type \"x*(\""};
    static const char *const before[] = {"hints on",    "hints off",   "show leaky_relu; hints on",
                                         "layout grid", "language ja", "lecture on",
                                         "text-size 2"};
    for (size_t b = 0; b < COUNT(before); b++) {
        struct stage *s = stage_new();
        stage_apply(s, before[b]);
        for (size_t i = 0; i < COUNT(sizes) * COUNT(lines); i++) {
            s->width = sizes[i / COUNT(lines)][0];
            s->height = sizes[i / COUNT(lines)][1];
            stage_apply(s, lines[i % COUNT(lines)]);
            const struct zone *field = NULL;
            for (int k = 0; k < s->scene.zone_n && field == NULL; k++)
                field = s->scene.zones[k].over ? &s->scene.zones[k] : NULL;
            assert_non_null(field);
            const struct rect *r = &field->rect;
            assert_true(r->x >= 0 && r->x + r->w <= s->width && r->y + r->h <= s->height);
            for (int k = 0; k < s->scene.panel_n; k++) {
                const struct panel *panel = &s->scene.panels[k];
                if (overlap(r, &panel->plot) || overlap(r, &panel->numbers_x))
                    fail_msg("%s, %s, %gx%g: the line covers panel %d", before[b],
                             lines[i % COUNT(lines)], s->width, s->height, k);
            }
            for (int k = 0; k < s->scene.zone_n; k++)
                if (!s->scene.zones[k].over && overlap(r, &s->scene.zones[k].rect))
                    fail_msg("%s: the line covers `%s`", before[b], s->scene.zones[k].click);
            stage_apply(s, "edit cancel");
        }
        stage_apply(s, "language en");
        stage_free(s);
    }
}

static void the_list_stays_within_the_picture(void **state)
{
    (void)state;
    static const double sizes[][2] = {{16, 16},   {200, 150},  {320, 240},   {640, 400},
                                      {800, 600}, {300, 1000}, {1920, 1080}, {3000, 200}};
    struct stage *s = stage_new();
    for (size_t i = 0; i < COUNT(sizes); i++) {
        s->width = sizes[i][0];
        s->height = sizes[i][1];
        stage_apply(s, "prompt find; edit older"); // the last one is chosen
        for (int k = 0; k < s->scene.zone_n; k++) {
            const struct zone *zone = &s->scene.zones[k];
            assert_true(!zone->over || zone->shift_click[0] == '\0' ||
                        (zone->rect.x >= 0 && zone->rect.x + zone->rect.w <= s->width));
        }
        if (s->width >= 320 && s->height >= 240) {
            char click[96];
            snprintf(click, sizeof click, "show \"%s\"",
                     s->session.entry.candidates[s->session.entry.chosen]);
            const struct zone *row = find_row(s, click);
            assert_non_null(row); // what is chosen is in sight
            assert_true(row->rect.y >= 0);
        }
        stage_apply(s, "edit cancel");
    }
    stage_free(s);
}

// --- "+ function"

static const struct zone *find_add(const struct stage *s)
{
    const struct draw_item *word = find_text(&s->scene.list, "function");
    return word != NULL ? scene_zone_at(&s->scene, word->x, word->y - 2) : NULL;
}

static void functions_are_added_under_the_last_name(void **state)
{
    (void)state;
    static const char *const with[] = {"only sigmoid tanh", "layout overlay; derivative 0",
                                       "legend on", "hide all", "show relu elu selu gelu silu"};
    static const char *const without[] = {"hints off", "lecture on", "layout grid"};
    for (size_t i = 0; i < COUNT(with); i++) {
        struct stage *s = stage_new();
        stage_apply(s, with[i]);
        const struct zone *add = find_add(s);
        if (add == NULL)
            fail_msg("%s: nothing to add a function with", with[i]);
        assert_string_equal(add->click, "prompt find");
        assert_true(add->help[0] != '\0');
        for (int k = 0; k < s->scene.zone_n; k++) // it lies over no name
            if (&s->scene.zones[k] != add && s->scene.zones[k].function >= 0)
                assert_false(overlap(&add->rect, &s->scene.zones[k].rect) &&
                             add->rect.y > s->scene.zones[k].rect.y + 8);
        stage_free(s);
    }
    for (size_t i = 0; i < COUNT(without); i++) {
        struct stage *s = stage_new();
        stage_apply(s, without[i]);
        assert_null(find_add(s));
        stage_free(s);
    }
}

static void what_can_be_clicked_has_help(void **state)
{
    (void)state;
    static const char *const lines[] = {"show leaky_relu", "layout grid", "legend on", "hide all",
                                        "page network",    "page race",   "depth 30"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct stage *s = stage_new();
        stage_apply(s, lines[i]);
        for (int k = 0; k < s->scene.zone_n; k++) {
            const struct zone *zone = &s->scene.zones[k];
            bool says = zone->help[0] != '\0' || zone->click[0] != '\0' || zone->hover;
            if (!says && (zone->double_click[0] != '\0' || zone->value[0] != '\0'))
                fail_msg("%s: `%s%s` says nothing", lines[i], zone->double_click, zone->value);
        }
        stage_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_rows_in_sight_are_drawn),
        cmocka_unit_test(rows_say_what_they_are),
        cmocka_unit_test(a_click_toggles_and_shift_keeps_the_list),
        cmocka_unit_test(the_list_covers_the_picture),
        cmocka_unit_test(the_line_has_room_of_its_own),
        cmocka_unit_test(the_list_stays_within_the_picture),
        cmocka_unit_test(functions_are_added_under_the_last_name),
        cmocka_unit_test(what_can_be_clicked_has_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Formulas as mathematics: where the marks lie, and what they say.
#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activation/formula_text.h"
#include "activation/own.h"
#include "scene/formula.h"

static const double CAP = 20;

static double width(void *user, const char *string, double cap, enum text_weight weight)
{
    (void)user;
    (void)weight;
    return 0.6 * cap * (double)utf8_count(string, strlen(string));
}

static const struct text_metrics metrics = {.width = width};

static int setup(void **state)
{
    struct sheet *sheet = calloc(1, sizeof *sheet);
    sheet->metrics = &metrics;
    *state = sheet;
    return 0;
}

static int teardown(void **state)
{
    free(*state);
    return 0;
}

static bool typeset(struct sheet *sheet, const char *text, const struct activation *of,
                    struct box *box)
{
    struct own own = {0};
    struct fault fault = {0};
    sheet->n = 0;
    sheet->full = false;
    if (!own_formula(&own, text, &fault))
        fail_msg("%s: %s", text, fault.text);
    bool done = formula_typeset(sheet, own.expression, ORDER_F, of, CAP, box);
    own_clear(&own);
    return done;
}

// What a mark covers: letters from the baseline up.
static struct rect extent(const struct mark *mark)
{
    if (mark->kind == MARK_TEXT)
        return (struct rect){mark->x, mark->y - mark->h, mark->w, mark->h};
    return (struct rect){mark->x, mark->y, mark->w, mark->h};
}

static bool meet(struct rect a, struct rect b)
{
    const double e = 1e-6;
    return a.x + a.w > b.x + e && b.x + b.w > a.x + e && a.y + a.h > b.y + e && b.y + b.h > a.y + e;
}

// A root holds what is under it; nothing else meets.
static void check_places(const struct sheet *sheet, const struct box *box, const char *what)
{
    for (int i = 0; i < sheet->n; i++) {
        struct rect a = extent(&sheet->marks[i]);
        if (a.x < -1e-6 || a.x + a.w > box->width + 1e-6 || a.y < -box->ascent - 1e-6 ||
            a.y + a.h > box->descent + 1e-6)
            fail_msg("%s: mark %d (%s) leaves the box", what, i, sheet->marks[i].text);
        for (int k = 0; k < i; k++) {
            bool root = sheet->marks[i].kind == MARK_ROOT || sheet->marks[k].kind == MARK_ROOT;
            if (!root && meet(a, extent(&sheet->marks[k])))
                fail_msg("%s: \"%s\" (%d) meets \"%s\" (%d)", what, sheet->marks[i].text, i,
                         sheet->marks[k].text, k);
        }
    }
}

static int by_x(const void *a, const void *b)
{
    const struct mark *p = a, *q = b;
    return p->x < q->x ? -1 : p->x > q->x;
}

// The letters from left to right; drawn parentheses as such.
static void read_line(struct sheet *sheet, char *out, size_t size)
{
    qsort(sheet->marks, (size_t)sheet->n, sizeof *sheet->marks, by_x);
    out[0] = '\0';
    for (int i = 0; i < sheet->n; i++) {
        const struct mark *mark = &sheet->marks[i];
        const char *text = mark->kind == MARK_OPEN    ? "("
                           : mark->kind == MARK_CLOSE ? ")"
                                                      : mark->text;
        strncat(out, text, size - strlen(out) - 1);
    }
}

static void parentheses_stand_where_they_must(void **state)
{
    struct sheet *sheet = *state;
    static const struct {
        const char *text, *line;
    } rows[] = {
        {"a-(b-c)", "a−(b−c)"},
        {"a-b-c", "a−b−c"},
        {"a+(b+c)", "a+b+c"},
        {"a-(b+c)", "a−(b+c)"},
        {"-x^2", "−x2"},
        {"(-x)^2", "(−x)2"},
        {"2^(3^x)", "23x"},
        {"(a^b)^x", "(ab)x"},
        {"a*(b+c)", "a(b+c)"},
        {"a*(-b)", "−ab"},
        {"a+(-b)", "a−b"},
        {"a-(-b)", "a+b"},
        {"-(a+x)", "−(a+x)"},
        {"-(-x)", "x"},
        {"(-x)*a", "−xa"},
        {"exp(x)^2", "(ex)2"},
        {"tanh(x)^2", "tanh2(x)"},
        {"2*x", "2x"},
        {"x*2", "2x"},
        {"2*3^x", "2·3x"},
        {"sigmoid(-x)", "σ(−x)"},
        {"log(1+exp(-x))", "ln(1+e−x)"},
        {"min(a, x)", "min(a,x)"},
        {"exp(x/a)", "ex/a"},
        {"exp(x/(2*a))", "ex/(2a)"},
        {"exp((x+1)/a)", "e(x+1)/a"},
        {"not (x < 1)", "¬(x<1)"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct box box;
        char line[256];
        assert_true(typeset(sheet, rows[i].text, NULL, &box));
        check_places(sheet, &box, rows[i].text);
        read_line(sheet, line, sizeof line);
        if (strcmp(line, rows[i].line) != 0)
            fail_msg("%s is \"%s\", not \"%s\"", rows[i].text, line, rows[i].line);
    }
}

static const struct mark *find(const struct sheet *sheet, const char *text)
{
    for (int i = 0; i < sheet->n; i++)
        if (sheet->marks[i].kind == MARK_TEXT && strcmp(sheet->marks[i].text, text) == 0)
            return &sheet->marks[i];
    fail_msg("no \"%s\"", text);
    return NULL;
}

static const struct mark *bar(const struct sheet *sheet, int nth)
{
    for (int i = 0; i < sheet->n; i++)
        if (sheet->marks[i].kind == MARK_BAR && nth-- == 0)
            return &sheet->marks[i];
    fail_msg("no bar");
    return NULL;
}

static void a_bar_stands_between_numerator_and_denominator(void **state)
{
    struct sheet *sheet = *state;
    struct box box;
    assert_true(typeset(sheet, "a/x", NULL, &box));
    const struct mark *line = bar(sheet, 0);
    assert_true(find(sheet, "a")->y < line->y);
    assert_true(find(sheet, "x")->y - CAP > line->y + line->h);
    assert_true(typeset(sheet, "(a/b)/c", NULL, &box)); // the main bar is the lower, longer one
    const struct mark *inner = bar(sheet, 0), *outer = bar(sheet, 1);
    assert_true(find(sheet, "a")->y < inner->y && inner->y < find(sheet, "b")->y);
    assert_true(find(sheet, "b")->y < outer->y && outer->y < find(sheet, "c")->y);
    assert_true(outer->w > inner->w);
    assert_true(typeset(sheet, "a/(b/c)", NULL, &box));
    assert_true(find(sheet, "a")->y < bar(sheet, 1)->y && bar(sheet, 1)->y < find(sheet, "b")->y);
}

static void exponents_are_higher_and_smaller(void **state)
{
    struct sheet *sheet = *state;
    struct box box;
    assert_true(typeset(sheet, "a^(b^c)", NULL, &box));
    const struct mark *a = find(sheet, "a"), *b = find(sheet, "b"), *c = find(sheet, "c");
    assert_true(b->y < a->y && c->y < b->y);
    assert_true(b->h < a->h && c->h <= b->h && c->h >= 0.59 * CAP);
}

static void cases_stand_in_rows_with_their_conditions(void **state)
{
    struct sheet *sheet = *state;
    struct box box;
    assert_true(typeset(sheet, "if(x < 0, a, if(x < 1, b, c))", NULL, &box));
    check_places(sheet, &box, "cases");
    assert_true(find(sheet, "a")->y < find(sheet, "b")->y);
    assert_true(find(sheet, "b")->y < find(sheet, "c")->y);
    find(sheet, "<"), find(sheet, "≤"), find(sheet, "≥");
    assert_true(typeset(sheet, "if(x == 0, a, b)", NULL, &box));
    find(sheet, "="), find(sheet, "≠");
    assert_true(typeset(sheet, "if(x < 0 or x > 3, a, b)", NULL, &box));
    find(sheet, "otherwise"), find(sheet, "∨");
}

static void constants_are_found_again(void **state)
{
    struct sheet *sheet = *state;
    struct box box;
    assert_true(typeset(sheet, "x/sqrt(2*pi)", NULL, &box));
    find(sheet, "2π");
    assert_true(typeset(sheet, "x/3*sqrt(2/pi)", NULL, &box));
    find(sheet, "π");
    assert_true(typeset(sheet, "pi*x+0.044715", NULL, &box));
    find(sheet, "0.044715");
}

static void the_catalogue_is_typeset(void **state)
{
    struct sheet *sheet = *state;
    for (int i = 0; i < activation_count(); i++)
        for (int o = ORDER_F; o <= ORDER_DF; o++) {
            const struct activation *a = activation_at(i);
            struct box box;
            if (!typeset(sheet, formula_text(a->id, (enum order)o), a, &box))
                fail_msg("%s", a->id);
            check_places(sheet, &box, a->id);
        }
    struct box box;
    typeset(sheet, formula_text("leaky_relu", ORDER_F),
            activation_at(activation_find("leaky_relu")), &box);
    find(sheet, "α");
}

static void deep_and_long_formulas_end(void **state)
{
    struct sheet *sheet = *state;
    struct box box;
    char text[4000] = "x";
    assert_true(typeset(sheet, "1/(1+1/(1+1/(1+1/(1+1/(1+x)))))", NULL, &box));
    check_places(sheet, &box, "continued fraction");
    assert_true(typeset(sheet, "sqrt(1+sqrt(1+sqrt(1+sqrt(1+abs(x)^a))))", NULL, &box));
    check_places(sheet, &box, "roots");
    for (int i = 0; i < 100; i++)
        strcat(text, "+sin(x)*cos(a*x)");
    assert_false(typeset(sheet, text, NULL, &box));
    text[0] = '\0';
    for (int i = 0; i < 150; i++)
        strcat(text, "sin(");
    strcat(text, "x");
    for (int i = 0; i < 150; i++)
        strcat(text, ")");
    assert_false(typeset(sheet, text, NULL, &box));
    assert_true(sheet->n <= MARKS_MAX);
}

static int count_texts(const struct stage *stage, const char *text)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        n += stage->scene.list.items[i].kind == DRAW_TEXT &&
             strcmp(draw_item_text(&stage->scene.list, &stage->scene.list.items[i]), text) == 0;
    return n;
}

static void the_picture_has_them_where_asked(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "only leaky_relu; derivative 0,1; layout stacked");
    assert_int_equal(count_texts(stage, "="), 0);
    stage_apply(stage, "formula on");
    assert_int_equal(count_texts(stage, "LReLU(x)"), 1);
    assert_int_equal(count_texts(stage, "LReLU′(x)"), 1);
    assert_int_equal(count_texts(stage, "α = 0.01"), 1);
    stage_apply(stage, "param leaky_relu alpha 0.2");
    assert_int_equal(count_texts(stage, "α = 0.2"), 1);
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        if (item->kind == DRAW_TEXT && strcmp(draw_item_text(&stage->scene.list, item), "=") == 0)
            assert_true(item->size >= stage->scene.look.cap_label * 0.999);
    }
    stage_apply(stage, "layout overlay");
    assert_int_equal(count_texts(stage, "LReLU′(x)"), 1);
    stage_apply(stage, "define swish2 = x*sigmoid(b*x); only swish2");
    assert_true(count_texts(stage, "σ") > 0 && count_texts(stage, "b = 1") == 1);
    stage_apply(stage, "formula off");
    assert_int_equal(count_texts(stage, "σ"), 0);
    stage_free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parentheses_stand_where_they_must, setup, teardown),
        cmocka_unit_test_setup_teardown(a_bar_stands_between_numerator_and_denominator, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(exponents_are_higher_and_smaller, setup, teardown),
        cmocka_unit_test_setup_teardown(cases_stand_in_rows_with_their_conditions, setup, teardown),
        cmocka_unit_test_setup_teardown(constants_are_found_again, setup, teardown),
        cmocka_unit_test_setup_teardown(the_catalogue_is_typeset, setup, teardown),
        cmocka_unit_test_setup_teardown(deep_and_long_formulas_end, setup, teardown),
        cmocka_unit_test(the_picture_has_them_where_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

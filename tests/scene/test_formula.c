// Formulas as mathematics: where the marks lie, and what they say.
#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activation/expression/node.h"
#include "activation/own.h"
#include "scene/formula/formula.h"

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
    assert_true(typeset(sheet, "(b/c)^a", NULL, &box)); // over the whole of a high base
    const struct mark *over = find(sheet, "b"), *up = find(sheet, "a");
    assert_true(up->y < over->y && up->y - up->h < over->y - over->h);
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
    assert_true(typeset(sheet, "2/sqrt(pi)/x", NULL, &box)); // one fraction, not two
    find(sheet, "2"), find(sheet, "π");
    assert_true(find(sheet, "x")->y == find(sheet, "π")->y);
    assert_true(typeset(sheet, "1/log(2)/x", NULL, &box));
    assert_true(find(sheet, "x")->y == find(sheet, "ln 2")->y);
    assert_true(typeset(sheet, "2/3/x", NULL, &box));
    assert_true(find(sheet, "x")->y == find(sheet, "3")->y);
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
            if (!typeset(sheet, a->typed[o], a, &box))
                fail_msg("%s: its `typed` cannot be typeset", a->id);
            check_places(sheet, &box, a->id);
        }
    struct box box;
    const struct activation *leaky = activation_at(activation_find("leaky_relu"));
    typeset(sheet, leaky->typed[ORDER_F], leaky, &box);
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

static struct expression *textbook_of(const char *text, struct own *own)
{
    struct fault fault = {0};
    *own = (struct own){0};
    if (!own_formula(own, text, &fault))
        fail_msg("%s: %s", text, fault.text);
    struct expression *slope = expression_textbook(own->expression);
    if (slope == NULL)
        fail_msg("%s has no slope", text);
    return slope;
}

// What is read is what is drawn: its values are those of f'.
static void slopes_read_as_they_compute(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "sin(x)",
        "x*tanh(x)",
        "1/(1+x^2)",
        "(x^2-1)/(x^2+1)",
        "exp(-x^2/2)/sqrt(2*pi)",
        "sqrt(1+x^2)-1",
        "abs(x)^1.5",
        "if(x < -1, -1, if(x > 1, 1, x))",
        "x/2*(1+erf(x/sqrt(2)))",
        "tanh(sin(exp(-x^2)))",
        "cbrt(x)+x^(1/3)",
        "a*sin(b*x)+c*cos(d*x)",
        "sigmoid(3*x-1)*(1-sigmoid(3*x-1))",
        "log(1+exp(x))/log(2)",
        "max(0,x)-0.1*max(0,-x)",
        "min(0, x)+max(2-x, x)",
        "clip(x, -1, 1)",
        "clip(2*x+1, 0, 3)*x",
        "exp(-1/(1-(x/a)^2))",
        "x/sqrt(1+x^2)",
        "x/(1+abs(x))",
        "sqrt(abs(x))*sign(x)",
        "log(x^2+1)/2",
        "2*atan(x)/pi",
        "x*sigmoid(b*x)",
        "1-exp(-abs(x))",
        "(x+1)^3*exp(-x)",
        "1/(1+exp(-x))",
        "sin(x)/x",
        "x^x",
        "2^x",
        "min(max(x,-1),1)*x",
        "gelu(x)*elu(x, 2)",
        "x/exp(x^2)",
        "(x^2+1)/(x-3)^2",
        "if(x<=0, a*x, x)",
        "(x < 1)*x",
        "not(x<0)*x^2",
        "x^4/cosh(x)",
        "log2(x)*log10(x+4)",
        "tan(x)/(1+tan(x)^2)",
        "((x+1)*(x-2))*(x^3)",
        "x/(a^2+1)*sin(x)/b",
        "5",
        "a",
        "hypot(x, 1)",
        "asinh(x)-atanh(x/9)",
        "(2*x+3)^7",
        "x^(-3)",
        "abs(abs(x)-1)",
    };
    for (size_t i = 0; i < COUNT(formulas); i++) {
        struct own own;
        struct expression *slope = textbook_of(formulas[i], &own);
        double parameters[ACTIVATION_PARAMETERS_MAX], *values = calloc((size_t)slope->n, 8);
        assert_non_null(values);
        expression_defaults(own.expression, parameters);
        for (int k = 0; k < 4; k++)
            parameters[k] += 0.3 * k;
        for (double x = -2.93; x < 3; x += 0.31) {
            node_values(slope->nodes, slope->n - 1, parameters, x, values);
            double is = values[slope->roots[ORDER_F]];
            double wanted = expression_value(own.expression, parameters, ORDER_DF, x);
            if (!isnan(wanted) && !(fabs(is - wanted) <= 1e-9 * (1 + fabs(wanted))))
                fail_msg("%s at %g: %.15g, not %.15g", formulas[i], x, is, wanted);
        }
        free(values);
        expression_destroy(slope);
        own_clear(&own);
    }
}

static void slopes_are_those_of_a_textbook(void **state)
{
    (void)state;
    static const struct {
        const char *f, *df;
    } rows[] = {
        {"sin(x)", "cos(x)"},
        {"x*tanh(x)", "tanh(x) + x*(1 - tanh(x)^2)"},
        {"sigmoid(x)", "sigmoid(x)*(1 - sigmoid(x))"},
        {"1/(1+x^2)", "-2*x/(1 + x^2)^2"},
        {"(x^2-1)/(x^2+1)", "4*x/(x^2 + 1)^2"},
        {"x/sqrt(1+x^2)", "1/(1 + x^2)^1.5"},
        {"exp(-x^2)", "-2*x*exp(-x^2)"},
        {"1/(1+exp(-x))", "exp(-x)/(1 + exp(-x))^2"},
        {"log(x^2+1)", "2*x/(x^2 + 1)"},
        {"sin(x)/x", "(x*cos(x) - sin(x))/x^2"},
        {"x^x", "(log(x) + 1)*x^x"},
        {"x^3-x", "3*x^2 - 1"},
        {"(x+1)*(x-1)", "2*x"},
        {"(1+x)^5", "5*(1 + x)^4"},
        {"max(0, x)", "if(x < 0, 0, 1)"},
        {"max(0, x)-0.1*max(0, -x)", "if(x < 0, 0.1, 1)"},
        {"abs(x)", "if(x < 0, -1, 1)"},
        {"clip(x, -1, 1)", "if(x < -1, 0, if(x < 1, 1, 0))"},
        {"1-exp(-abs(x))", "if(x < 0, -exp(-abs(x)), exp(-abs(x)))"},
        {"log(x)/a", "1/(x*a)"},
        {"x+0*x", "1"},
        {"7", "0"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct own own;
        struct text line = {0};
        struct expression *slope = textbook_of(rows[i].f, &own);
        assert_true(expression_print(slope, ORDER_F, &line));
        assert_string_equal(text_string(&line), rows[i].df);
        text_free(&line);
        expression_destroy(slope);
        own_clear(&own);
    }
}

static int typeset_lines(struct sheet *sheet, const char *text, double wide, struct box lines[4])
{
    struct own own = {0};
    sheet->n = 0;
    sheet->full = false;
    assert_true(own_formula(&own, text, NULL));
    int n = formula_typeset_lines(sheet, own.expression, ORDER_F, NULL, CAP, wide, lines, 4);
    own_clear(&own);
    return n;
}

// The texts of one line, in the order they were set: parentheses come last.
static void read_box(const struct sheet *sheet, const struct box *box, char *out, size_t size)
{
    out[0] = '\0';
    for (int i = box->from; i < box->to; i++)
        strncat(out, sheet->marks[i].text, size - strlen(out) - 1);
}

static void long_formulas_break_before_signs(void **state)
{
    struct sheet *sheet = *state;
    struct box lines[4];
    static const char text[] = "sin(x)+cos(x)-tan(x)-(a-b)+exp(2)*x-3";
    assert_int_equal(typeset_lines(sheet, text, 1e9, lines), 1);
    double whole = lines[0].width;
    assert_int_equal(typeset_lines(sheet, text, whole + 1e-6, lines), 1);
    for (int parts = 2; parts <= 3; parts++) {
        double wide = whole / parts + 8 * CAP * 0.6;
        int n = typeset_lines(sheet, text, wide, lines);
        assert_in_range(n, 2, parts);
        char all[256] = "", line[128];
        for (int i = 0; i < n; i++) {
            assert_true(lines[i].width <= wide);
            read_box(sheet, &lines[i], line, sizeof line);
            assert_true(i == 0 || strncmp(line, "+", 1) == 0 || strncmp(line, "−", 3) == 0);
            strncat(all, line, sizeof all - strlen(all) - 1);
        }
        assert_string_equal(all, "sinx()+cosx()−tanx()−a−b()+7.38905609893065x−3");
    }
    assert_int_equal(typeset_lines(sheet, text, 2 * CAP, lines), 0);
    assert_int_equal(typeset_lines(sheet, text, whole / 6, lines),
                     0); // more lines than there may be
    assert_int_equal(typeset_lines(sheet, "(1+sin(x))*(1+cos(x))*(1+tan(x))", 18 * CAP, lines), 2);
    char second[128];
    read_box(sheet, &lines[1], second, sizeof second);
    assert_true(strncmp(second, "·", 2) == 0);
    assert_int_equal(typeset_lines(sheet, "if(x < 0, x, 2)", 1e9, lines), 1);
    char cases[128];
    read_box(sheet, &lines[0], cases, sizeof cases);
    assert_null(strchr(cases, '(')); // a formula that is nothing but cases needs no parentheses
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

static void a_long_formula_is_broken_or_excused(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "define long = x^5-4*x^4+3*x^3-2*x^2+x-1+sin(x)*cos(x)+exp(-x)*tanh(x)"
                       "+1/(1+x^2)-sqrt(1+x^2)*erf(x)+log(1+exp(x))+atan(x)/(2+cos(x))");
    stage_apply(stage, "only long; derivative 0; formula on");
    assert_int_equal(count_texts(stage, "long(x)"), 1);
    stage->width = 640, stage->height = 480;
    stage_build(stage);
    assert_int_equal(count_texts(stage, "long(x)"), 1);
    assert_true(count_texts(stage, "=") == 1); // it is there, over several lines
    struct text huge = {0};
    text_add(&huge, "define huge = 1");
    for (int i = 0; i < 90; i++)
        text_format(&huge, "+sin(%d*x)*a", i + 2);
    stage_apply(stage, text_string(&huge));
    text_free(&huge);
    stage_apply(stage, "only huge");
    assert_int_equal(count_texts(stage, "huge(x) = … has no room here"), 1);
    stage_free(stage);
}

static void a_function_is_not_said_to_be_itself(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "only sinusoid; derivative 0,1; formula on");
    assert_int_equal(count_texts(stage, "f(x)"), 1);
    assert_int_equal(count_texts(stage, "f′(x)"), 1);
    stage_apply(stage, "only arctan");
    assert_int_equal(count_texts(stage, "f(x)"), 1);
    stage_apply(stage, "define wave = sin(x); only wave");
    assert_int_equal(count_texts(stage, "wave(x)"), 1);
    stage_apply(stage, "only sigmoid");
    assert_int_equal(count_texts(stage, "σ(x)"), 1);
    stage_free(stage);
}

static const struct zone *slider_of(const struct stage *stage, const char *value)
{
    for (int i = 0; i < stage->scene.zone_n; i++)
        if (strcmp(stage->scene.zones[i].value, value) == 0)
            return &stage->scene.zones[i];
    fail_msg("no slider for %s", value);
    return NULL;
}

// The picture that follows a slider's move says the new value already.
static void live_values_follow_the_slider(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "only elu; formula on; focus elu");
    assert_int_equal(count_texts(stage, "α = 1"), 1);
    const struct zone *slider = slider_of(stage, "param elu alpha");
    struct rect r = slider->rect;
    stage_press(stage, BUTTON_LEFT, 1, r.x + r.w * 0.3, r.y + r.h / 2, 0);
    for (int i = 4; i <= 8; i++) {
        char number[64], text[80];
        stage_move(stage, r.x + r.w * i / 10, r.y + r.h / 2, 0);
        double now = stage->session.state.parameters[activation_find("elu")][0];
        snprintf(text, sizeof text, "α = %s", number_show(number, sizeof number, now, 6));
        assert_int_equal(count_texts(stage, text), 1);
    }
    assert_int_equal(count_texts(stage, "α = 1"), 0);
    stage_free(stage);
}

// Another formula in the place of the one before gets its own slope.
static void a_new_definition_gets_its_slope(void **state)
{
    (void)state;
    struct stage *stage = stage_new();
    stage_apply(stage, "define u = x^2; only u; derivative 0,1; formula on");
    assert_int_equal(count_texts(stage, "cos"), 0);
    stage_apply(stage, "define u = sin(x)");
    assert_int_equal(count_texts(stage, "cos"), 1);
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
        cmocka_unit_test_setup_teardown(long_formulas_break_before_signs, setup, teardown),
        cmocka_unit_test(slopes_read_as_they_compute),
        cmocka_unit_test(slopes_are_those_of_a_textbook),
        cmocka_unit_test(the_picture_has_them_where_asked),
        cmocka_unit_test(a_long_formula_is_broken_or_excused),
        cmocka_unit_test(a_function_is_not_said_to_be_itself),
        cmocka_unit_test(live_values_follow_the_slider),
        cmocka_unit_test(a_new_definition_gets_its_slope),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

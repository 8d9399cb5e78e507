// Series beside a point: holes, poles and one-sided derivatives of formulas, by closed forms.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "activation/expression/series.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define NONE         ((double)NAN)
#define SQRT_2       1.4142135623730951
#define PI           3.1415926535897931
#define HALF_PI      1.5707963267948966

static struct expression *parse(const char *text)
{
    struct fault fault = {0};
    struct expression *expression = expression_parse(text, &fault);
    if (expression == NULL)
        fail_msg("%s: %s", text, fault.text);
    return expression;
}

static bool agree(double found, double wanted)
{
    if (isnan(wanted))
        return isnan(found);
    if (isinf(wanted))
        return found == wanted;
    return fabs(found - wanted) <= 1e-12 * fmax(fabs(wanted), 1);
}

// f' and f'' from the right, as expression_eval gives them; p is 1 where it is not given.
static void slopes_are_those_from_the_right(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double p, x, df, d2f;
    } rows[] = {
        // D1, D2, D3: a factor that a branch makes exactly 0.
        {"sqrt(relu(x))", 1, -1, 0, 0},
        {"max(x,0)^0.5", 1, -1, 0, 0},
        {"relu(x)^0.75", 1, -1, 0, 0},
        {"sqrt(hard_sigmoid(x))", 1, -4, 0, 0},
        {"relu(x)^1.5", 1, -1, 0, 0},
        {"sqrt(clip(x,2,3)-2)", 1, 1, 0, 0},
        {"cbrt(min(x,0))", 1, 2, 0, 0},
        {"acos(clip(x,-1,1))", 1, 2, 0, 0},
        {"acosh(max(x,1))", 1, 0, 0, 0},
        {"sqrt(max(0,x^2-1))", 1, 0.5, 0, 0},
        {"hypot(relu(x),relu(x))", 1, -2, 0, 0},
        {"x^step(x)", 1, -2, 0, 0},
        {"0^x", 1, 2, 0, 0},
        // D4: a power of a number below 0 with an exponent that a branch keeps.
        {"(asinh(x))^(if(x<0,4,x))", 1, -1.4353408143340736, -3.5539219425267166,
         3.5946295186077822},
        {"x^(if(x<0,3,x))", 1, -2, 12, -12},
        // D5: values beyond the doubles on the way to 0.
        {"1/cosh(x)", 1, 800, 0, 0},
        {"x*exp(-exp(-x))", 1, -800, 0, 0},
        {"exp(-x^2)", 1, 1e200, 0, 0},
        {"x/sinh(x)", 1, 900, 0, 0},
        {"exp(-cosh(x))", 1, -1000, 0, 0},
        // D6: the single point of an equality belongs to the series around it.
        {"if(x==0,1,(exp(x)-1)/x)", 1, 0, 0.5, 1.0 / 3},
        {"if(x!=0,x/(exp(x)-1),1)", 1, 0, -0.5, 1.0 / 6},
        {"if(x==0,1,sin(x)/x)", 1, 0, 0, -1.0 / 3},
        {"if(x==0,0.5,(1-cos(x))/x^2)", 1, 0, 0, -1.0 / 12},
        {"if(x==0,1,log(1+x)/x)", 1, 0, -0.5, 2.0 / 3},
        {"if(x==0,0.5,(sqrt(1+x)-1)/x)", 1, 0, -0.125, 0.125},
        {"if(x==0,0,1/x-1/tanh(x))", 1, 0, -1.0 / 3, 0},
        {"if(x==0,3,sin(3*x)/sin(x))", 1, 0, 0, -8},
        {"if(x==0,1,tanh(x)/x)", 1, 0, 0, -2.0 / 3},
        {"if(x==0,1,atan(x)/x)", 1, 0, 0, -2.0 / 3},
        {"if(x==0,1,erf(x)*sqrt(pi)/(2*x))", 1, 0, 0, -2.0 / 3},
        {"if(x==1,2,(x^2-1)/(x-1))", 1, 1, 1, 0},
        {"if(x==-2,-1,(x+2)/(x^2+3*x+2))", 1, -2, -1, -2},
        {"if(x==0,0,exp(-1/x^2))", 1, 0, 0, 0},
        {"if(x==0,p,(exp(x)-1)/x)", 1, 0, 0.5, 1.0 / 3},
        {"if(x==0,p,(exp(x)-1)/x)", 2, 0, NONE, NONE}, // not the limit
        {"if(x==0,5,x^2)", 1, 0, NONE, NONE},
        {"if(x==0,0,x*sin(1/x))", 1, 0, NONE, NONE},
        {"if(x==0,0,x^2*sin(1/x))", 1, 0, 0, NONE},
        {"if(x==0,0,x^3*cos(1/x)+x)", 1, 0, 1, NONE}, // f' swings by x beside 0
        {"if(x==0,0,x^4*sin(1/x)+x^2)", 1, 0, 0, 2},
        {"if(x==0,0,x^4*sin(1/x^2))", 1, 0, 0, NONE},
        {"if(x==0,0,x^2*floor(1/x)/x)", 1, 0, NONE, NONE},
        {"if(x==0,0,exp(-1/x)*sin(1/x))", 1, 0, 0, 0},
        {"if(x==0,0,1/x)", 1, 0, NONE, NONE},
        {"if(x==0,0,x^2)", 1, 0, 0, 2},
        // D7
        {"x^p", 0, 0, 0, 0},
        {"x^p", 1, 0, 1, 0},
        {"x^p", 2, 0, 0, 2},
        {"x^p", 3, 0, 0, 0},
        {"x^p", 1.5, 0, 0, INFINITY},
        {"x^p", 0.5, 0, INFINITY, -INFINITY},
        // D8
        {"sqrt(x^2)", 1, 0, 1, 0},
        {"(x^2)^0.5", 1, 0, 1, 0},
        {"sqrt(x^4)", 1, 0, 0, 2},
        {"sqrt(x)*sqrt(x)", 1, 0, 1, 0},
        {"cbrt(x^3)", 1, 0, 1, 0},
        {"cbrt(x)^3", 1, 0, 1, 0},
        {"hypot(x,x)", 1, 0, 1.4142135623730951, 0},
        {"acos(1-x^2)", 1, 0, 1.4142135623730951, 0},
        {"abs(x)^3", 1, 0, 0, 0},
        {"x*sign(x)^2", 1, 0, 1, 0},
        {"x*ceil(x)", 1, 0, 1, 0},
        {"x*floor(x)", 1, 0, 0, 0},
        {"floor(x)*(x-1)", 1, 1, 1, 0},
        // Functions of the catalogue that are run through from the right to the left.
        {"relu(-x)", 1, 0, 0, 0},
        {"relu(1-x)", 1, 1, 0, 0},
        {"leaky_relu(-x,0.5)", 1, 0, -0.5, 0},
        {"softsign(-x)", 1, 0, -1, 2},
        {"elu(-x)", 1, 0, -1, 1},
        {"hard_tanh(-x)", 1, -1, -1, 0},
        {"hard_tanh(-x)", 1, 1, 0, 0},
        {"relu(-x^2)", 1, 0, 0, 0},
        {"relu(cos(x))", 1, 0, 0, -1},
        {"hard_tanh(cos(x))", 1, 0, 0, -1},
        {"relu(p-x)", 2, 2, 0, 0},
        {"leaky_relu(p-x,p)", 2, 2, -2, 0},
        // What is true or false without a comparison.
        {"if(x,x,0)", 1, 0, 1, 0},
        {"if(x-1,x^2,1)", 1, 1, 2, 2},
        {"if(ceil(x),2*x,x)", 1, 0, 2, 0},
        {"if(not(x),0,3*x)", 1, 0, 3, 0},
        {"if(x,0.5,x)", 1, 0, NONE, NONE},
        // Parts that jump.
        {"min(not(x),x)", 1, 0, 0, 0},
        {"max(if(x<=0,0,5),x)", 1, 0, 0, 0}, // held by the left
        {"if(ceil(x)<=0,x,2*x)", 1, 0, 2, 0},
        {"ceil(x)*floor(x)*x", 1, 1, NONE, NONE},
        {"sign(x)-x", 1, 0, NONE, NONE},
        {"(not x)/exp(x)", 1, 0, NONE, NONE},
        {"ceil(x)*x", 1, 1, 1, 0},
        {"if(x>1,x,3*x)", 1, 1, 3, 0},
        {"floor(x)/x", 1, 2, -0.5, 0.5},
        {"hypot(not(x),x)", 1, 0, NONE, NONE},
        // Where f ends, from the inside.
        {"(1-x)^1.5", 1, 1, 0, INFINITY},
        {"sqrt(1-x)*(1-x)", 1, 1, 0, INFINITY},
        {"asin(x)", 1, 1, INFINITY, INFINITY},
        {"acos(x/x)", 1, 2, 0, 0},
        {"acosh(x/x)", 1, 2, 0, 0},
        {"exp(-1/relu(x))", 1, -1, 0, 0},
        {"x^(x/x)", 1, -2, 1, 0},
        {"atan(1/(x==5))", 1, 1, 0, 0},
        {"max(-inf,2*x)", 1, 1, 2, 0},
        // Logarithms that the slopes meet.
        {"x^x", 1, 0, -INFINITY, INFINITY},
        {"exp(log(x))", 1, 0, 1, 0},
        {"relu(log(x))", 1, 0, 0, 0},
        {"silu(log(x))*x", 1, 0, 0, -INFINITY},
        {"asin(x^x)", 1, 0, -INFINITY, INFINITY},
        {"acosh(cosh(x))", 1, 0, 1, 0},
        {"abs(log(x))^(x^2)", 1, 0, 0, NONE},
        {"(x-1)^(if(x,2,4))", 1, 0, -2, 2},
        {"(x-1)^(if(x,2,1))", 1, 0, NONE, NONE}, // a single point
        // Values that the formulas of the catalogue would lose.
        {"softplus(((x-2)/(x>=-2))^3)", 1, -2, 7.6982922746334619e-27, 3.6566888304508939e-25},
        {"gelu(x+floor(x)-floor(x))", 1, -7, -6.2663230314666313e-11, -4.2933185919313589e-10},
        {"if(x>0,exp(-1/x),0)", 1, 0, 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct expression *expression = parse(rows[i].formula);
        const double parameters[ACTIVATION_PARAMETERS_MAX] = {rows[i].p};
        double f, df, d2f, alone[2];
        expression_eval(expression, parameters, &rows[i].x, 1, &f, &df, &d2f);
        expression_eval(expression, parameters, &rows[i].x, 1, NULL, &alone[0], NULL);
        expression_eval(expression, parameters, &rows[i].x, 1, NULL, NULL, &alone[1]);
        if (!isfinite(f) || !agree(df, rows[i].df) || !agree(d2f, rows[i].d2f))
            fail_msg("%s at %g: %g %.17g %.17g, not %.17g %.17g", rows[i].formula, rows[i].x, f, df,
                     d2f, rows[i].df, rows[i].d2f);
        if (!agree(alone[0], df) || !agree(alone[1], d2f))
            fail_msg("%s at %g: asked alone, %g %g", rows[i].formula, rows[i].x, alone[0],
                     alone[1]);
        expression_destroy(expression);
    }
}

// The value and the slopes that a hole has on both sides.
static void holes_have_their_limits(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x, f, df, d2f;
    } rows[] = {
        {"(exp(x)-1)/x", 0, 1, 0.5, 1.0 / 3},
        {"expm1(x)/x", 0, 1, 0.5, 1.0 / 3},
        {"1/x-1/tanh(x)", 0, 0, -1.0 / 3, 0},
        {"(x+2)/(x^2+3*x+2)", -2, -1, -1, -2},
        {"(1-cos(x))/x^2", 0, 0.5, 0, -1.0 / 12},
        {"log(1+x)/x", 0, 1, -0.5, 2.0 / 3},
        {"log1p(x)/x", 0, 1, -0.5, 2.0 / 3},
        {"x/(exp(x)-1)", 0, 1, -0.5, 1.0 / 6},
        {"(sqrt(1+x)-1)/x", 0, 0.5, -0.125, 0.125},
        {"sin(3*x)/sin(x)", 0, 3, 0, -8},
        {"tan(x)/x", 0, 1, 0, 2.0 / 3},
        {"sinh(x)/x", 0, 1, 0, 1.0 / 3},
        {"(cosh(x)-1)/x^2", 0, 0.5, 0, 1.0 / 12},
        {"asin(x)/x", 0, 1, 0, 1.0 / 3},
        {"asinh(x)/x", 0, 1, 0, -1.0 / 3},
        {"atanh(x)/x", 0, 1, 0, 2.0 / 3},
        {"(erfc(x)-1)/x", 0, -1.1283791670955126, 0, 0.75225277806367508},
        {"(2^x-1)/x", 0, 0.69314718055994531, 0.24022650695910071, 0.11100821732964315},
        {"x^2/(x*x*x)*x", 0, 1, 0, 0},
        {"(x^3-8)/(x-2)", 2, 12, 6, 2},
        {"(cbrt(x)-1)/(x-1)", 1, 1.0 / 3, -1.0 / 9, 10.0 / 81},
        {"(sigmoid(x)-0.5)/x", 0, 0.25, 0, -1.0 / 24},
        {"log(x)/(x-1)", 1, 1, -0.5, 2.0 / 3},
        {"1/sin(x)-1/x", 0, 0, 1.0 / 6, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct expression *expression = parse(rows[i].formula);
        for (double side = -1; side <= 1; side += 2) {
            struct series s = expression_series(expression, NULL, rows[i].x, side);
            double f = series_derivative(&s, 0), df = side * series_derivative(&s, 1),
                   d2f = series_derivative(&s, 2);
            if (!agree(f, rows[i].f) || !agree(df, rows[i].df) || !agree(d2f, rows[i].d2f))
                fail_msg("%s at %g, side %g: %.17g %.17g %.17g, not %.17g %.17g %.17g",
                         rows[i].formula, rows[i].x, side, f, df, d2f, rows[i].f, rows[i].df,
                         rows[i].d2f);
        }
        expression_destroy(expression);
    }
}

// Values beside holes, from 1e-12 to 0.1 away, by scripts/reference.py. Their errors are compared
// with the greatest of f, f' and f''.
static void beside_holes_values_are_right(void **state)
{
    (void)state;
    static const double allowed[ORDER_COUNT] = {1e-12, 1e-10, 1e-8};
    FILE *file = fopen(TEST_DATA "/holes.csv", "r");
    char line[300], formula[100];
    int rows = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        double x, y[ORDER_COUNT], got[ORDER_COUNT];
        if (sscanf(line, "%99[^;];%la;%la;%la;%la", formula, &x, &y[0], &y[1], &y[2]) != 5)
            continue; // the names of the columns
        struct expression *expression = parse(formula);
        double size = fmax(fabs(y[0]), fmax(fabs(y[1]), fabs(y[2])));
        expression_eval(expression, NULL, &x, 1, &got[0], &got[1], &got[2]);
        for (int order = 0; order < ORDER_COUNT; order++)
            if (!(fabs(got[order] - y[order]) <= allowed[order] * size))
                fail_msg("%s, order %d at %.17g: %.17g, not %.17g", formula, order, x, got[order],
                         y[order]);
        expression_destroy(expression);
        rows++;
    }
    fclose(file);
    assert_true(rows >= 700);
}

// A power of the distance overflows no sooner than the value that it is a part of.
static void beside_poles_values_are_right(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x, y[ORDER_COUNT];
    } rows[] = {
        {"1/x", 1e-200, {1e200, -HUGE_VAL, HUGE_VAL}},
        {"1/x", -1e-100, {-1e100, -1e200, -2e300}},
        {"1/x^2", 1e-100, {1e200, -2e300, HUGE_VAL}},
        {"1/x^2", 1e-300, {HUGE_VAL, -HUGE_VAL, HUGE_VAL}},
        {"1/x^3", -1e-200, {-HUGE_VAL, -HUGE_VAL, -HUGE_VAL}},
        {"cos(x)/x", 1e-300, {1e300, -HUGE_VAL, HUGE_VAL}},
        {"sigmoid(x)/x", 1e-160, {5e159, -HUGE_VAL, HUGE_VAL}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct expression *e = parse(rows[i].formula);
        for (int order = 0; order < ORDER_COUNT; order++) {
            double found = expression_value(e, NULL, (enum order)order, rows[i].x);
            double wanted = rows[i].y[order];
            if (found != wanted && !(fabs(found - wanted) <= 1e-14 * fabs(wanted)))
                fail_msg("%s at %g, order %d: %.17g, not %.17g", rows[i].formula, rows[i].x, order,
                         found, wanted);
        }
        expression_destroy(e);
    }
}

struct wanted_break {
    double x, left, right;
};

// Holes, even poles and factors of what divides.
static void breaks_are_where_f_breaks(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        int n;
        struct wanted_break breaks[3]; // the first ones
    } rows[] = {
        {"(exp(x)-1)/x", 1, {{0, 1, 1}}},
        {"(x+2)/(x^2+3*x+2)", 2, {{-2, -1, -1}, {-1, -INFINITY, INFINITY}}},
        {"1/x^2", 1, {{0, INFINITY, INFINITY}}},
        {"-2*(x-0.3)^-2", 1, {{0.3, -INFINITY, -INFINITY}}},
        {"1/(x*x*x*x)", 1, {{0, INFINITY, INFINITY}}},
        {"1/((x-0.1)*(x-0.2))", 2, {{0.1, INFINITY, -INFINITY}, {0.2, -INFINITY, INFINITY}}},
        {"1/sqrt(x)", 1, {{0, NONE, INFINITY}}},
        {"1/abs(x-1)", 1, {{1, INFINITY, INFINITY}}},
        {"x/(exp(x)-1)", 1, {{0, 1, 1}}},
        {"atan(1/x)", 1, {{0, -1.5707963267948966, 1.5707963267948966}}},
        {"exp(1/x)", 1, {{0, 0, INFINITY}}},
        {"abs(x)/x", 1, {{0, -1, 1}}},
        // Holes on which no double lies.
        {"if(abs(x)<4,sin(3*x)/sin(x)-2*cos(2*x),0)", 5, {{-4, 0, 1}, {-PI, 1, 1}, {0, 1, 1}}},
        {"(x^2-2)/(x^4-4)", 2, {{-SQRT_2, 0.25, 0.25}, {SQRT_2, 0.25, 0.25}}},
        {"(x^2-2)^2/(x^4-4)^2", 2, {{-SQRT_2, 0.0625, 0.0625}, {SQRT_2, 0.0625, 0.0625}}},
        {"if(x>0,(exp(x)-3)/(exp(2*x)-9),0)",
         2,
         {{0, 0, 0.25}, {1.0986122886681098, 1.0 / 6, 1.0 / 6}}},
        {"if(abs(x)<2,tan(x)*cos(x),0)",
         4,
         {{-2, 0, -0.9092974268256817}, {-HALF_PI, -1, -1}, {HALF_PI, 1, 1}}},
        {"if(abs(x)<2,tan(x)^-2,0)",
         3,
         {{-2, 0, 0.20945043706303793}, {0, INFINITY, INFINITY}, {2, 0.20945043706303793, 0}}},
        // Poles on which no double lies.
        {"1/(x^2-2)", 2, {{-SQRT_2, INFINITY, -INFINITY}, {SQRT_2, -INFINITY, INFINITY}}},
        {"1/(x^2-2)^2", 2, {{-SQRT_2, INFINITY, INFINITY}, {SQRT_2, INFINITY, INFINITY}}},
        {"-1/(x^3-2)", 1, {{1.2599210498948732, INFINITY, -INFINITY}}},
        {"1/(exp(x)-3)", 1, {{1.0986122886681098, -INFINITY, INFINITY}}},
        {"1/(log(x)-1)", 2, {{0, NONE, 0}, {2.7182818284590451, -INFINITY, INFINITY}}},
        {"1/log(x)", 2, {{0, NONE, 0}, {1, -INFINITY, INFINITY}}},
        {"1/(x-cos(x))", 1, {{0.73908513321516064, -INFINITY, INFINITY}}},
        {"atan(1/(x^2-2))+1/(x+5)",
         3,
         {{-5, -INFINITY, INFINITY},
          {-SQRT_2, HALF_PI + 1 / (5 - SQRT_2), -HALF_PI + 1 / (5 - SQRT_2)},
          {SQRT_2, -HALF_PI + 1 / (5 + SQRT_2), HALF_PI + 1 / (5 + SQRT_2)}}},
        {"if(abs(x)<2,tan(x),0)",
         4,
         {{-2, 0, 2.185039863261519},
          {-HALF_PI, INFINITY, -INFINITY},
          {HALF_PI, INFINITY, -INFINITY}}},
        {"if(abs(x)<2,tan(x)^2,0)*if(x<0,0,1)",
         4, // 0 times infinity at the first
         {{-HALF_PI, 0, 0}, {0, 0, 0}, {HALF_PI, INFINITY, INFINITY}}},
        {"if(abs(x)<4,1/sin(x),0)",
         5,
         {{-4, 0, 1.3213487088109024}, {-PI, INFINITY, -INFINITY}, {0, -INFINITY, INFINITY}}},
        {"if(abs(x)<2,1/cos(x)^2,0)+0*x",
         4,
         {{-2, 0, 5.7743992040419176},
          {-HALF_PI, INFINITY, INFINITY},
          {HALF_PI, INFINITY, INFINITY}}},
        {"if(abs(x)<9,tan(cbrt(x)),0)",
         5,
         {{-9, 0, 1.7907550864007381}, {-3.8757845850374775, INFINITY, -INFINITY}, {0, 0, 0}}},
        // A place of two parts of a formula, which see it at two doubles.
        {"if(abs(x-6)<2,sqrt(2-2*cos(x))/sin(x),0)",
         3,
         {{4, 0, -2.4029979617223813}, {2 * PI, -1, 1}, {8, 1.5298856564663974, 0}}},
        // Zeros of more than first order, where doubles are 0 all around.
        {"1/(x-sin(x))", 1, {{0, -INFINITY, INFINITY}}},
        {"x/(x-sinh(x))", 1, {{0, -INFINITY, -INFINITY}}},
        {"1/(x^3-6*x^2+12*x-8)", 1, {{2, -INFINITY, INFINITY}}},
        {"1/(cos(x)+x-pi/2)", 1, {{HALF_PI, -INFINITY, INFINITY}}},
        {"1/(1-cos(x)-x^2/2)", 1, {{0, -INFINITY, -INFINITY}}},
        {"1/(x*(x-1e-5)*(x+1e-5))",
         3,
         {{-1e-5, -INFINITY, INFINITY}, {0, INFINITY, -INFINITY}, {1e-5, -INFINITY, INFINITY}}},
        {"(x-1)/(x-1-1e-15)", 1, {{1 + 1e-15, -INFINITY, INFINITY}}},
        {"if(abs(x)<0.5,1/(x-floor(x)),0)", 3, {{-0.5, 0, 2}, {0, 1, INFINITY}, {0.5, 2, 0}}},
        // Those next to 0 of thousands.
        {"1/sin(10*x)",
         64,
         {{-32 * PI / 10, -INFINITY, INFINITY},
          {-31 * PI / 10, INFINITY, -INFINITY},
          {-30 * PI / 10, -INFINITY, INFINITY}}},
        // Divisors that touch 0.
        {"if(abs(x)<4,1/(1-cos(x)),0)",
         3,
         {{-4, 0, 0.60472521853151896}, {0, INFINITY, INFINITY}, {4, 0.60472521853151896, 0}}},
        {"if(abs(x)<4,1/(1+sin(x)),0)",
         3,
         {{-4, 0, 0.5692159492434705}, {-HALF_PI, INFINITY, INFINITY}, {4, 4.11188429447977, 0}}},
        {"1/(x^2-2*x+1)", 1, {{1, INFINITY, INFINITY}}},
        {"1/(exp(x)-1-x)", 1, {{0, INFINITY, INFINITY}}},
        {"-1/(x^4-4*x^2+4)", 2, {{-SQRT_2, -INFINITY, -INFINITY}, {SQRT_2, -INFINITY, -INFINITY}}},
        {"if(abs(x)<4,x^2/(1-cos(x)),0)",
         3,
         {{-4, 0, 9.6756034965043034}, {0, 2, 2}, {4, 9.6756034965043034, 0}}},
        {"1/((x-3)^2-1e-18)",
         2,
         {{3 - 1e-9, INFINITY, -INFINITY}, {3 + 1e-9, -INFINITY, INFINITY}}},
        {"1/(x^2-1e6)", 2, {{-1000, INFINITY, -INFINITY}, {1000, -INFINITY, INFINITY}}},
        // No poles.
        {"1/(x^2+1e-20)", 0, {{0, 0, 0}}},
        {"1/((x-1)^2+1e-30)", 0, {{0, 0, 0}}},
        {"1/(cosh(x)-0.999999999)", 0, {{0, 0, 0}}},
        {"1/(x^2-2*x+1.0000000001)", 0, {{0, 0, 0}}},
        {"1/(2+sin(x))", 0, {{0, 0, 0}}},
        {"(x^2-2)/(x-sqrt(2))", 1, {{SQRT_2, 2 * SQRT_2, 2 * SQRT_2}}},
        {"sin(x)/(x-pi)", 1, {{PI, -1, -1}}},
        {"if(abs(x)<2,sin(3*x)/sin(x),0)",
         3,
         {{-2, 0, -0.3072872417272238}, {0, 3, 3}, {2, -0.3072872417272238, 0}}},
        {"if(abs(x)<2,1/tan(x)*sin(x),0)",
         3,
         {{-2, 0, -0.4161468365471424}, {0, 1, 1}, {2, -0.4161468365471424, 0}}},
        {"if(abs(x)<2,sin(2*x)/cos(x),0)",
         4,
         {{-2, 0, -1.8185948536513634}, {-HALF_PI, -2, -2}, {HALF_PI, 2, 2}}},
        {"1/(x^2+1)", 0, {{0, 0, 0}}},
        {"x^2/(2+sin(x))", 0, {{0, 0, 0}}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activation_break found[EXPRESSION_BREAKS_MAX];
        struct expression *expression = parse(rows[i].formula);
        int n = expression_breaks(expression, NULL, found, EXPRESSION_BREAKS_MAX);
        if (n != rows[i].n)
            fail_msg("%s: %d breaks, not %d; the first at %.17g", rows[i].formula, n, rows[i].n,
                     n > 0 ? found[0].x : NONE);
        for (int k = 0; k < n && k < 3; k++) {
            const struct wanted_break *wanted = &rows[i].breaks[k];
            if (!agree(found[k].x, wanted->x) || !agree(found[k].left[ORDER_F], wanted->left) ||
                !agree(found[k].right[ORDER_F], wanted->right))
                fail_msg("%s: %.17g, %g to %g; not %.17g, %g to %g", rows[i].formula, found[k].x,
                         found[k].left[ORDER_F], found[k].right[ORDER_F], wanted->x, wanted->left,
                         wanted->right);
        }
        expression_destroy(expression);
    }
}

// Factors that stand in each other twice are looked through once: this has billions of
// paths.
static void shared_factors_are_sought_once(void **state)
{
    (void)state;
    const struct expression *items[2] = {NULL};
    const struct expression_scope scope = {items, 1};
    struct expression *product = expression_parse_definition("u0 = x", NULL), *quotient;
    for (int i = 0; i < 36; i++) {
        struct fault fault = {0};
        char text[80];
        snprintf(text, sizeof text, "u%d = u%d(x)*abs(u%d(x))", i + 1, i, i);
        items[0] = product;
        struct expression *next = expression_parse_definition_in(text, &scope, &fault);
        if (next == NULL)
            fail_msg("%s: %s", text, fault.text);
        expression_destroy(product);
        product = next;
    }
    items[0] = product;
    quotient = expression_parse_definition_in("v = sin(x)/u36(x)", &scope, NULL);
    assert_non_null(quotient);
    struct activation_break found[ACTIVATION_BREAKS_MAX];
    assert_true(expression_breaks(quotient, NULL, found, ACTIVATION_BREAKS_MAX) >= 1);
    expression_destroy(quotient);
    expression_destroy(product);
}

// A series ends where f takes another branch: there f is as it is written.
static void branches_bound_the_series(void **state)
{
    (void)state;
    static const struct {
        const char *formula, *outside; // what it is from `from` on, as a formula
        double from;
    } rows[] = {
        {"if(abs(x)<1e-3, 1+x/2, (exp(x)-1)/x)", "(exp(x)-1)/x", 1e-3},
        {"if(x<0.001, (exp(x)-1)/x, 3)", "3", 0.001},
        {"if(x^2<1e-6, (exp(x)-1)/x, 0)", "0", 1e-3},
        {"if(x>-2e-4, if(x<2e-4, sin(x)/x, 2), 2)", "2", 2e-4},
        {"max(sin(x)/x, 1 - 1e-7)", "1 - 1e-7", 1e-3},
        {"relu(x-1e-4)+sin(x)/x", "x-1e-4+sin(x)/x", 1e-4},
        {"floor(1000*x)+sin(x)/x", "1+sin(x)/x", 0.001},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct expression *a = parse(rows[i].formula), *b = parse(rows[i].outside);
        for (double part = 1.001; part < 1.9; part += 0.1) {
            double x = rows[i].from * part, f, df, wanted, slope;
            expression_eval(a, NULL, &x, 1, &f, &df, NULL);
            expression_eval(b, NULL, &x, 1, &wanted, &slope, NULL);
            if (fabs(f - wanted) > 1e-12 || fabs(df - slope) > 1e-9)
                fail_msg("%s at %g: %.17g %.17g, not %.17g %.17g", rows[i].formula, x, f, df,
                         wanted, slope);
        }
        expression_destroy(a);
        expression_destroy(b);
    }
}

// Roots, extrema and inflections that are none but for rounding.
static void noise_makes_no_points(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        int n; // points of all orders
    } rows[] = {
        {"(x^2-1)/(x-1)", 4}, // a hole counts once an order
        {"(x^3-8)/(x-2)", 5}, // the minimum of x^2 + 2x + 4, where its slope is 0
        {"(x+1)^2-x^2", 1},   {"x*(x+1)/x", 4}, {"(x+2)/(x^2+3*x+2)", 4}, // a pole once
        {"2*x+1", 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activation_point points[ACTIVATION_POINTS_MAX];
        struct expression *expression = parse(rows[i].formula);
        int n = expression_points(expression, NULL, points, ACTIVATION_POINTS_MAX);
        for (int k = 0; k < n; k++)
            if (isnan(points[k].x) || (isnan(points[k].y) && points[k].kind != POINT_JUMP))
                fail_msg("%s: point %d is NaN", rows[i].formula, k);
        if (n != rows[i].n)
            fail_msg("%s: %d points, not %d; the first at %.17g, order %d", rows[i].formula, n,
                     rows[i].n, points[0].x, (int)points[0].order);
        expression_destroy(expression);
    }
}

// A root may be an inflection, but no point is told twice, nor two that are one but for rounding.
static void points_are_told_once(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "x^2",       "x^3",           "tan(x)",      "sin(x)",     "sin(x)/x",      "x*exp(-x^2)",
        "x^3-3*x+2", "cos(x)*exp(x)", "sin(100*x)",  "1/sin(9*x)", "abs(sin(x))",   "floor(x)",
        "x*log(x)",  "sigmoid(x)^2",  "exp(-1/x^2)", "tanh(x)^3",  "(x-1)^2*(x+1)", "sin(x^2)",
    };
    for (size_t i = 0; i < COUNT(formulas); i++) {
        struct activation_point points[ACTIVATION_POINTS_MAX];
        struct expression *expression = parse(formulas[i]);
        int n = expression_points(expression, NULL, points, ACTIVATION_POINTS_MAX);
        assert_true(n > 0);
        for (int k = 0; k < n; k++)
            for (int j = 0; j < k; j++) {
                double apart = fabs(points[k].x - points[j].x);
                bool one = points[k].order == points[j].order && apart <= 1e-10;
                if (one && (apart > 0 || points[k].kind == points[j].kind))
                    fail_msg("%s, order %d: %.17g and %.17g", formulas[i], (int)points[k].order,
                             points[j].x, points[k].x);
            }
        expression_destroy(expression);
    }
}

// What poles do on the left and on the right, jumps' limits there, and what is not known.
static void sides_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x, left, right; // NONE: not known
    } rows[] = {
        {"1/x", 0, -INFINITY, INFINITY},
        {"1/x^2", 0, INFINITY, INFINITY},
        {"(x+2)/(x^2+3*x+2)", -1, -INFINITY, INFINITY},
        {"1/(exp(x)-1)", 0, -INFINITY, INFINITY},
        {"1/sqrt(x)", 0, NONE, INFINITY},
        {"x/x^3", 0, INFINITY, INFINITY},
        {"1/x-1/sin(x)", 0, 0, 0},
        {"atan(1/x)", 0, -1.5707963267948966, 1.5707963267948966},
        {"tanh(1/x)", 0, -1, 1},
        {"erf(1/x)", 0, -1, 1},
        {"erfc(-1/x)", 0, 0, 2},
        {"sigmoid(1/x)", 0, 0, 1},
        {"1/(1+exp(1/x))", 0, 1, 0},
        {"exp(-1/x^2)", 0, 0, 0},
        {"exp(1/x)", 0, 0, INFINITY},
        {"exp(1/x)*exp(-1/x)", 0, NONE, NONE}, // how fast both go is not known
        {"exp(exp(1/x))", 0, 1, INFINITY},
        {"x^3*exp(-exp(1/x^2))", 0, 0, 0},
        {"sign(exp(-1/x^2))", 0, 1, 1},
        {"sign(1-tanh(1/x))", 0, 1, NONE}, // what tanh lacks of 1 is not kept
        {"exp(-1/x^2)-exp(-1/x^2)/2", 0, 0, 0},
        {"x*sin(1/x)", 0, 0, 0},
        {"x*floor(1/x)", 0, 1, 1},
        {"sin(1/x)/x", 0, NONE, NONE},
        {"relu(1/x)", 0, 0, INFINITY},
        {"softsign(1/x)", 0, -1, 1},
        {"arctan(1/x)", 0, -1.5707963267948966, 1.5707963267948966},
        {"floor(x)", 2, 1, 2},
        {"ceil(x)", 2, 2, 3},
        {"sign(x)", 0, -1, 1},
        {"floor(-x)", 0, 0, -1},
        {"floor(x^2)", 0, 0, 0},
        {"abs(x)/x", 0, -1, 1},
        {"if(x>=0,2,1)", 0, 1, 2},
        {"x>0 and x<=1", 1, 1, 0},
        {"not (x<0)", 0, 0, 1},
        {"step(x)", 0, 0, 1},
        {"hard_tanh(x)", 1, 1, 1},
        {"max(1/x,0)", 0, 0, INFINITY},
        {"sqrt(x)", 0, NONE, 0},
        {"log(x)", 0, NONE, -INFINITY},
        {"x*log(x)", 0, NONE, 0},
        {"log(log(x))", 1, NONE, -INFINITY},
        {"log(x)/(1+log(x))", 0, NONE, 1}, // as slowly as 1/log(x)
        {"exp(log(x)/(1-log(x)))", 0, NONE, 0.36787944117144233},
        {"atan(log(x))", 0, NONE, -HALF_PI},
        {"1/(x^2+5e-324)", 0, NONE, NONE}, // beyond the doubles
        {"log(-log(x))", 0, NONE, NONE},   // less than any power of a logarithm
        {"sin(1/x)", 0, NONE, NONE},
        {"(x-x)/x", 0, 0, 0},
        {"x/(x-x)", 0, -INFINITY, INFINITY}, // 1/0 all along
        {"max(-inf,x)", 0, 0, 0},
        {"exp(-1/relu(x))", -1, 0, 0},
        {"1/(1+1/relu(x))", -1, 0, 0},
        {"exp(exp(x))", 1000, NONE, NONE},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct expression *expression = parse(rows[i].formula);
        for (int side = -1; side <= 1; side += 2) {
            struct series s = expression_series(expression, NULL, rows[i].x, side);
            double limit, wanted = side < 0 ? rows[i].left : rows[i].right;
            if (series_is_pole(&s))
                limit = series_sign(&s) == SERIES_POSITIVE ? INFINITY : -INFINITY;
            else if (!series_limit(&s, &limit))
                limit = NONE;
            if (!agree(limit, wanted))
                fail_msg("%s at %g, side %d: %.17g, not %.17g", rows[i].formula, rows[i].x, side,
                         limit, wanted);
        }
        expression_destroy(expression);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slopes_are_those_from_the_right),
        cmocka_unit_test(holes_have_their_limits),
        cmocka_unit_test(beside_holes_values_are_right),
        cmocka_unit_test(beside_poles_values_are_right),
        cmocka_unit_test(breaks_are_where_f_breaks),
        cmocka_unit_test(shared_factors_are_sought_once),
        cmocka_unit_test(branches_bound_the_series),
        cmocka_unit_test(noise_makes_no_points),
        cmocka_unit_test(points_are_told_once),
        cmocka_unit_test(sides_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "activation/points.h"
#include "activation/row.h"

#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char minus[] = "−";

// Whether a label is a sum, so that a "−" in front of it needs parentheses.
static bool is_sum(const char *label)
{
    int depth = 0;
    for (const char *c = label; *c; c++) {
        depth += (*c == '(') - (*c == ')');
        if (depth == 0 && c > label && (*c == '+' || strncmp(c, minus, strlen(minus)) == 0))
            return true;
    }
    return false;
}

static void negate_label(char label[ACTIVATION_LABEL_SIZE])
{
    char positive[ACTIVATION_LABEL_SIZE];
    memcpy(positive, label, sizeof positive);
    if (strcmp(positive, "0") == 0)
        return;
    if (is_sum(positive))
        snprintf(label, ACTIVATION_LABEL_SIZE, "%s(%.70s)", minus, positive);
    else if (strncmp(positive, minus, strlen(minus)) == 0)
        memmove(label, label + strlen(minus), strlen(label) - strlen(minus) + 1);
    else
        snprintf(label, ACTIVATION_LABEL_SIZE, "%s%.72s", minus, positive);
}

static struct activation_point mirrored(struct activation_point point, enum parity parity)
{
    bool odd = (parity == PARITY_ODD) != (point.order == ORDER_DF);
    point.x = -point.x;
    negate_label(point.x_label);
    if (!odd)
        return point;
    point.y = -point.y;
    negate_label(point.label);
    if (point.kind == POINT_MAXIMUM)
        point.kind = POINT_MINIMUM;
    else if (point.kind == POINT_MINIMUM)
        point.kind = POINT_MAXIMUM;
    return point;
}

int mirror_points(struct activation_point *out, const struct activation_point *table, int n,
                  enum parity parity)
{
    int count = 0;
    for (int i = n - 1; i >= 0; i--)
        if (table[i].x > 0)
            out[count++] = mirrored(table[i], parity);
    assert(count + n <= ACTIVATION_POINTS_MAX);
    memcpy(out + count, table, (size_t)n * sizeof *table);
    count += n;
    for (int i = 0; i < count; i++)
        out[i].headline = out[i].headline && out[i].y > 0;
    return count;
}

int label_points(struct activation_point *points, int n)
{
    assert(n <= ACTIVATION_POINTS_MAX);
    for (int i = 0; i < n; i++) {
        if (!*points[i].x_label)
            number_show(points[i].x_label, sizeof points[i].x_label, points[i].x, 6);
        if (!*points[i].label)
            number_show(points[i].label, sizeof points[i].label, points[i].y, 6);
    }
    return n;
}

static bool is_pole(const struct activation_break *at, enum order order)
{
    return isinf(at->left[order]) || isinf(at->right[order]);
}

// Whether the orders below `order` are continuous and finite at the break.
static bool goes_on(const struct activation_break *at, enum order order)
{
    for (int k = ORDER_F; k < (int)order; k++)
        if (at->left[k] != at->right[k] || is_pole(at, (enum order)k))
            return false;
    return true;
}

// Sets *kind to what the break is in one order. False where it is nothing there, or nothing that
// the order below does not say: the derivative of a pole is a pole, too.
static bool break_kind(const struct activation_break *at, enum order order, enum point_kind *kind)
{
    double left = at->left[order], right = at->right[order];
    if (is_pole(at, order)) {
        *kind = POINT_POLE;
        return order == ORDER_F || !is_pole(at, order - 1);
    }
    if (isnan(left) || isnan(right)) // the end of the domain
        return false;
    bool next = order < ORDER_D2F && at->left[order + 1] != at->right[order + 1];
    bool bends = next && !(isnan(at->left[order + 1]) && isnan(at->right[order + 1]));
    *kind = left != right ? POINT_JUMP : left != at->at[order] ? POINT_HOLE : POINT_KINK;
    if (*kind == POINT_HOLE)
        return goes_on(at, order);
    return *kind != POINT_KINK || bends;
}

// "0 → 1".
static void write_sides(const struct activation_break *at, enum order order,
                        char out[ACTIVATION_LABEL_SIZE])
{
    char left[64], right[64];
    snprintf(out, ACTIVATION_LABEL_SIZE, "%.30s → %.30s",
             number_show(left, sizeof left, at->left[order], 6),
             number_show(right, sizeof right, at->right[order], 6));
}

// The point that a break makes in one order. Returns how many: 0 or 1.
static int break_point(const struct activation_break *at, enum order order,
                       struct activation_point *out)
{
    enum point_kind kind;
    if (!break_kind(at, order, &kind))
        return 0;
    double y = at->at[order];
    if (kind == POINT_HOLE || kind == POINT_POLE)
        y = isinf(at->right[order]) ? at->right[order] : at->left[order];
    *out = (struct activation_point){.order = order, .kind = kind, .x = at->x, .y = y};
    if (kind == POINT_JUMP)
        write_sides(at, order, out->label);
    return 1;
}

int break_points(const struct activation_break *breaks, int n, struct activation_point *out)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
            count += break_point(&breaks[i], order, &out[count]);
    return label_points(out, count);
}

static bool has_point(const struct activation_point *points, int n, enum order order, double x)
{
    for (int i = 0; i < n; i++)
        if (points[i].order == order && points[i].x == x)
            return true;
    return false;
}

static bool is_broken(const struct activation_break *breaks, int n, double x)
{
    for (int i = 0; i < n; i++)
        if (breaks[i].x == x)
            return true;
    return false;
}

static int nearer_to_0(const void *a, const void *b)
{
    double x = fabs(((const struct activation_point *)a)->x);
    double y = fabs(((const struct activation_point *)b)->x);
    return (x > y) - (x < y);
}

static int by_x(const void *a, const void *b)
{
    const struct activation_point *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (int)p->order - (int)q->order;
}

// Writes the inflections at extrema of f' and f''; their x has the same label. Returns how many.
static int find_inflections(const struct activation *activation, const double *parameters,
                            const struct activation_point *points, int n,
                            struct activation_point *out)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int broken = activation->breaks(parameters, breaks), count = 0;
    for (int i = 0; i < n; i++) {
        struct activation_point p = points[i];
        bool extremum = p.kind == POINT_MAXIMUM || p.kind == POINT_MINIMUM;
        if (!extremum || p.order == ORDER_F || is_broken(breaks, broken, p.x) ||
            has_point(points, n, p.order - 1, p.x))
            continue;
        p.order--;
        p.kind = POINT_INFLECTION;
        p.y = row_value(activation, parameters, p.order, p.x);
        p.headline = false;
        *p.label = '\0';
        out[count++] = p;
    }
    return count;
}

static bool crosses_0_at_0(const struct activation *activation, const double *parameters)
{
    const double h = 0x1p-20;
    return row_value(activation, parameters, ORDER_F, 0) == 0 &&
           row_value(activation, parameters, ORDER_F, -h) *
                   row_value(activation, parameters, ORDER_F, h) <
               0;
}

int complete_points(const struct activation *activation, const double *parameters,
                    struct activation_point points[ACTIVATION_POINTS_MAX], int n)
{
    struct activation_point more[ACTIVATION_POINTS_MAX + 1];
    int count = find_inflections(activation, parameters, points, n, more);
    if (n > 0 && !has_point(points, n, ORDER_F, 0) && crosses_0_at_0(activation, parameters))
        more[count++] = (struct activation_point){
            .order = ORDER_F, .kind = POINT_ROOT, .x_label = "0", .label = "0"};
    qsort(more, (size_t)count, sizeof *more, nearer_to_0);
    int room = ACTIVATION_POINTS_MAX - n;
    count = count < room ? count : room;
    label_points(more, count);
    memcpy(points + n, more, (size_t)count * sizeof *more);
    n += count;
    qsort(points, (size_t)n, sizeof *points, by_x);
    return n;
}

// Results of searches, remembered for the parameters and the window that were asked for last. Every
// frame asks for them several times, and a search computes a formula at thousands of x.
#include "activation/expression/node.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct memo {
    atomic_flag taken; // set while a thread uses it
    bool known;        // what follows is the result of a search
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct window window;
    int n;
    void
        *items; // n of them, with room for as many as `max` in rows[]; NULL before the first search
};

const struct window everywhere = {-1e3, 1e3, 0};

#define BREAKS sizeof(struct activation_break), offsetof(struct activation_break, x)
static const struct {
    size_t size, x_at; // bytes: of an item, and from its beginning to its x
    int max;           // items that are remembered
} rows[FINDINGS] = {
    [FOUND_PLACES] = {sizeof(struct expression_place), offsetof(struct expression_place, x),
                      PLACES_MAX},
    [FOUND_HOLES] = {sizeof(struct hole), offsetof(struct hole, x), HOLES_MAX},
    [FOUND_BREAKS] = {BREAKS, EXPRESSION_BREAKS_MAX},
    [FOUND_POINTS] = {sizeof(struct activation_point), offsetof(struct activation_point, x),
                      ACTIVATION_POINTS_MAX},
    [FOUND_IN_VIEW + (int) PART_VIEW] = {BREAKS, PLACES_MAX},
    [FOUND_IN_VIEW + (int) PART_BEFORE] = {BREAKS, PLACES_MAX},
    [FOUND_IN_VIEW + (int) PART_AFTER] = {BREAKS, PLACES_MAX},
};

struct memo *memos_create(void)
{
    struct memo *memos = memory_new(FINDINGS, sizeof *memos);
    for (int i = 0; i < FINDINGS; i++)
        atomic_flag_clear(&memos[i].taken);
    return memos;
}

void memos_destroy(struct memo *memos)
{
    for (int i = 0; memos != NULL && i < FINDINGS; i++)
        free(memos[i].items);
    free(memos);
}

// Whether a memo has the result for these parameters and this window, compared bit by bit.
static bool is_known(const struct memo *memo, const struct expression *expression,
                     const double *parameters, const struct window *window)
{
    size_t size = (size_t)expression->parameter_count * sizeof *parameters;
    bool same = memo->window.low == window->low && memo->window.high == window->high &&
                memo->window.bent == window->bent;
    return memo->known && same && (size == 0 || memcmp(memo->parameters, parameters, size) == 0);
}

// Makes the search and puts its result into a memo.
static void find_again(struct memo *memo, const struct expression *expression,
                       const double *parameters, enum finding finding, find_all *find,
                       const struct window *window)
{
    if (memo->items == NULL)
        memo->items = memory_new((size_t)rows[finding].max, rows[finding].size);
    memo->n = find(expression, parameters, window, memo->items);
    memo->known = true;
    memo->window = *window;
    if (expression->parameter_count > 0)
        memcpy(memo->parameters, parameters,
               (size_t)expression->parameter_count * sizeof *parameters);
}

int x_ascends(const void *a, const void *b)
{
    double x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

// The x of item i.
static double x_of(const char *items, enum finding finding, int i)
{
    double x;
    memcpy(&x, items + (size_t)i * rows[finding].size + rows[finding].x_at, sizeof x);
    return x;
}

int nearest_items(const void *items, int n, enum finding finding, void *out, int max)
{
    int from = 0;
    for (; n > max; n--)
        from += fabs(x_of(items, finding, from)) > fabs(x_of(items, finding, from + n - 1));
    memmove(out, (const char *)items + (size_t)from * rows[finding].size,
            (size_t)n * rows[finding].size);
    return n;
}

// A thread that finds the memo in use does not wait: it searches with a memo of its own.
int recall_in(const struct expression *expression, const double *parameters, enum finding finding,
              find_all *find, const struct window *window, void *out, int max)
{
    struct memo own = {.known = false}, *memo = &expression->memos[finding];
    bool free_to_use = !atomic_flag_test_and_set(&memo->taken);
    memo = free_to_use ? memo : &own;
    if (!is_known(memo, expression, parameters, window))
        find_again(memo, expression, parameters, finding, find, window);
    int n = nearest_items(memo->items, memo->n, finding, out, max);
    if (free_to_use)
        atomic_flag_clear(&memo->taken);
    free(own.items);
    return n;
}

int recall(const struct expression *expression, const double *parameters, enum finding finding,
           find_all *find, void *out, int max)
{
    return recall_in(expression, parameters, finding, find, &everywhere, out, max);
}

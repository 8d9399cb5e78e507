// What tests of networks work with: a network's memory, and room for a result.
#ifndef ACTSCOPE_TESTS_NETWORK_BENCH_H
#define ACTSCOPE_TESTS_NETWORK_BENCH_H

#include "network/mlp.h"

#include <stdlib.h>

struct bench {
    struct mlp *mlp;
    struct draws *draws; // NULL until a test makes them
    struct network_result *result;
    struct fault fault;
};

// cmocka's setup and teardown: `*state` is the bench.
static inline int open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    bench->mlp = mlp_create();
    bench->result = malloc(sizeof *bench->result);
    *state = bench;
    return bench->mlp == NULL || bench->result == NULL;
}

static inline int close_bench(void **state)
{
    struct bench *bench = *state;
    mlp_destroy(bench->mlp);
    draws_destroy(bench->draws);
    free(bench->result);
    free(bench);
    return 0;
}

#endif

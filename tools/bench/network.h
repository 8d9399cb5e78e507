// How fast networks are run, measured and trained: the cases `network` and `race` of the benchmark.
#ifndef ACTSCOPE_TOOLS_BENCH_NETWORK_H
#define ACTSCOPE_TOOLS_BENCH_NETWORK_H

#include <stdbool.h>

// Print rows in the benchmark's columns: a pass is forward, backward, weight gradients and all that
// is measured; a step is one of the training race. False if there was no memory.
bool bench_network(void);
bool bench_race(void);

#endif

// Measures how fast networks are computed and trained: the cases `network` and `race`.
#ifndef ACTSCOPE_TOOLS_BENCH_NETWORK_H
#define ACTSCOPE_TOOLS_BENCH_NETWORK_H

#include <stdbool.h>

// Print rows in the benchmark's columns. `network` measures a pass: forward, backward, the
// gradients of weights, and everything that the network page shows of them. `race` measures one
// step of training a network. False if there was no memory.
bool bench_network(void);
bool bench_race(void);

#endif

// Work on several threads.
#ifndef ACTSCOPE_APP_PARALLEL_H
#define ACTSCOPE_APP_PARALLEL_H

// Calls work(user, i) for every i of 0 … n - 1, on as many threads as there are cores, and returns
// when all are done. Which thread takes which i is left open: work must not depend on it.
void parallel_run(int n, void (*work)(void *user, int i), void *user);

// The cores of this machine, at least 1, at most 16.
int parallel_cores(void);

// One thread for OpenBLAS: its products here are small, and networks run side by side instead.
// Called once, before anything else.
void parallel_init(void);

#endif

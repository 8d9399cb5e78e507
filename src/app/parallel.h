// Runs work on several threads.
#ifndef ACTSCOPE_APP_PARALLEL_H
#define ACTSCOPE_APP_PARALLEL_H

// Calls work(user, i) once for each i of 0 … n - 1, on the calling thread and up to
// parallel_cores() - 1 others, and returns when all calls are done. Order and threads are not
// defined. Works also where no other thread can be made.
void parallel_run(int n, void (*work)(void *user, int i), void *user);

// Returns the number of cores of this machine, at least 1, at most 16.
int parallel_cores(void);

// Makes OpenBLAS use one thread: the matrices here are small, and networks are computed side by
// side instead. Call it once, before anything else of this module.
void parallel_init(void);

#endif

// `actscope bench`: measures the program on this machine, as CSV on standard output.
#ifndef ACTSCOPE_APP_BENCH_BENCH_H
#define ACTSCOPE_APP_BENCH_BENCH_H

// argv[0] is "bench". Returns the exit status.
int bench_main(int argc, char **argv);

#endif

// Measures how fast functions are evaluated: millions of samples a second, on one thread, over
// arrays of doubles.
#ifndef ACTSCOPE_TOOLS_BENCH_EVAL_H
#define ACTSCOPE_TOOLS_BENCH_EVAL_H

// `actscope bench eval [ID|FORMULA…]`, where argv[0] is "eval": prints CSV with the speed of f, f'
// and both in one call for the functions named, or for the whole catalogue. `actscope bench
// expression [FORMULA…]`: the same for formulas, some of its own if none is given. Returns the exit
// status.
int bench_eval_main(int argc, char **argv);

#endif

// How fast functions are evaluated: samples a second, on one thread, over arrays of doubles.
#ifndef ACTSCOPE_TOOLS_BENCH_EVAL_H
#define ACTSCOPE_TOOLS_BENCH_EVAL_H

// `actscope bench eval [ID|FORMULA…]`: f, f' and both of functions of the catalogue, of all of them
// if none is named. `actscope bench expression [FORMULA…]`: the same of formulas. Both print CSV;
// argv[0] is "eval" or "expression". Return the exit status.
int bench_eval_main(int argc, char **argv);

#endif

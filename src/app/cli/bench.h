// `actscope bench`: starts the benchmark, which is a program of its own (tools/bench).
#ifndef ACTSCOPE_APP_CLI_BENCH_H
#define ACTSCOPE_APP_CLI_BENCH_H

// Becomes the program actscope-bench with the same arguments (argv[0] is "bench") and in the
// language that was chosen. It is looked for beside actscope, as in a build, and in
// ../libexec/actscope, as in an installation. Returns only where it cannot be started: EXIT_FAILED
// after a sentence that says so.
int bench_main(int argc, char **argv);

#endif

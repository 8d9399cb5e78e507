// `actscope bench`: starts the benchmark, which is a program of its own (tools/bench).
#ifndef ACTSCOPE_APP_CLI_BENCH_H
#define ACTSCOPE_APP_CLI_BENCH_H

// Replaces this process by the program actscope-bench, with the same arguments (argv[0] is "bench")
// and the language in use. The program is searched beside actscope, as in a build, and in
// ../libexec/actscope, as in an installation. If it cannot be started, a sentence on standard error
// says why, and EXIT_FAILED is returned.
int bench_main(int argc, char **argv);

#endif

// What the core must not contain; core_symbols has to find it.
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

double intruder(const char *path);

double intruder(const char *path)
{
    struct timespec now = {0};
    FILE *file = fopen(path, "rb");
    clock_gettime(CLOCK_MONOTONIC, &now);
    return sqrt((double)now.tv_nsec) + (double)strlen(path) + (file ? 1.0 : 0.0);
}

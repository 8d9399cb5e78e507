// The points of `sample --at`.
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "app/cli/points.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct points points = {.x = NULL};
    struct fault fault = {.id = FAULT_NONE};
    char *text = fuzz_text(data, size);
    size_t lines = 1;
    for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
        lines++;
    if (!points_read(&points, text, "points", &fault)) {
        fuzz_demand_fault(&fault);
        demand(fault.line >= 1 && fault.column >= 1 && (size_t)fault.line <= lines);
    }
    demand(points.n <= lines);
    points_free(&points);
    free(text);
    return 0;
}

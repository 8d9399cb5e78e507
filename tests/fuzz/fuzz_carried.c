// Pictures that carry commands: found whole, or refused with a sentence, and never read beyond the
// end.
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "paint/carried.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // Of just this size, so that the sanitizer sees each byte that is read beyond it.
    char *bytes = malloc(size + (size == 0));
    struct text out = {0};
    struct fault fault = {0};
    demand(bytes != NULL);
    memcpy(bytes, data, size);
    text_add(&out, "kept");
    bool found = carried_commands(bytes, size, &out, &fault);
    demand(!found || carried_is_picture(bytes, size));
    demand(found || out.n == 4);
    demand(strncmp(text_string(&out), "kept", 4) == 0);
    demand(strlen(text_string(&out)) == out.n && utf8_valid(text_string(&out), out.n, NULL));
    if (!found)
        fuzz_demand_fault(&fault);
    text_free(&out);
    free(bytes);
    return 0;
}

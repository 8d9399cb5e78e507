#include "network/remedy.h"

#include "base/text.h"

static const char *const norm_names[NORM_COUNT] = {"none", "layer", "batch"};

const char *norm_name(enum network_norm norm)
{
    return norm_names[norm];
}

int norm_find(const char *name)
{
    return word_index(name, norm_names, NORM_COUNT);
}

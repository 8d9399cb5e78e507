// The table of all rows of the catalogue, in the order of catalogue.def.
#include "activation/catalogue.h"

#include <assert.h>

static const struct activation *const catalogue[] = {
#define ACTIVATION(id) &activation_##id,
#include "activation/catalogue.def"
#undef ACTIVATION
};

int activation_count(void)
{
    return ACTIVATION_COUNT;
}

const struct activation *activation_at(int index)
{
    assert(index >= 0 && index < ACTIVATION_COUNT);
    return catalogue[index];
}

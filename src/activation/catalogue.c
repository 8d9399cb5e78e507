// The catalogue as a table, in the order of catalogue.def.
#include "activation/catalogue.h"

#include <assert.h>

static const struct activation *const catalogue[] = {
#define ACTIVATION(id) &activation_##id,
#include "activation/catalogue.def"
#undef ACTIVATION
};

enum { CATALOGUE_COUNT = sizeof catalogue / sizeof *catalogue };

int activation_count(void)
{
    return CATALOGUE_COUNT;
}

const struct activation *activation_at(int index)
{
    assert(index >= 0 && index < CATALOGUE_COUNT);
    return catalogue[index];
}

#include "activation/enclosure/enclosure.h"

#include "activation/enclosure/catalogue.h"
#include "activation/enclosure/part.h"

// The function's index in the catalogue; -1 if it is not there.
static int place_of(const struct activation *activation)
{
    for (int i = 0; i < ACTIVATION_COUNT; i++)
        if (activation_at(i) == activation)
            return i;
    return -1;
}

static struct jet *function_of(const struct activation *activation, const double *parameters,
                               struct jets *jets, const struct jet *x)
{
    if (activation->expression != NULL)
        return expression_enclose(activation->expression, parameters, jets, x);
    int place = place_of(activation);
    return place < 0 ? jet_unknown(jets) : catalogue_enclose(jets, place, parameters, x);
}

size_t activation_enclose_room(const struct activation *activation, int orders)
{
    if (activation->expression != NULL)
        return expression_enclose_room(activation->expression, orders) + 2 * jet_size(orders);
    return JETS_FOR_ONE * jet_size(orders);
}

struct jet *activation_enclose(const struct activation *activation, const double *parameters,
                               enum order order, struct jets *jets, const struct jet *x)
{
    struct jet *f = jet_copy(jets, jet_level(jets, function_of(activation, parameters, jets, x)));
    if (jets->anchored != NULL)
        jet_forget_kinks(f);
    return order == ORDER_F ? f : jet_derivative(jets, f, (int)order);
}

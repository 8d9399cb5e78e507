// What a function does over whole intervals, proven: bounds of f, f' or f'' and of the next
// derivatives that hold for every x of an interval but single points. The catalogue's functions
// come from catalogue.c, users' formulas from their trees (expression/enclose.c).
#ifndef ACTSCOPE_ACTIVATION_ENCLOSURE_ENCLOSURE_H
#define ACTSCOPE_ACTIVATION_ENCLOSURE_ENCLOSURE_H

#include "activation/activation.h"
#include "activation/enclosure/jet.h"

// The bytes of room that activation_enclose takes at most beside x.
size_t activation_enclose_room(const struct activation *activation, int orders);

// f's derivative of that order over the lanes of x, the jet of a variable in `jets`. It has `order`
// fewer coefficients than jets->orders, and fewer still where anchored jets divide by what is 0 at
// the anchor; without a pole. A formula's numbers, and what is computed of them alone, count as the
// doubles that they are. Of an anchor's lane, the derivatives that are not continuous have no
// bounds.
struct jet *activation_enclose(const struct activation *activation, const double *parameters,
                               enum order order, struct jets *jets, const struct jet *x);

// The same of a formula alone: the bytes that it takes at most, and f, which may have a pole.
size_t expression_enclose_room(const struct expression *expression, int orders);
struct jet *expression_enclose(const struct expression *expression, const double *parameters,
                               struct jets *jets, const struct jet *x);

#endif

// Proves what a function does over whole intervals: bounds of f, f' or f'' and of their next
// derivatives hold for every x of an interval, single points left out. Functions of the catalogue
// are defined in jets in catalogue.c; users' formulas are computed node by node
// (expression/enclose.c).
#ifndef ACTSCOPE_ACTIVATION_ENCLOSURE_ENCLOSURE_H
#define ACTSCOPE_ACTIVATION_ENCLOSURE_ENCLOSURE_H

#include "activation/activation.h"
#include "activation/enclosure/jet.h"

// The most bytes that activation_enclose takes of the memory of `jets` (jets_start), for jets of
// `orders` coefficients; x is not counted.
size_t activation_enclose_room(const struct activation *activation, int orders);

// The jet of f, f' or f'' (`order`) over the lanes of x, which is the variable of `jets`
// (jet_variable). Of its jets->orders coefficients the last `order` are not known, and fewer still
// are where anchored jets divide by what is 0 at the anchor. Its pole is 0. In the anchor's lane,
// derivatives that are not continuous have infinite bounds. A number in a formula counts as the
// double nearest to it, and so does what is computed from numbers alone: 1/3 is that double.
struct jet *activation_enclose(const struct activation *activation, const double *parameters,
                               enum order order, struct jets *jets, const struct jet *x);

// The same for f of a user's formula: the most bytes that it takes, and its jet, which may have a
// pole.
size_t expression_enclose_room(const struct expression *expression, int orders);
struct jet *expression_enclose(const struct expression *expression, const double *parameters,
                               struct jets *jets, const struct jet *x);

#endif

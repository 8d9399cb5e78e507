// What the files of the families share: the families' names, and macros that define the function
// NAME_points of a row's points of interest.
#ifndef ACTSCOPE_ACTIVATION_FAMILIES_FAMILY_H
#define ACTSCOPE_ACTIVATION_FAMILIES_FAMILY_H

#include "activation/points.h"

// The names of the families, as messages to be translated.
extern const char family_gated[], family_periodic[], family_piecewise[], family_rectifiers[],
    family_sigmoidal[];

// Defines NAME_points from the table NAME_table, for a function without parameters. Empty labels
// become decimal numbers.
#define TABLE_POINTS(name)                                                                         \
    static int name##_points(const double *parameters, struct activation_point *out)               \
    {                                                                                              \
        (void)parameters;                                                                          \
        copy_points(out, name##_table, COUNT(name##_table));                                       \
        return label_points(out, COUNT(name##_table));                                             \
    }

// Defines NAME_points from NAME_breaks, for a function whose only points of interest are its
// breaks.
#define BREAK_POINTS(name)                                                                         \
    static int name##_points(const double *parameters, struct activation_point *out)               \
    {                                                                                              \
        struct activation_break breaks[ACTIVATION_BREAKS_MAX];                                     \
        return break_points(breaks, name##_breaks(parameters, breaks), out);                       \
    }

#endif

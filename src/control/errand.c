#include "control/errand.h"

#include "base/language.h"

struct errand errand_first(void)
{
    return (struct errand){.origin = ORIGIN_USER, .left = ERRAND_WORK};
}

enum origin errand_enter(struct errand *errand, enum origin origin)
{
    enum origin before = errand->origin;
    if (origin < before)
        errand->origin = origin;
    return before;
}

void errand_leave(struct errand *errand, enum origin before)
{
    errand->origin = before;
}

bool errand_reaches(const struct errand *errand)
{
    return errand->trust || errand->origin != ORIGIN_STRANGER;
}

enum origin errand_opens(const struct errand *errand)
{
    return errand->origin == ORIGIN_USER ? ORIGIN_USER : ORIGIN_STRANGER;
}

bool errand_spend(struct errand *errand, size_t work, struct fault *fault)
{
    if (errand->left >= 0 && work <= (size_t)errand->left) {
        errand->left -= (int)work;
        return true;
    }
    errand->left = -1;
    return fault_set(fault, FAULT_LIMIT,
                     _("too many commands without a `wait`: this runs itself, or too much; the "
                       "rest is left out"));
}

bool errand_over(const struct errand *errand)
{
    return errand->left < 0;
}

void errand_rest(struct errand *errand, double seconds)
{
    double left = errand->left + seconds * ERRAND_WORK_A_SECOND;
    if (errand->left >= 0)
        errand->left = left < ERRAND_WORK ? (int)left : ERRAND_WORK;
}

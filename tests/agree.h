// A host for sessions whose program has no objections: whatever a command asks for is done.
#ifndef ACTSCOPE_TESTS_AGREE_H
#define ACTSCOPE_TESTS_AGREE_H

#include "control/session.h"

static inline bool agree(void *user, enum host_action action, const char *argument,
                         struct fault *fault)
{
    (void)user;
    (void)action;
    (void)argument;
    (void)fault;
    return true;
}

#endif

// What every test of the control room needs: a session that commands act on.
#ifndef ACTSCOPE_TESTS_CONTROL_HELPER_H
#define ACTSCOPE_TESTS_CONTROL_HELPER_H

#include "control/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

// A session is too large for the stack.
static inline struct session *session_new(void)
{
    struct session *session = malloc(sizeof *session);
    assert_non_null(session);
    session_init(session, (struct host){0});
    return session;
}

static inline void session_delete(struct session *session)
{
    session_free(session);
    free(session);
}

// Applies a line that is right.
static inline void apply(struct session *session, const char *line)
{
    struct fault fault = {0};
    if (!command_apply(session, line, NULL, 0, &fault))
        fail_msg("`%s`: %s", line, fault.text);
}

// Applies a line that is wrong.
static inline struct fault apply_wrong(struct session *session, const char *line)
{
    struct fault fault = {0};
    if (command_apply(session, line, NULL, 0, &fault))
        fail_msg("`%s` was accepted", line);
    assert_int_not_equal(fault.id, FAULT_NONE);
    assert_true(*fault.text);
    return fault;
}

static inline void assert_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" does not contain \"%s\"", text, part);
}

// Whether the session's state is the one that this line would make.
static inline void assert_state(struct session *session, const char *line)
{
    char expect[COMMAND_LINE_MAX];
    snprintf(expect, sizeof expect, "expect-state \"%s\"", line);
    apply(session, expect);
}

#endif

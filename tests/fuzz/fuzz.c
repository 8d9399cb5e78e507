#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *fuzz_asan_options(void); // asked by tests/sanitized.c

// Memory is used again soon and not filled when it is asked for: both cost more than all the rest
// here. What is used after its end is still found, only not for so long.
const char *fuzz_asan_options(void)
{
    return "quarantine_size_mb=16:max_malloc_fill_size=0";
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

// Nothing of the user's own is read.
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
}

void fuzz_demand(bool holds, const char *what, const char *file, int line)
{
    if (holds)
        return;
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
    abort();
}

char *fuzz_text(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        abort();
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

enum { SESSIONS = 2 };
static struct session *sessions[SESSIONS]; // those not in use
static struct session *fresh;

struct session *fuzz_session(void)
{
    for (int i = 0; fresh == NULL && i < SESSIONS; i++)
        sessions[i] = malloc(sizeof *sessions[i]);
    if (fresh == NULL) {
        fresh = malloc(sizeof *fresh);
        session_init(fresh, (struct host){0});
    }
    struct session **place = sessions[0] != NULL ? &sessions[0] : &sessions[1];
    struct session *session = *place;
    demand(session != NULL);
    *place = NULL;
    memcpy(session, fresh, sizeof *session);
    return session;
}

void fuzz_session_end(struct session *session)
{
    session_free(session);
    sessions[sessions[0] != NULL] = session;
}

void fuzz_demand_equal(const struct session *a, const struct session *b)
{
    struct text one = {0}, other = {0};
    state_print(&a->state, &one);
    state_print(&b->state, &other);
    if (strcmp(text_string(&one), text_string(&other)) != 0 || !state_equal(&a->state, &b->state)) {
        fprintf(stderr, "--- one\n%s--- other\n%s", text_string(&one), text_string(&other));
        fuzz_demand(false, "equal states", __FILE__, __LINE__);
    }
    text_free(&one);
    text_free(&other);
}

void fuzz_demand_fault(const struct fault *fault)
{
    demand(fault->id != FAULT_NONE);
    demand(fault->text[0] != '\0');
    demand(utf8_valid(fault->text, strlen(fault->text), NULL));
}

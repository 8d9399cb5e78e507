// Tours: read, all mistakes found, walked through from step to step.
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "control/command.h"

enum { WALKED_MAX = 4 };

static void hear(void *user, const struct fault *fault)
{
    int *heard = user;
    fuzz_demand_fault(fault);
    demand(fault->line >= 0 && fault->column >= 0);
    ++*heard;
}

static void check_extents(const struct tour *tour)
{
    for (int i = 0; i < tour->step_n; i++) {
        const struct tour_step *step = &tour->steps[i];
        demand(step->begin.offset <= step->play.offset && step->play.offset <= step->end);
        demand(step->end <= tour->text.n);
        demand(i == 0 || tour->steps[i - 1].end <= step->begin.offset);
    }
}

// Whatever a step's commands do, going away and coming back finds it as it was left.
static void walk(struct tour *tour)
{
    struct session *session = fuzz_session();
    int steps = tour->step_n < WALKED_MAX ? tour->step_n : WALKED_MAX;
    walk_begin(session, tour);
    for (int i = 1; i < steps && session->walk.tour == tour; i++)
        walk_to(session, i);
    if (steps > 1 && session->walk.tour == tour) {
        walk_to(session, 0);
        walk_restart(session);
    }
    command_run(session, "tour previous; tour next; tour off", NULL, NULL, NULL);
    fuzz_session_end(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    struct fault fault = {.id = FAULT_NONE};
    int heard = 0, mistakes = 0;
    struct tour *reviewed = tour_review(text, "fuzz", hear, &heard, &mistakes);
    demand(heard == mistakes);
    check_extents(reviewed);
    tour_destroy(reviewed);
    // Reading it the other way costs as much again.
    if (mistakes == 0 || size % 8 == 0) {
        struct tour *tour = tour_parse(text, "fuzz", &fault);
        demand((tour != NULL) == (mistakes == 0));
        if (tour != NULL)
            walk(tour); // which it then belongs to
        else
            fuzz_demand_fault(&fault);
    }
    free(text);
    return 0;
}

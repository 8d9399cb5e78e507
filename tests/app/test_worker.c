// The worker's answers, and that it keeps nothing of the functions that it was asked about: they
// are changed and taken away while it computes. Sanitizers see more here than the checks do.
#include "app/worker.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "activation/own.h"

enum { ROUNDS = 60, PATIENCE_MS = 100000, REST_MS = 50 }; // rest: time to do what was not asked

static uint32_t finished;
static struct worker *worker;
static struct snapshots got;

static int open_worker(void **state)
{
    (void)state;
    memset(&got, 0, sizeof got);
    worker = worker_create(finished);
    return worker != NULL ? 0 : -1;
}

static int close_worker(void **state)
{
    (void)state;
    worker_destroy(worker);
    snapshots_free(&got);
    return 0;
}

static void wait_for_worker(void)
{
    SDL_Event event;
    do
        if (SDL_WaitEventTimeout(&event, PATIENCE_MS) == 0)
            fail_msg("the worker stands still: %s", SDL_GetError());
    while (event.type != finished || !worker_collect(worker, &got));
}

// --- what is asked ---

static unsigned long revisions;

static void define(struct own *own, const char *definition)
{
    struct fault fault = {0};
    if (!own_define(own, definition, NULL, &fault))
        fail_msg("%s: %s", definition, fault.text);
    own->activation.revision = ++revisions;
}

static struct study_request study_of(const struct activation *const *activations, int n)
{
    struct study_request request;
    memset(&request, 0, sizeof request);
    request.settings = network_defaults();
    request.settings.depth = 8;
    request.settings.width = 24;
    request.settings.batch = 16;
    request.seeds = 2;
    request.n = n;
    for (int i = 0; i < n; i++) {
        request.columns[i].function = i;
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(activations[i], parameters);
        network_mix_set(&request.columns[i].mix, activations[i], parameters);
        request.columns[i].init = request.settings.init;
        request.columns[i].sigma_w = request.settings.sigma_w;
    }
    return request;
}

static struct race_request race_of(const struct activation *const *activations, int n)
{
    struct race_request request;
    memset(&request, 0, sizeof request);
    request.settings = race_defaults();
    request.settings.depth = 3;
    request.settings.width = 8;
    request.settings.steps = 200;
    request.n = n;
    for (int i = 0; i < n; i++) {
        request.racers[i].function = i;
        request.racers[i].activation = activations[i];
        request.racers[i].revision = activations[i]->revision;
        activation_defaults(activations[i], request.racers[i].parameters);
    }
    return request;
}

// --- what is answered, computed here ---

static void keep(void *user, const struct study *study)
{
    memcpy(user, study, sizeof *study);
}

static void compute(const struct study_request *request, struct study *study)
{
    struct study_memory *memory = study_memory_create();
    assert_non_null(memory);
    assert_true(study_run(memory, request, NULL, keep, study));
    study_memory_destroy(memory);
}

static bool study_is_there(const struct study_request *request)
{
    return got.study != NULL && study_request_equal(&got.study->request, request) &&
           got.study->seeds_done == request->seeds;
}

static void assert_same_study(const struct study *expected)
{
    assert_int_equal(got.study->n, expected->n);
    for (int i = 0; i < expected->n; i++)
        assert_memory_equal(got.study->columns[i].layers, expected->columns[i].layers,
                            sizeof expected->columns[i].layers);
}

static void answers_are_those_of_the_network_room(void **state)
{
    (void)state;
    static struct study expected;
    const struct activation *functions[] = {activation_at(activation_find("tanh")),
                                            activation_at(activation_find("gelu"))};
    const struct study_request request = study_of(functions, 2);
    compute(&request, &expected);
    worker_want_study(worker, &request);
    while (!study_is_there(&request))
        wait_for_worker();
    assert_same_study(&expected);
}

static void own_functions_may_go_at_once(void **state)
{
    (void)state;
    static struct study expected;
    static struct phase_map map;
    struct own own = {0};
    const char *const definitions[] = {"swish2(b=1.5) = x*sigmoid(b*x)", "h = max(x, 0.1*x)",
                                       "k = ln(1 + e^x) - ln(2)"};
    for (size_t i = 0; i < sizeof definitions / sizeof definitions[0]; i++) {
        define(&own, definitions[i]);
        const struct activation *functions[] = {&own.activation,
                                                activation_at(activation_find("relu"))};
        const struct study_request request = study_of(functions, 2);
        const double *parameters = request.columns[0].mix.parts[0].parameters;
        compute(&request, &expected);
        map = (struct phase_map){.activation = functions[0]};
        memcpy(map.parameters, parameters, sizeof map.parameters);
        assert_true(phase_map_fill(&map, NULL, NULL));
        worker_want_study(worker, &request);
        worker_want_phase(worker, functions[0], parameters);
        const struct activation kept = own.activation; // for its revision
        own_clear(&own);
        while (!study_is_there(&request) || got.phase == NULL ||
               got.phase->revision != kept.revision)
            wait_for_worker();
        assert_same_study(&expected);
        assert_ptr_equal(got.phase->activation, functions[0]); // as it was named
        assert_memory_equal(got.phase->slope, map.slope, sizeof map.slope);
        assert_int_equal(got.phase->line_n, map.line_n);
    }
}

// Another function in the same place is another function: the old answer is not its answer.
static void a_place_may_change_hands(void **state)
{
    (void)state;
    static struct study first, second;
    struct own own = {0};
    const struct activation *functions[] = {&own.activation};
    define(&own, "f = tanh(x)");
    const struct study_request before = study_of(functions, 1);
    compute(&before, &first);
    worker_want_study(worker, &before);
    while (!study_is_there(&before))
        wait_for_worker();
    assert_same_study(&first);
    define(&own, "f = 3*tanh(x)");
    const struct study_request after = study_of(functions, 1);
    assert_false(study_request_equal(&before, &after));
    compute(&after, &second);
    worker_want_study(worker, &after);
    while (!study_is_there(&after))
        wait_for_worker();
    assert_same_study(&second);
    assert_true(memcmp(&first.columns[0].layers, &second.columns[0].layers,
                       sizeof first.columns[0].layers) != 0);
    own_clear(&own);
}

// Definitions that come and go faster than anything is computed, in the study, the map and the race
// at the same time; the last of them is answered.
static void definitions_come_and_go(void **state)
{
    (void)state;
    struct own own = {0};
    struct study_request study;
    struct race_request race;
    const struct activation *functions[] = {&own.activation, &own.activation};
    for (int round = 0; round < ROUNDS; round++) {
        char definition[64];
        snprintf(definition, sizeof definition, "f(a=%d.5) = tanh(a*x) + %d*x", round % 7,
                 round % 3);
        define(&own, definition);
        study = study_of(functions, 2);
        race = race_of(functions, 2);
        const struct race_pace pace = {.asked = 40, .running = round % 2 == 0, .speed = 1000};
        worker_want_study(worker, &study);
        worker_want_phase(worker, functions[0], study.columns[0].mix.parts[0].parameters);
        worker_want_race(worker, &race, &pace);
        own_clear(&own);
        if (round % 5 == 0)
            wait_for_worker();
    }
    const struct race_pace pace = {.asked = 40};
    worker_want_race(worker, &race, &pace);
    while (!study_is_there(&study) || got.phase == NULL || got.phase->revision != revisions ||
           got.board == NULL || !race_request_equal(&got.board->request, &race) ||
           got.board->step < 40)
        wait_for_worker();
    assert_false(got.board->racers[0].broken);
}

static void wait_for_step(int step)
{
    while (got.board == NULL || got.board->step < step)
        wait_for_worker();
}

// A race goes as many steps as were asked for, counted from its start, and no further; asked for
// more, it goes on from there, and a new start begins at 0. Where it stands is what the network
// room computes.
static void a_race_goes_as_far_as_it_is_asked(void **state)
{
    (void)state;
    static struct race_board expected;
    const struct activation *functions[] = {activation_at(activation_find("relu")),
                                            activation_at(activation_find("tanh"))};
    struct race_request request = race_of(functions, 2);
    request.settings.steps = 120;
    static const struct {
        long start, asked;
        int step;
    } rows[] = {{0, 0, 0}, {0, 7, 7}, {0, 50, 50}, {1, 0, 0}, {1, 30, 30}, {1, 1000, 120}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        request.start = rows[i].start;
        const struct race_pace pace = {.asked = rows[i].asked};
        worker_want_race(worker, &request, &pace);
        while (got.board == NULL || got.board->request.start != rows[i].start)
            wait_for_worker();
        wait_for_step(rows[i].step);
        SDL_Delay(REST_MS);
        worker_collect(worker, &got);
        assert_int_equal(got.board->step, rows[i].step);
        struct course *course = course_create(&request);
        assert_true(course_run(course, rows[i].step, NULL, NULL));
        course_board(course, &expected);
        course_destroy(course);
        for (int k = 0; k < 2; k++)
            assert_true(got.board->racers[k].loss == expected.racers[k].loss);
    }
}

// While it runs it goes on without being asked, to its end, and is seen on its way.
static void a_running_race_is_seen_on_its_way(void **state)
{
    (void)state;
    const struct activation *functions[] = {activation_at(activation_find("relu"))};
    struct race_request request = race_of(functions, 1);
    request.settings.steps = 2000;
    const struct race_pace pace = {.running = true, .speed = 5000};
    worker_want_race(worker, &request, &pace);
    int seen = 0, last = -1;
    while (got.board == NULL || got.board->step < 2000) {
        wait_for_worker();
        assert_true(got.board->step >= last);
        seen += got.board->step > last;
        last = got.board->step;
    }
    assert_int_equal(last, 2000);
    assert_true(seen > 3);
}

// What is there is not computed again, and what was collected is not collected once more.
static void the_same_want_changes_nothing(void **state)
{
    (void)state;
    const struct activation *functions[] = {activation_at(activation_find("tanh")),
                                            activation_at(activation_find("gelu"))};
    struct study_request request = study_of(functions, 2);
    worker_want_phase(worker, functions[0], request.columns[0].mix.parts[0].parameters);
    while (got.phase == NULL)
        wait_for_worker();
    assert_false(worker_collect(worker, &got));
    const struct phase_map *map = got.phase;
    worker_want_phase(worker, functions[0], request.columns[0].mix.parts[0].parameters);
    worker_want_study(worker, &request); // would come behind the map
    while (!study_is_there(&request))
        wait_for_worker();
    assert_ptr_equal(got.phase, map);
    worker_want_phase(worker, functions[1],
                      request.columns[1].mix.parts[0].parameters); // another one
    while (got.phase->activation != functions[1])
        wait_for_worker();
}

// A worker that ends in the middle of its work waits for nobody and loses nothing.
static void ends_while_it_works(void **state)
{
    (void)state;
    struct own own = {0};
    for (int i = 0; i < 5; i++) {
        define(&own, "f = x*sigmoid(x)");
        const struct activation *functions[] = {&own.activation};
        struct study_request request = study_of(functions, 1);
        request.settings.depth = 200;
        request.settings.width = 200;
        request.seeds = 20;
        worker_want_study(worker, &request);
        own_clear(&own);
        if (i > 2)
            wait_for_worker(); // its first network
        worker_destroy(worker);
        worker = worker_create(finished);
        assert_non_null(worker);
    }
}

int main(void)
{
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    if (SDL_Init(SDL_INIT_EVENTS) != 0)
        return 1;
    finished = SDL_RegisterEvents(1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_are_those_of_the_network_room, open_worker,
                                        close_worker),
        cmocka_unit_test_setup_teardown(own_functions_may_go_at_once, open_worker, close_worker),
        cmocka_unit_test_setup_teardown(a_place_may_change_hands, open_worker, close_worker),
        cmocka_unit_test_setup_teardown(definitions_come_and_go, open_worker, close_worker),
        cmocka_unit_test_setup_teardown(a_race_goes_as_far_as_it_is_asked, open_worker,
                                        close_worker),
        cmocka_unit_test_setup_teardown(a_running_race_is_seen_on_its_way, open_worker,
                                        close_worker),
        cmocka_unit_test_setup_teardown(the_same_want_changes_nothing, open_worker, close_worker),
        cmocka_unit_test_setup_teardown(ends_while_it_works, open_worker, close_worker),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}

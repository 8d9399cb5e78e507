#include "network/race_board.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct course {
    struct race race;
    struct race_net *nets[RACE_NETS_MAX];
    struct race_board board;
    int every; // steps between two points of the curves
    float surface[BOARD_SURFACE * BOARD_SURFACE];
};

bool race_request_equal(const struct race_request *a, const struct race_request *b)
{
    // Requests are zeroed before they are filled in, padding included.
    return memcmp(a, b, sizeof *a) == 0; // NOLINT(bugprone-suspicious-memory-comparison,cert-*)
}

// Records the scores of a network: a point of its curves, and whether it has finished.
static void record(struct course *course, int i)
{
    struct racer *racer = &course->board.racers[i];
    struct race_score score;
    if (racer->broken)
        return;
    race_net_score(course->nets[i], &score);
    racer->broken = race_net_diverged(course->nets[i]);
    racer->loss = score.loss;
    racer->accuracy = score.accuracy_test;
    if (racer->finished == 0 && score.accuracy_test >= BOARD_FINISHED)
        racer->finished = course->board.step;
    if (racer->history_n == BOARD_HISTORY || racer->broken)
        return;
    racer->steps[racer->history_n] = (float)course->board.step;
    racer->losses[racer->history_n] = (float)score.loss;
    racer->accuracies[racer->history_n++] = (float)score.accuracy_test;
}

static void record_all(struct course *course)
{
    for (int i = 0; i < course->board.n; i++)
        record(course, i);
}

static void copy_points(struct course *course)
{
    struct race_board *board = &course->board;
    const struct race_points *train = &course->race.train;
    // Takes points from all over the set, whatever their order.
    board->point_n = train->n < BOARD_POINTS ? train->n : BOARD_POINTS;
    for (int i = 0; i < board->point_n; i++) {
        int from = (int)((long)i * train->n / board->point_n);
        board->points[i][0] = train->xy[2 * from];
        board->points[i][1] = train->xy[2 * from + 1];
        board->labels[i] = train->label[from] > 0.5F;
    }
}

struct course *course_create(const struct race_request *request)
{
    struct course *course = NULL;
    if (race_check(&request->settings, NULL))
        course = calloc(1, sizeof *course);
    if (course == NULL)
        return NULL;
    memcpy(&course->board.request, request, sizeof *request);
    int steps = request->settings.steps;
    course->every =
        steps > BOARD_HISTORY - 2 ? (steps + BOARD_HISTORY - 3) / (BOARD_HISTORY - 2) : 1;
    race_init_data(&course->race, &request->settings);
    for (int i = 0; i < request->n; i++) {
        course->nets[i] =
            race_net_create(&course->race, request->racers[i].activation,
                            request->racers[i].parameters, &request->racers[i].remedy);
        if (course->nets[i] == NULL) {
            course_destroy(course);
            return NULL;
        }
        course->board.racers[i].function = request->racers[i].function;
        course->board.racers[i].sigma_w = race_net_sigma_w(course->nets[i]);
    }
    course->board.n = request->n;
    copy_points(course);
    record_all(course);
    return course;
}

void course_destroy(struct course *course)
{
    if (course == NULL)
        return;
    for (int i = 0; i < RACE_NETS_MAX; i++)
        if (course->nets[i] != NULL)
            race_net_destroy(course->nets[i]);
    free(course);
}

int course_step(const struct course *course)
{
    return course->board.step;
}

bool course_over(const struct course *course)
{
    return course->board.step >= course->board.request.settings.steps;
}

bool course_run(struct course *course, int n, network_cancel *stop, void *user)
{
    int goal = course->board.request.settings.steps;
    if (n < goal - course->board.step)
        goal = course->board.step + n;
    while (course->board.step < goal) {
        if (stop != NULL && stop(user))
            return false;
        // Trains up to the next point of the curves. These lie at the same steps, however often
        // course_run is called.
        int to = (course->board.step / course->every + 1) * course->every;
        to = to < goal ? to : goal;
        for (int i = 0; i < course->board.n; i++)
            if (!course->board.racers[i].broken)
                race_net_step(course->nets[i], to - course->board.step);
        course->board.step = to;
        if (to % course->every == 0 || course_over(course))
            record_all(course);
    }
    return true;
}

// Computes the surface of a network: P(label 1) in 255ths, a half where it is no number.
static void draw_surface(struct course *course, int i)
{
    race_net_surface(course->nets[i], BOARD_EXTENT, BOARD_SURFACE, course->surface);
    for (int j = 0; j < BOARD_SURFACE * BOARD_SURFACE; j++) {
        float p = course->surface[j];
        course->board.racers[i].surface[j / BOARD_SURFACE][j % BOARD_SURFACE] =
            (uint8_t)(p >= 0 && p <= 1 ? lrintf(p * 255) : 128);
    }
}

void course_board(struct course *course, struct race_board *board)
{
    for (int i = 0; i < course->board.n; i++) {
        struct racer *racer = &course->board.racers[i];
        race_net_gradients(course->nets[i], racer->gradients);
        draw_surface(course, i);
        if (course->board.step % course->every == 0 || racer->broken)
            continue; // its scores were recorded at this step
        struct race_score score;
        race_net_score(course->nets[i], &score);
        racer->loss = score.loss;
        racer->accuracy = score.accuracy_test;
    }
    memcpy(board, &course->board, sizeof *board);
}

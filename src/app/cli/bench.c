#include "app/cli/bench.h"
#include "app/cli/options.h"
#include "app/language.h"
#include "base/language.h"
#include "base/text.h"

#include <SDL.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Where the benchmark may be, seen from the folder of actscope.
static const char *const places[] = {"actscope-bench", "../libexec/actscope/actscope-bench"};

// Comes back where there is no such program, or it cannot be started.
static void become(const char *folder, const char *place, char **argv)
{
    struct text path = {0};
    text_format(&path, "%s%s", folder, place);
    execv(text_string(&path), argv);
    text_free(&path);
}

int bench_main(int argc, char **argv)
{
    (void)argc;
    char *folder = SDL_GetBasePath();
    setenv("LANGUAGE", language_word(language_in_use()), 1);
    for (size_t i = 0; folder != NULL && i < sizeof places / sizeof places[0]; i++)
        become(folder, places[i], argv);
    fprintf(stderr,
            _("actscope: bench: cannot start the benchmark, actscope-bench, beside actscope: %s\n"),
            strerror(errno));
    SDL_free(folder);
    return EXIT_FAILED;
}

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

// Where the benchmark may be, relative to the folder that actscope is in: in a build, and in an
// installation.
static const char *const paths[] = {"actscope-bench", "../libexec/actscope/actscope-bench"};

// Replaces this process by the program at `path` relative to `folder`. Returns only if there is no
// such program or it cannot be started.
static void become(const char *folder, const char *path, char **argv)
{
    struct text whole = {0};
    text_format(&whole, "%s%s", folder, path);
    execv(text_string(&whole), argv);
    text_free(&whole);
}

int bench_main(int argc, char **argv)
{
    (void)argc;
    char *folder = SDL_GetBasePath();
    // The benchmark knows no --lang: it takes its language from the environment.
    setenv("LANGUAGE", language_word(language_in_use()), 1);
    for (size_t i = 0; folder != NULL && i < sizeof paths / sizeof paths[0]; i++)
        become(folder, paths[i], argv);
    fprintf(stderr,
            _("actscope: bench: cannot start the benchmark, actscope-bench, beside actscope: %s\n"),
            strerror(errno));
    SDL_free(folder);
    return EXIT_FAILED;
}

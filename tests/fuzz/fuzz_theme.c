// Themes: read whole or not at all, and nothing but the themes changes.
#include "fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void hear(void *user, const struct fault *fault)
{
    (void)user;
    fuzz_demand_fault(fault);
}

static void check_theme(const struct theme *theme)
{
    for (int i = 0; i < THEME_CURVES; i++) {
        demand(theme->dash_n[i] >= 0 && theme->dash_n[i] <= THEME_DASH_MAX);
        demand(theme->dash_n[i] % 2 == 0);
        for (int k = 0; k < theme->dash_n[i]; k++)
            demand(theme->dashes[i][k] > 0 && isfinite(theme->dashes[i][k]));
        demand((int)theme->markers[i] >= 0 && theme->markers[i] < MARKER_COUNT);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    struct session *session = fuzz_session(), *untouched = fuzz_session();
    int before = session->themes.n;
    bool read = themes_read(session, "fuzz", text, "fuzz.actscope", hear, NULL);
    demand(session->themes.n == before + read);
    demand(session->theme_draft == NULL);
    demand((themes_find(&session->themes, "fuzz") != NULL) == read);
    for (int i = 0; i < session->themes.n; i++)
        check_theme(&session->themes.items[i]);
    fuzz_demand_equal(session, untouched);
    fuzz_session_end(untouched);
    fuzz_session_end(session);
    free(text);
    return 0;
}

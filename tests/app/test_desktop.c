// How large text is at first: what the desktop asks for, and what displays tell, true or not.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "app/window/desktop.h"

static const struct {
    const char *name;
    struct desktop_display display;
    double scale; // expected
} cases[] = {
    {"nothing is known", {0, 0, 0, 0}, 1},
    {"Xft.dpi as it is by default", {96, 96, 1920, 1080}, 1},
    {"Xft.dpi 192 on a display of 4K", {192, 0, 3840, 2160}, 2},
    {"Xft.dpi between two whole sizes", {120, 96, 1920, 1080}, 1.25},
    {"Xft.dpi of a user who wants large text on an old display", {144, 96, 1920, 1080}, 1.5},
    {"what is set counts more than what is measured", {96, 282, 3840, 2160}, 1},
    {"never smaller than the program was drawn for", {75, 0, 1920, 1080}, 1},
    {"the greatest that is believed", {768, 0, 7680, 4320}, 8},
    {"more is a mistake", {769, 0, 7680, 4320}, 1},
    {"less is a mistake", {47, 282, 3840, 2160}, 2.5},
    {"0, negative, not finite", {-96, -1, 3840, 2160}, 1},
    {"infinite", {INFINITY, INFINITY, 3840, 2160}, 1},
    {"not a number", {NAN, NAN, 3840, 2160}, 1},
    {"a laptop of 15 inches with 4K", {0, 282, 3840, 2160}, 2.5},
    {"a laptop of 13 inches with 2560x1600", {0, 227, 2560, 1600}, 2},
    {"a desk's display of 24 inches with 4K", {0, 184, 3840, 2160}, 1.5},
    {"a laptop of 14 inches with 1920x1080, where 1 is common", {0, 157, 1920, 1080}, 1},
    {"a projector that says 160 x 90 mm", {0, 305, 1920, 1080}, 1},
    {"a virtual display of 1 x 1 mm", {0, 48768, 1920, 1080}, 1},
    {"a wall of displays", {0, 181, 15360, 8640}, 1},
    {"a display without pixels", {0, 200, 0, 0}, 1},
    {"very dense, but large enough: at most 3", {0, 450, 4500, 3000}, 3},
};

static void the_first_scale(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double scale = desktop_scale_of(&cases[i].display);
        if (scale != cases[i].scale)
            fail_msg("%s: %g, expected %g", cases[i].name, scale, cases[i].scale);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_first_scale)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

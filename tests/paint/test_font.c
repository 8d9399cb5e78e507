// Fonts: sizes by capital height, widths that layout can rely on, coverage that matches.
#include <math.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "paint/font.h"

// cmocka compares floats.
#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static const double caps[] = {9, 16, 40};
enum { CAP_COUNT = sizeof caps / sizeof *caps };

static int open_font(void **state)
{
    *state = font_create(NULL);
    return *state ? 0 : -1;
}

static int close_font(void **state)
{
    font_destroy(*state);
    return 0;
}

static double width(struct font *font, const char *string, double cap, enum text_weight weight)
{
    struct text_metrics metrics = font_metrics(font);
    return metrics.width(metrics.user, string, cap, weight);
}

// Ends with 0 if a fontconfig without fonts gives the fault it should.
static int try_without_fonts(const char *config)
{
    struct fault fault = {0};
    setenv("FONTCONFIG_FILE", config, 1);
    bool refused = font_create(&fault) == NULL && fault.id == FAULT_FILE && fault.text[0];
    return refused ? 0 : 1;
}

// In a child and before anything else, since fontconfig reads its configuration once.
static void no_font_is_a_fault(void **state)
{
    (void)state;
    char path[] = "/tmp/actscope-fonts-XXXXXX";
    static const char config[] = "<?xml version=\"1.0\"?><fontconfig></fontconfig>";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, config, strlen(config)), strlen(config));
    close(file);
    pid_t child = fork();
    if (child == 0)
        _exit(try_without_fonts(path));
    int status = -1;
    assert_true(waitpid(child, &status, 0) == child);
    unlink(path);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void destroy_accepts_nothing(void **state)
{
    (void)state;
    font_destroy(NULL);
}

static void family_is_named(void **state)
{
    assert_non_null(font_family(*state));
    assert_true(strlen(font_family(*state)) > 0);
}

static void two_fonts_can_live(void **state)
{
    struct font *other = font_create(NULL);
    assert_non_null(other);
    assert_near(width(other, "0.25", 12, WEIGHT_REGULAR), width(*state, "0.25", 12, WEIGHT_REGULAR),
                0);
    font_destroy(other);
    assert_true(width(*state, "0.5", 12, WEIGHT_REGULAR) > 0);
}

static double row_peak(const struct font_bitmap *bitmap, int row)
{
    int peak = 0;
    for (int x = 0; x < bitmap->w; x++) {
        int c = bitmap->pixels[row * bitmap->w + x];
        peak = c > peak ? c : peak;
    }
    return peak / 255.0;
}

// The height of the ink above the baseline, partly covered rows counting in part.
static double height_above_baseline(const struct font_bitmap *bitmap)
{
    double height = 0;
    for (int row = 0; row < -bitmap->top; row++)
        height += row_peak(bitmap, row);
    return height;
}

static void capitals_have_the_height_asked_for(void **state)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < CAP_COUNT; i++) {
            struct font_bitmap bitmap;
            font_raster(*state, "H", caps[i], (enum text_weight)w, &bitmap);
            assert_non_null(bitmap.pixels);
            assert_near(height_above_baseline(&bitmap), caps[i], 1);
            assert_near(row_peak(&bitmap, bitmap.h - 1), 0, 0.01); // stands on its baseline
            assert_true(bitmap.top + bitmap.h >= 0 && bitmap.top + bitmap.h <= 2);
            free(bitmap.pixels);
        }
    }
}

static void bitmaps_lie_where_the_text_is(void **state)
{
    const char *string = "Hamburg";
    struct font_bitmap bitmap;
    font_raster(*state, string, 20, WEIGHT_REGULAR, &bitmap);
    double advance = width(*state, string, 20, WEIGHT_REGULAR);
    assert_true(bitmap.left >= -2 && bitmap.left <= 4);
    assert_true(bitmap.left + bitmap.w > advance - 6 && bitmap.left + bitmap.w < advance + 4);
    assert_true(bitmap.top < -19 && bitmap.top > -26);
    free(bitmap.pixels);
}

static void nothing_gives_nothing(void **state)
{
    static const char *const blanks[] = {"", " ", "\xe3\x80\x80"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        struct font_bitmap bitmap = {.w = 7};
        font_raster(*state, blanks[i], 20, WEIGHT_REGULAR, &bitmap);
        assert_null(bitmap.pixels);
        assert_int_equal(bitmap.w, 0);
        assert_int_equal(bitmap.h, 0);
    }
    assert_near(width(*state, "", 20, WEIGHT_REGULAR), 0, 0);
    assert_true(width(*state, " ", 20, WEIGHT_REGULAR) > 0);
}

static void absurd_sizes_are_empty(void **state)
{
    static const double absurd[] = {0, -3, 1e300, INFINITY, NAN};
    for (size_t i = 0; i < sizeof absurd / sizeof *absurd; i++) {
        struct font_bitmap bitmap;
        font_raster(*state, "H", absurd[i], WEIGHT_REGULAR, &bitmap);
        assert_null(bitmap.pixels);
        assert_near(width(*state, "H", absurd[i], WEIGHT_REGULAR), 0, 0);
    }
}

static void widths_grow_with_text(void **state)
{
    const char *string = "sigmoid(x) = 1/(1+e^-x)";
    char part[64] = "";
    double before = 0;
    for (size_t n = 1; n <= strlen(string); n++) {
        snprintf(part, sizeof part, "%.*s", (int)n, string);
        double now = width(*state, part, 12, WEIGHT_REGULAR);
        assert_true(now > before);
        before = now;
    }
    double sum =
        width(*state, "sig", 12, WEIGHT_REGULAR) + width(*state, "moid", 12, WEIGHT_REGULAR);
    assert_near(width(*state, "sigmoid", 12, WEIGHT_REGULAR), sum, 0.5); // but for kerning
}

static void widths_are_those_of_the_design_at_every_size(void **state)
{
    double one = width(*state, "Leaky ReLU 0.25", 100, WEIGHT_MEDIUM) / 100;
    for (double cap = 7; cap < 60; cap += 3.7)
        assert_near(width(*state, "Leaky ReLU 0.25", cap, WEIGHT_MEDIUM) / cap, one, 0.002 * one);
}

static void figures_do_not_jump(void **state)
{
    double zero = width(*state, "0", 12, WEIGHT_REGULAR);
    for (char digit = '1'; digit <= '9'; digit++)
        assert_near(width(*state, (const char[]){digit, '\0'}, 12, WEIGHT_REGULAR), zero, 0.002);
    assert_near(width(*state, "1.11", 12, WEIGHT_REGULAR),
                width(*state, "0.74", 12, WEIGHT_REGULAR), 0.01);
}

// An arrow made of "->" would be narrower or wider than its parts.
static void typed_text_stays_as_typed(void **state)
{
    static const char *const pairs[][2] = {{"-", ">"}, {"3", "x4"}, {":", "="}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char both[8];
        snprintf(both, sizeof both, "%s%s", pairs[i][0], pairs[i][1]);
        double sum = width(*state, pairs[i][0], 100, WEIGHT_REGULAR) +
                     width(*state, pairs[i][1], 100, WEIGHT_REGULAR);
        assert_near(width(*state, both, 100, WEIGHT_REGULAR), sum, 12);
    }
}

static void bold_is_wider(void **state)
{
    double regular = width(*state, "gradient", 20, WEIGHT_REGULAR);
    double medium = width(*state, "gradient", 20, WEIGHT_MEDIUM);
    assert_true(medium > regular);
    assert_true(width(*state, "gradient", 20, WEIGHT_BOLD) > medium);
}

// More strings than are remembered at once, asked for again: the answers stay.
static void cached_widths_are_right(void **state)
{
    enum { COUNT = 10000 };
    double *widths = calloc(COUNT, sizeof *widths);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < COUNT; i++) {
            char string[32];
            snprintf(string, sizeof string, "%d i%c", i, 'a' + i % 26);
            double now = width(*state, string, 12 + i % 3, WEIGHT_REGULAR);
            assert_true(round == 0 || fabs(now - widths[i]) < 1e-9);
            widths[i] = now;
        }
    }
    free(widths);
}

static void cache_tells_sizes_and_weights_apart(void **state)
{
    double small = width(*state, "x = 0.25", 12, WEIGHT_REGULAR);
    assert_true(width(*state, "x = 0.25", 12.5, WEIGHT_REGULAR) > small);
    assert_true(width(*state, "x = 0.25", 12, WEIGHT_BOLD) > small);
    assert_near(width(*state, "x = 0.25", 12, WEIGHT_REGULAR), small, 0);
}

static void measure_sizes(struct font *font, double cap, int sizes)
{
    for (int i = 0; i < sizes; i++)
        width(font, "σ′ = 0.25", cap + i / 64.0, WEIGHT_REGULAR);
}

// In bytes; 0 under a sanitizer, whose allocator this does not count.
static size_t allocated(void)
{
#ifdef __GLIBC__
    return mallinfo2().uordblks;
#else
    return 0;
#endif
}

// A size that was forgotten comes back the same, and a thousand sizes take no more than some
// hundred.
static void sizes_are_forgotten(void **state)
{
    struct font *font = *state;
    struct font_bitmap before, after;
    font_raster(font, "Σ 平均", 20, WEIGHT_BOLD, &before);
    measure_sizes(font, 10, 300);
    size_t some = allocated();
    measure_sizes(font, 20, some > 0 ? 512 : 1);
    assert_true(allocated() <= some + (2 << 20));
    font_raster(font, "Σ 平均", 20, WEIGHT_BOLD, &after);
    assert_int_equal(before.left, after.left);
    assert_int_equal(before.top, after.top);
    assert_int_equal(before.w, after.w);
    assert_int_equal(before.h, after.h);
    assert_memory_equal(before.pixels, after.pixels, (size_t)before.w * (size_t)before.h);
    free(before.pixels);
    free(after.pixels);
}

static void a_line_has_room(void **state)
{
    struct text_metrics metrics = font_metrics(*state);
    double ascent = metrics.ascent(metrics.user, 10), descent = metrics.descent(metrics.user, 10);
    assert_true(ascent >= 10 && ascent < 16);
    assert_true(descent > 1 && descent < 6);
    assert_near(metrics.ascent(metrics.user, 20), 2 * ascent, 1e-9);
}

static void newlines_stay_on_the_line(void **state)
{
    struct font_bitmap one, two;
    font_raster(*state, "ab", 20, WEIGHT_REGULAR, &one);
    font_raster(*state, "a\nb", 20, WEIGHT_REGULAR, &two);
    assert_true(two.h < 2 * one.h);
    free(one.pixels);
    free(two.pixels);
}

static void japanese_and_mathematics_have_glyphs(void **state)
{
    static const char *const strings[] = {"シグモイド関数 導関数 勾配消失",
                                          "σ′(0) = ¼ f″ ∂ ≤ ∞ − × 10⁻³⁰⁰", "αβγλμσ"};
    if (font_missing(*state, "勾") > 0)
        skip(); // no Japanese font here
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        struct font_bitmap bitmap;
        assert_int_equal(font_missing(*state, strings[i]), 0);
        font_raster(*state, strings[i], 16, WEIGHT_REGULAR, &bitmap);
        assert_non_null(bitmap.pixels);
        free(bitmap.pixels);
    }
}

static void missing_characters_are_counted(void **state)
{
    assert_int_equal(font_missing(*state, "abc"), 0);
    assert_int_equal(font_missing(*state, "a\xf4\x8f\xbf\xbd"), 1); // U+10FFFD, nobody's
}

// An image shows text at whole pixels, wherever its anchor is.
static void shown_text_is_the_rastered_text(void **state)
{
    enum { W = 120, H = 40 };
    struct font_bitmap bitmap;
    font_raster(*state, "0.25 gy", 12, WEIGHT_REGULAR, &bitmap);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, W, H);
    cairo_t *cr = cairo_create(surface);
    double shift = width(*state, "0.25 gy", 12, WEIGHT_REGULAR);
    font_show(*state, cr, "0.25 gy", 12, WEIGHT_REGULAR, TEXT_RIGHT, 20.3 + shift, 25.4);
    cairo_surface_flush(surface);
    const unsigned char *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < bitmap.h; y++) {
        const unsigned char *row = data + (25 + bitmap.top + y) * stride + 20 + bitmap.left;
        assert_memory_equal(row, bitmap.pixels + y * bitmap.w, (size_t)bitmap.w);
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    free(bitmap.pixels);
}

int main(void)
{
    const struct CMUnitTest without[] = {
        cmocka_unit_test(no_font_is_a_fault),
        cmocka_unit_test(destroy_accepts_nothing),
    };
    const struct CMUnitTest with[] = {
        cmocka_unit_test(family_is_named),
        cmocka_unit_test(two_fonts_can_live),
        cmocka_unit_test(capitals_have_the_height_asked_for),
        cmocka_unit_test(bitmaps_lie_where_the_text_is),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(absurd_sizes_are_empty),
        cmocka_unit_test(widths_grow_with_text),
        cmocka_unit_test(widths_are_those_of_the_design_at_every_size),
        cmocka_unit_test(figures_do_not_jump),
        cmocka_unit_test(typed_text_stays_as_typed),
        cmocka_unit_test(bold_is_wider),
        cmocka_unit_test(cached_widths_are_right),
        cmocka_unit_test(cache_tells_sizes_and_weights_apart),
        cmocka_unit_test(sizes_are_forgotten),
        cmocka_unit_test(a_line_has_room),
        cmocka_unit_test(newlines_stay_on_the_line),
        cmocka_unit_test(japanese_and_mathematics_have_glyphs),
        cmocka_unit_test(missing_characters_are_counted),
        cmocka_unit_test(shown_text_is_the_rastered_text),
    };
    int failed = cmocka_run_group_tests(without, NULL, NULL);
    return failed + cmocka_run_group_tests(with, open_font, close_font);
}

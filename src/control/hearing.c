#include "control/hearing.h"

#include <math.h>

#include "activation/reading.h"
#include "base/language.h"

#define SLOPE_DECADES    4.0
#define LOUDNESS         0.8
#define LOUDNESS_OUTSIDE 0.25

enum { X_DIGITS = 6, VALUE_DIGITS = 3, WORDS_SIZE = 160 };

double tone_pitch(double height)
{
    double t = fmin(fmax(height, 0), 1); // fmax(NaN, 0) is 0
    return TONE_LOW * exp2(TONE_OCTAVES * t);
}

double tone_height_of_slope(double slope)
{
    double size = fabs(slope);
    return size > 0 ? fmin(fmax(1 + log10(size) / SLOPE_DECADES, 0), 1) : 0;
}

static double value_at_cursor(const struct state *state, enum order order)
{
    return reading_value(state_function(state, state->focus), state->parameters[state->focus],
                         order, state->cursor_x);
}

struct tone hearing_tone(const struct session *session)
{
    const struct state *state = &session->state;
    struct tone tone = {.pitch = TONE_LOW};
    if (!state->cursor_on || state->focus < 0)
        return tone;
    double across = axis_fraction(&state->x, state->cursor_x);
    tone.pan = isfinite(across) ? fmin(fmax(2 * across - 1, -1), 1) : 0;
    if (state->lecture.hear_slope) {
        double slope = value_at_cursor(state, ORDER_DF);
        tone.pitch = tone_pitch(tone_height_of_slope(slope));
        tone.loudness = isnan(slope) || slope == 0 ? 0 : LOUDNESS;
        return tone;
    }
    struct view view;
    state_view(state, &view);
    enum order row = state_row(state, ORDER_F);
    double height = axis_fraction(&view.y[row], value_at_cursor(state, ORDER_F));
    if (isnan(height))
        return tone;
    tone.pitch = tone_pitch(height);
    tone.loudness = height >= 0 && height <= 1 ? LOUDNESS : LOUDNESS_OUTSIDE;
    return tone;
}

static const char *say(const struct state *state, enum order order, char out[WORDS_SIZE])
{
    struct reading reading = reading_at(state_function(state, state->focus),
                                        state->parameters[state->focus], order, state->cursor_x);
    return reading_words(&reading, VALUE_DIGITS, out, WORDS_SIZE);
}

static void about_cursor(const struct state *state, struct text *out)
{
    char x[FACT_SIZE + 8], value[WORDS_SIZE], slope[WORDS_SIZE], bend[WORDS_SIZE];
    struct fact place = fact_number(state->cursor_x, X_DIGITS, X_DIGITS);
    fact_write(x, sizeof x, "x", &place);
    text_format(out, _("%s at %s: value %s, slope %s"),
                activation_name(state_function(state, state->focus)), x, say(state, ORDER_F, value),
                say(state, ORDER_DF, slope));
    if (state->orders[ORDER_D2F])
        text_format(out, _(", second derivative %s"), say(state, ORDER_D2F, bend));
}

static void about_picture(const struct state *state, struct text *out)
{
    char low[64], high[64];
    const char *comma = "";
    for (int i = 0; i < state->shown_n; i++)
        if (!state->shown[i].hidden) {
            text_format(out, "%s%s", comma,
                        activation_name(state_function(state, state->shown[i].function)));
            comma = ", ";
        }
    if (*comma == '\0')
        text_add(out, _("nothing is shown"));
    text_format(out, _("; x from %s to %s; no cursor"),
                number_show(low, sizeof low, state->x.low, X_DIGITS),
                number_show(high, sizeof high, state->x.high, X_DIGITS));
}

void hearing_sentence(const struct session *session, struct text *out)
{
    const struct state *state = &session->state;
    if (state->cursor_on && state->focus >= 0)
        about_cursor(state, out);
    else
        about_picture(state, out);
}

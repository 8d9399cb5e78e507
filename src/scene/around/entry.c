#include "scene/around/entry.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/around/buttons.h"
#include "scene/zone.h"

// What the line asks for, and an example of an answer.
static const struct {
    const char *prompt, *example, *help;
} kinds[ENTRY_KIND_COUNT] = {
    [ENTRY_COMMAND] = {":", "layout grid",
                       N_("Return runs it · Tab completes · Up brings back the line before")},
    [ENTRY_FIND] = {N_("Find"), N_("a name, as SiLU"), ""},
    [ENTRY_X] = {"x =", "1.0986", N_("Return puts the cursor there")},
    [ENTRY_FORMULA] = {N_("Formula"), "x*sigmoid(1.702*x)",
                       N_("Drawn while you type · Return keeps it · words without a meaning become "
                          "parameters with sliders")},
    [ENTRY_SAVE] = {N_("Save as"), "", N_("The ending decides: .png .svg .pdf .actscope")},
    [ENTRY_OPEN] = {N_("Open"), "", N_("Return opens it · Tab completes")},
};

// A field as it is laid out, in pixels.
struct field {
    struct rect rect;
    double cap, pad;
    double baseline; // of the text
    double x;        // where the text begins
    double right;    // and where it must end
};

static bool is_compact(const struct entry *entry)
{
    return entry->kind == ENTRY_FIND;
}

static double words_height(const struct look *look)
{
    return ceil(look->cap_hint * 2.4);
}

double entry_height(const struct part *part)
{
    const struct entry *entry = &part->input->session->entry;
    if (entry->kind == ENTRY_NONE)
        return 0;
    return buttons_height(part->look) + (is_compact(entry) ? 0 : words_height(part->look));
}

double entry_list_width(const struct part *part)
{
    return floor(
        fmax(1, fmin(part->look->cap_label * 47, part->input->width - 2 * part->look->gap)));
}

struct rect entry_field(const struct part *part)
{
    const struct look *look = part->look;
    double left = buttons_left(part), right = part->input->width - look->gap * 1.5;
    double height = ceil(look->cap_readout * 2.9), line = buttons_height(look);
    double top = part->input->height - entry_height(part);
    if (is_compact(&part->input->session->entry))
        right = fmin(right, left + entry_list_width(part));
    return (struct rect){left, round(top + (line - height) / 2), fmax(1, right - left), height};
}

// How many functions there are.
static int function_count(const struct state *state)
{
    int n = 0;
    for (int i = 0; i < FUNCTION_MAX; i++)
        n += state_function(state, i) != NULL;
    return n;
}

// What stands at the right of the field for functions: how many there are, what Return does, and
// Shift; the last ones are left out where there is no room.
static void find_words(const struct part *part, double room, struct text *out)
{
    const struct entry *entry = &part->input->session->entry;
    const struct state *state = part->state;
    text_format(out, _("%d of %d"), entry->candidate_n, function_count(state));
    if (entry->chosen < 0)
        return;
    int at = state_shown_find(state, state_function_find(state, entry->candidates[entry->chosen]));
    bool hides = at >= 0 && !state->shown[at].hidden;
    const char *more[] = {hides ? _("Return hides") : _("Return shows"),
                          _("Shift+Return keeps the list open")};
    for (int i = 0; i < 2; i++) {
        size_t n = out->n;
        text_format(out, " · %s", more[i]);
        if (part_text_width(part, text_string(out), part->look->cap_hint, WEIGHT_REGULAR) > room)
            text_cut(out, n);
    }
}

// Draws a line that is right-aligned at `right`, cut to `room`; returns its width.
static double draw_right(const struct part *part, double right, double baseline, double room,
                         struct color ink, const char *words)
{
    char line[sizeof part->input->session->message + 8];
    double cap = part->look->cap_hint;
    part_fit_text(part, words, cap, WEIGHT_REGULAR, fmax(0, room), line, sizeof line);
    draw_text(part->list, right, baseline, cap, WEIGHT_REGULAR, TEXT_RIGHT, ink, line);
    return part_text_width(part, line, cap, WEIGHT_REGULAR);
}

// A mark under the place where a formula goes wrong; `x` is where the text from byte `from` begins.
static void draw_fault_mark(const struct part *part, const struct field *field, size_t from)
{
    const struct entry *entry = &part->input->session->entry;
    const struct look *look = part->look;
    double cap = field->cap;
    if (entry->fault_at < (int)from)
        return;
    size_t at = (size_t)entry->fault_at, end = utf8_next(entry->text, at);
    char before[ENTRY_MAX], wrong[ENTRY_MAX];
    snprintf(before, sizeof before, "%.*s", (int)(at - from), entry->text + from);
    snprintf(wrong, sizeof wrong, "%.*s", (int)(end - at), entry->text + at);
    double left = field->x + part_text_width(part, before, cap, WEIGHT_REGULAR);
    double width = fmax(part_text_width(part, wrong, cap, WEIGHT_REGULAR), cap * 0.6);
    double thick = fmax(2, round(look->focused * 0.7));
    draw_rect(part->list,
              (struct rect){round(left), round(field->baseline + cap * 0.45), round(width), thick},
              part->theme->fault);
}

// A ground under the text that typing replaces.
static void draw_selection(const struct part *part, const struct field *field, const char *line)
{
    struct color ground = part->theme->cursor;
    ground.a = 60;
    double cap = field->cap, width = part_text_width(part, line, cap, WEIGHT_REGULAR);
    draw_rect(part->list,
              (struct rect){round(field->x), round(field->baseline - cap * 1.35), round(width),
                            round(cap * 1.75)},
              ground);
}

// The text with its caret; of a line longer than the field, the part before the caret.
static void draw_typed(const struct part *part, const struct field *field)
{
    const struct entry *entry = &part->input->session->entry;
    double cap = field->cap, room = field->right - field->x;
    char before[ENTRY_MAX], line[ENTRY_MAX + 8];
    snprintf(before, sizeof before, "%.*s", (int)entry->caret, entry->text);
    size_t from = 0;
    while (before[from] != '\0' &&
           part_text_width(part, before + from, cap, WEIGHT_REGULAR) > room * 0.9)
        from = utf8_next(before, from);
    double caret = field->x + part_text_width(part, before + from, cap, WEIGHT_REGULAR);
    part_fit_text(part, entry->text + from, cap, WEIGHT_REGULAR, room, line, sizeof line);
    if (entry->selected)
        draw_selection(part, field, line);
    draw_text(part->list, field->x, field->baseline, cap, WEIGHT_REGULAR, TEXT_LEFT,
              part->theme->text, line);
    draw_fault_mark(part, field, from);
    draw_rect(part->list,
              (struct rect){round(caret), round(field->baseline - cap * 1.4),
                            fmax(1, part->look->axis), round(cap * 1.85)},
              part->theme->text);
}

static void draw_example(const struct part *part, const struct field *field)
{
    const struct entry *entry = &part->input->session->entry;
    const char *example = kinds[entry->kind].example;
    char line[128];
    if (entry->text[0] != '\0' || *example == '\0')
        return;
    part_fit_text(part, _(example), field->cap, WEIGHT_REGULAR, field->right - field->x, line,
                  sizeof line);
    draw_text(part->list, field->x + field->cap * 0.5, field->baseline, field->cap, WEIGHT_REGULAR,
              TEXT_LEFT, color_mix(part->theme->quiet, part->theme->background, 0.2), line);
}

// The line of words under the field: what is wrong, what the formula's parameters are, or else what
// keys do.
static void draw_words(const struct part *part, const struct field *field)
{
    const struct session *session = part->input->session;
    const struct look *look = part->look;
    bool says = session->message[0] != '\0';
    const char *help = kinds[session->entry.kind].help;
    const char *words = says ? session->message : *help != '\0' ? _(help) : "";
    double height = words_height(look), cap = look->cap_hint;
    double baseline = part->input->height - height / 2 + cap / 2 - look->gap * 0.4;
    struct color ink = session->message_is_fault && says ? part->theme->fault
                       : says                            ? part->theme->text
                                                         : part->theme->quiet;
    char line[sizeof session->message + 8];
    part_fit_text(part, words, cap, WEIGHT_REGULAR, field->rect.w - field->pad, line, sizeof line);
    draw_text(part->list, field->rect.x + field->pad, baseline, cap, WEIGHT_REGULAR, TEXT_LEFT, ink,
              line);
}

// The words within a field that has none under it. Returns their width.
static double draw_words_inside(const struct part *part, const struct field *field)
{
    const struct session *session = part->input->session;
    char room[160];
    struct text words = text_in(room, sizeof room);
    bool says = session->message[0] != '\0';
    double right = field->rect.x + field->rect.w - field->pad;
    double most = (right - field->x) * (says ? 0.75 : 0.65);
    find_words(part, most, &words);
    double width =
        draw_right(part, right, field->rect.y + field->rect.h / 2 + part->look->cap_hint / 2, most,
                   !says                       ? part->theme->quiet
                   : session->message_is_fault ? part->theme->fault
                                               : part->theme->text,
                   says ? session->message : text_string(&words));
    text_free(&words);
    return width;
}

static void draw_ground(const struct part *part, const struct field *field)
{
    const struct rect *r = &field->rect;
    double line = fmax(1, part->look->grid), radius = part->look->gap * 0.5;
    struct rect edge = {r->x - line, r->y - line, r->w + 2 * line, r->h + 2 * line};
    draw_round_rect(part->list, edge, radius + line, part->theme->axis);
    draw_round_rect(part->list, *r, radius, part->theme->background);
    struct zone *zone = zone_add(part, *r, -1, "", "");
    if (zone != NULL)
        zone->over = true;
}

// One of the words at the right end of the field that a mouse clicks; returns where it begins.
static double draw_button(const struct part *part, const struct field *field, double right,
                          const char *word, const char *command)
{
    double cap = part->look->cap_hint, pad = cap * 0.9, tall = ceil(cap * 2.5);
    double w = ceil(part_text_width(part, word, cap, WEIGHT_MEDIUM) + 2 * pad);
    struct rect r = {round(right - w), round(field->rect.y + (field->rect.h - tall) / 2), w, tall};
    double shade = zone_is_hovered(part, r, false) ? 0.18 : 0.07;
    draw_round_rect(part->list, r, cap * 0.5,
                    color_mix(part->theme->background, part->theme->text, shade));
    draw_text(part->list, r.x + w / 2, r.y + tall / 2 + cap / 2, cap, WEIGHT_MEDIUM, TEXT_CENTER,
              part->theme->text, word);
    struct zone *zone = zone_add(part, r, -1, command, "");
    if (zone != NULL)
        zone->over = true;
    return r.x;
}

// What Return and Escape do, for a mouse. The list of functions is left by a click beside it.
static void draw_buttons(const struct part *part, struct field *field)
{
    double gap = part->look->gap * 0.6, right = field->rect.x + field->rect.w - gap;
    if (field->rect.w < field->cap * 24)
        return;
    double x = draw_button(part, field, right, _("Cancel"), "edit cancel");
    x = draw_button(part, field, x - gap, _("OK"), "edit accept");
    field->right = x - gap;
}

void scene_entry(const struct part *part)
{
    const struct entry *entry = &part->input->session->entry;
    if (entry->kind == ENTRY_NONE)
        return;
    struct field field = {.rect = entry_field(part),
                          .cap = part->look->cap_readout,
                          .pad = part->look->cap_readout * 0.9};
    const char *prompt = _(kinds[entry->kind].prompt);
    field.baseline = field.rect.y + field.rect.h / 2 + field.cap / 2;
    field.x = field.rect.x + field.pad;
    draw_ground(part, &field);
    draw_text(part->list, field.x, field.baseline, field.cap, WEIGHT_BOLD, TEXT_LEFT,
              part->theme->quiet, prompt);
    field.x += part_text_width(part, prompt, field.cap, WEIGHT_BOLD) + part->look->gap;
    field.right = field.rect.x + field.rect.w - field.pad;
    if (is_compact(entry))
        field.right -= draw_words_inside(part, &field) + field.pad;
    else {
        draw_buttons(part, &field);
        draw_words(part, &field);
    }
    draw_typed(part, &field);
    draw_example(part, &field);
}

#include "scene/around/picker.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/command.h"
#include "scene/around/buttons.h"
#include "scene/around/entry.h"
#include "scene/curves/curve.h"
#include "scene/zone.h"

// In the curve cache the small curves have a panel of their own behind all others.
enum { SMALL_PANEL = PANELS_MAX * PANEL_CURVES };

// Heights of rows, in capitals of a name.
#define ROW_OF_FUNCTIONS 4.4
#define ROW_OF_TWO_LINES 3.9
#define ROW_OF_NAMES     3.0

// The list as it is laid out, in pixels.
struct list {
    struct rect rect;
    double row;         // height of a row
    double pad;         // around what stands in a row
    double cap, small;  // letters of names, and of what is said about them
    double curve;       // width of a small curve; 0: there is none
    int first, rows, n; // the rows in sight, of how many
};

// A row: what is written in it, and what a click does.
struct row {
    const struct activation *function; // or NULL
    int number, slot;                  // of the function; its place in state.shown, or -1
    bool shown;                        // it is drawn
    const char *name, *note;           // bold; behind it, quiet
    char about[200];                   // in the second line; behind the name in a list of names
    const char *key, *family;
};

static double row_height(enum entry_kind kind)
{
    return kind == ENTRY_FIND      ? ROW_OF_FUNCTIONS
           : kind == ENTRY_COMMAND ? ROW_OF_TWO_LINES
                                   : ROW_OF_NAMES;
}

// Lays the list out above the field: as many rows as there is room for, and of these as control
// scrolled them; the chosen one is among them.
static struct list lay_out(const struct part *part)
{
    const struct entry *entry = &part->input->session->entry;
    const struct look *look = part->look;
    struct rect field = entry_field(part);
    struct list list = {.cap = look->cap_label, .small = look->cap_hint, .n = entry->candidate_n};
    list.pad = list.cap * 0.6;
    list.row = round(list.cap * row_height(entry->kind));
    list.curve = entry->kind == ENTRY_FIND ? list.cap * 7 : 0;
    double room = field.y - look->gap * 2 - list.pad;
    int most = (int)fmax(1, floor(room / list.row));
    list.rows = list.n < ENTRY_ROWS ? list.n : ENTRY_ROWS;
    list.rows = list.rows < most ? list.rows : most;
    list.first = entry->first;
    if (entry->chosen >= list.first + list.rows)
        list.first = entry->chosen - list.rows + 1;
    bool names = row_height(entry->kind) == ROW_OF_NAMES;
    list.rect.w = fmin(names ? list.cap * 38 : entry_list_width(part), field.w);
    list.rect.h = list.row * list.rows + list.pad;
    list.rect.x = field.x;
    list.rect.y = round(field.y - list.rect.h);
    return list;
}

// --- what a row says ---

static void about_function(const struct part *part, struct row *row, const char *id)
{
    row->number = state_function_find(part->state, id);
    row->function = row->number >= 0 ? state_function(part->state, row->number) : NULL;
    if (row->function == NULL)
        return;
    row->slot = state_shown_find(part->state, row->number);
    row->shown = row->slot >= 0 && !part->state->shown[row->slot].hidden;
    struct text formula = {0};
    activation_formula(row->function, ORDER_F, &formula);
    text_copy(row->about, sizeof row->about, text_string(&formula));
    text_free(&formula);
}

// The key of a command of two words; the second may be "".
static const char *key_of(const struct part *part, const char *first, const char *second)
{
    char command[MENU_COMMAND_MAX];
    snprintf(command, sizeof command, "%s%s%s", first, *second != '\0' ? " " : "", second);
    const char *key = keymap_key_of(&part->input->session->keymap, command);
    return key != NULL ? key_plain(key) : "";
}

static void about_command(const struct part *part, struct row *row, const struct entry *entry,
                          int i)
{
    const struct command_row *form = command_row(entry->candidate_form[i]);
    bool is_name = strcmp(form->name, entry->candidates[i]) == 0;
    text_copy(row->about, sizeof row->about, _(form->help));
    row->note = is_name ? form->arguments : "";
    row->key = key_of(part, row->name, "");
    if (*row->key == '\0')
        row->key = key_of(part, row->name, "toggle");
}

// Row number i of the entry's candidates.
static struct row read_row(const struct part *part, int i)
{
    const struct entry *entry = &part->input->session->entry;
    struct row row = {.name = entry->candidates[i],
                      .note = "",
                      .key = "",
                      .family = "",
                      .number = -1,
                      .slot = -1};
    if (entry->kind == ENTRY_FIND || entry->kind == ENTRY_FORMULA)
        about_function(part, &row, row.name);
    if (entry->kind == ENTRY_FIND && row.function != NULL) {
        row.name = activation_name(row.function);
        row.family = _(row.function->family);
        row.key = key_of(part, "toggle", row.function->id);
    }
    if (entry->kind == ENTRY_COMMAND)
        about_command(part, &row, entry, i);
    return row;
}

// --- the small curve ---

// The range of y that a small curve shows: that of its values, but no more than ±6, and always 0.
static struct axis small_y(const struct activation *a, const double *parameters,
                           const struct axis *x)
{
    enum { PLACES = 41 };
    double at[PLACES], value[PLACES], low = 0, high = 0;
    for (int i = 0; i < PLACES; i++)
        at[i] = x->low + (x->high - x->low) * i / (PLACES - 1);
    activation_eval(a, parameters, at, PLACES, value, NULL, NULL);
    for (int i = 0; i < PLACES; i++) {
        if (!isfinite(value[i]))
            continue;
        low = fmax(fmin(low, value[i]), -6);
        high = fmin(fmax(high, value[i]), 6);
    }
    double edge = high > low ? (high - low) * 0.06 : 1;
    return (struct axis){.low = low - edge, .high = high + edge};
}

// The colour in which the picture draws the function, or would if it were alone.
static struct color small_color(const struct part *part, const struct row *row)
{
    return row->shown ? part_color(part, row->slot)
                      : part->theme->curves[(row->number + THEME_CURVES - 1) % THEME_CURVES];
}

static void draw_small_curve(const struct part *part, const struct row *row, struct rect box)
{
    const double *parameters = part->state->parameters[row->number];
    struct panel panel = {.plot = box};
    double map[4];
    panel.x = (struct axis){.low = row->function->home_low, .high = row->function->home_high};
    panel.y = small_y(row->function, parameters, &panel.x);
    const struct sample_request request = {
        .activation = row->function,
        .parameters = parameters,
        .x = panel.x,
        .y = panel.y,
        .width = box.w,
        .height = box.h,
    };
    const struct curve *curve = curve_cache_get(part->input->cache, SMALL_PANEL, &request);
    panel_curve_map(&panel, curve, map);
    struct stroke stroke = {.width = part->look->curve * (row->shown ? 0.95 : 0.7),
                            .color = small_color(part, row)};
    double zero = round(panel_py(&panel, 0));
    draw_rect(part->list, (struct rect){box.x, zero, box.w, fmax(1, part->look->grid)},
              part->theme->grid);
    draw_clip(part->list, box);
    draw_curve(part->list, curve, map[0], map[1], map[2], map[3], &stroke);
    draw_clip(part->list, (struct rect){0});
}

// --- rows ---

// A key as on a cap of a keyboard, right-aligned; returns where it begins.
static double draw_key(const struct part *part, const struct list *list, const char *key,
                       double right, double baseline)
{
    double cap = list->small, w = part_text_width(part, key, cap, WEIGHT_BOLD);
    struct rect r = {0, round(baseline - cap * 1.55), fmax(ceil(w + cap * 1.6), cap * 2.6),
                     round(cap * 2.1)};
    r.x = round(right - r.w);
    draw_round_rect(part->list, r, cap * 0.5,
                    color_mix(part->theme->background, part->theme->text, 0.17));
    draw_text(part->list, r.x + r.w / 2, baseline, cap, WEIGHT_BOLD, TEXT_CENTER, part->theme->text,
              key);
    return r.x - cap;
}

// Draws a text between x and right, cut where it does not fit; returns where it ends.
static double draw_words(const struct part *part, double x, double right, double baseline,
                         double cap, enum text_weight weight, struct color ink, const char *words)
{
    char line[256];
    if (*words == '\0')
        return x;
    part_fit_text(part, words, cap, weight, fmax(0, right - x), line, sizeof line);
    draw_text(part->list, x, baseline, cap, weight, TEXT_LEFT, ink, line);
    return x + part_text_width(part, line, cap, weight);
}

// What stands at the right of a row: the key, and whether it is shown; returns where that begins.
static double draw_right(const struct part *part, const struct list *list, const struct row *row,
                         double right, double baseline)
{
    double x = right;
    // Keys stand under each other, and so do the words before them.
    if (*row->key != '\0')
        draw_key(part, list, row->key, x, baseline);
    if (list->curve > 0)
        x -= list->small * 3.8;
    else if (*row->key != '\0')
        x -= part_text_width(part, row->key, list->small, WEIGHT_BOLD) + list->small * 3;
    if (!row->shown || list->curve == 0)
        return x;
    const char *shown = _("shown");
    draw_text(part->list, x, baseline, list->small, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
              shown);
    return x - part_text_width(part, shown, list->small, WEIGHT_REGULAR) - list->small;
}

// A row of two lines: the name with what stands at the right, and what there is to say about it.
static void draw_two_lines(const struct part *part, const struct list *list, const struct row *row,
                           struct rect r)
{
    const struct theme *theme = part->theme;
    double middle = r.y + r.h / 2, x = r.x + list->pad, right = r.x + r.w - list->pad;
    double upper = round(middle - list->cap * 0.3), lower = round(middle + list->cap * 1.35);
    if (list->curve > 0) {
        struct rect box = {round(x), round(r.y + r.h * 0.14), round(list->curve),
                           round(r.h * 0.72)};
        if (row->function != NULL)
            draw_small_curve(part, row, box);
        x += list->curve + list->pad * 2;
    }
    double end = draw_right(part, list, row, right, upper);
    x = round(x);
    double name = draw_words(part, x, end, upper, list->cap, WEIGHT_BOLD, theme->text, row->name);
    draw_words(part, name + list->cap * 0.7, end, upper, list->small, WEIGHT_REGULAR, theme->quiet,
               row->note);
    double family = part_text_width(part, row->family, list->small, WEIGHT_REGULAR);
    bool room = family > 0 && right - x > family * 2.5;
    if (room)
        draw_text(part->list, right, lower, list->small, WEIGHT_REGULAR, TEXT_RIGHT, theme->quiet,
                  row->family);
    draw_words(part, x, room ? right - family - list->cap * 1.5 : right, lower, list->small,
               WEIGHT_REGULAR, theme->quiet, row->about);
}

static void draw_one_line(const struct part *part, const struct list *list, const struct row *row,
                          struct rect r)
{
    double baseline = round(r.y + r.h / 2 + list->cap / 2), right = r.x + r.w - list->pad;
    double x = draw_words(part, r.x + list->pad, right, baseline, list->cap, WEIGHT_BOLD,
                          part->theme->text, row->name);
    x = fmax(x + list->cap * 1.5, r.x + list->pad + list->cap * 14);
    draw_words(part, x, right, baseline, list->small, WEIGHT_REGULAR, part->theme->quiet,
               row->about);
}

static void add_zone(const struct part *part, const struct row *row, int i, struct rect r)
{
    const struct session *session = part->input->session;
    char click[ZONE_COMMAND_MAX], stays[ZONE_COMMAND_MAX] = "";
    if (session->entry.kind == ENTRY_FIND) {
        find_command(part->state, session->entry.candidates[i], stays, sizeof stays);
        snprintf(click, sizeof click, "%.80s; edit cancel", stays);
    } else {
        snprintf(click, sizeof click, "edit row %d", i + 1);
    }
    struct zone *zone = zone_add(part, r, row->shown ? row->number : -1, click, "");
    if (zone == NULL)
        return;
    zone->over = true;
    text_copy(zone->shift_click, sizeof zone->shift_click, stays);
}

static void draw_row(const struct part *part, const struct list *list, int at)
{
    const struct entry *entry = &part->input->session->entry;
    int i = list->first + at;
    struct rect r = {list->rect.x + list->pad / 2, list->rect.y + list->pad / 2 + list->row * at,
                     list->rect.w - list->pad, list->row};
    struct row row = read_row(part, i);
    if (i == entry->chosen || zone_is_hovered(part, r, false))
        draw_round_rect(part->list, r, list->cap * 0.5,
                        color_mix(part->theme->background, part->theme->text,
                                  i == entry->chosen ? 0.11 : 0.06));
    if (row_height(entry->kind) > ROW_OF_NAMES)
        draw_two_lines(part, list, &row, r);
    else
        draw_one_line(part, list, &row, r);
    add_zone(part, &row, i, r);
}

// A bar at the right edge says which part of the rows is in sight.
static void draw_bar(const struct part *part, const struct list *list)
{
    double w = fmax(2, round(list->cap * 0.22)), h = list->rect.h - list->pad;
    if (list->rows >= list->n)
        return;
    struct rect bar = {list->rect.x + list->rect.w - w - 1,
                       round(list->rect.y + list->pad / 2 + h * list->first / list->n), w,
                       fmax(w * 3, round(h * list->rows / list->n))};
    draw_round_rect(part->list, bar, w / 2, part->theme->axis);
}

// What there is to say where nothing fits: what else may be meant.
static void draw_nothing(const struct part *part, struct list *list)
{
    const struct entry *entry = &part->input->session->entry;
    struct fault fault = {0};
    activation_unknown(entry->text, &fault);
    double h = round(list->cap * ROW_OF_NAMES);
    list->rect.y -= h;
    list->rect.h += h;
    menu_ground(part, &list->rect);
    draw_words(part, list->rect.x + list->pad * 1.5, list->rect.x + list->rect.w - list->pad,
               list->rect.y + list->rect.h / 2 + list->small / 2, list->small, WEIGHT_REGULAR,
               part->theme->text, fault.text);
}

void scene_picker(const struct part *part)
{
    const struct entry *entry = &part->input->session->entry;
    if (entry->kind == ENTRY_NONE)
        return;
    struct list list = lay_out(part);
    if (list.rect.w < list.cap * 8)
        return; // a picture like a stamp
    if (entry->candidate_n == 0) {
        if (entry->kind == ENTRY_FIND)
            draw_nothing(part, &list);
        return;
    }
    menu_ground(part, &list.rect);
    struct zone *zone = zone_add(part, list.rect, -1, "", "");
    if (zone != NULL)
        zone->over = true;
    for (int i = 0; i < list.rows; i++)
        draw_row(part, &list, i);
    draw_bar(part, &list);
}

#include "scene/around/help.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "control/command.h"
#include "scene/line_breaks.h"

enum { ENTRIES_MAX = KEYMAP_MAX + 160, USAGE_MOST = 64 };

// One line of the help: a heading (left empty), or a key or command with its explanation.
struct help_line {
    const char *left, *right;
    bool heading;
    char own[120]; // where `left` needs a text of its own
};

struct help_lines {
    int n;
    struct help_line items[ENTRIES_MAX];
};

static const struct {
    const char *left, *right;
} mouse_lines[] = {
    {N_("move"), N_("Read the values")},
    {N_("drag"), N_("Pan; on an axis only that axis")},
    {N_("wheel"), N_("Zoom; on an axis only that axis")},
    {N_("Ctrl+wheel"), N_("Zoom finely")},
    {N_("double click"), N_("Fit; on the x axis home")},
    {N_("right click"), N_("A menu of what is there")},
    {N_("right drag, Ctrl+drag"), N_("Zoom to a box")},
    {N_("Shift+right drag"), N_("Box of full height")},
    {N_("Alt+right drag"), N_("Box of full width")},
    {N_("click a name"), N_("Hide; double click only it")},
};

static void add_line(struct help_lines *lines, const char *left, const char *right, bool heading)
{
    if (lines->n < ENTRIES_MAX)
        lines->items[lines->n++] =
            (struct help_line){.left = left, .right = right, .heading = heading};
}

static const char *binding_help(const struct binding *b)
{
    return b->help[0] != '\0' ? _(b->help) : b->command;
}

// Bindings of the same group and meaning share a line: "h r Home   Home view".
static void add_binding(struct help_lines *lines, const struct keymap *keymap,
                        const struct binding *b)
{
    char key[2 * KEY_MAX];
    keymap_shown(keymap, b->key, key, sizeof key);
    struct help_line *last = lines->n > 0 ? &lines->items[lines->n - 1] : NULL;
    if (last != NULL && !last->heading && strcmp(last->right, binding_help(b)) == 0) {
        size_t n = strlen(last->own);
        snprintf(last->own + n, sizeof last->own - n, "  %s", key);
        return;
    }
    add_line(lines, NULL, binding_help(b), false);
    text_copy(lines->items[lines->n - 1].own, sizeof lines->items[0].own, key);
}

// Which bindings are meant: all, or those for lectures and tours, or the others.
enum which { ALL, OF_LECTURES, OTHERS };

static bool is_wanted(const struct binding *b, enum which which)
{
    bool lecture = strcmp(b->group, "Lecture") == 0 || strcmp(b->group, "Tour") == 0;
    return which == ALL || (which == OF_LECTURES) == lecture;
}

// Whether the keyboard cannot press a key, but has another one for the same command.
static bool is_replaced(const struct keymap *keymap, const struct binding *b)
{
    return keymap_reach(keymap, b->key, NULL) != REACH_YES &&
           keymap_reach(keymap, keymap_key_of(keymap, b->command), NULL) == REACH_YES;
}

static void add_bindings(struct help_lines *lines, const struct keymap *keymap, enum which which)
{
    const char *group = "";
    for (int i = 0; i < keymap->n; i++) {
        const struct binding *b = &keymap->bindings[i];
        if (!is_wanted(b, which) || is_replaced(keymap, b))
            continue;
        if (strcmp(group, b->group) != 0)
            add_line(lines, _(b->group), "", true);
        group = b->group;
        add_binding(lines, keymap, b);
    }
}

static void add_mouse(struct help_lines *lines)
{
    add_line(lines, _("Mouse"), "", true);
    for (size_t i = 0; i < sizeof mouse_lines / sizeof mouse_lines[0]; i++)
        add_line(lines, _(mouse_lines[i].left), _(mouse_lines[i].right), false);
}

static void add_commands(struct help_lines *lines)
{
    add_line(lines, _("Type them after :"), "", true);
    for (int i = 0; command_row(i) != NULL; i++) {
        const struct command_row *row = command_row(i);
        add_line(lines, NULL, _(row->help), false);
        struct help_line *line = &lines->items[lines->n - 1];
        snprintf(line->own, sizeof line->own, "%s %s", row->name, row->arguments);
        size_t cut = utf8_count(line->own, strlen(line->own)) > USAGE_MOST ? USAGE_MOST : 0;
        if (cut > 0)
            memcpy(line->own + cut, "…", sizeof "…"); // `actscope commands` has it whole
    }
}

static const char *line_left(const struct help_line *line)
{
    return line->left != NULL ? line->left : line->own;
}

struct columns {
    int count, rows;   // of one page
    int tall;          // rows of an entry: its explanation stands behind it, or (2) under it
    double width;      // of a column
    double left_width; // of keys within it
    double top, row_height, x0;
    const struct part *wrap; // not NULL in a lecture: explanations are broken into lines
    double cap;
};

static double entry_width(const void *user, const char *string)
{
    const struct columns *c = user;
    return part_text_width(c->wrap, string, c->cap, WEIGHT_REGULAR);
}

// Keys wider than their place have a row of their own.
static bool key_is_wide(const struct columns *c, const struct help_line *entry)
{
    return part_text_width(c->wrap, line_left(entry), c->cap, WEIGHT_BOLD) >
           c->left_width - c->wrap->look->gap * 0.5;
}

// The explanation in the lines that its place needs; without any if it cannot be broken.
static void break_right(const struct columns *c, const struct help_line *entry,
                        struct lines *broken)
{
    double room = c->width - c->left_width - c->wrap->look->gap * 2;
    lines_break(entry->right, room, entry_width, c, broken);
}

static int entry_rows(const struct columns *c, const struct help_line *entry)
{
    if (entry->heading)
        return 1;
    if (c->wrap == NULL)
        return c->tall;
    struct lines broken;
    break_right(c, entry, &broken);
    return (broken.n > 1 ? broken.n : 1) + key_is_wide(c, entry);
}

// How many rows fit below the title and above the last line.
static int rows_that_fit(const struct part *part, const struct columns *c, double cap, double below)
{
    return (int)fmax(3, floor((part->input->height - c->top - cap * below) / c->row_height));
}

// The columns in a lecture: two where the window is wide enough for letters of that size.
static struct columns columns_of_lecture(const struct part *part, double cap)
{
    const struct look *look = part->look;
    double most = part->input->width - look->gap * 6;
    struct columns c = {
        .tall = 1,
        .row_height = cap * 1.85,
        .top = look->gap * 2.5 + look->cap_title * 1.9,
        .wrap = part,
        .cap = cap,
        .x0 = look->gap * 3,
    };
    c.count = most > cap * 44 ? 2 : 1;
    c.width = most / c.count;
    c.left_width =
        fmin(c.width * 0.42, part_text_width(part, "Ctrl+Shift+m", cap, WEIGHT_BOLD) + look->gap);
    c.rows = rows_that_fit(part, &c, cap, 3.6);
    return c;
}

// Keys stand in columns; commands, whose usage is long, below each other in one. Where an entry is
// too wide for its line it takes two: letters keep their size, there are more pages.
static struct columns columns_for(const struct part *part, const struct help_lines *lines,
                                  double cap)
{
    if (part->state->lecture.on)
        return columns_of_lecture(part, cap);
    const struct look *look = part->look;
    double left = 0, right = 0;
    for (int i = 0; i < lines->n; i++) {
        if (lines->items[i].heading)
            continue;
        left = fmax(left, part_text_width(part, line_left(&lines->items[i]), cap, WEIGHT_BOLD));
        right = fmax(right, part_text_width(part, lines->items[i].right, cap, WEIGHT_REGULAR));
    }
    double most = part->input->width - look->gap * 6;
    struct columns c = {
        .left_width = left + look->gap * 1.5,
        .row_height = cap * 1.95,
        .top = look->gap * 3 + look->cap_title * 2,
    };
    c.tall = c.left_width + right + look->gap * 2.5 > most ? 2 : 1;
    if (c.tall == 2) {
        c.left_width = look->gap * 2;
        c.width = fmax(left, c.left_width + right) + look->gap * 2.5;
    } else
        c.width = c.left_width + right + look->gap * 2.5;
    c.count = (int)fmax(1, floor(most / c.width));
    c.rows = rows_that_fit(part, &c, cap, 4.5);
    c.x0 = fmax(look->gap * 3, (part->input->width - c.count * c.width) / 2);
    return c;
}

// Places line i: which page, column and row. A group that fits a column is not torn apart.
struct help_place {
    int page, column, row;
};

// How many rows must still fit in this column for line i to go there.
static int rows_wanted(const struct columns *c, const struct help_lines *lines, int i)
{
    if (!lines->items[i].heading)
        return entry_rows(c, &lines->items[i]);
    int rows = 1, first = i + 1 < lines->n ? entry_rows(c, &lines->items[i + 1]) : 0;
    for (int k = i + 1; k < lines->n && !lines->items[k].heading; k++)
        rows += entry_rows(c, &lines->items[k]);
    return rows <= c->rows ? rows : 1 + first + 2; // not one line alone at the foot
}

static void place_next(const struct columns *c, const struct help_lines *lines, int i,
                       struct help_place *place)
{
    if (lines->items[i].heading && place->row > 0)
        place->row++; // a gap above it
    if (place->row > 0 && place->row + rows_wanted(c, lines, i) > c->rows) {
        place->row = 0;
        place->column++;
    }
    if (place->column >= c->count) {
        place->column = 0;
        place->page++;
    }
}

// Text of a line, cut where the column ends: `actscope commands` has all of it.
static void draw_fitted(const struct part *part, double x, double y, double width, double cap,
                        enum text_weight weight, struct color color, const char *text)
{
    char fitted[240];
    part_fit_text(part, text, cap, weight, width, fitted, sizeof fitted);
    draw_text(part->list, x, y, cap, weight, TEXT_LEFT, color, fitted);
}

static void draw_wrapped(const struct columns *c, const struct help_line *entry, double x, double y)
{
    const struct part *part = c->wrap;
    struct lines broken;
    break_right(c, entry, &broken);
    draw_fitted(part, x, y, c->width, c->cap, WEIGHT_BOLD, part->theme->text, line_left(entry));
    y += key_is_wide(c, entry) ? c->row_height : 0;
    for (int i = 0; i < broken.n; i++)
        draw_text(part->list, x + c->left_width, y + i * c->row_height, c->cap, WEIGHT_REGULAR,
                  TEXT_LEFT, part->theme->quiet, broken.text[i]);
    if (broken.n == 0)
        draw_fitted(part, x + c->left_width, y, c->width - c->left_width, c->cap, WEIGHT_REGULAR,
                    part->theme->quiet, entry->right);
}

static void draw_help_line(const struct part *part, const struct columns *c,
                           const struct help_line *line, const struct help_place *place, double cap)
{
    double x = c->x0 + place->column * c->width;
    double y = c->top + place->row * c->row_height + cap;
    if (line->heading) {
        draw_text(part->list, x, y, cap * 1.1, WEIGHT_BOLD, TEXT_LEFT,
                  color_ink(part->theme->curves[0], part->theme), line->left);
        return;
    }
    if (c->wrap != NULL) {
        draw_wrapped(c, line, x, y);
        return;
    }
    double room = c->width - part->look->gap * 0.5;
    draw_fitted(part, x, y, c->tall == 2 ? room : c->left_width, cap, WEIGHT_BOLD,
                part->theme->text, line_left(line));
    if (c->tall == 2)
        y += c->row_height;
    draw_fitted(part, x + c->left_width, y, room - c->left_width, cap, WEIGHT_REGULAR,
                part->theme->quiet, line->right);
}

// Draws the lines that fall on page `wanted` (counted from `first`); returns the page after the
// last.
static int draw_pages(const struct part *part, const struct help_lines *lines, int first,
                      int wanted, double cap)
{
    struct columns c = columns_for(part, lines, cap);
    struct help_place place = {.page = first};
    for (int i = 0; i < lines->n; i++) {
        place_next(&c, lines, i, &place);
        if (place.page == wanted)
            draw_help_line(part, &c, &lines->items[i], &place, cap);
        place.row += entry_rows(&c, &lines->items[i]);
    }
    return place.page + 1;
}

// The size at which at least one column fits: in a small window smaller than elsewhere. In a
// lecture letters do not shrink.
static double help_cap(const struct part *part, const struct help_lines *lines)
{
    double cap = part->look->cap_hint, least = 5 * part->input->pixel_ratio;
    if (part->state->lecture.on)
        return cap;
    struct columns c = columns_for(part, lines, cap);
    double room = part->input->width - part->look->gap * 6;
    return c.width > room ? fmax(least, cap * room / c.width) : cap;
}

void scene_help(const struct part *part)
{
    const struct look *look = part->look;
    struct help_lines *keys = memory_new(1, sizeof *keys),
                      *commands = memory_new(1, sizeof *commands);
    bool lecture = part->state->lecture.on;
    add_bindings(keys, &part->input->session->keymap, lecture ? OF_LECTURES : ALL);
    if (lecture)
        add_bindings(keys, &part->input->session->keymap, OTHERS);
    add_mouse(keys);
    if (!lecture) // nobody reads those from a wall; the entry line completes them
        add_commands(commands);

    draw_rect(part->list, (struct rect){0, 0, part->input->width, part->input->height},
              part->theme->background);
    double key_cap = help_cap(part, keys), command_cap = help_cap(part, commands);
    // Counting pages first (page -1 draws nothing) brings a page past the end back.
    int key_pages = draw_pages(part, keys, 0, -1, key_cap);
    int pages = lecture ? key_pages : draw_pages(part, commands, key_pages, -1, command_cap);
    int page = part->input->session->help_page % pages;
    const struct help_lines *shown = page < key_pages ? keys : commands;
    double cap = page < key_pages ? key_cap : command_cap;
    draw_pages(part, shown, page < key_pages ? 0 : key_pages, page, cap);
    part->scene->help_pages = pages;

    char title[96];
    snprintf(title, sizeof title, "%s   %d/%d", shown == keys ? _("Keys") : _("Commands"), page + 1,
             pages);
    double x = columns_for(part, shown, cap).x0, y = look->gap * 2 + look->cap_title;
    double title_cap = part->input->width < 500 ? look->cap_label : look->cap_title;
    draw_text(part->list, x, y, title_cap, WEIGHT_BOLD, TEXT_LEFT, part->theme->text, title);
    draw_text(part->list, x, part->input->height - look->gap * 1.4, cap, WEIGHT_REGULAR, TEXT_LEFT,
              part->theme->quiet,
              part->input->width < 500 ? _("PageDown: next page")
                                       : _("PageDown and PageUp turn the page, Escape closes"));
    free(keys);
    free(commands);
}

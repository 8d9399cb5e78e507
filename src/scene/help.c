// The help overlay: drawn from the tables that dispatch keys and commands, so it cannot go stale.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/command.h"
#include "scene/parts.h"

enum { LINES_MAX = KEYMAP_MAX + 160, USAGE_MOST = 64 };

// One line of the help: a heading (left empty), or a key or command with its explanation.
struct line {
    const char *left, *right;
    bool heading;
    char own[120]; // where `left` needs a text of its own
};

struct lines {
    int n;
    struct line items[LINES_MAX];
};

static const struct {
    const char *left, *right;
} mouse_lines[] = {
    {N_("move"), N_("Read the values")},
    {N_("drag"), N_("Pan; on an axis only that axis")},
    {N_("wheel"), N_("Zoom; on an axis only that axis")},
    {N_("Ctrl+wheel"), N_("Zoom finely")},
    {N_("double click"), N_("Fit; on the x axis home")},
    {N_("right drag"), N_("Zoom to a box")},
    {N_("Shift+right drag"), N_("Box of full height")},
    {N_("Alt+right drag"), N_("Box of full width")},
    {N_("click a name"), N_("Hide; double click only it")},
};

static void add_line(struct lines *lines, const char *left, const char *right, bool heading)
{
    if (lines->n < LINES_MAX)
        lines->items[lines->n++] = (struct line){.left = left, .right = right, .heading = heading};
}

static const char *binding_help(const struct binding *b)
{
    return b->help[0] != '\0' ? _(b->help) : b->command;
}

// Bindings of the same group and meaning share a line: "h r Home   Home view".
static void add_bindings(struct lines *lines, const struct keymap *keymap)
{
    const char *group = "";
    for (int i = 0; i < keymap->n; i++) {
        const struct binding *b = &keymap->bindings[i];
        if (strcmp(group, b->group) != 0)
            add_line(lines, _(b->group), "", true);
        group = b->group;
        struct line *last = lines->n > 0 ? &lines->items[lines->n - 1] : NULL;
        if (last != NULL && !last->heading && strcmp(last->right, binding_help(b)) == 0) {
            size_t n = strlen(last->own);
            snprintf(last->own + n, sizeof last->own - n, "  %s", key_plain(b->key));
            continue;
        }
        add_line(lines, NULL, binding_help(b), false);
        text_copy(lines->items[lines->n - 1].own, sizeof lines->items[0].own, key_plain(b->key));
    }
}

static void add_mouse(struct lines *lines)
{
    add_line(lines, _("Mouse"), "", true);
    for (size_t i = 0; i < sizeof mouse_lines / sizeof mouse_lines[0]; i++)
        add_line(lines, _(mouse_lines[i].left), _(mouse_lines[i].right), false);
}

static void add_commands(struct lines *lines)
{
    add_line(lines, _("Type them after :"), "", true);
    for (int i = 0; command_row(i) != NULL; i++) {
        const struct command_row *row = command_row(i);
        add_line(lines, NULL, _(row->help), false);
        struct line *line = &lines->items[lines->n - 1];
        snprintf(line->own, sizeof line->own, "%s %s", row->name, row->arguments);
        size_t cut = utf8_count(line->own, strlen(line->own)) > USAGE_MOST ? USAGE_MOST : 0;
        if (cut > 0)
            memcpy(line->own + cut, "…", sizeof "…"); // `actscope commands` has it whole
    }
}

static const char *line_left(const struct line *line)
{
    return line->left != NULL ? line->left : line->own;
}

struct columns {
    int count, rows;   // of one page
    int tall;          // rows of an entry: its explanation stands behind it, or (2) under it
    double width;      // of a column
    double left_width; // of keys within it
    double top, row_height, x0;
};

// Keys stand in columns; commands, whose usage is long, below each other in one. Where an entry is
// too wide for its line it takes two: letters keep their size, there are more pages.
static struct columns columns_for(const struct part *part, const struct lines *lines, double cap)
{
    const struct look *look = &part->scene->look;
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
        c.width = part->state->lecture.on ? fmin(c.width, most) : c.width;
    } else
        c.width = c.left_width + right + look->gap * 2.5;
    c.count = (int)fmax(1, floor(most / c.width));
    c.rows = (int)fmax(3, floor((part->input->height - c.top - cap * 4.5) / c.row_height));
    c.x0 = fmax(look->gap * 3, (part->input->width - c.count * c.width) / 2);
    return c;
}

// Places line i: which page, column and row. A group that fits a column is not torn apart.
struct place {
    int page, column, row;
};

// How many rows must still fit in this column for line i to go there.
static int rows_wanted(const struct columns *c, const struct lines *lines, int i)
{
    if (!lines->items[i].heading)
        return c->tall;
    int n = 0;
    while (i + n + 1 < lines->n && !lines->items[i + n + 1].heading)
        n++;
    return 1 + n * c->tall <= c->rows ? 1 + n * c->tall : 1 + c->tall;
}

static void place_next(const struct columns *c, const struct lines *lines, int i,
                       struct place *place)
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

static void draw_help_line(const struct part *part, const struct columns *c,
                           const struct line *line, const struct place *place, double cap)
{
    double x = c->x0 + place->column * c->width;
    double y = c->top + place->row * c->row_height + cap;
    if (line->heading) {
        draw_text(part->list, x, y, cap * 1.1, WEIGHT_BOLD, TEXT_LEFT,
                  color_ink(part->theme->curves[0], part->theme), line->left);
        return;
    }
    double room = c->width - part->scene->look.gap * 0.5;
    draw_fitted(part, x, y, c->tall == 2 ? room : c->left_width, cap, WEIGHT_BOLD,
                part->theme->text, line_left(line));
    if (c->tall == 2)
        y += c->row_height;
    draw_fitted(part, x + c->left_width, y, room - c->left_width, cap, WEIGHT_REGULAR,
                part->theme->quiet, line->right);
}

// Draws the lines that fall on page `wanted` (counted from `first`); returns the page after the
// last.
static int draw_pages(const struct part *part, const struct lines *lines, int first, int wanted,
                      double cap)
{
    struct columns c = columns_for(part, lines, cap);
    struct place place = {.page = first};
    for (int i = 0; i < lines->n; i++) {
        place_next(&c, lines, i, &place);
        if (place.page == wanted)
            draw_help_line(part, &c, &lines->items[i], &place, cap);
        place.row += lines->items[i].heading ? 1 : c.tall;
    }
    return place.page + 1;
}

// The size at which at least one column fits: in a small window smaller than elsewhere. In a
// lecture letters do not shrink.
static double help_cap(const struct part *part, const struct lines *lines)
{
    double cap = part->scene->look.cap_hint, least = 5 * part->input->pixel_ratio;
    struct columns c = columns_for(part, lines, cap);
    double room = part->input->width - part->scene->look.gap * 6;
    return c.width > room ? fmax(least, cap * room / c.width) : cap;
}

void scene_help(const struct part *part)
{
    const struct look *look = &part->scene->look;
    struct lines *keys = calloc(1, sizeof *keys), *commands = calloc(1, sizeof *commands);
    if (keys == NULL || commands == NULL)
        abort();
    add_bindings(keys, &part->input->session->keymap);
    add_mouse(keys);
    add_commands(commands);

    draw_rect(part->list, (struct rect){0, 0, part->input->width, part->input->height},
              part->theme->background);
    double key_cap = help_cap(part, keys), command_cap = help_cap(part, commands);
    // Counting pages first (page -1 draws nothing) brings a page past the end back.
    int key_pages = draw_pages(part, keys, 0, -1, key_cap);
    int pages = draw_pages(part, commands, key_pages, -1, command_cap);
    int page = part->input->session->help_page % pages;
    const struct lines *shown = page < key_pages ? keys : commands;
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

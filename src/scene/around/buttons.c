#include "scene/around/buttons.h"

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/zone.h"

#define MENU_MARK " ▾"

double buttons_height(const struct look *look)
{
    return ceil(look->cap_hint * 4.2);
}

// Sizes of the line, in pixels.
struct sizes {
    double cap, pad; // of letters; to either side of them
    double between;  // two buttons
    double group;    // two groups of them, more than that
    double h, y;
};

static struct sizes sizes_of(const struct part *part, double top)
{
    const struct look *look = part->look;
    double h = ceil(look->cap_hint * 2.9);
    return (struct sizes){.cap = look->cap_hint,
                          .pad = look->cap_hint * 0.9,
                          .between = look->cap_hint * 0.5,
                          .group = look->cap_hint * 1.1,
                          .h = h,
                          .y = round(top + (buttons_height(look) - h) / 2)};
}

static void button_words(const struct menu_item *item, char *out, size_t size)
{
    char room[MENU_LABEL_MAX + 8];
    struct text words = text_in(room, sizeof room);
    text_format(&words, "%s%s", item->label, item->is_menu ? MENU_MARK : "");
    text_copy(out, size, text_string(&words));
    text_free(&words);
}

static double button_width(const struct part *part, const struct sizes *sizes,
                           const struct menu_item *item)
{
    char words[MENU_LABEL_MAX + 8];
    if (item->command[0] == '\0')
        return sizes->group;
    button_words(item, words, sizeof words);
    return ceil(part_text_width(part, words, sizes->cap, WEIGHT_MEDIUM) + 2 * sizes->pad) +
           sizes->between;
}

// The ground under what can be clicked, by what it is at the moment.
static struct color ground_of(const struct part *part, struct rect rect, bool on)
{
    const struct theme *theme = part->theme;
    if (on)
        return theme->text;
    struct color still = color_mix(theme->background, theme->text, 0.06);
    return zone_is_hovered(part, rect, false) ? color_mix(theme->background, theme->text, 0.16)
                                              : still;
}

static void draw_button(const struct part *part, const struct sizes *sizes,
                        const struct menu_item *item, double x)
{
    char words[MENU_LABEL_MAX + 8];
    button_words(item, words, sizeof words);
    const struct rect rect = {x, sizes->y, button_width(part, sizes, item) - sizes->between,
                              sizes->h};
    struct color ink = item->is_idle ? part->theme->quiet
                       : item->on    ? part->theme->background
                                     : part->theme->text;
    if (!item->is_idle)
        draw_round_rect(part->list, rect, sizes->h * 0.22, ground_of(part, rect, item->on));
    draw_text(part->list, x + rect.w / 2, rect.y + rect.h / 2 + sizes->cap / 2, sizes->cap,
              WEIGHT_MEDIUM, TEXT_CENTER, ink, words);
    zone_help(zone_add(part, rect, -1, item->command, ""), item->help);
}

// Draws items from..to-1 from x on; returns where they end.
static double draw_items(const struct part *part, const struct sizes *sizes,
                         const struct menu_item *items, int from, int to, double x)
{
    for (int i = from; i < to; i++) {
        if (items[i].command[0] != '\0')
            draw_button(part, sizes, &items[i], x);
        x += button_width(part, sizes, &items[i]);
    }
    return x;
}

static double items_width(const struct part *part, const struct sizes *sizes,
                          const struct menu_item *items, int from, int to)
{
    double width = 0;
    for (int i = from; i < to; i++)
        width += button_width(part, sizes, &items[i]);
    return width;
}

// How many of the first n items have room, where not all do and "more" is to stand behind them.
static int fitting(const struct part *part, const struct sizes *sizes,
                   const struct menu_item *items, int n, double room)
{
    int fit = 0;
    double width = 0;
    while (fit < n && width + button_width(part, sizes, &items[fit]) <= room)
        width += button_width(part, sizes, &items[fit++]);
    while (fit > 0 && items[fit - 1].command[0] == '\0')
        fit--;
    return fit;
}

double buttons_left(const struct part *part)
{
    return part->scene->panel_n > 0 ? round(part->scene->panels[0].plot.x) : part->look->gap * 2;
}

double scene_buttons(const struct part *part, double top, bool only_right)
{
    struct menu_item items[MENU_ITEMS_MAX];
    int right, n = menu_buttons(part->input->session, items, &right);
    struct sizes sizes = sizes_of(part, top);
    struct menu_item more = {.command = "menu more", .help = "", .is_menu = true};
    text_copy(more.label, sizeof more.label, _("More"));
    double x = buttons_left(part), edge = part->input->width - part->look->gap * 1.5;
    double right_w = items_width(part, &sizes, items, right, n) - sizes.between;
    double room = edge - right_w - sizes.group - x;
    double more_w = button_width(part, &sizes, &more);
    if (room < more_w) { // hardly a window: all of it behind one button
        right = n;
        right_w = -sizes.group;
        room = edge - x;
    }
    draw_items(part, &sizes, items, right, n, edge - right_w);
    if (only_right)
        return edge - right_w - sizes.group;
    if (right < n && items_width(part, &sizes, items, 0, right) <= room) {
        draw_items(part, &sizes, items, 0, right, x);
        return x;
    }
    int fit = fitting(part, &sizes, items, right, room - more_w);
    draw_button(part, &sizes, &more, draw_items(part, &sizes, items, 0, fit, x));
    return x;
}

// --- menus ---

// A menu as it is laid out, in pixels.
struct board {
    struct rect rect;
    double cap, line, rule, pad; // letters, a line's height, that of a line between groups
    const char *heading;
};

static double menu_line(const struct board *board, const struct menu_item *item)
{
    return item->command[0] != '\0' ? board->line : board->rule;
}

static const char *item_key(const struct part *part, const struct menu_item *item)
{
    const char *key = keymap_key_of(&part->input->session->keymap, item->command);
    return key != NULL ? key_plain(key) : "";
}

// The button that opens this menu, if it is drawn: the menu stands above it.
static const struct zone *button_of(const struct part *part, enum menu_kind kind)
{
    char command[MENU_COMMAND_MAX];
    struct text text = text_in(command, sizeof command);
    text_format(&text, "menu %s", menu_word(kind));
    const struct zone *found = NULL;
    for (int i = 0; i < part->scene->zone_n && found == NULL; i++)
        if (strcmp(part->scene->zones[i].click, text_string(&text)) == 0)
            found = &part->scene->zones[i];
    text_free(&text);
    return found;
}

static void place_menu(const struct part *part, const struct menu *menu, double top,
                       struct board *board)
{
    const struct zone *button = button_of(part, menu->kind);
    struct rect *r = &board->rect;
    double gap = part->look->gap, w = part->input->width, h = part->input->height;
    r->x = menu->has_place  ? menu->x * w + gap * 0.3
           : button != NULL ? button->rect.x
                            : buttons_left(part);
    r->y = menu->has_place ? menu->y * h : top - r->h - gap * 0.2;
    r->x = round(fmax(gap, fmin(r->x, w - r->w - gap)));
    r->y = round(fmax(gap, fmin(r->y, h - r->h - gap)));
}

static struct board measure(const struct part *part, const struct menu *menu,
                            const struct menu_item *items, int n)
{
    const struct look *look = part->look;
    struct board b = {.cap = look->cap_hint, .heading = menu_heading(part->input->session, menu)};
    double height = 0, labels = 0, keys = 0;
    for (int i = 0; i < n; i++) { // a long menu in a low window has lower lines
        labels = fmax(labels, part_text_width(part, items[i].label, b.cap, WEIGHT_BOLD));
        keys = fmax(keys, part_text_width(part, item_key(part, &items[i]), b.cap, WEIGHT_REGULAR));
    }
    b.pad = b.cap * 1.2;
    b.line = ceil(b.cap * 3.1);
    b.rule = ceil(b.cap * 1.1);
    for (int i = 0; i < n; i++)
        height += menu_line(&b, &items[i]);
    height += *b.heading != '\0' ? b.line : 0;
    double shrink = fmin(1, (part->input->height - 2 * look->gap - b.pad) / height);
    b.line *= shrink;
    b.rule *= shrink;
    double heading = part_text_width(part, b.heading, b.cap, WEIGHT_BOLD);
    b.rect.w = ceil(fmax(labels + (keys > 0 ? keys + b.cap * 3 : 0), heading) + 4 * b.pad);
    b.rect.h = ceil(height * shrink + b.pad);
    return b;
}

static void draw_item(const struct part *part, const struct board *b, const struct menu_item *item,
                      double y, bool chosen)
{
    const struct theme *theme = part->theme;
    const struct rect row = {b->rect.x + b->pad / 2, y, b->rect.w - b->pad, b->line};
    double baseline = y + b->line / 2 + b->cap / 2, x = row.x + b->pad;
    if (chosen || zone_is_hovered(part, row, true))
        draw_round_rect(part->list, row, b->line * 0.18,
                        color_mix(theme->background, theme->text, 0.12));
    if (item->on)
        draw_disc(part->list, x - b->pad * 0.35, baseline - b->cap / 2, b->cap * 0.5, theme->text);
    draw_text(part->list, x + b->pad * 0.5, baseline, b->cap,
              item->on ? WEIGHT_BOLD : WEIGHT_REGULAR, TEXT_LEFT,
              item->is_idle ? theme->quiet : theme->text, item->label);
    draw_text(part->list, row.x + row.w - b->pad * 0.8, baseline, b->cap, WEIGHT_REGULAR,
              TEXT_RIGHT, theme->quiet, item_key(part, item));
    struct zone *zone = zone_add(part, row, -1, item->command, "");
    if (zone != NULL)
        zone->in_menu = true;
}

void menu_ground(const struct part *part, const struct rect *r)
{
    double line = fmax(1, part->look->grid), radius = part->look->gap * 0.7;
    struct rect shade = {r->x - line, r->y - line, r->w + 2 * line, r->h + 2 * line};
    draw_round_rect(part->list, shade, radius + line, part->theme->axis);
    draw_round_rect(part->list, *r, radius, part->theme->background);
}

void scene_menu(const struct part *part, double top)
{
    const struct menu *menu = &part->input->session->menu;
    struct menu_item items[MENU_ITEMS_MAX];
    int n = menu->kind != MENU_NONE ? menu_items(part->input->session, menu, items) : 0;
    if (n == 0)
        return;
    struct board board = measure(part, menu, items, n);
    place_menu(part, menu, top, &board);
    menu_ground(part, &board.rect);
    double y = board.rect.y + board.pad / 2;
    if (*board.heading != '\0') {
        draw_text(part->list, board.rect.x + 2 * board.pad, y + board.line / 2 + board.cap / 2,
                  board.cap, WEIGHT_BOLD, TEXT_LEFT, part->theme->text, board.heading);
        y += board.line;
    }
    for (int i = 0; i < n; i++) {
        if (items[i].command[0] != '\0')
            draw_item(part, &board, &items[i], y, i == menu->chosen);
        else
            draw_rect(part->list,
                      (struct rect){board.rect.x + board.pad, round(y + board.rule / 2),
                                    board.rect.w - 2 * board.pad, fmax(1, part->look->grid)},
                      part->theme->grid);
        y += menu_line(&board, &items[i]);
    }
}

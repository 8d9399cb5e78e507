#include "control/menu.h"

#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/session.h"

static const char *const menu_words[MENU_KIND_COUNT] = {"off",   "more", "layout", "theme", "tour",
                                                        "curve", "x",    "y",      "panel"};

const char *menu_word(enum menu_kind kind)
{
    return menu_words[kind];
}

int menu_find(const char *word)
{
    for (int i = 0; i < MENU_KIND_COUNT; i++)
        if (strcmp(menu_words[i], word) == 0)
            return i;
    return -1;
}

// --- making items ---

// The items made so far.
struct menu_list {
    struct menu_item *items;
    int n;
};

static struct menu_item *add(struct menu_list *list, const char *label, const char *command,
                             const char *help)
{
    list->n += list->n < MENU_ITEMS_MAX; // an item too many takes the last one's place
    struct menu_item *item = &list->items[list->n - 1];
    *item = (struct menu_item){.help = help};
    text_copy(item->label, sizeof item->label, label);
    text_copy(item->command, sizeof item->command, command);
    return item;
}

// Adds a line between groups, unless there is nothing above it or a line already.
static void add_line(struct menu_list *list)
{
    if (list->n > 0 && list->items[list->n - 1].command[0] != '\0')
        add(list, "", "", "");
}

// A button of a page; a label of NULL is a line between groups.
struct button_row {
    const char *label, *command, *help; // label and help are to be translated
    enum menu_kind menu;                // the menu that it opens, or MENU_NONE
};

static void add_rows(struct menu_list *list, const struct button_row *rows, int n)
{
    for (int i = 0; i < n; i++) {
        if (rows[i].label == NULL) {
            add_line(list);
            continue;
        }
        struct menu_item *item = add(list, _(rows[i].label), rows[i].command, _(rows[i].help));
        item->is_menu = rows[i].menu != MENU_NONE;
    }
}

#define BETWEEN                                                                                    \
    {                                                                                              \
        NULL, NULL, NULL, MENU_NONE                                                                \
    }

// --- the buttons of the pages ---

static const struct button_row first_buttons[] = {
    {N_("+ Function"), "prompt find", N_("Look for a function and show it"), MENU_NONE},
    {N_("= Formula"), "prompt formula", N_("Type a formula of your own"), MENU_NONE},
    BETWEEN,
};

static const struct button_row curve_buttons[] = {
    BETWEEN,
    {N_("Networks"), "page toggle network", N_("Deep networks with these functions"), MENU_NONE},
    {N_("Race"), "page toggle race", N_("Networks with these functions learn side by side"),
     MENU_NONE},
    {N_("Tours"), "menu tour", N_("Guided walks through the subject"), MENU_TOUR},
    {N_("Lecture"), "lecture toggle", N_("Full screen, for the last row"), MENU_NONE},
    BETWEEN,
    {N_("Theme"), "menu theme", N_("Other colours"), MENU_THEME},
    {N_("Home"), "view home", N_("The first view again"), MENU_NONE},
    {N_("Start over"), "reset", N_("The first picture again"), MENU_NONE},
};

static const struct button_row network_buttons[] = {
    {N_("Curves"), "page toggle network", N_("Back to the curves"), MENU_NONE},
    {N_("Race"), "page toggle race", N_("Networks with these functions learn side by side"),
     MENU_NONE},
    BETWEEN,
    {N_("+ Function"), "prompt find", N_("Look for a function and show it"), MENU_NONE},
    BETWEEN,
    {N_("Deeper"), "network depth by 1", N_("One step more layers"), MENU_NONE},
    {N_("Shallower"), "network depth by -1", N_("One step fewer layers"), MENU_NONE},
    {N_("Read a layer"), "network layer by 1", N_("The numbers of one layer"), MENU_NONE},
    {N_("Other weights"), "network seed by 1", N_("Draw the weights anew"), MENU_NONE},
    BETWEEN,
    {N_("Tours"), "menu tour", N_("Guided walks through the subject"), MENU_TOUR},
    {N_("Lecture"), "lecture toggle", N_("Full screen, for the last row"), MENU_NONE},
    {N_("Theme"), "menu theme", N_("Other colours"), MENU_THEME},
};

static const struct button_row race_buttons[] = {
    {N_("Curves"), "page toggle race", N_("Back to the curves"), MENU_NONE},
    {N_("Networks"), "page toggle network", N_("Deep networks with these functions"), MENU_NONE},
    BETWEEN,
    {N_("Start, pause"), "race toggle", N_("Train the networks, or let them rest"), MENU_NONE},
    {N_("One step"), "race step", N_("One step of training"), MENU_NONE},
    {N_("Reset"), "race reset", N_("Begin with new weights"), MENU_NONE},
    {N_("Next data"), "race dataset next", N_("Another task to learn"), MENU_NONE},
    {N_("Critical weights"), "race init critical", N_("Weights that keep gradients alive"),
     MENU_NONE},
    {N_("Deeper"), "race depth by 1", N_("One layer more"), MENU_NONE},
    {N_("Shallower"), "race depth by -1", N_("One layer fewer"), MENU_NONE},
    BETWEEN,
    {N_("Lecture"), "lecture toggle", N_("Full screen, for the last row"), MENU_NONE},
    {N_("Theme"), "menu theme", N_("Other colours"), MENU_THEME},
};

static const struct button_row last_buttons[] = {
    {N_("Undo"), "undo", N_("Take the last change back"), MENU_NONE},
    {N_("Save"), "prompt save", N_("A picture of this"), MENU_NONE},
    {N_("Help"), "help toggle", N_("All keys and commands"), MENU_NONE},
};

enum {
    FIRST_BUTTONS = sizeof first_buttons / sizeof first_buttons[0],
    CURVE_BUTTONS = sizeof curve_buttons / sizeof curve_buttons[0],
    NETWORK_BUTTONS = sizeof network_buttons / sizeof network_buttons[0],
    RACE_BUTTONS = sizeof race_buttons / sizeof race_buttons[0],
    LAST_BUTTONS = sizeof last_buttons / sizeof last_buttons[0],
};

// Adds a switch for one order. If f and f″ are drawn, that of f′ has the command "derivative
// 0,1,2", that of f″ "derivative 0". The last order cannot be left out: then f is drawn.
static void add_order(struct menu_list *list, const struct state *state, enum order order)
{
    char command[MENU_COMMAND_MAX] = "derivative";
    const char *comma = " ";
    bool any = false;
    for (int o = 0; o < ORDER_COUNT; o++) {
        bool drawn = state->orders[o] != (o == (int)order);
        size_t n = strlen(command);
        if (!drawn)
            continue;
        snprintf(command + n, sizeof command - n, "%s%d", comma, o);
        comma = ",";
        any = true;
    }
    struct menu_item *item = add(list, order_name(order), any ? command : "derivative 0",
                                 state->orders[order] ? _("Leave it out") : _("Draw it"));
    item->on = state->orders[order];
}

static const char *const layout_labels[LAYOUT_COUNT] = {N_("Overlay"), N_("Stacked"),
                                                        N_("Side by side"), N_("Grid")};

static void add_curve_buttons(struct menu_list *list, const struct state *state)
{
    add_rows(list, first_buttons, FIRST_BUTTONS);
    for (int o = 0; o < ORDER_COUNT; o++)
        add_order(list, state, (enum order)o);
    add_line(list);
    add(list, _(layout_labels[state->layout]), "menu layout", _("Arrange the panels"))->is_menu =
        true;
    add_rows(list, curve_buttons, CURVE_BUTTONS);
}

// Sets which buttons are on, and which would do nothing.
static void mark_buttons(const struct session *session, struct menu_list *list)
{
    const struct state *state = &session->state;
    for (int i = 0; i < list->n; i++) {
        struct menu_item *item = &list->items[i];
        if (strcmp(item->command, "undo") == 0)
            item->is_idle = session->undo.at == 0 && !session->presenter.pen;
        if (strcmp(item->command, "race toggle") == 0)
            item->on = state->laboratory.running;
    }
}

int menu_buttons(const struct session *session, struct menu_item items[MENU_ITEMS_MAX], int *right)
{
    struct menu_list list = {.items = items};
    switch (session->state.laboratory.page) {
    case PAGE_NETWORK:
        add_rows(&list, network_buttons, NETWORK_BUTTONS);
        break;
    case PAGE_RACE:
        add_rows(&list, race_buttons, RACE_BUTTONS);
        break;
    default:
        add_curve_buttons(&list, &session->state);
        break;
    }
    *right = list.n;
    add_rows(&list, last_buttons, LAST_BUTTONS);
    mark_buttons(session, &list);
    return list.n;
}

// --- menus ---

static void add_layouts(struct menu_list *list, const struct state *state)
{
    for (int i = 0; i < LAYOUT_COUNT; i++) {
        char command[MENU_COMMAND_MAX];
        snprintf(command, sizeof command, "layout %s", layout_name((enum layout)i));
        add(list, _(layout_labels[i]), command, "")->on = state->layout == (enum layout)i;
    }
}

static void add_themes(struct menu_list *list, const struct session *session)
{
    for (int i = 0; i < session->themes.n; i++) {
        const char *name = session->themes.items[i].name;
        char command[MENU_COMMAND_MAX];
        snprintf(command, sizeof command, "theme %s", name);
        add(list, name, command, "")->on = strcmp(session->state.theme, name) == 0;
    }
}

static void add_tours(struct menu_list *list, const struct session *session)
{
    for (int i = 0; session->tours != NULL && session->tours[i].name != NULL; i++) {
        const struct embedded *tour = &session->tours[i];
        char command[MENU_COMMAND_MAX], label[MENU_LABEL_MAX];
        tour_title_of(tour->text, session->state.language, label, sizeof label);
        snprintf(command, sizeof command, "tour %.80s", tour->name);
        add(list, *label != '\0' ? label : tour->name, command, "");
    }
}

// Adds an item that is a switch.
static void add_switch(struct menu_list *list, const char *label, const char *command, bool on)
{
    add(list, label, command, "")->on = on;
}

// The first parameter of a function that has a range to move in; the function has one.
static const struct activation_parameter *first_adjustable(const struct activation *activation)
{
    int k = 0;
    while (k + 1 < activation->parameter_count &&
           !(activation->parameters[k].low < activation->parameters[k].high))
        k++;
    return &activation->parameters[k];
}

static void add_curve(struct menu_list *list, const struct session *session, int function)
{
    const struct state *state = &session->state;
    const struct activation *a = state_function(state, function);
    char command[MENU_COMMAND_MAX];
    int at = state_shown_find(state, function);
    if (a == NULL)
        return;
    bool hidden = at < 0 || state->shown[at].hidden;
    snprintf(command, sizeof command, "toggle %s", a->id);
    add(list, hidden ? _("Show") : _("Hide"), command, "");
    snprintf(command, sizeof command, "only %s", a->id);
    add(list, _("Only this"), command, "");
    if (hidden)
        return; // the others act on what is drawn
    snprintf(command, sizeof command, "focus %s; formula toggle", a->id);
    add_switch(list, _("Formula"), command, state->formula && state->focus == function);
    add(list, _("Slope: f, f′, f″"), "derivative cycle", "");
    if (session_adjustable(state, function) > 0) {
        snprintf(command, sizeof command, "focus %s; animate toggle", a->id);
        add_switch(list, _("Let its parameter run"), command,
                   session->animating && state->focus == function);
        snprintf(command, sizeof command, "prompt command; type \"param %s %s \"", a->id,
                 first_adjustable(a)->name);
        add(list, _("An exact parameter …"), command, "");
        snprintf(command, sizeof command, "focus %s; sweep toggle", a->id);
        add_switch(list, _("As a family of curves"), command, state->sweep_function == function);
    }
    add_line(list);
    snprintf(command, sizeof command, "move %s 1", a->id);
    add(list, _("To the front of the list"), command, "");
    add(list, _("An exact x …"), "prompt x", "");
    snprintf(command, sizeof command, "copy data %s", a->id);
    add(list, _("Copy its values"), command, "");
}

static void add_scale_items(struct menu_list *list, const char *axis, const char *order,
                            enum scale_kind kind)
{
    static const char *const labels[] = {N_("Linear"), N_("Logarithmic"),
                                         N_("Symmetric logarithm")};
    static const char *const words[] = {"linear", "log", "symlog"};
    static const enum scale_kind kinds[] = {SCALE_LINEAR, SCALE_LOG, SCALE_SYMLOG};
    for (int i = 0; i < 3; i++) {
        char command[MENU_COMMAND_MAX];
        snprintf(command, sizeof command, "scale %s %s%s%s", axis, words[i],
                 *order != '\0' ? " " : "", order);
        add(list, _(labels[i]), command, "")->on = kind == kinds[i];
    }
}

static void add_x_axis(struct menu_list *list, const struct state *state)
{
    char low[32], high[32], command[MENU_COMMAND_MAX];
    struct axis home = state_home_x(state);
    add_scale_items(list, "x", "", state->x.scale);
    add_line(list);
    snprintf(command, sizeof command, "view %s %s", number_print(low, sizeof low, home.low),
             number_print(high, sizeof high, home.high));
    add(list, _("Home range"), command, "");
    add(list, _("An exact range …"), "prompt command; type \"view \"", "");
}

static void add_y_axis(struct menu_list *list, const struct state *state, enum order row)
{
    char command[MENU_COMMAND_MAX];
    add_scale_items(list, "y", order_word(row), state->y[row].scale);
    add_line(list);
    snprintf(command, sizeof command, "view fit %s", order_word(row));
    add_switch(list, _("Fit to the curves"), command, !state->y_fixed[row]);
    add_switch(list, _("One axis for all panels"), "link y toggle", !state->compare.free_y);
    add(list, _("An exact range …"), "prompt command; type \"view \"", "");
}

// What a mouse can do in a tour or a lecture, where there are no buttons.
static void add_lecture(struct menu_list *list, const struct session *session)
{
    if (session->walk.tour != NULL) {
        add(list, _("Next step"), "tour next", "");
        add(list, _("Previous step"), "tour previous", "");
        add(list, _("End the tour"), "tour off", "");
    }
    if (session->state.lecture.on)
        add(list, _("End the lecture"), "lecture off", "");
    add_line(list);
}

static void add_panel(struct menu_list *list, const struct session *session)
{
    const struct state *state = &session->state;
    add_lecture(list, session);
    if (state->laboratory.page == PAGE_CURVES) {
        add_layouts(list, state);
        add_line(list);
        add_switch(list, _("Grid lines"), "grid toggle", state->grid);
        add_switch(list, _("Points of interest"), "points toggle", state->points);
        add_switch(list, _("Values at the pointer"), "readout toggle", state->readout);
        add_switch(list, _("Legend"), "legend toggle", state->legend);
        add_switch(list, _("Markers and dashes"), "markers toggle", state->lecture.markers);
        add_switch(list, _("Where f′ nearly vanishes"), "saturation toggle",
                   state->compare.saturation);
        add_switch(list, _("|f′| as a band of colour"), "band toggle", state->compare.band);
        add_switch(list, _("|f′| through 30 layers"), "depth toggle", state->compare.depth > 0);
        add_switch(list, _("What is proven"), "proof toggle", state->proof);
        add_line(list);
        add(list, _("Home view"), "view home", "");
        add(list, _("Back to the view before"), "view back", "");
    }
    add(list, _("Save a picture"), "prompt save", "");
    add(list, _("Copy the picture"), "copy picture", "");
    add(list, _("Copy the values"), "copy data", "");
    add(list, _("Copy this as commands"), "copy", "");
    add_line(list);
    add(list, _("Start over"), "reset", "");
    add_switch(list, _("Full screen"), "fullscreen toggle", state->fullscreen);
    add(list, _("Next language"), "language next", "");
}

int menu_items(const struct session *session, const struct menu *menu,
               struct menu_item items[MENU_ITEMS_MAX])
{
    struct menu_list list = {.items = items};
    int right;
    switch (menu->kind) {
    case MENU_MORE:
        return menu_buttons(session, items, &right);
    case MENU_LAYOUT:
        add_layouts(&list, &session->state);
        break;
    case MENU_THEME:
        add_themes(&list, session);
        break;
    case MENU_TOUR:
        add_tours(&list, session);
        break;
    case MENU_CURVE:
        add_curve(&list, session, menu->function);
        break;
    case MENU_X:
        add_x_axis(&list, &session->state);
        break;
    case MENU_Y:
        add_y_axis(&list, &session->state, menu->row);
        break;
    case MENU_PANEL:
        add_panel(&list, session);
        break;
    default:
        break;
    }
    return list.n;
}

const char *menu_heading(const struct session *session, const struct menu *menu)
{
    const struct activation *a =
        menu->kind == MENU_CURVE ? state_function(&session->state, menu->function) : NULL;
    if (menu->kind == MENU_X)
        return "x";
    if (menu->kind == MENU_Y)
        return order_name(menu->row);
    return a != NULL ? activation_name(a) : "";
}

void menu_step(struct session *session, int by)
{
    struct menu_item items[MENU_ITEMS_MAX];
    struct menu *menu = &session->menu;
    int n = menu_items(session, menu, items);
    int at = menu->chosen < 0 && by < 0 ? n : menu->chosen;
    for (int tries = 0; tries < n; tries++) {
        at = (at + by + n) % n;
        if (items[at].command[0] == '\0')
            continue;
        menu->chosen = at;
        return;
    }
}

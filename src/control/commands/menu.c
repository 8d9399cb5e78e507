// Handlers of the command `menu`.
#include <math.h>

#include "control/commands/commands.h"

// Opens a menu, at the place (X, Y) if the command has one.
static void open_menu(struct session *session, const struct arguments *arguments,
                      enum menu_kind kind)
{
    session->menu = (struct menu){.kind = kind, .function = -1, .chosen = -1};
    if (argument_for(arguments, SLOT_X) == NULL)
        return;
    session->menu.has_place = true;
    session->menu.x = fmin(fmax(number_of(arguments, SLOT_X), 0), 1);
    session->menu.y = fmin(fmax(number_of(arguments, SLOT_Y), 0), 1);
}

// Opens a menu above its button, or closes it if it is open.
bool apply_menu(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    enum menu_kind kind = (enum menu_kind)value_named(arguments, menu_find);
    bool was_open = session->menu.kind == kind;
    open_menu(session, arguments, was_open ? MENU_NONE : kind);
    if (!was_open)
        menu_step(session, 1); // Return is enough for the first item
    return true;
}

bool apply_menu_curve(struct session *session, const struct arguments *arguments,
                      struct fault *fault)
{
    (void)fault;
    open_menu(session, arguments, MENU_CURVE);
    session->menu.function = function_of(arguments);
    return true;
}

bool apply_menu_at(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    open_menu(session, arguments, (enum menu_kind)value_named(arguments, menu_find));
    return true;
}

bool apply_menu_y(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    open_menu(session, arguments, MENU_Y);
    session->menu.row = (enum order)value_named(arguments, order_find);
    return true;
}

// Closes the menu and applies the command of the chosen item, in this order, as the command may
// open another menu.
static bool accept(struct session *session, struct fault *fault)
{
    struct menu_item items[MENU_ITEMS_MAX];
    const struct menu menu = session->menu;
    int n = menu_items(session, &menu, items);
    session->menu = (struct menu){0};
    if (menu.chosen < 0 || menu.chosen >= n || items[menu.chosen].command[0] == '\0')
        return true;
    return command_apply(session, items[menu.chosen].command, NULL, 0, fault);
}

bool apply_menu_go(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    if (says(arguments, WORD_ACCEPT))
        return accept(session, fault);
    if (says(arguments, WORD_NEXT))
        menu_step(session, 1);
    else if (says(arguments, WORD_PREVIOUS))
        menu_step(session, -1);
    else
        session->menu = (struct menu){0};
    return true;
}

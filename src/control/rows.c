// The rows of the commands (commands/command.def), without their handlers.
#include "control/command.h"

#include <string.h>

static const struct command_row rows[] = {
#define COMMAND(handler, name, arguments, help, flags) {name, arguments, help, flags},
#include "control/commands/command.def"
#undef COMMAND
};

const struct command_row *command_row(int index)
{
    return index >= 0 && index < (int)(sizeof rows / sizeof rows[0]) ? &rows[index] : NULL;
}

const struct command_row *command_form(const char *name, const struct command_row *before)
{
    const struct command_row *end = rows + sizeof rows / sizeof rows[0];
    for (const struct command_row *row = before != NULL ? before + 1 : rows; row < end; row++)
        if (row->name[0] == name[0] && strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

int command_index(const struct command_row *row)
{
    return (int)(row - rows);
}

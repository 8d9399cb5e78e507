// The commands' rows, and what their handlers share.

#include <string.h>

#include "base/language.h"
#include "control/commands/commands.h"

const struct argument *argument_at(const struct arguments *arguments, int i)
{
    return &arguments->items[i];
}

// The argument that was given for this placeholder, or NULL.
const struct argument *argument_for(const struct arguments *arguments, const char *slot)
{
    for (int i = 0; i < arguments->n; i++)
        if (strcmp(arguments->items[i].slot, slot) == 0)
            return &arguments->items[i];
    return NULL;
}

bool host_perform(struct session *session, enum host_action action, const char *argument,
                  struct fault *fault)
{
    if (session->host.perform == NULL)
        return fault_set(fault, FAULT_WINDOW, _("this command needs the program around it"));
    return session->host.perform(session->host.user, action, argument, fault);
}

// A fault within a COMMAND argument has its column there: moves it to where that is in the line.
bool blame_within(const struct arguments *arguments, const struct argument *command,
                  struct fault *fault)
{
    if (fault == NULL || fault->source[0] != '\0')
        return false;
    int inner = fault->column > 0 ? fault->column : 1;
    bool quoted = arguments->line[command->offset] == '"' && command->text[0] != '"';
    fault_at(fault, arguments->line, command->offset + quoted);
    fault->column += inner - 1;
    return false;
}

void set_either(bool *value, const struct arguments *arguments, const char *off, const char *on)
{
    const char *word = arguments->n > 0 ? argument_at(arguments, arguments->n - 1)->text : "";
    *value = strcmp(word, on) == 0 || (strcmp(word, off) != 0 && !*value);
}

void set_switch(bool *value, const struct arguments *arguments)
{
    set_either(value, arguments, "off", "on");
}

// The switches of the state whose commands do nothing else.
#define SWITCH(group, member, handler, command, off, on, initial)                                  \
    bool apply_##handler(struct session *session, const struct arguments *arguments,               \
                         struct fault *fault)                                                      \
    {                                                                                              \
        (void)fault;                                                                               \
        set_either(&session->state.AT_##group(member), arguments, off, on);                        \
        return true;                                                                               \
    }
#define FIELD(group, type, member, dimensions)
#include "control/state.def"

// --- the rows ---

static const struct command_row rows[] = {
#define COMMAND(handler, name, arguments, help, flags, invalidates)                                \
    {name, arguments, help, flags, invalidates, apply_##handler},
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

// What the handlers of commands share: reading arguments, asking the host, setting switches.

#include <string.h>

#include "base/language.h"
#include "control/commands/commands.h"

const char *command_word(enum command_word word)
{
    static const char *const words[] = {
#define PLACEHOLDER(name, text, kind)
#define CHOICE(name, text) [WORD_##name] = (text),
#include "control/commands/word.def"
#undef PLACEHOLDER
#undef CHOICE
    };
    return words[word];
}

const struct argument *argument_nth(const struct arguments *arguments, enum slot_name slot, int i)
{
    for (int k = 0; k < arguments->n; k++)
        if (arguments->items[k].slot == slot && i-- == 0)
            return &arguments->items[k];
    return NULL;
}

const struct argument *argument_for(const struct arguments *arguments, enum slot_name slot)
{
    return argument_nth(arguments, slot, 0);
}

const char *text_of(const struct arguments *arguments, enum slot_name slot)
{
    const struct argument *given = argument_for(arguments, slot);
    return given != NULL ? given->text : "";
}

double number_of(const struct arguments *arguments, enum slot_name slot)
{
    const struct argument *given = argument_for(arguments, slot);
    return given != NULL ? given->number : 0;
}

int function_of(const struct arguments *arguments)
{
    const struct argument *given = argument_for(arguments, SLOT_ID);
    return given != NULL ? given->function : -1;
}

bool says(const struct arguments *arguments, enum command_word word)
{
    const struct argument *given;
    for (int i = 0; (given = argument_nth(arguments, SLOT_WORD, i)) != NULL; i++)
        if (strcmp(given->text, command_word(word)) == 0)
            return true;
    return false;
}

int value_named(const struct arguments *arguments, int (*find)(const char *word))
{
    const struct argument *given;
    int value = -1;
    for (int i = 0; value < 0 && (given = argument_nth(arguments, SLOT_WORD, i)) != NULL; i++)
        value = find(given->text);
    return value;
}

bool host_perform(struct session *session, enum host_action action, const char *argument,
                  struct fault *fault)
{
    if (session->host.perform == NULL)
        return fault_set(fault, FAULT_WINDOW, _("this command needs the program around it"));
    return session->host.perform(session->host.user, action, argument, fault);
}

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
    const char *word = arguments->n > 0 ? arguments->items[arguments->n - 1].text : "";
    *value = strcmp(word, on) == 0 || (strcmp(word, off) != 0 && !*value);
}

void set_switch(bool *value, const struct arguments *arguments)
{
    set_either(value, arguments, "off", "on");
}

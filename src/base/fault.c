#include "base/fault.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

bool fault_set(struct fault *fault, enum fault_id id, const char *format, ...)
{
    if (!fault)
        return false;
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_format_list(&text, format, arguments);
    va_end(arguments);
    fault->id = id;
    text_copy(fault->text, sizeof fault->text, text_string(&text));
    text_free(&text);
    return false;
}

bool fault_at(struct fault *fault, const char *text, size_t offset)
{
    if (fault)
        fault->column = (int)utf8_count(text, offset) + 1;
    return false;
}

void fault_print(const struct fault *fault, char *out, size_t size)
{
    struct text text = {0};
    text_add(&text, fault->source);
    if (fault->line > 0)
        text_format(&text, text.n ? ":%d" : "line %d", fault->line);
    if (fault->column > 0)
        text_format(&text, text.n ? ":%d" : "column %d", fault->column);
    if (text.n)
        text_add(&text, ": ");
    text_add(&text, fault->text);
    text_copy(out, size, text_string(&text));
    text_free(&text);
}

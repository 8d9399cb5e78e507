#include "base/fault.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

static void fill(struct fault *fault, enum fault_id id, bool near, const char *format,
                 va_list arguments) __attribute__((format(printf, 4, 0)));

static void fill(struct fault *fault, enum fault_id id, bool near, const char *format,
                 va_list arguments)
{
    struct text text = {0};
    text_format_list(&text, format, arguments);
    fault->id = id;
    fault->near = near;
    text_copy(fault->text, sizeof fault->text, text_string(&text));
    text_free(&text);
}

bool fault_set(struct fault *fault, enum fault_id id, const char *format, ...)
{
    if (!fault)
        return false;
    va_list arguments;
    va_start(arguments, format);
    fill(fault, id, false, format, arguments);
    va_end(arguments);
    return false;
}

bool fault_set_near(struct fault *fault, enum fault_id id, const char *format, ...)
{
    if (!fault)
        return false;
    va_list arguments;
    va_start(arguments, format);
    fill(fault, id, true, format, arguments);
    va_end(arguments);
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

// Taking back what was done, and doing it again.
#include "base/language.h"
#include "control/commands/commands.h"

// What was taken back or done again, in words. A state may name data that was dropped meanwhile.
static bool tell(struct session *session, const char *what, const char *said, struct fault *fault)
{
    session_message(session, false, *said != '\0' ? "%s: %s" : "%s", what, said);
    return data_read_again(session, fault);
}

bool apply_undo(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    struct presenter *presenter = &session->presenter;
    if (presenter->pen && presenter->ink.stroke_n > 0) {
        ink_undo(&presenter->ink);
        return true;
    }
    const char *said = undo_back(&session->undo, &session->state);
    return said != NULL ? tell(session, _("undone"), said, fault)
                        : tell(session, _("there is nothing to undo"), "", fault);
}

bool apply_redo(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    const char *said = undo_forward(&session->undo, &session->state);
    return said != NULL ? tell(session, _("done again"), said, fault)
                        : tell(session, _("there is nothing to do again"), "", fault);
}

// Handlers of `undo` and `redo`.
#include "base/language.h"
#include "control/commands/commands.h"

// Says which line was undone or redone. The state that came back may name data that is no longer in
// memory, so it is read again.
static bool tell(struct session *session, const char *what, const char *said, struct fault *fault)
{
    session_message(session, false, *said != '\0' ? "%s: %s" : "%s", what, said);
    return data_read_again(session, fault);
}

bool apply_undo(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    session_preview_end(session, false);
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
    session_preview_end(session, false);
    const char *said = undo_forward(&session->undo, &session->state);
    return said != NULL ? tell(session, _("done again"), said, fault)
                        : tell(session, _("there is nothing to do again"), "", fault);
}

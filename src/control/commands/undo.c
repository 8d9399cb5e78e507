// Taking back what was done, and doing it again.
#include "base/language.h"
#include "control/commands/commands.h"

static bool tell(struct session *session, const char *what, const char *said)
{
    session_message(session, false, *said != '\0' ? "%s: %s" : "%s", what, said);
    return true;
}

static bool is_drawing(const struct session *session)
{
    return session->presenter.pen && session->presenter.ink.stroke_n > 0;
}

bool apply_undo(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    (void)fault;
    if (is_drawing(session)) {
        ink_undo(&session->presenter.ink);
        return true;
    }
    const char *said = undo_back(&session->undo, &session->state);
    return tell(session, said != NULL ? _("undone") : _("there is nothing to undo"),
                said != NULL ? said : "");
}

bool apply_redo(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    (void)fault;
    const char *said = undo_forward(&session->undo, &session->state);
    return tell(session, said != NULL ? _("done again") : _("there is nothing to do again"),
                said != NULL ? said : "");
}

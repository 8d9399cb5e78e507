// Handlers of commands about the program: the entry line, files, keys, scripts.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "control/commands/commands.h"
#include "control/saved.h"

// --- the entry line and what is open ---

// Keeps in the entry the least trusted origin of those who typed into it, until it closes.
static void mark_entry(struct session *session)
{
    if (session->errand.origin < session->entry.origin)
        session->entry.origin = session->errand.origin;
}

bool apply_prompt(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    session_open_entry(session, (enum entry_kind)value_named(arguments, entry_kind_find));
    mark_entry(session);
    return true;
}

bool apply_type(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    if (session->entry.kind == ENTRY_NONE)
        return fault_set(fault, FAULT_RANGE,
                         _("no entry line is open; `prompt command` opens one"));
    mark_entry(session);
    if (!entry_type(&session->entry, text_of(arguments, SLOT_TEXT)))
        return fault_set(fault, FAULT_LIMIT, _("the entry line holds %d bytes"), ENTRY_MAX - 1);
    session_suggest(session);
    return true;
}

static bool cancel_entry(struct session *session)
{
    session_preview_end(session, false);
    entry_close(&session->entry);
    session->message[0] = '\0';
    return true;
}

// Return takes what was chosen in the list, if that is not yet all that the line says.
static bool accept_entry(struct session *session, enum entry_edit edit, struct fault *fault)
{
    const struct entry *entry = &session->entry;
    session->message[0] = '\0';
    if (entry->kind != ENTRY_FIND && entry->chosen >= 0)
        return session_take(session, entry->chosen);
    return edit == EDIT_TOGGLE ? session_toggle_entry(session, fault)
                               : session_accept_entry(session, fault);
}

bool apply_edit(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    enum entry_edit edit = (enum entry_edit)value_named(arguments, entry_edit_find);
    struct entry *entry = &session->entry;
    bool browses = edit == EDIT_OLDER || edit == EDIT_NEWER;
    if (entry->kind == ENTRY_NONE)
        return true;
    mark_entry(session);
    if (edit == EDIT_CANCEL)
        return cancel_entry(session);
    if (edit == EDIT_ACCEPT || edit == EDIT_TOGGLE)
        return accept_entry(session, edit, fault);
    if (browses && session_choose(session, edit == EDIT_OLDER ? -1 : 1))
        return true;
    if (edit == EDIT_COMPLETE && session_take(session, entry->chosen >= 0 ? entry->chosen : 0))
        return true;
    if (entry->kind == ENTRY_FORMULA && browses)
        session_browse_own(session, edit == EDIT_OLDER ? -1 : 1);
    entry_edit(entry, edit);
    session_suggest(session);
    return true;
}

bool apply_edit_scroll(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)fault;
    double by = number_of(arguments, SLOT_N);
    mark_entry(session);
    entry_scroll(&session->entry, (int)fmin(fmax(by, -ENTRY_CANDIDATES_MAX), ENTRY_CANDIDATES_MAX));
    return true;
}

bool apply_edit_row(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    double n = number_of(arguments, SLOT_N);
    mark_entry(session);
    if (!(n >= 1 && n <= session->entry.candidate_n) || !session_take(session, (int)n - 1))
        return fault_set(fault, FAULT_RANGE, _("the list over the entry line has %d rows"),
                         session->entry.candidate_n);
    return true;
}

static bool leave_tour(struct session *session, struct fault *fault)
{
    if (!walk_free(session, fault))
        return false;
    walk_leave(session);
    return true;
}

bool apply_leave(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    struct state *state = &session->state;
    if (session->entry.kind != ENTRY_NONE) {
        session_preview_end(session, false);
        entry_close(&session->entry);
        return true;
    }
    if (state->help)
        state->help = false;
    else if (state->lecture.card)
        state->lecture.card = false;
    else if (state->blank)
        set_blank(state, false, false);
    else if (session->presenter.spot)
        session->presenter.spot = false;
    else if (session->presenter.pen)
        session->presenter.pen = false;
    else if (session->walk.tour != NULL)
        return leave_tour(session, fault);
    else if (state->lecture.on)
        lecture_leave(session);
    else if (state->fullscreen)
        state->fullscreen = false;
    else if (state->cursor_on) // late, as the mouse pointer switches it on all the time
        state->cursor_on = false;
    else if (state->laboratory.numbers[LAB_LAYER] > 0)
        state->laboratory.numbers[LAB_LAYER] = 0;
    else
        state->laboratory.page = PAGE_CURVES;
    return true;
}

// --- files and the program ---

bool apply_save(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return host_perform(session, HOST_SAVE, text_of(arguments, SLOT_FILE), fault);
}

bool apply_snapshot(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return host_perform(session, HOST_SNAPSHOT, text_of(arguments, SLOT_FILE), fault);
}

bool apply_open(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return host_perform(session, HOST_OPEN, text_of(arguments, SLOT_FILE), fault);
}

bool apply_paste(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    return host_perform(session, HOST_PASTE, "", fault);
}

bool apply_copy(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    if (says(arguments, WORD_PICTURE)) {
        bool copied = host_perform(session, HOST_COPY_PICTURE, "", fault);
        if (copied)
            session_message(session, false, _("Copied: the picture"));
        return copied;
    }
    struct text text = {0};
    session_print_picture(session, &text);
    bool ok = host_perform(session, HOST_COPY, text_string(&text), fault);
    text_free(&text);
    if (ok)
        session_message(session, false, _("Copied: the commands that rebuild this picture"));
    return ok;
}

bool apply_copy_data(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    bool one = argument_for(arguments, SLOT_ID) != NULL;
    int function = one ? function_of(arguments) : -1;
    if (one && state_shown_find(&session->state, function) < 0)
        return fault_set(fault, FAULT_RANGE, _("%s is not drawn; `show %s` first"),
                         activation_name(state_function(&session->state, function)),
                         state_function(&session->state, function)->id);
    struct text text = {0};
    session_print_values(session, function, &text);
    bool ok = host_perform(session, HOST_COPY, text_string(&text), fault);
    text_free(&text);
    if (ok)
        session_message(session, false, _("Copied: a table of %d rows, for a spreadsheet"),
                        SAVED_ROWS);
    return ok;
}

bool apply_session(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return host_perform(session, HOST_KEEP, says(arguments, WORD_FORGET) ? "forget" : "save",
                        fault);
}

bool apply_reset(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session_preview_end(session, false);
    state_reset(&session->state);
    session->animating = false;
    session->highlight = -1;
    session->revision++;
    return true;
}

bool apply_source(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return host_perform(session, HOST_SOURCE, text_of(arguments, SLOT_FILE), fault);
}

bool apply_quit(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    return host_perform(session, HOST_QUIT, "", fault);
}

bool apply_wait(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    double seconds = number_of(arguments, SLOT_SECONDS);
    if (seconds < 0 || seconds > 3600)
        return fault_set(fault, FAULT_RANGE, _("wait takes 0 to 3600 seconds"));
    return host_perform(session, HOST_WAIT, text_of(arguments, SLOT_SECONDS), fault);
}

// Whether a key can be bound to the command: it is not empty, and all of its commands exist. So a
// mistake is found when the key is bound, and not only when it is pressed.
static bool command_bindable(const struct arguments *arguments, struct fault *fault)
{
    const struct argument *command = argument_for(arguments, SLOT_COMMAND);
    if (command->text[strspn(command->text, " \t;")] == '\0') {
        fault_set(fault, FAULT_MISSING_ARGUMENT,
                  _("this key would do nothing; `unbind` frees a key"));
        return argument_blame(arguments, command, fault);
    }
    return command_names_known(command->text, fault) || blame_within(arguments, command, fault);
}

// The comment behind a `bind` command, without blanks at its end, as help for the key.
static void binding_help(const char *comment, char help[BINDING_HELP_MAX])
{
    text_copy(help, BINDING_HELP_MAX, comment != NULL ? comment : "");
    size_t n = strlen(help);
    while (n > 0 && strchr(" \t\r", help[n - 1]) != NULL)
        help[--n] = '\0';
}

bool apply_bind(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    char key[KEY_MAX];
    char help[BINDING_HELP_MAX];
    binding_help(session->comment, help);
    return key_canonical(text_of(arguments, SLOT_KEY), key, fault) &&
           command_bindable(arguments, fault) &&
           keymap_bind(&session->keymap, key, text_of(arguments, SLOT_COMMAND), help,
                       session->bind_group, fault);
}

bool apply_unbind(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    char key[KEY_MAX];
    if (!key_canonical(text_of(arguments, SLOT_KEY), key, fault))
        return false;
    if (!keymap_unbind(&session->keymap, key))
        return fault_set(fault, FAULT_UNKNOWN_KEY, _("key %s is not bound"), key);
    return true;
}

bool apply_group(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    text_copy(session->bind_group, sizeof session->bind_group, text_of(arguments, SLOT_TEXT));
    return true;
}

bool apply_press(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    char key[KEY_MAX];
    if (!key_canonical(text_of(arguments, SLOT_KEY), key, fault))
        return false;
    const struct binding *binding = keymap_find(&session->keymap, key);
    if (binding == NULL)
        return fault_set(fault, FAULT_UNKNOWN_KEY, _("key %s is not bound"), key);
    char command[BINDING_COMMAND_MAX]; // a copy: the command may bind the key anew
    char source[KEY_MAX + 8];
    text_copy(command, sizeof command, binding->command);
    snprintf(source, sizeof source, "key %s", key);
    if (command_apply(session, command, source, 1, fault))
        return true;
    // A command that is forbidden is so because of who presses the key, so the fault's place is the
    // `press` command, and not the binding.
    if (fault != NULL && fault->id == FAULT_TRUST) {
        fault->source[0] = '\0';
        fault->line = fault->column = 0;
    }
    return false;
}

// Whether a command would change nothing: tries it on a copy of the session and compares the
// states.
bool apply_expect_state(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    const char *command = text_of(arguments, SLOT_COMMAND);
    if (!errand_spend(&session->errand, ERRAND_STEP, fault)) // for the copy
        return false;
    struct session *trial = memory_must(malloc(sizeof *trial));
    session_copy(trial, session);
    bool ok = command_apply(trial, command, NULL, 0, fault);
    if (!ok)
        blame_within(arguments, argument_for(arguments, SLOT_COMMAND), fault);
    if (ok && !state_equal(&trial->state, &session->state))
        ok = fault_set(fault, FAULT_EXPECT, _("expected the state to be as after `%s`"), command);
    session->errand.left = trial->errand.left; // the command's work counts as if it were applied
    session_free(trial);
    free(trial);
    return ok;
}

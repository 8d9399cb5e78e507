#include "app/cli/completion.h"
#include "base/language.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/options.h"
#include "app/cli/subcommands.h"
#include "app/embedded.h"
#include "control/command.h"

enum { WORDS_MOST = 400 };

// What an option's value can be.
enum value_kind {
    VALUE_ANY,   // nothing that could be proposed
    VALUE_FILE,  // a path
    VALUE_WORDS, // one of `words`
    VALUE_NAMES, // what the command `words` takes
    VALUE_LIST,  // functions, with commas between
    VALUE_TOURS, // a built-in tour, or a path
};

static const struct {
    enum option_id option;
    unsigned users; // for which of the option's users; 0: all
    enum value_kind kind;
    const char *words;
} values[] = {
    {OPTION_FUNCTIONS, 0, VALUE_LIST, ""},
    {OPTION_LAYOUT, 0, VALUE_NAMES, "layout "},
    {OPTION_THEME, 0, VALUE_NAMES, "theme "},
    {OPTION_LANG, 0, VALUE_NAMES, "language "},
    {OPTION_TOUR, 0, VALUE_TOURS, ""},
    {OPTION_DERIVATIVE, 0, VALUE_WORDS, "0 1 2 0,1 0,1,2"},
    {OPTION_ORDER, 0, VALUE_WORDS, "0 1 2"},
    {OPTION_FORMAT, OPTION_USER_PLOT, VALUE_WORDS, "png svg pdf tikz"},
    {OPTION_FORMAT, OPTION_USER_SAMPLE, VALUE_WORDS, "csv npy"},
    {OPTION_SIZE, OPTION_USER_PLOT, VALUE_WORDS, "1280x720 1920x1080 86mmx60mm"},
    {OPTION_X_SCALE, 0, VALUE_WORDS, "linear log symlog"},
    {OPTION_Y_SCALE, 0, VALUE_WORDS, "linear log symlog"},
    {OPTION_DATASET, 0, VALUE_NAMES, "race dataset "},
    {OPTION_OPTIMISER, 0, VALUE_NAMES, "race optimiser "},
    {OPTION_INIT, OPTION_USER_RACE, VALUE_NAMES, "race init "},
    {OPTION_INIT, OPTION_USER_GRADIENT, VALUE_NAMES, "network init "},
    {OPTION_OUTPUT, 0, VALUE_FILE, ""},
    {OPTION_SCRIPT, 0, VALUE_FILE, ""},
    {OPTION_AT, 0, VALUE_FILE, ""},
    {OPTION_SHADER_DIR, 0, VALUE_FILE, ""},
};

// Appends what a command proposes behind `line`, with blanks between; not the words that step
// through what there is.
static void add_names(const struct session *session, const char *line, struct text *out)
{
    static const char *const steps[] = {"next", "previous", "toggle"};
    char(*found)[ENTRY_CANDIDATE_MAX] = memory_new(WORDS_MOST, sizeof *found);
    size_t word_at;
    size_t begin = out->n;
    int n = command_complete(session, line, strlen(line), found, WORDS_MOST, &word_at);
    for (int i = 0; i < n; i++)
        if (word_index(found[i], steps, sizeof steps / sizeof *steps) < 0)
            text_format(out, "%s%s", out->n > begin ? " " : "", found[i]);
    free(found);
}

static void add_tours(struct text *out)
{
    for (int i = 0; embedded_tours[i].name != NULL; i++)
        text_format(out, "%s%s", i > 0 ? " " : "", embedded_tours[i].name);
}

// Appends what can be proposed as an option's value, with blanks between; returns its kind.
static enum value_kind value_of(const struct session *session, enum option_id option, unsigned user,
                                struct text *out)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (values[i].option != option || (values[i].users != 0 && (values[i].users & user) == 0))
            continue;
        if (values[i].kind == VALUE_NAMES)
            add_names(session, values[i].words, out);
        else if (values[i].kind == VALUE_TOURS)
            add_tours(out);
        else
            text_add(out, values[i].words);
        return values[i].kind;
    }
    return VALUE_ANY;
}

// Appends all options of a user: "-f --functions …".
static void add_options(unsigned user, struct text *out)
{
    for (int id = OPTION_BEFORE + 1; id < OPTION_END; id++) {
        const struct option_row *row = option_row((enum option_id)id);
        if ((row->users & user) == 0)
            continue;
        if (row->letter != '\0')
            text_format(out, " -%c", row->letter);
        if (*row->word != '\0')
            text_format(out, " --%s", row->word);
    }
}

// Appends the names of all subcommands with `between` between them.
static void add_subcommands(const char *between, struct text *out)
{
    for (int i = 0; subcommand_at(i) != NULL; i++)
        text_format(out, "%s%s", i > 0 ? between : "", subcommand_at(i)->name);
}

// Calls `add` for each option of the window and of the subcommands, with the name of its user.
static void each_option(const struct session *session,
                        void (*add)(const struct session *session, const char *name, unsigned user,
                                    enum option_id option, struct text *out),
                        struct text *out)
{
    for (int i = -1; i < 0 || subcommand_at(i) != NULL; i++) {
        const struct subcommand *of = subcommand_at(i);
        unsigned user = of != NULL ? of->user : OPTION_USER_WINDOW;
        for (int id = OPTION_BEFORE + 1; id < OPTION_END; id++)
            if ((option_row((enum option_id)id)->users & user) != 0)
                add(session, of != NULL ? of->name : "window", user, (enum option_id)id, out);
    }
}

// --- bash, and zsh, which understands the same by its bashcompinit ---

// Appends the case of an option that takes a value. Lists are completed behind their last comma.
static void add_bash_value(const struct session *session, const char *name, unsigned user,
                           enum option_id option, struct text *out)
{
    const struct option_row *row = option_row(option);
    struct text words = {0};
    if (!row->valued)
        return;
    enum value_kind kind = value_of(session, option, user, &words);
    text_add(out, "    ");
    if (row->letter != '\0')
        text_format(out, "%s:-%c%s", name, row->letter, *row->word != '\0' ? "|" : "");
    if (*row->word != '\0')
        text_format(out, "%s:--%s", name, row->word);
    text_add(out, ") ");
    if (kind == VALUE_LIST)
        text_add(out,
                 "list=${cur%\"${cur##*,}\"}; COMPREPLY=($(compgen -P \"$list\" -W \"$functions\" "
                 "-- \"${cur##*,}\")); ");
    else if (kind == VALUE_FILE)
        text_add(out, "COMPREPLY=($(compgen -f -- \"$cur\")); ");
    else if (words.n > 0)
        text_format(out, "COMPREPLY=($(compgen %s-W \"%s\" -- \"$cur\")); ",
                    kind == VALUE_TOURS ? "-f " : "", text_string(&words));
    text_add(out, "return ;;\n");
    text_free(&words);
}

// Appends the case of what else follows a subcommand.
static void add_bash_words(const struct subcommand *of, struct text *out)
{
    text_format(out, "    %s) COMPREPLY=($(compgen -W \"", of->name);
    add_options(of->user, out);
    text_format(out, " %s%s", of->words, of->takes_function ? " $functions" : "");
    if (strcmp(of->name, "tour") == 0) {
        text_add(out, " ");
        add_tours(out);
    }
    text_add(out, "\" -- \"$cur\")) ;;\n");
}

static void add_bash(const struct session *session, struct text *out)
{
    text_add(out, "_actscope() {\n"
                  "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} "
                  "sub=${COMP_WORDS[1]} list\n"
                  "  local functions=\"");
    add_names(session, "only ", out);
    text_add(out, "\"\n  COMPREPLY=()\n  case $sub in\n    ");
    add_subcommands("|", out);
    text_add(out, ") [[ $COMP_CWORD -gt 1 ]] || sub=window ;;\n    *) sub=window ;;\n  esac\n"
                  "  case $sub:$prev in\n");
    each_option(session, add_bash_value, out);
    text_add(out, "  esac\n  case $sub in\n");
    for (int i = 0; subcommand_at(i) != NULL; i++)
        add_bash_words(subcommand_at(i), out);
    text_add(out, "    *) COMPREPLY=($(compgen -f -W \"");
    add_options(OPTION_USER_WINDOW, out);
    text_add(out, " help ");
    add_subcommands(" ", out);
    text_add(out, "\" -- \"$cur\")) ;;\n  esac\n}\ncomplete -F _actscope actscope\n");
}

static void print_bash(const struct session *session, struct text *out)
{
    text_add(out, "# Completion of actscope for bash, made by `actscope completion bash`.\n");
    add_bash(session, out);
}

static void print_zsh(const struct session *session, struct text *out)
{
    text_add(out, "# Completion of actscope for zsh, made by `actscope completion zsh`.\n"
                  "autoload -U +X bashcompinit && bashcompinit\n");
    add_bash(session, out);
}

// --- fish ---

// Appends when a line of fish counts: behind a subcommand, or behind none.
static void add_fish_when(const char *name, struct text *out)
{
    text_add(out, "complete -c actscope -n '");
    if (strcmp(name, "window") == 0) {
        text_add(out, "not __fish_seen_subcommand_from ");
        add_subcommands(" ", out);
    } else {
        text_format(out, "__fish_seen_subcommand_from %s", name);
    }
    text_add(out, "'");
}

static void add_fish_option(const struct session *session, const char *name, unsigned user,
                            enum option_id option, struct text *out)
{
    const struct option_row *row = option_row(option);
    struct text words = {0};
    enum value_kind kind = row->valued ? value_of(session, option, user, &words) : VALUE_ANY;
    add_fish_when(name, out);
    if (row->letter != '\0')
        text_format(out, " -s %c", row->letter);
    if (*row->word != '\0')
        text_format(out, " -l %s", row->word);
    if (kind == VALUE_FILE)
        text_add(out, " -r -F");
    else if (kind == VALUE_LIST)
        text_add(out, " -x -a '(__fish_complete_list , __actscope_functions)'");
    else if (words.n > 0)
        text_format(out, " -x -a '%s'", text_string(&words));
    else if (row->valued)
        text_add(out, " -x");
    text_add(out, "\n");
    text_free(&words);
}

static void add_fish_words(const struct subcommand *of, struct text *out)
{
    struct text words = {0};
    text_format(&words, "%s", of->words);
    if (strcmp(of->name, "tour") == 0) {
        text_add(&words, " ");
        add_tours(&words);
    }
    if (words.n > 0) {
        add_fish_when(of->name, out);
        text_format(out, " -f -a '%s'\n", text_string(&words));
    }
    if (of->takes_function) {
        add_fish_when(of->name, out);
        text_add(out, " -f -a '(__actscope_functions)'\n");
    }
    text_free(&words);
}

static void print_fish(const struct session *session, struct text *out)
{
    text_add(out, "# Completion of actscope for fish, made by `actscope completion fish`.\n"
                  "function __actscope_functions\n    string split ' ' '");
    add_names(session, "only ", out);
    text_add(out, "'\nend\ncomplete -c actscope -n __fish_use_subcommand -a 'help ");
    add_subcommands(" ", out);
    text_add(out, "'\n");
    each_option(session, add_fish_option, out);
    for (int i = 0; subcommand_at(i) != NULL; i++)
        add_fish_words(subcommand_at(i), out);
}

// --- the subcommand ---

static const char help[] =
    N_("actscope completion bash|zsh|fish: a script that completes command lines\n"
       "\n"
       "  bash   source <(actscope completion bash)      in ~/.bashrc\n"
       "  zsh    source <(actscope completion zsh)       in ~/.zshrc, behind compinit\n"
       "  fish   actscope completion fish > ~/.config/fish/completions/actscope.fish\n");

static const struct {
    const char *name;
    void (*print)(const struct session *session, struct text *out);
} shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};

static void print_script(void (*print)(const struct session *session, struct text *out))
{
    struct session *session = memory_new(1, sizeof *session);
    struct text out = {0};
    session_init(session, (struct host){0});
    print(session, &out);
    fputs(text_string(&out), stdout);
    text_free(&out);
    session_free(session);
    free(session);
}

int completion_main(int argc, char **argv)
{
    struct fault fault = {0};
    argc = arguments_plain(argc, argv);
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        fputs(_(help), stdout);
        return EXIT_DONE;
    }
    for (size_t i = 0; argc == 2 && i < sizeof shells / sizeof *shells; i++)
        if (strcmp(argv[1], shells[i].name) == 0) {
            print_script(shells[i].print);
            return EXIT_DONE;
        }
    if (argc < 2)
        fault_set(&fault, FAULT_MISSING_ARGUMENT, _("expected a shell: bash, zsh or fish"));
    else if (argc > 2)
        fault_set(&fault, FAULT_EXTRA_ARGUMENT, _("\"%s\" is one argument too many"), argv[2]);
    else
        fault_set(&fault, FAULT_UNKNOWN_WORD, _("\"%s\" is no shell; expected bash, zsh or fish"),
                  argv[1]);
    return usage_fault_of("completion", "completion", &fault);
}

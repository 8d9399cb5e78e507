#include "app/cli/option_table.h"
#include "base/language.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/options.h"
#include "base/text.h"

enum {
    PLAIN_ARGUMENT = 1,       // what getopt returns for one, with '-' in front of the letters
    FIRST = OPTION_BEFORE + 1 // the id of the first row
};

// The words of option.def.
enum { VALUE = 1, ALONE = 0 };

enum {
    WINDOW = OPTION_USER_WINDOW,
    PLOT = OPTION_USER_PLOT,
    SAMPLE = OPTION_USER_SAMPLE,
    POLYLINE = OPTION_USER_POLYLINE,
    GRADIENT = OPTION_USER_GRADIENT,
    RACE = OPTION_USER_RACE,
};

static const struct option_row rows[OPTIONS] = {
#define OPTION(name, letter, word, value, users) {letter, word, value, users},
#include "app/cli/option.def"
#undef OPTION
};

const struct option_row *option_row(enum option_id id)
{
    return &rows[id - FIRST];
}

void option_name(enum option_id id, char out[64])
{
    const struct option_row *row = option_row(id);
    if (*row->word != '\0')
        snprintf(out, 64, "--%s", row->word);
    else
        snprintf(out, 64, "-%c", row->letter);
}

// A user, and the one whose options it recognises in order to say whose they are.
static unsigned siblings(unsigned user)
{
    static const unsigned families[] = {WINDOW | PLOT, SAMPLE | POLYLINE};
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (families[i] & user)
            return families[i];
    return user;
}

// Whether getopt gets an option's letter for a user. The letters of siblings are known as well, but
// `polyline` gets none that only `sample` has: -n is an unknown option there.
static bool knows_letter(const struct option_row *row, unsigned user)
{
    return row->letter != '\0' && (row->users & siblings(user)) != 0 &&
           !(user == POLYLINE && (row->users & (SAMPLE | POLYLINE)) == SAMPLE);
}

void option_table(enum option_user user, const char *mode, struct option out[OPTIONS + 1],
                  char letters[OPTION_LETTERS_SIZE])
{
    int n = 0;
    char *letter = letters + sprintf(letters, "%s", mode);
    for (int i = 0; i < OPTIONS; i++) {
        const struct option_row *row = &rows[i];
        if (knows_letter(row, user))
            letter += sprintf(letter, row->valued ? "%c:" : "%c", row->letter);
        if ((row->users & siblings(user)) != 0 && *row->word != '\0')
            out[n++] = (struct option){row->word, row->valued ? required_argument : no_argument,
                                       NULL, FIRST + i};
    }
    out[n] = (struct option){NULL, 0, NULL, 0};
}

// The option of a letter that getopt returned; other numbers come back unchanged.
static int id_of_letter(int letter, unsigned user)
{
    for (int i = 0; i < OPTIONS; i++)
        if (rows[i].letter == letter && knows_letter(&rows[i], user))
            return FIRST + i;
    return letter;
}

static const char *option_candidate(const void *user, int i)
{
    const struct option *options = user;
    return options[i].name;
}

// Reports a mistake that getopt_long returned '?' or ':' for, in the user's language and with the
// most similar option.
static int usage_unknown(const char *subcommand, const struct option *options, char **argv,
                         int answer)
{
    struct fault fault = {0};
    char letter[3] = {'-', (char)optopt, '\0'};
    // For a letter within "-abc", optind is still at that argument: argv[optind - 1] is another
    // one.
    bool is_long = strncmp(argv[optind - 1], "--", 2) == 0 &&
                   (answer == ':' || optopt == 0 || strchr(argv[optind - 1], '=') != NULL);
    const char *what = is_long ? argv[optind - 1] : letter;
    const char *near = is_long ? word_nearest(what + 2, option_candidate, options) : NULL;
    if (answer == ':')
        fault_set(&fault, FAULT_MISSING_ARGUMENT, _("this option wants a value"));
    else if (is_long && optopt != 0)
        fault_set(&fault, FAULT_EXTRA_ARGUMENT, _("this option takes no value"));
    else if (near != NULL)
        fault_set(&fault, FAULT_UNKNOWN_WORD, _("unknown option; did you mean --%s?"), near);
    else
        fault_set(&fault, FAULT_UNKNOWN_WORD, _("unknown option"));
    return usage_fault_of(subcommand, what, &fault);
}

// Handles one answer of getopt; returns -1 to go on, or the exit status.
static int take_answer(const struct option_reader *reader, int answer, const struct option *table,
                       char **argv)
{
    struct fault fault = {0};
    char what[64];
    if (answer == '?' || answer == ':')
        return usage_unknown(reader->subcommand, table, argv, answer);
    if (answer == PLAIN_ARGUMENT) {
        if (reader->plain(reader->to, optarg, &fault))
            return -1;
        return usage_fault_of(reader->subcommand, reader->subcommand, &fault);
    }
    enum option_id id = (enum option_id)id_of_letter(answer, reader->user);
    if (id == OPTION_HELP) {
        fputs(_(reader->help), stdout);
        return EXIT_DONE;
    }
    if (id == OPTION_VERSION)
        return version_print();
    if (reader->take(reader->to, id, optarg, &fault))
        return -1;
    snprintf(what, sizeof what, "-%c", answer < FIRST ? answer : '?');
    if (answer >= FIRST)
        option_name(id, what);
    return usage_fault_of(reader->subcommand, reader->names_option ? what : reader->subcommand,
                          &fault);
}

static bool too_many(const char *word, struct fault *fault)
{
    return fault_set(fault, FAULT_EXTRA_ARGUMENT, _("\"%s\" is one argument too many"), word);
}

int options_each(const struct option_reader *reader, int argc, char **argv)
{
    struct option table[OPTIONS + 1];
    char letters[OPTION_LETTERS_SIZE];
    struct fault fault = {0};
    int status = -1, answer;
    // With "-" in front of the letters getopt returns plain arguments in their place between
    // options.
    option_table(reader->user, reader->plain != NULL ? "-:" : ":", table, letters);
    optind = 1;
    opterr = 0;
    while (status < 0 && (answer = getopt_long(argc, argv, letters, table, NULL)) != -1)
        status = take_answer(reader, answer, table, argv);
    for (int i = optind; status < 0 && i < argc; i++) { // what follows "--"
        bool ok = reader->plain != NULL ? reader->plain(reader->to, argv[i], &fault)
                                        : too_many(argv[i], &fault);
        if (!ok)
            status = usage_fault_of(reader->subcommand, reader->subcommand, &fault);
    }
    return status;
}

// The program: chooses the language, then runs a subcommand or opens the window.
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "activation/own.h"
#include "app/cli/formula.h"
#include "app/cli/options.h"
#include "app/cli/subcommands.h"
#include "app/file.h"
#include "app/language.h"
#include "app/parallel.h"
#include "app/window/window.h"
#include "base/language.h"

static const char *subcommand_candidate(const void *user, int i)
{
    (void)user;
    return subcommand_at(i) != NULL ? subcommand_at(i)->name : NULL;
}

// Whether a word is a function or a list of functions, as -f takes it: ids and formulas.
static bool is_functions(const char *word)
{
    bool ok = *word != '\0';
    for (const char *p = word; ok && *p != '\0';) {
        struct own own = {0};
        struct fault fault = {0};
        struct text item = {0};
        size_t n = formula_item(p);
        text_add_bytes(&item, p, n);
        ok = n > 0 && formula_find(text_string(&item), &own, &fault) != NULL;
        p += n + (p[n] == ',');
        text_free(&item);
        own_clear(&own);
    }
    return ok;
}

// Whether the first argument must be a misspelt subcommand: it is no option and no file, and
// similar to a subcommand, which *meant then names, or means functions, or is without the "." or
// "/" of a path.
static bool is_misspelt(const char *word, const char **meant)
{
    if (*word == '-' || file_exists(word))
        return false;
    *meant = word_nearest(word, subcommand_candidate, NULL);
    return *meant != NULL || strpbrk(word, "./") == NULL || is_functions(word);
}

static int refuse_misspelt(const char *word, const char *meant)
{
    struct fault fault = {0};
    if (activation_find(word) >= 0)
        fault_set(
            &fault, FAULT_UNKNOWN_WORD,
            _("this is a function; `actscope -f %s` shows it, `actscope show %s` tells what is "
              "known of it"),
            word, word);
    else if (is_functions(word))
        fault_set(&fault, FAULT_UNKNOWN_WORD,
                  _("this names functions; `actscope -f '%s'` shows them"), word);
    else if (meant != NULL)
        fault_set(&fault, FAULT_UNKNOWN_WORD,
                  _("neither a file nor a subcommand; did you mean \"%s\"?"), meant);
    else
        fault_set(&fault, FAULT_UNKNOWN_WORD, _("neither a file nor a subcommand"));
    return usage_fault(word, &fault);
}

// The value of --lang at argument i, or NULL; `*taken` is how many arguments it fills.
static const char *language_argument(int argc, char **argv, int i, int *taken)
{
    *taken = 1;
    if (strncmp(argv[i], "--lang=", 7) == 0)
        return argv[i] + 7;
    if (strcmp(argv[i], "--lang") != 0 || i + 1 == argc)
        return NULL;
    *taken = 2;
    return argv[i + 1];
}

static int refuse_language(const char *subcommand, const char *word)
{
    struct fault fault = {0};
    language_unknown(word, &fault);
    usage_fault_of(subcommand, "--lang", &fault);
    return -1;
}

// Reads --lang before everything else, so that help and messages are in that language. The window
// and `plot`, which is subcommand 0, read the option themselves as well: it stays in their
// arguments, and they refuse unknown languages. For other subcommands, and in front of any
// subcommand, it is removed and unknown languages are refused here. Returns how many arguments are
// left, or -1.
static int choose_language(int argc, char **argv)
{
    int n = 1, taken = 0;
    int first = argc > 1 && language_argument(argc, argv, 1, &taken) != NULL ? 1 + taken : 1;
    int subcommand = first < argc ? subcommand_find(argv[first]) : -1;
    bool keep = subcommand < 0 || (subcommand == 0 && first == 1), ended = false;
    for (int i = 1; i < argc; i += taken) {
        const char *word = language_argument(argc, argv, i, &taken);
        ended = ended || strcmp(argv[i], "--") == 0;
        int language = !ended && word != NULL ? language_find(word) : -1;
        bool known = language >= 0;
        if (known)
            language_use(language);
        else if (!ended && word != NULL && !keep)
            return refuse_language(argv[first], word);
        for (int k = i; (keep || !known) && k < i + taken; k++)
            argv[n++] = argv[k];
    }
    argv[n] = NULL;
    return n;
}

// Does what people ask for by the usual words: `help`, `help SUBCOMMAND` and `version` become
// options.
static int usual_words(int argc, char **argv)
{
    static char help[] = "--help", version[] = "--version";
    if (argc < 2 || file_exists(argv[1]))
        return argc;
    if (argc == 2 && strcmp(argv[1], "version") == 0)
        argv[1] = version;
    if (strcmp(argv[1], "help") != 0)
        return argc;
    argv[1] = argc > 2 ? argv[2] : help;
    if (argc > 2)
        argv[2] = help;
    return argc;
}

int main(int argc, char **argv)
{
    signal(SIGXFSZ, SIG_IGN); // writing beyond a limit on files then fails, and is reported
    language_open();
    argc = choose_language(argc, argv);
    if (argc < 0)
        return EXIT_USAGE;
    argc = usual_words(argc, argv);
    parallel_init();
    int subcommand = argc > 1 ? subcommand_find(argv[1]) : -1;
    if (subcommand >= 0)
        return output_finish(subcommand_at(subcommand)->main(argc - 1, argv + 1));
    const char *meant = NULL;
    if (argc > 1 && is_misspelt(argv[1], &meant))
        return refuse_misspelt(argv[1], meant);
    return output_finish(window_main(argc, argv));
}

#define _XOPEN_SOURCE 700 // posix_spawnp; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include "app/clipboard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/language.h"

extern char **environ;

enum { WAIT_MS = 3000, LOOK_MS = 5 };

// Both read all of their standard input, leave a process behind that hands it out, and end.
static const char *const wl_copy[] = {"wl-copy", "--type", "image/png", NULL};
static const char *const xclip[] = {"xclip",     "-selection", "clipboard", "-t",
                                    "image/png", "-i",         NULL};

// Starts a program that reads `file` from its beginning and writes nowhere; its number, or -1 with
// errno.
static pid_t start(const char *const *words, FILE *file)
{
    pid_t child = -1;
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return -1;
    posix_spawn_file_actions_adddup2(&actions, fileno(file), STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    // posix_spawnp does not write to the words; its type is older than const.
    char *arguments[8] = {NULL};
    for (size_t i = 0; words[i] != NULL; i++)
        memcpy(&arguments[i], &words[i], sizeof arguments[i]);
    errno = posix_spawnp(&child, words[0], &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return errno == 0 ? child : -1;
}

// Waits for a program's end; false where it failed, or is ended because it takes too long.
static bool succeeds(pid_t child)
{
    int status = 0;
    for (int waited = 0; waited < WAIT_MS; waited += LOOK_MS) {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended != 0)
            return ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
        nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return false;
}

bool clipboard_picture(const char *png, size_t n, bool wayland, struct fault *fault)
{
    const char *const *words = wayland ? wl_copy : xclip;
    FILE *file = tmpfile(); // has no name, so that nothing is left behind
    if (file == NULL || fwrite(png, 1, n, file) != n || fflush(file) != 0) {
        fault_set(fault, FAULT_FILE, _("cannot write a temporary file: %s"), strerror(errno));
        if (file != NULL)
            fclose(file);
        return false;
    }
    rewind(file);
    pid_t child = start(words, file);
    bool missing = child < 0 && errno == ENOENT;
    fclose(file);
    if (child >= 0 && succeeds(child))
        return true;
    if (missing)
        return fault_set(fault, FAULT_WINDOW,
                         _("copying pictures needs the program %s: install %s, or save with s"),
                         words[0], wayland ? "wl-clipboard" : "xclip");
    return fault_set(fault, FAULT_WINDOW, _("%s did not take the picture"), words[0]);
}

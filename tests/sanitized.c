// Linked into sanitized programs only (cmake/sanitize.cmake): four things that the sanitizers need
// to be right about libraries, and to end.
#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PAUSE_NANOSECONDS 1000000L
#define PAUSES_MOST       20000 // 20 s: threads of libraries spin a little before they sleep

// LeakSanitizer looks when SDL has long closed the GL driver; it could then no longer tell whose
// memory it is and would blame "<unknown module>". A library that is never closed keeps its name,
// and tests/lsan.supp can list it.
int dlclose(void *handle);

int dlclose(void *handle)
{
    (void)handle;
    return 0;
}

// AddressSanitizer's allocator does not survive a fork while another thread allocates: the child
// inherits a lock that nobody opens, and stands still before it can exec. SDL's D-Bus forks so,
// beside our thread that loads fonts, to start a bus where there is none, and then waits for the
// child for ever. Without a bus to look for, nobody forks.
__attribute__((constructor)) static void look_for_no_bus(void)
{
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
}

// AddressSanitizer guesses where the thread-local memory of libraries lies from the bytes in front
// of it, which belong to somebody else under glibc 2.25 and newer. Once in a hundred ends the guess
// was no address, and LeakSanitizer crashed on it ("Tracer caught signal 11"). Without the guess
// that memory is found as any other. (This is the only definition: the runtime has a weak one,
// which another weak one does not replace.)
const char *__asan_default_options(void);
const char *fuzz_asan_options(void) __attribute__((weak)); // in fuzzers, tests/fuzz/fuzz.c

const char *__asan_default_options(void)
{
    return fuzz_asan_options != NULL ? fuzz_asan_options() : "intercept_tls_get_addr=0";
}

// The state of a thread: the letter behind its name, which stands in brackets and may hold any
// sign.
static char thread_state(const char *id)
{
    char path[64], line[256] = "";
    snprintf(path, sizeof path, "/proc/self/task/%.20s/stat", id);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 'X'; // it has ended since it was listed
    size_t n = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[n] = '\0';
    const char *bracket = strrchr(line, ')');
    return bracket != NULL && bracket[1] == ' ' ? bracket[2] : 'X';
}

// Whether all threads but this one sleep: none of them begins, works, or is about to end.
static bool all_sleep(void)
{
    bool sleep = true;
    DIR *threads = opendir("/proc/self/task");
    if (threads == NULL)
        return true;
    for (struct dirent *entry; sleep && (entry = readdir(threads)) != NULL;)
        if (isdigit((unsigned char)entry->d_name[0]) && atoi(entry->d_name) != getpid())
            sleep = thread_state(entry->d_name) == 'S';
    closedir(threads);
    return sleep;
}

void __lsan_do_leak_check(void) __attribute__((weak));

// LeakSanitizer stops all threads and reads their stacks. Left alone it does so at the very end,
// when libraries have just joined theirs: the kernel lists a thread for a while after it was
// joined, and the checker crashes on its stack, or waits for it. So leaks are looked for here,
// where main has returned and no library has begun to end, once everybody is quiet. There is no
// second check.
__attribute__((destructor)) static void look_for_leaks(void)
{
    const struct timespec pause = {.tv_nsec = PAUSE_NANOSECONDS};
    if (__lsan_do_leak_check == NULL)
        return;
    for (int i = 0; i < PAUSES_MOST && !all_sleep(); i++)
        nanosleep(&pause, NULL);
    fflush(NULL);
    __lsan_do_leak_check();
}

// Files that are built into the program, so that it runs from any folder. scripts/embed.cmake makes
// tables of them, each ended by a row of NULLs.
#ifndef ACTSCOPE_BASE_EMBEDDED_H
#define ACTSCOPE_BASE_EMBEDDED_H

struct embedded {
    const char *name; // of the file, without its folder and ending
    const char *text; // its content, with a terminator
};

#endif

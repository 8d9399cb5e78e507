// Files that are built into the program, so that it runs from any folder: tables made by
// scripts/embed.cmake, each ended by a row of NULLs.
#ifndef ACTSCOPE_BASE_EMBEDDED_H
#define ACTSCOPE_BASE_EMBEDDED_H

struct embedded {
    const char *name; // of the file, without folder and ending
    const char *text;
};

#endif

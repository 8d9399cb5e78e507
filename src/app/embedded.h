// Files that are built into the program, so that it runs from any folder: tables made by
// scripts/embed.cmake, each ended by a row of NULLs.
#ifndef ACTSCOPE_APP_EMBEDDED_H
#define ACTSCOPE_APP_EMBEDDED_H

struct embedded {
    const char *name; // of the file, without folder and ending
    const char *text;
};

extern const struct embedded embedded_tours[]; // assets/tours

#endif

// What a picture's file says besides the picture (paint/picture.h), taken from a session.
#ifndef ACTSCOPE_APP_FACTS_H
#define ACTSCOPE_APP_FACTS_H

#include "control/session.h"
#include "paint/picture.h"

struct facts {
    struct picture_facts facts; // its strings lie in the members below
    char title[256];
    struct text description, commands;
};

// Fills in title, description, commands, software and language; the members about the sheet are 0.
// `out` need not be initialised; end with facts_free.
void facts_take(struct facts *out, const struct session *session);
void facts_free(struct facts *facts);

// Writes the title of a picture as files have it: that of the scene (scene_title), but for a single
// formula to which nobody gave a name: it is its own title.
void facts_title(const struct state *state, char *out, size_t size);

#endif

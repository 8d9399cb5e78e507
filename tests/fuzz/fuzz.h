// What the fuzzers share. Each is one function, LLVMFuzzerTestOneInput, that libFuzzer feeds with
// bytes; what must hold is demanded, and a demand that fails ends the run with the input kept.
#ifndef ACTSCOPE_FUZZ_H
#define ACTSCOPE_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "control/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Ends the run unless this holds.
#define demand(holds) fuzz_demand((holds), #holds, __FILE__, __LINE__)
void fuzz_demand(bool holds, const char *what, const char *file, int line);

// The bytes as a terminated string that ends with them, so that reading past the end is found.
// Ended by free.
char *fuzz_text(const uint8_t *data, size_t size);

// A session as session_init makes it, without keys and host. It is made once and copied: a session
// that owns nothing yet may be. Two at a time at most: their memory, which is large, is used again.
struct session *fuzz_session(void);
void fuzz_session_end(struct session *session);

// Whether two sessions, which may not be the same, have equal states and print them alike.
void fuzz_demand_equal(const struct session *a, const struct session *b);

// Demands that a fault of a failed call says something.
void fuzz_demand_fault(const struct fault *fault);

#endif

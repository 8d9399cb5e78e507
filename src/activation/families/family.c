#include "activation/families/family.h"
#include "base/language.h"

const char family_gated[] = N_("self-gated");
const char family_periodic[] = N_("periodic and radial");
const char family_piecewise[] = N_("steps and piecewise linear");
const char family_rectifiers[] = N_("smooth rectifiers");
const char family_sigmoidal[] = N_("sigmoidal");

// Compiled with the level's instructions: src/CMakeLists.txt.
#define VECTOR_TABLE vector_table_plain
#include "activation/arrays/vector_kernels.h"

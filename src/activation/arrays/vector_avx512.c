// Compiled with the level's instructions: src/CMakeLists.txt.
#define VECTOR_TABLE vector_table_avx512
#include "activation/arrays/vector_kernels.h"

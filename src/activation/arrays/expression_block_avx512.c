#define BLOCK_TABLE block_table_avx512
#include "activation/arrays/expression_block_kernels.h"

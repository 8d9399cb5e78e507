#define BLOCK_TABLE block_table_avx2
#include "activation/arrays/expression_block_kernels.h"

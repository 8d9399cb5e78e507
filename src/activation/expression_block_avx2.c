#define BLOCK_TABLE block_table_avx2
#include "activation/expression_block_kernels.h"

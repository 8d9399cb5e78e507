#define BLOCK_TABLE block_table_avx512
#include "activation/expression_block_kernels.h"

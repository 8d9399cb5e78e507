#define BLOCK_TABLE block_table_plain
#include "activation/expression_block_kernels.h"

#define BLOCK_TABLE block_table_plain
#include "activation/arrays/expression_block_kernels.h"

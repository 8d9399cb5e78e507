#define JET_TABLE jet_table_avx512
#include "activation/arrays/jet_lanes_kernels.h"

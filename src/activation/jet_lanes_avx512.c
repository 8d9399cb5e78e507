#define JET_TABLE jet_table_avx512
#include "activation/jet_lanes_kernels.h"

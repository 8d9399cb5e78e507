#define JET_TABLE jet_table_avx2
#include "activation/jet_lanes_kernels.h"

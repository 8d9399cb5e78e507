#define JET_TABLE jet_table_avx2
#include "activation/arrays/jet_lanes_kernels.h"

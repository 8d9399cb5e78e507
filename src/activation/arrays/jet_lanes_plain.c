#define JET_TABLE jet_table_plain
#include "activation/arrays/jet_lanes_kernels.h"

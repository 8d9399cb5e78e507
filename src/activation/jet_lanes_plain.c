#define JET_TABLE jet_table_plain
#include "activation/jet_lanes_kernels.h"

#include "network/mix.h"

#include <string.h>

void network_mix_set(struct network_mix *mix, const struct activation *activation,
                     const double *parameters)
{
    memset(mix, 0, sizeof *mix);
    mix->n = 1;
    mix->parts[0].activation = activation;
    mix->parts[0].revision = activation->revision;
    mix->parts[0].layers = 1;
    for (int i = 0; i < activation->parameter_count; i++)
        mix->parts[0].parameters[i] = parameters[i];
}

int network_mix_part(const struct network_mix *mix, int layer)
{
    int period = 0, i = 0;
    for (int k = 0; k < mix->n; k++)
        period += mix->parts[k].layers;
    if (period <= 0)
        return 0; // which no mix has
    int place = (layer - 1) % period;
    while (place >= mix->parts[i].layers)
        place -= mix->parts[i++].layers;
    return i;
}

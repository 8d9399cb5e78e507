#include "plot/curve_cache.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct curve_cache_entry {
    const struct activation *activation;
    unsigned long revision; // of the activation: another one may have been defined in its place
    enum order order;
    int panel;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    enum scale_kind scale_x, scale_y;
    bool magnitude;
    struct curve curve;
};

static struct curve_cache_entry *entry_find(const struct curve_cache *cache, int panel,
                                            const struct sample_request *request)
{
    for (size_t i = 0; i < cache->n; i++) {
        struct curve_cache_entry *e = cache->entries[i];
        if (e->activation == request->activation && e->order == request->order && e->panel == panel)
            return e;
    }
    return NULL;
}

static struct curve_cache_entry *entry_add(struct curve_cache *cache, int panel,
                                           const struct sample_request *request)
{
    cache->entries = memory_grow(cache->entries, &cache->c, cache->n + 1, sizeof(void *));
    struct curve_cache_entry *e = memory_new(1, sizeof *e);
    *e = (struct curve_cache_entry){
        .activation = request->activation, .order = request->order, .panel = panel};
    e->curve.identity = ++cache->last_identity;
    cache->entries[cache->n++] = e;
    return e;
}

static size_t parameters_size(const struct sample_request *request)
{
    return (size_t)request->activation->parameter_count * sizeof *request->parameters;
}

// Compares bytes, so that NaN equals itself. A function without parameters may have no array of
// them.
static bool same_parameters(const struct curve_cache_entry *e, const struct sample_request *request)
{
    size_t size = parameters_size(request);
    return size == 0 || memcmp(e->parameters, request->parameters, size) == 0;
}

static bool entry_fits(const struct curve_cache_entry *e, const struct sample_request *request)
{
    return e->curve.revision > 0 && e->revision == request->activation->revision &&
           e->scale_x == request->x.scale && e->scale_y == request->y.scale &&
           e->magnitude == request->magnitude && same_parameters(e, request) &&
           curve_covers(&e->curve, request);
}

const struct curve *curve_cache_get(struct curve_cache *cache, int panel,
                                    const struct sample_request *request)
{
    struct curve_cache_entry *e = entry_find(cache, panel, request);
    if (e == NULL)
        e = entry_add(cache, panel, request);
    if (entry_fits(e, request))
        return &e->curve;
    struct dash_mark mark = {.set = false};
    if (e->scale_x == request->x.scale && e->scale_y == request->y.scale)
        mark = curve_mark_dashes(&e->curve, &request->x);
    if (parameters_size(request) > 0)
        memcpy(e->parameters, request->parameters, parameters_size(request));
    e->revision = request->activation->revision;
    e->scale_x = request->x.scale;
    e->scale_y = request->y.scale;
    e->magnitude = request->magnitude;
    curve_sample(&e->curve, request);
    curve_keep_dashes(&e->curve, &mark, request->x.scale);
    cache->samplings++;
    return &e->curve;
}

void curve_cache_free(struct curve_cache *cache)
{
    if (cache == NULL)
        return;
    for (size_t i = 0; i < cache->n; i++) {
        curve_free(&cache->entries[i]->curve);
        free(cache->entries[i]);
    }
    free(cache->entries);
    memset(cache, 0, sizeof *cache);
}

#include "paint/gl/atlas.h"
#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    GAP = 1,          // texels between strings
    SOLID = 2,        // rows at the top that strings leave free: one for the texel that is fully
                      // covered, one for a gap below it
    SHELF_STEP = 4,   // texels; heights of shelves are multiples, so that strings of about the same
                      // height share one
    CAP_STEPS = 64,   // sizes that differ by less than 1/64 of a pixel are the same
    CAP_MAX = 100000, // pixels; larger sizes are taken for this one, so that a long holds them
    TABLE_START = 256, // places in the hash table; a power of two
};

static const uint32_t nobody = UINT32_MAX; // an empty place in the hash table

// What a string is found by.
struct key {
    const char *string;
    long cap; // in 1/CAP_STEPS pixels
    enum text_weight weight;
    uint32_t hash;
};

// A string that is in the texture.
struct entry {
    struct key key; // owns its string
    struct gl_glyphs glyphs;
    uint64_t frame; // number of the frame that used it last
};

// A row of strings in the texture, filled from the left.
struct shelf {
    int top, height, used; // texels; `used` is its width so far
};

struct gl_atlas {
    struct font *font;
    GLuint texture;
    int side, side_max;
    struct shelf *shelves;
    size_t shelf_n, shelf_c;
    struct entry *entries;
    size_t entry_n, entry_c;
    uint32_t *table; // hash table with open addressing: indices into entries, or nobody
    size_t table_n;  // a power of two
    uint64_t frame;  // number of the present frame
    long frame_area; // texels of all strings that the frame has used so far
    long rastered;   // strings rastered in this frame
    int needed;      // the side that a texture must have for the latest string that found no room
};

static int least(int a, int b)
{
    return a < b ? a : b;
}

static uint32_t hash_bytes(uint32_t hash, const void *bytes, size_t n) // FNV-1a
{
    const uint8_t *byte = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ byte[i]) * 16777619u;
    return hash;
}

static struct key make_key(const char *string, double cap, enum text_weight weight)
{
    struct key key = {
        .string = string, .cap = lround(fmin(fmax(cap, 0), CAP_MAX) * CAP_STEPS), .weight = weight};
    key.hash = hash_bytes(2166136261u, string, strlen(string));
    key.hash = hash_bytes(key.hash, &key.cap, sizeof key.cap);
    key.hash = hash_bytes(key.hash, &key.weight, sizeof key.weight);
    return key;
}

static bool same_key(const struct key *a, const struct key *b)
{
    return a->hash == b->hash && a->cap == b->cap && a->weight == b->weight &&
           strcmp(a->string, b->string) == 0;
}

// Where the key is in the table, or the empty place where it belongs.
static uint32_t *table_place(struct gl_atlas *atlas, const struct key *key)
{
    for (size_t i = key->hash;; i++) {
        uint32_t *place = &atlas->table[i & (atlas->table_n - 1)];
        if (*place == nobody || same_key(&atlas->entries[*place].key, key))
            return place;
    }
}

static void resize_table(struct gl_atlas *atlas, size_t n)
{
    free(atlas->table);
    atlas->table = memory_must(malloc(n * sizeof *atlas->table));
    atlas->table_n = n;
    memset(atlas->table, 0xff, n * sizeof *atlas->table);
    for (size_t i = 0; i < atlas->entry_n; i++)
        *table_place(atlas, &atlas->entries[i].key) = (uint32_t)i;
}

static struct entry *add_entry(struct gl_atlas *atlas, const struct key *key)
{
    if (2 * (atlas->entry_n + 1) > atlas->table_n)
        resize_table(atlas, 2 * atlas->table_n);
    atlas->entries =
        memory_grow(atlas->entries, &atlas->entry_c, atlas->entry_n + 1, sizeof *atlas->entries);
    struct entry *entry = &atlas->entries[atlas->entry_n];
    *entry = (struct entry){.key = *key};
    entry->key.string = memory_must(strdup(key->string));
    *table_place(atlas, &entry->key) = (uint32_t)atlas->entry_n++;
    return entry;
}

static void free_strings(struct gl_atlas *atlas)
{
    for (size_t i = 0; i < atlas->entry_n; i++)
        free((void *)(uintptr_t)atlas->entries[i].key.string);
}

static void forget_all(struct gl_atlas *atlas)
{
    free_strings(atlas);
    atlas->entry_n = 0;
    atlas->shelf_n = 0;
    resize_table(atlas, TABLE_START);
}

static void set_texture_size(struct gl_atlas *atlas)
{
    glBindTexture(GL_TEXTURE_2D, atlas->texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, atlas->side, atlas->side, 0, GL_RED, GL_UNSIGNED_BYTE,
                 NULL);
    const uint8_t solid[4] = {255, 255, 255, 255};
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 1, 1, GL_RED, GL_UNSIGNED_BYTE, solid);
}

// The middle of the texel at the upper left.
double gl_atlas_solid(void)
{
    return 0.5;
}

static int clamped_side(int side)
{
    GLint most = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
    return least(side, most);
}

struct gl_atlas *gl_atlas_create(struct font *font, int side, int side_max)
{
    struct gl_atlas *atlas = memory_new(1, sizeof *atlas);
    atlas->font = font;
    atlas->side = clamped_side(side);
    atlas->side_max = clamped_side(side_max);
    resize_table(atlas, TABLE_START);
    glGenTextures(1, &atlas->texture);
    set_texture_size(atlas);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    return atlas;
}

void gl_atlas_destroy(struct gl_atlas *atlas)
{
    if (!atlas)
        return;
    glDeleteTextures(1, &atlas->texture);
    free_strings(atlas);
    free(atlas->entries);
    free(atlas->shelves);
    free(atlas->table);
    free(atlas);
}

void gl_atlas_begin(struct gl_atlas *atlas)
{
    atlas->frame++;
    atlas->frame_area = 0;
    atlas->rastered = 0;
}

// A shelf of the string's own height with room for it, or NULL.
static struct shelf *find_shelf(struct gl_atlas *atlas, int w, int height)
{
    for (size_t i = 0; i < atlas->shelf_n; i++) {
        struct shelf *shelf = &atlas->shelves[i];
        if (shelf->height == height && shelf->used + w <= atlas->side)
            return shelf;
    }
    return NULL;
}

static struct shelf *add_shelf(struct gl_atlas *atlas, int height)
{
    const struct shelf *last = atlas->shelf_n ? &atlas->shelves[atlas->shelf_n - 1] : NULL;
    int top = last ? last->top + last->height + GAP : SOLID;
    if (height > atlas->side - top)
        return NULL;
    atlas->shelves =
        memory_grow(atlas->shelves, &atlas->shelf_c, atlas->shelf_n + 1, sizeof *atlas->shelves);
    struct shelf *shelf = &atlas->shelves[atlas->shelf_n++];
    *shelf = (struct shelf){.top = top, .height = height};
    return shelf;
}

// Finds a place in the texture for a string of glyphs->w by h texels, and sets u and v. False where
// there is none.
static bool find_room(struct gl_atlas *atlas, struct gl_glyphs *glyphs)
{
    int height = least((glyphs->h + SHELF_STEP - 1) / SHELF_STEP * SHELF_STEP, atlas->side - SOLID);
    if (glyphs->w > atlas->side || glyphs->h > height)
        return false;
    struct shelf *shelf = find_shelf(atlas, glyphs->w, height);
    if (!shelf)
        shelf = add_shelf(atlas, height);
    if (!shelf)
        return false;
    glyphs->u = shelf->used;
    glyphs->v = shelf->top;
    shelf->used += glyphs->w + GAP;
    return true;
}

static void upload(const struct gl_atlas *atlas, const struct gl_glyphs *glyphs,
                   const struct font_bitmap *bitmap)
{
    glBindTexture(GL_TEXTURE_2D, atlas->texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, bitmap->w);
    glTexSubImage2D(GL_TEXTURE_2D, 0, glyphs->u, glyphs->v, glyphs->w, glyphs->h, GL_RED,
                    GL_UNSIGNED_BYTE, bitmap->pixels);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

// The bitmap's place relative to its anchor, and its size, cut to what a texture of that side
// holds.
static struct gl_glyphs cut_to(const struct font_bitmap *bitmap, int side)
{
    return (struct gl_glyphs){
        .w = least(bitmap->w, side),
        .h = least(bitmap->h, side - SOLID),
        .left = bitmap->left,
        .top = bitmap->top,
    };
}

static bool raster(struct gl_atlas *atlas, const struct key *key, struct gl_glyphs *glyphs)
{
    struct font_bitmap bitmap;
    atlas->rastered++;
    font_raster(atlas->font, key->string, (double)key->cap / CAP_STEPS, key->weight, &bitmap);
    *glyphs = cut_to(&bitmap, atlas->side_max);
    bool fits = glyphs->w == 0 || find_room(atlas, glyphs);
    if (fits && glyphs->w > 0)
        upload(atlas, glyphs, &bitmap);
    if (!fits)
        atlas->needed = glyphs->w > glyphs->h + SOLID ? glyphs->w : glyphs->h + SOLID;
    free(bitmap.pixels);
    return fits;
}

// Counts a string's texels, once a frame.
static void count_use(struct gl_atlas *atlas, struct entry *entry)
{
    if (entry->frame != atlas->frame) {
        entry->frame = atlas->frame;
        atlas->frame_area += (long)(entry->glyphs.w + GAP) * (entry->glyphs.h + GAP);
    }
}

// Rasters a string that the atlas does not have; NULL where there is no room for it.
static struct entry *raster_entry(struct gl_atlas *atlas, const struct key *key)
{
    struct gl_glyphs glyphs;
    if (!raster(atlas, key, &glyphs))
        return NULL;
    struct entry *entry = add_entry(atlas, key);
    entry->glyphs = glyphs;
    return entry;
}

bool gl_atlas_find(struct gl_atlas *atlas, const char *string, double cap, enum text_weight weight,
                   struct gl_glyphs *out)
{
    struct key key = make_key(string, cap, weight);
    uint32_t place = *table_place(atlas, &key);
    struct entry *entry = place == nobody ? raster_entry(atlas, &key) : &atlas->entries[place];
    if (!entry)
        return false;
    count_use(atlas, entry);
    *out = entry->glyphs;
    return true;
}

// If the present frame alone has used more than a quarter of the texture, the next frames would
// find it full again and again, so the texture is doubled. If it is full of strings of earlier
// frames, dropping them is enough.
void gl_atlas_restart(struct gl_atlas *atlas)
{
    int side = atlas->side;
    if (atlas->frame_area > (long)side * side / 4)
        side *= 2;
    while (side < atlas->needed && side < atlas->side_max)
        side *= 2;
    side = least(side, atlas->side_max);
    if (side != atlas->side) {
        atlas->side = side;
        set_texture_size(atlas);
    }
    forget_all(atlas);
    atlas->frame_area = 0;
    atlas->needed = 0;
}

long gl_atlas_rastered(const struct gl_atlas *atlas)
{
    return atlas->rastered;
}

GLuint gl_atlas_texture(const struct gl_atlas *atlas)
{
    return atlas->texture;
}

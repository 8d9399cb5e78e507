#version 330 core
// Rectangles, polygons, discs, rings and text: coverage of a pixel by the vertex's mode.
//
// Without a GPU all branches cost, whichever is taken. Text and rectangles between whole pixels are
// most of what is drawn: compiled with GLYPHS there is nothing else.

noperspective in vec2 at;
flat in vec4 kind; // parameters in xyz, mode in w
flat in vec4 ink;  // premultiplied
flat in vec4 hole; // premultiplied

uniform sampler2D glyphs; // coverage: of whole strings, or of a stroke

out vec4 fragment;

const int PLAIN = 0; // at.x is the coverage
const int BOX = 1;   // at is relative to the centre; kind: half width, half height, corner radius
const int RING = 2;  // at is relative to the centre; kind: outer radius, ring width
const int TEXT = 3;  // at is in texels of `glyphs`; all that GLYPHS draws

// Signed distance to a box with round corners, negative inside.
float box_distance(vec2 p, vec2 half_size, float radius)
{
    vec2 q = abs(p) - half_size + radius;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
}

#ifdef MASK
// `glyphs` is the mask of a stroke, see stroke_fragment.glsl. At is in its texels.
void main()
{
    const float rounding = 1.0 + 1.5 / 255.0; // of three channels of eight bits
    fragment = ink * min(rounding * dot(texelFetch(glyphs, ivec2(at), 0).rgb, vec3(1.0)), 1.0);
}
#elif defined GLYPHS
void main()
{
    fragment = ink * texelFetch(glyphs, ivec2(at), 0).r;
}
#else
void main()
{
    int mode = int(kind.w + 0.5);
    if (mode == PLAIN) {
        fragment = ink * at.x;
    } else if (mode == BOX) {
        fragment = ink * clamp(0.5 - box_distance(at, kind.xy, kind.z), 0.0, 1.0);
    } else if (mode == RING) {
        float inside = clamp(kind.x + 0.5 - length(at), 0.0, 1.0);
        float within = clamp(kind.x - kind.y + 0.5 - length(at), 0.0, 1.0);
        fragment = ink * (inside - within) + hole * within;
    } else {
        fragment = ink * texelFetch(glyphs, ivec2(at), 0).r;
    }
}
#endif

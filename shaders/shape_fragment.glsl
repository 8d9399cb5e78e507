#version 330 core
// Rectangles, polygons, discs and text: how much of a pixel they cover.
//
// Without a GPU every instruction costs, and every program costs at the start: all shapes are boxes
// with round corners. Text and rectangles between whole pixels are most of what is drawn; compiled
// with GLYPHS there is nothing else, and MASK reads the coverage of a stroke instead.

noperspective in vec2 at; // relative to the box's centre; in texels with GLYPHS and MASK
flat in vec4 box;         // half its width, half its height, radius of its corners; half of how
                          // deep it reaches inwards: a disc that is not filled is a ring
flat in vec4 ink;         // premultiplied

uniform sampler2D glyphs; // coverage: of whole strings, or of a stroke

out vec4 fragment;

#if defined MASK
// `glyphs` is the mask of a stroke, see stroke_fragment.glsl.
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
// The signed distance from the box's edge is negative inside.
void main()
{
    vec2 beyond = abs(at) - box.xy + box.z;
    float outside = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - box.z;
    fragment = ink * clamp(0.5 - (abs(outside + box.w) - box.w), 0.0, 1.0);
}
#endif

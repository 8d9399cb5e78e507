#version 330 core
// Rectangles, polygons, discs, rings and text: pixels of the picture to clip space.

layout(location = 0) in vec2 position; // pixels, y down
layout(location = 1) in vec2 local;    // what it means depends on the mode, see shape_fragment.glsl
layout(location = 2) in vec4 shape;    // three parameters of the mode, and the mode
layout(location = 3) in vec4 color;    // straight alpha
layout(location = 4) in vec4 fill;     // straight alpha; of a ring's hole

uniform vec2 pixel; // one pixel in clip space

noperspective out vec2 at;
flat out vec4 kind;
flat out vec4 ink;
flat out vec4 hole;

void main()
{
    gl_Position = vec4(position * pixel + vec2(-1.0, 1.0), 0.0, 1.0);
    at = local;
    kind = shape;
    ink = vec4(color.rgb * color.a, color.a);
    hole = vec4(fill.rgb * fill.a, fill.a);
}

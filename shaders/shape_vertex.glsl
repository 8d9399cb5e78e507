#version 330 core
// Rectangles, polygons, discs and text: pixels of the picture to clip space.

layout(location = 0) in vec2 position; // pixels, y down
layout(location = 1) in vec2 local;    // `at` in shape_fragment.glsl
layout(location = 2) in vec4 shape;    // `box` in shape_fragment.glsl
layout(location = 3) in vec4 color;    // straight alpha

uniform vec2 pixel; // one pixel in clip space

noperspective out vec2 at;
flat out vec4 box;
flat out vec4 ink;

void main()
{
    gl_Position = vec4(position * pixel + vec2(-1.0, 1.0), 0.0, 1.0);
    at = local;
    box = shape;
    ink = vec4(color.rgb * color.a, color.a);
}

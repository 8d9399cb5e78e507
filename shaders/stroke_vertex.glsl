#version 330 core
// Strokes: from points on a centre line to the screen.
//
// A vertex is a point on the line in build pixels, mapped by the view, and an offset from it that is
// always in pixels of the screen: zooming moves the line's points apart, but does not fatten it.

layout(location = 0) in vec2 point;  // build pixels, relative to the curve's origin
layout(location = 1) in vec2 offset; // pixels
layout(location = 2) in vec4 across; // distance, beyond, along, ahead (src/paint/gl/stroke.h)

uniform mat4 view;  // build pixels to clip space
uniform vec2 pixel; // one pixel in clip space
uniform float zoom; // how much longer the line is now than when it was built

noperspective out vec2 place; // distance from the centre line, distance beyond its end
noperspective out float along; // arc length in pixels

void main()
{
    gl_Position = view * vec4(point, 0.0, 1.0);
    gl_Position.xy += offset * pixel;
    place = across.xy;
    along = across.z * zoom + across.w;
}

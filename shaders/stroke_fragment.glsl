#version 330 core
// Strokes: how much of a pixel the line covers, from the pixel's distance to it.
//
// Compiled twice, with and without DASHED: solid lines are most of what is drawn, and without a GPU
// every fragment would pay for the dashes.

noperspective in vec2 place;  // distance from the centre line, distance beyond its end
noperspective in float along; // arc length in pixels

uniform vec4 color;    // premultiplied
uniform float rim;     // half the line's width and half a pixel
uniform float peak;    // the most that a line narrower than a pixel covers
out vec4 fragment;

#ifdef DASHED
uniform int dash_n;
uniform vec2 dash[5];  // each dash: where it starts in the period, its length
uniform float period;  // length of the whole pattern
uniform float inked;   // length of its dashes together

// The length of dashes from the pattern's start to `s`, which may lie a little outside the period.
float ink_until(float s)
{
    float turns = floor(s / period);
    float rest = s - turns * period;
    float ink = turns * inked;
    for (int i = 0; i < dash_n; i++) {
        ink += clamp(rest - dash[i].x, 0.0, dash[i].y);
    }
    return ink;
}

// The share of the pixel's length along the line that dashes cover.
float dash_coverage()
{
    float s = along - floor(along / period) * period;
    return ink_until(s + 0.5) - ink_until(s - 0.5);
}
#endif

void main()
{
    // Beyond a round end the distance is radial; beyond a butt end (negative) coverage just falls.
    float radius = length(vec2(place.x, max(place.y, 0.0)));
    float coverage = clamp(rim - radius, 0.0, peak) * clamp(1.0 + place.y, 0.0, 1.0);
#ifdef DASHED
    coverage *= dash_coverage();
#endif
    fragment = color * coverage;
}

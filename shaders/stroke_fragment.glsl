#version 330 core
// Strokes: how much of a pixel the line covers, from the pixel's distance to it.
//
// Compiled with and without DASHED: solid lines are most of what is drawn, and without a GPU every
// fragment would pay for the dashes. With MASKED, for strokes that overlap themselves, coverage goes
// into three channels by the direction in which the edge looks: of edges that look alike the
// greatest coverage counts (they cover the same part of a pixel), of edges that face each other the
// sum.

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

#ifdef MASKED
// Shares of the three channels for an edge that looks outwards: alike for edges that look alike, of
// different channels for edges that face each other. Thin lines are all edge: one channel.
vec3 shares(vec2 outwards)
{
    const float half_root_3 = 0.8660254;
    vec3 towards = vec3(outwards.x, -0.5 * outwards.x + half_root_3 * outwards.y,
                        -0.5 * outwards.x - half_root_3 * outwards.y);
    vec3 share = max(towards + 0.5 * length(outwards), 0.0) + vec3(1e-6, 0.0, 0.0);
    return mix(vec3(1.0, 0.0, 0.0), share / dot(share, vec3(1.0)), clamp(rim - 0.5, 0.0, 1.0));
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
#ifdef MASKED
    vec2 left = vec2(dFdx(place.x), dFdy(place.x)), forth = vec2(dFdx(place.y), dFdy(place.y));
    vec2 outwards = place.x * left + max(place.y, 0.0) * forth;
    fragment = vec4(shares(outwards) * coverage, 0.0);
#else
    fragment = color * coverage;
#endif
}

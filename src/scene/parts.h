// The parts of a scene; private to this room. Every scene_… function composes into the scene's
// list.
#ifndef ACTSCOPE_SCENE_PARTS_H
#define ACTSCOPE_SCENE_PARTS_H

#include "plot/ticks.h"
#include "scene/scene.h"

// What all parts need.
struct part {
    struct scene *scene;
    const struct scene_input *input;
    const struct state *state;
    const struct theme *theme;
    struct draw_list *list;
};

double part_text_width(const struct part *part, const char *string, double cap,
                       enum text_weight weight);

// The place in the theme of a function in slot `slot` of state.shown, from 0, and its colour.
int part_place(const struct part *part, int slot);
struct color part_color(const struct part *part, int slot);
struct color part_ink(const struct part *part, int slot); // for text about it (color_ink)

// Copies a line, cut at a character and with an ellipsis where it is wider than `width`.
void part_fit_text(const struct part *part, const char *from, double cap, enum text_weight weight,
                   double width, char *out, size_t size);

// Where colour alone must not tell curves apart: a dash for a function's own stroke (unless it is
// dashed already, as a derivative), and markers along the k-th function's curve.
bool part_marked(const struct part *part);
void part_dash(const struct part *part, int slot, struct stroke *stroke);
void scene_markers(const struct part *part, const struct panel *panel, int k, enum order order);
void marker_draw(const struct part *part, enum marker marker, double x, double y, double size,
                 struct color color);

// What stands for a function before its name in tables: a disc, or its marker.
void marker_swatch(const struct part *part, int slot, double x, double y, double size);

// How much of the curves drawn so far a rectangle would cover: their length inside it, in pixels.
// The second stops counting when it is more than `most`: of many places that are compared, most
// turn out worse soon.
double part_coverage(const struct part *part, struct rect rect);
double part_coverage_up_to(const struct part *part, struct rect rect, double most);

// How much of the text drawn so far a rectangle would cover, in pixels of its length.
double part_text_overlap(const struct part *part, struct rect rect);

// The space that chrome takes from the window's edges.
struct bands {
    double title, hints;
    double caption; // of a tour, above the hints; 0 without
};

// At most `most` ticks for a panel's y axis.
void panel_ticks_y(const struct panel *panel, int most, struct ticks *ticks);

// Where everything goes: fills scene->panels.
void layout_panels(const struct part *part, const struct bands *bands);

// One panel: grid, numbers, curves, dots, points of interest, cursor.
void scene_panel(const struct part *part, const struct panel *panel, int index);

// The sampled curve of a function in panel number `index`: itself (member 0), or where it is swept,
// one of its family (1 to SWEEP_CURVES).
enum { SWEEP_CURVES = 9, PANEL_CURVES = SWEEP_CURVES + 1 };
const struct curve *panel_curve(const struct part *part, const struct panel *panel, int index,
                                int function, enum order order, int member);

// How a curve's own coordinates become pixels: shift_x, shift_y, unit_x, unit_y.
void panel_curve_map(const struct panel *panel, const struct curve *curve, double map[4]);

// The ghost of the textbook formula over the k-th function's curve, where it has one and ghosts are
// on. `place` as for the curve itself.
void scene_ghost(const struct part *part, const struct panel *panel, int place, int k,
                 enum order order);

// The formulas of what a panel draws of the focused function, where they cover least; false where
// there are none, or no room.
bool scene_formula(const struct part *part, const struct panel *panel);

// At breaks: bars of sub-gradients, [left, right] slope at a kink, to lie under the curves; and
// arrows with their weight, "0.5 δ", for impulses: in f' where f jumps, in f'' where f' does. Both
// lie under the curves and their dots.
void scene_subgradients(const struct part *part, const struct panel *panel);
void scene_impulses(const struct part *part, const struct panel *panel);

// Whether arrows of a curve of that order are left out because they would stand in each other.
bool scene_impulses_crowd(const struct part *part, const struct panel *panel, int function,
                          enum order order);

// Makes a stroke thinner and dashed (f') or dotted (f'') where a lower order shares the panel.
void panel_dash(const struct part *part, const struct panel *panel, enum order order,
                struct stroke *stroke);

// Names at the curves' ends, or the legend beside the panels.
double labels_width(const struct part *part); // what they need on the right
void scene_end_labels(const struct part *part, const struct panel *panel);
void scene_legend(const struct part *part);
void curve_label(const struct activation *activation, enum order order, char *out, size_t size);

// Saturation of a panel's function (of several the focused one; panel_measured gives its place
// among the panel's functions, or -1): shading under the curves, words where they cover least.
int panel_measured(const struct part *part, const struct panel *panel);
void scene_saturation_shade(const struct part *part, const struct panel *panel);
void scene_saturation_words(const struct part *part, const struct panel *panel);

// "|σ′| < 0.01 beyond ±4.58"; appended to `out`.
void saturation_words(const struct part *part, int function, struct text *out);

// A place of this size in a panel where it covers least of curves and text drawn so far.
struct rect part_free_place(const struct part *part, const struct panel *panel, double w, double h);

// The same at one of the two sides: in the corner asked for if nothing runs there, or else in
// another, or on the way between them.
struct rect part_side_place(const struct part *part, const struct panel *panel, double w, double h,
                            bool right, bool bottom);

// What words there would cover of the panel's lines: the axes, and the cursor's.
double part_lines_under(const struct part *part, const struct panel *panel, struct rect r);

// Quiet words whose capitals fill a rectangle, on a ground that keeps grid lines off the letters;
// and such words in a panel, at a side of it, on the lower right if they can be. Where they have no
// free place at their size, `shorter` is written, if it has room at all. Where `shorter` is NULL,
// words wider than the panel are made smaller, and at last cut.
void part_text_on_ground(const struct part *part, struct rect r, enum text_weight weight,
                         const char *words);
void part_note(const struct part *part, const struct panel *panel, const char *words,
               const char *shorter);

// What is proven of a panel's curves, where that is asked for: a squiggle at the panel's foot under
// the strokes that are not proven to CURVE_PROVEN_PIXELS as they are shown, one row a curve; and
// how many strokes these are, in words. `index` is the panel's.
void scene_proof_marks(const struct part *part, const struct panel *panel, int index);
void scene_proof_words(const struct part *part, const struct panel *panel, int index);

// Bands of |f'| under a panel: the room that so many functions need, the bands, and the key to
// their colours, right-aligned; returns where what is left of it ends.
double band_height(const struct part *part, int functions);
void scene_band(const struct part *part, const struct panel *panel);
double scene_band_key(const struct part *part, double right, double baseline);

// The slope through L layers. depth_content makes a panel of f' one of |f'|^L; depth_axis fits its
// y axis, in decades, to one function or (-1) to all; the note names it in small multiples, the
// slider sets L. Both return where what is left of them ends.
void depth_content(const struct state *state, struct panel *panel);
struct axis depth_axis(const struct state *state, const struct axis *x, int function);
void depth_title(const struct part *part, const struct panel *panel, struct text *out);
void scene_depth_curve(const struct part *part, const struct panel *panel, int k,
                       const struct stroke *stroke);
void scene_depth_bounds(const struct part *part, const struct panel *panel);
void scene_depth_absences(const struct part *part, const struct panel *panel);
double scene_depth_note(const struct part *part, double right, double baseline);
double scene_depth_slider(const struct part *part, double right, double middle);

// Histograms of the user's data under the curves, coloured by |f'| of the panel's function, and
// what they measure in words.
void scene_histograms(const struct part *part, const struct panel *panel);
void scene_histogram_words(const struct part *part, const struct panel *panel);

// Names above panels of one function: the room they need, and the name of one panel, with a note
// about its numbers ("×10⁻³") behind it.
double names_height(const struct part *part);
void scene_name(const struct part *part, const struct panel *panel, const char *note);

// Where each panel holds one function of several, the cursor's values are read in the panels, not
// in a table. scene_cursor_x writes the x, right-aligned, and returns where what is left of it
// ends.
bool values_in_panels(const struct part *part);
void scene_values(const struct part *part, const struct panel *panel);
double scene_cursor_x(const struct part *part, double right, double baseline);

// The table of values at the cursor; in a lecture, where it would cover curves or be too small to
// read, a strip in the title's band instead. readout_strip: what that needs beneath a title.
double readout_strip(const struct part *part);
void scene_readout(const struct part *part, const struct bands *bands);

// Sliders for the focused function's parameters, at the right of the bottom band; returns where
// they begin, so that the hints end before them.
double scene_sliders(const struct part *part, double middle);

// Title, hints or message, entry line, box zoom.
struct bands chrome_bands(const struct part *part);
void scene_chrome(const struct part *part, const struct bands *bands);
void scene_box(const struct part *part);

// A tour's words: the step's title (NULL without a tour), the height that its caption needs, and
// the caption.
const char *tour_title(const struct part *part);
double tour_band(const struct part *part);
void scene_tour(const struct part *part, const struct bands *bands);

// Over the picture: ink, the light spot, the key pressed, the time (right-aligned; returns where
// what is left of it ends); in the picture's place: the test card.
void scene_ink(const struct part *part);
void scene_spot(const struct part *part);
void scene_echo(const struct part *part, const struct bands *bands);
double scene_timer(const struct part *part, double right, double baseline);
void scene_card(const struct part *part);

// Keys and commands over everything.
void scene_help(const struct part *part);

// Pixel positions in a panel; NaN where the axis has no place for the value.
double panel_px(const struct panel *panel, double x);
double panel_py(const struct panel *panel, double y);

// What people read in a panel at the cursor.
void panel_value_text(const struct part *part, const struct panel *panel, int function,
                      enum order order, char *out, size_t size);

// "f", "f′" with the function's symbol: "σ′"; used as "σ′(0) = 1/4".
void order_symbol(const struct activation *activation, enum order order, char *out, size_t size);

// Adds a zone; NULL if there are too many. Later ones lie on top.
struct zone *zone_add(const struct part *part, struct rect rect, int function, const char *click,
                      const char *double_click);

// "x = 0.5" where the cursor is, "x ≈ 1.099" where it has more digits than the view tells apart.
void cursor_text(const struct part *part, char *out, size_t size);

#endif

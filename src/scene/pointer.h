// The pointer: what a mouse does, in words of commands. Knows the scene (panels and zones), not
// SDL.
//
// Every function appends command lines to `out`, to be applied by the caller in order. A scene that
// is older than the session (scene_is_current) counts as empty: what stood there may be gone.
// Whoever wants such an event to find something builds the scene anew first.
#ifndef ACTSCOPE_SCENE_POINTER_H
#define ACTSCOPE_SCENE_POINTER_H

#include "base/text.h"
#include "scene/scene.h"

enum pointer_button { BUTTON_LEFT, BUTTON_MIDDLE, BUTTON_RIGHT, BUTTON_BACK, BUTTON_FORWARD };
enum { POINTER_SHIFT = 1, POINTER_CTRL = 2, POINTER_ALT = 4 };

enum pointer_mode {
    POINTER_IDLE,
    POINTER_PRESSED,
    POINTER_PAN,
    POINTER_BOX,
    POINTER_SLIDE,
    POINTER_MOVE,
    POINTER_MENU, // the right button is down: letting go where it was pressed opens a menu
    POINTER_INK,  // the pen draws
    POINTER_SPOT  // the light spot follows, and ends with the gesture
};

// One pointer's gesture, from one event to the next. Zero-initialise.
struct pointer {
    enum pointer_mode mode;
    enum pointer_button button; // that began the gesture
    char where;                 // of the press: 'p', 'x' or 'y' (scene_panel_at), or 'z' on a zone
    int panel;                  // number of the panel pressed in; PANELS_MAX for none
    double x, y;                // last position, pixels
    double from_x, from_y;      // of the press
    unsigned modifiers;
    bool traces;                  // the cursor is where it is because of the pointer
    int highlight;                // function + 1 highlighted by hovering, 0 for none
    struct zone slider;           // the slider being dragged
    int moved, over;              // function + 1: the one dragged, the one it was dragged onto last
    char leave[ZONE_COMMAND_MAX]; // what is to be said when the zone hovered over is left
    struct rect box;              // the box zoom in progress; w == 0 for none
    char once[ZONE_COMMAND_MAX];  // what letting go on the zone pressed means
    char twice[ZONE_COMMAND_MAX]; // what a second click means: the zone may be gone by then
};

// The pointer moved to (x, y), in pixels of the scene; `modifiers` are POINTER_… or'ed together.
// Without a button this moves the trace cursor and what is highlighted, with one it goes on with
// the gesture: pans, stretches a box, slides a slider, moves a function, draws. The light spot
// follows in any case.
void pointer_move(struct pointer *pointer, const struct scene *scene, const struct session *session,
                  double x, double y, unsigned modifiers, struct text *out);

// A button was pressed at (x, y); `clicks` counts presses in quick succession, from 1. Begins a
// gesture: the left button pans, slides, clicks or draws with the pen, the right one, or the left
// one with Ctrl, draws a box, the middle one lights a spot. A second click does what the zone says,
// or fits the axis.
void pointer_press(struct pointer *pointer, const struct scene *scene,
                   const struct session *session, enum pointer_button button, int clicks, double x,
                   double y, unsigned modifiers, struct text *out);

// The button was let go at (x, y): ends the gesture, and runs the click of the zone that was
// pressed if the pointer is still on it.
void pointer_release(struct pointer *pointer, const struct scene *scene,
                     const struct session *session, enum pointer_button button, double x, double y,
                     struct text *out);

// The wheel turned by so many notches at (x, y), more than 0 away from the user: zooms in, finely
// with Ctrl; moves a slider; makes the light spot larger while there is one; turns the pages of the
// help while that is open.
void pointer_wheel(struct pointer *pointer, const struct scene *scene,
                   const struct session *session, double notches, double x, double y,
                   unsigned modifiers, struct text *out);

// The wheel was tilted, or two fingers moved sideways on a touchpad, by so many notches, more than
// 0 to the right: pans to what lies there.
void pointer_tilt(const struct scene *scene, const struct session *session, double notches,
                  double x, double y, struct text *out);

// Two fingers around (x, y) on a screen moved apart, so that their distance from (x, y) grew by
// `spread` of the screen's size, below 0 together: zooms in at (x, y). A gesture that the first
// finger began is given up.
void pointer_pinch(struct pointer *pointer, const struct scene *scene,
                   const struct session *session, double spread, double x, double y,
                   struct text *out);

// The pointer left the window: takes back what hovering has set.
void pointer_leave(struct pointer *pointer, struct text *out);

// The button was let go where nobody told: ends the gesture, and clicks nothing.
void pointer_drop(struct pointer *pointer, struct text *out);

// Gives up the gesture in progress; true if that was a box zoom or a drag of a slider or a name.
bool pointer_cancel(struct pointer *pointer);

#endif

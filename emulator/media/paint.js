"use strict";

// A thin brush over canvas 2D: shapes are SVG path strings, because those are
// easy to draw by hand and to nudge in a diff.
class Brush {
  constructor(context) {
    this.context = context;
  }

  /** Runs `draw` in a moved, turned (degrees) and scaled coordinate system. */
  at(x, y, draw, { turn = 0, scale = 1 } = {}) {
    this.context.save();
    this.context.translate(x, y);
    this.context.rotate((turn * Math.PI) / 180);
    this.context.scale(scale, scale);
    draw();
    this.context.restore();
  }

  fill(path, colour, alpha = 1) {
    this.context.save();
    this.context.globalAlpha *= alpha;
    this.context.fillStyle = colour;
    this.context.fill(new Path2D(path));
    this.context.restore();
  }

  line(path, colour, width, alpha = 1) {
    this.context.save();
    this.context.globalAlpha *= alpha;
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.lineCap = "round";
    this.context.lineJoin = "round";
    this.context.stroke(new Path2D(path));
    this.context.restore();
  }

  dot(x, y, radius, colour, alpha = 1) {
    this.oval(x, y, radius, radius, colour, alpha);
  }

  oval(x, y, radiusX, radiusY, colour, alpha = 1) {
    this.context.save();
    this.context.globalAlpha *= alpha;
    this.context.fillStyle = colour;
    this.context.beginPath();
    this.context.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI);
    this.context.fill();
    this.context.restore();
  }

  /** Runs `draw` with everything outside `path` masked. */
  within(path, draw) {
    this.context.save();
    this.context.clip(new Path2D(path));
    draw();
    this.context.restore();
  }

  /**
   * A shape with a soft edge of shade on one side: the shape in its shade, and
   * itself again in its light colour, pushed towards the window.
   */
  lit(path, light, shade, dx = -12, dy = -6) {
    this.fill(path, shade);
    this.within(path, () => this.at(dx, dy, () => this.fill(path, light)));
  }
}

"use strict";

// Two people. What tells them apart is all here: colours, the shape of the
// face, and what is drawn behind and in front of it (hair, glasses, rings).
// Coordinates: the middle of the face is 0,0; the chin is near y = 126.

const NOAH = {
  skin: { light: "#f3c6a5", shade: "#e0a583", line: "#a8654a", blush: "#e88a72" },
  iris: "#4d7d8c",
  ink: "#4a2a1f",
  lips: "#c9705f",
  brow: { colour: "#7c3f22", width: 11 },
  lashes: false,
  face: "M-90 -34C-92 -108 -52 -136 0 -136S92 -108 90 -34C89 20 82 66 56 98C40 118 18 128 0 128S-40 118 -56 98C-82 66 -89 20 -90 -34Z",

  behind(brush) {
    brush.fill("M-100 -6C-116 -120 -66 -166 0 -166S116 -120 100 -6C96 12 84 10 82 -10L-82 -10C-84 10 -96 12 -100 -6Z", "#84431f");
  },

  onSkin(brush) {
    // The shade of a beard shaved this morning.
    brush.fill("M-94 10C-80 30 -66 48 -46 54C-28 46 28 46 46 54C66 48 80 30 94 10V140H-94Z", "#b5714f", 0.2);
  },

  before(brush) {
    const quiff = "M-97 -8C-114 -96 -96 -160 -34 -176C20 -204 106 -186 108 -100C110 -66 104 -36 97 -8C92 -30 88 -54 78 -74C56 -72 20 -78 -14 -98C-34 -80 -62 -76 -78 -66C-88 -46 -92 -28 -97 -8Z";
    brush.lit(quiff, "#a9592b", "#8a4721", -10, -4);
    brush.within(quiff, () => {
      brush.line("M-74 -88C-60 -138 -14 -160 44 -158", "#c7773f", 9, 0.8);
      brush.line("M-22 -108C0 -138 40 -146 84 -128", "#8a4721", 6, 0.7);
      brush.line("M-84 -60C-88 -100 -76 -128 -50 -148", "#8a4721", 5, 0.5);
    });
  },
};

const AMARA = {
  skin: { light: "#b9764f", shade: "#99593a", line: "#6b3722", blush: "#c9583f" },
  iris: "#5a3320",
  ink: "#2a1613",
  lips: "#b2394b",
  brow: { colour: "#2b1917", width: 9 },
  lashes: true,
  face: "M-88 -30C-90 -104 -52 -134 0 -134S90 -104 88 -30C87 22 74 70 46 102C32 118 16 126 0 126S-32 118 -46 102C-74 70 -87 22 -88 -30Z",

  behind(brush) {
    // Curls in a ring, the far ones darker: each is a dot, the outline is a cloud.
    for (const [ring, size, colour] of [[124, 54, "#2b1a20"], [112, 46, "#3b242b"]]) {
      for (let degrees = -222; degrees <= 42; degrees += 22) {
        const angle = (degrees * Math.PI) / 180;
        const wobble = 7 * Math.sin(degrees * 1.7);
        brush.dot((ring + wobble) * Math.cos(angle), -44 + (ring + wobble) * 1.02 * Math.sin(angle), size, colour);
      }
    }
    brush.dot(0, -60, 120, "#3b242b");
  },

  onSkin() {},

  before(brush) {
    const curls = [
      [-92, -52, 26], [-80, -92, 32], [-46, -118, 36], [-4, -128, 38], [40, -120, 36],
      [76, -94, 32], [92, -54, 26], [-97, -18, 17], [97, -18, 17],
    ];
    for (const [x, y, radius] of curls) brush.dot(x, y, radius, "#3b242b");
    for (const [x, y, radius] of curls) {
      brush.line(`M${x - radius * 0.5} ${y - radius * 0.1}A${radius * 0.55} ${radius * 0.55} 0 0 1 ${x + radius * 0.4} ${y - radius * 0.4}`, "#6a4247", 4.5, 0.75);
    }
    for (const side of [-1, 1]) brush.dot(side * 93, 48, 10, "#f0b44c");
  },

  onFace(brush) {
    const frame = "#e4563f";
    for (const side of [-1, 1]) {
      brush.at(side * 41, -4, () => {
        brush.dot(0, 0, 33, "#ffffff", 0.13);
        brush.line("M-33 0A33 33 0 1 1 33 0A33 33 0 1 1 -33 0Z", frame, 6);
        brush.line("M-18 -12C-14 -18 -10 -21 -4 -22", "#ffffff", 4, 0.7);
      });
      brush.line(`M${side * 74} -8L${side * 90} -14`, frame, 6);
    }
    brush.line("M-9 -8C-4 -13 4 -13 9 -8", frame, 6);
  },
};

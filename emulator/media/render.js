"use strict";

// Draws the scene the address asks for (`?scene=clip&person=NOAH`) and leaves
// its frames in the page, one base64 PNG a line: `chromium --dump-dom` prints
// them, so the only tools needed are the browser and ffmpeg.

const FRAMES_PER_SECOND = 25;
const PEOPLE = { NOAH, AMARA };

const SCENES = {
  clip: {
    width: 640,
    height: 360,
    frames: LOOP_SECONDS * FRAMES_PER_SECOND,
    draw(brush, person, seconds) {
      const pose = poseAt(seconds);
      brush.at(0, 0, () => {
        drawRoom(brush);
        brush.at(656, 466 + pose.body, () => drawFigure(brush, person, TEAL, pose), { scale: 1.06 });
      }, { scale: 0.5 });
    },
  },
  portrait: {
    width: 512,
    height: 512,
    frames: 1,
    draw(brush, person) {
      drawBackdrop(brush);
      brush.at(258, 446, () => drawFigure(brush, person, PLUM, PORTRAIT), { scale: 1.05 });
    },
  },
};

const asked = new URLSearchParams(location.search);
const scene = SCENES[asked.get("scene")];
const canvas = document.createElement("canvas");
canvas.width = scene.width;
canvas.height = scene.height;
const brush = new Brush(canvas.getContext("2d"));

const lines = [];
for (let frame = 0; frame < scene.frames; frame += 1) {
  scene.draw(brush, PEOPLE[asked.get("person")], frame / FRAMES_PER_SECOND);
  lines.push(canvas.toDataURL("image/png").split(",")[1]);
}
document.getElementById("frames").textContent = lines.join("\n");

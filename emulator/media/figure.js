"use strict";

// A person from the waist up: arm, torso, neck, head, face. A pose (motion.js)
// says where everything is; a person (people.js) says what it looks like.

const TEAL = { light: "#2f6f73", shade: "#245659", cuff: "#3c868a" };
const PLUM = { light: "#7c4a6b", shade: "#643a56", cuff: "#935c80" };
const TORSO = "M-66 -16C-112 8 -196 14 -228 66C-250 112 -258 210 -266 300H266C258 210 250 112 228 66C196 14 112 8 66 -16C40 16 -40 16 -66 -16Z";

/** Draws with the pit of the neck at 0,0. */
function drawFigure(brush, person, sweater, pose) {
  const head = { x: pose.lean, y: -176 + pose.bob };
  brush.at(head.x - pose.yaw * 0.5, head.y - pose.pitch * 0.3, () => person.behind(brush), { turn: pose.tilt });
  drawNeck(brush, person, pose);
  drawTorso(brush, sweater);
  drawArm(brush, person, sweater, pose);
  brush.at(head.x, head.y, () => drawHead(brush, person, pose), { turn: pose.tilt });
}

function drawNeck(brush, { skin }, { lean }) {
  const neck = `M${-44 + lean} -110C-44 -50 -48 -26 -78 -6C-40 40 40 40 78 -6C48 -26 44 -50 ${44 + lean} -110Z`;
  brush.fill(neck, skin.light);
  // The chin throws its shade here; without it the head seems to float.
  brush.within(neck, () => brush.oval(lean + 6, -66, 70, 44, skin.shade));
}

function drawTorso(brush, sweater) {
  brush.lit(TORSO, sweater.light, sweater.shade, -18, 0);
  brush.line("M-68 -17C-40 24 40 24 68 -17", sweater.cuff, 17);
  brush.line("M206 128C214 176 214 240 212 300", sweater.shade, 5, 0.9);
}

function drawArm(brush, person, sweater, { arm }) {
  const { elbow, wrist } = arm;
  const shoulder = { x: -186, y: 86 };
  brush.line(`M${shoulder.x} ${shoulder.y}L${elbow.x} ${elbow.y}`, sweater.shade, 98);
  brush.line(`M${shoulder.x + 4} ${shoulder.y - 8}L${elbow.x + 2} ${elbow.y - 6}`, sweater.light, 84);
  drawHand(brush, person, arm);
  brush.line(`M${elbow.x} ${elbow.y}L${wrist.x} ${wrist.y}`, sweater.shade, 84);
  brush.line(`M${elbow.x - 4} ${elbow.y - 2}L${wrist.x - 4} ${wrist.y}`, sweater.light, 74);
  const turn = (Math.atan2(wrist.y - elbow.y, wrist.x - elbow.x) * 180) / Math.PI + 90;
  brush.at(wrist.x, wrist.y, () => brush.fill("M-44 -34C-20 -42 20 -42 44 -34V-8C20 -16 -20 -16 -44 -8Z", sweater.cuff), { turn });
}

function drawHand(brush, { skin }, { wrist, turn }) {
  const fingers = [[-23, -66, -40, -122], [-8, -72, -15, -141], [9, -72, 13, -138], [24, -66, 38, -118]];
  brush.at(wrist.x, wrist.y, () => {
    brush.line("M0 10V-40", skin.shade, 52);
    brush.line("M20 -36C44 -44 58 -58 64 -78", skin.shade, 23);
    brush.line("M18 -36C42 -44 56 -58 62 -78", skin.light, 20);
    brush.fill("M-34 -34C-38 -60 -34 -76 -30 -84H32C36 -74 38 -60 34 -34C28 -14 -28 -14 -34 -34Z", skin.light);
    for (const [x1, y1, x2, y2] of fingers) {
      brush.line(`M${x1 + 2} ${y1}L${x2 + 2} ${y2}`, skin.shade, 21);
      brush.line(`M${x1} ${y1}L${x2} ${y2}`, skin.light, 19);
    }
    brush.line("M-20 -44C-6 -34 10 -36 20 -50", skin.shade, 5, 0.8);
  }, { turn });
}

function drawHead(brush, person, pose) {
  const { skin } = person;
  for (const side of [-1, 1]) {
    const x = side * 91 - pose.yaw * 0.35;
    brush.oval(x, 4, 17, 25, side < 0 ? skin.light : skin.shade);
    brush.line(`M${x + side * 4} -6C${x - side * 6} -2 ${x - side * 4} 10 ${x + side * 1} 14`, skin.line, 4, 0.35);
  }
  brush.lit(person.face, skin.light, skin.shade, -13, -7);
  brush.within(person.face, () => {
    brush.at(pose.yaw, pose.pitch, () => {
      person.onSkin(brush);
      for (const side of [-1, 1]) brush.oval(side * 54, 42, 23, 15, skin.blush, 0.3);
      drawFace(brush, person, pose);
    });
  });
  brush.at(pose.yaw * 0.45, pose.pitch * 0.3, () => person.before(brush));
  if (person.onFace) brush.at(pose.yaw * 1.1, pose.pitch * 1.1, () => person.onFace(brush));
}

function drawFace(brush, person, pose) {
  const { skin, brow } = person;
  for (const side of [-1, 1]) {
    brush.at(side * 41, -6, () => drawEye(brush, person, pose, side));
    const lift = -48 - pose.brow;
    brush.line(`M${side * 22} ${lift + 5}C${side * 34} ${lift - 5} ${side * 50} ${lift - 5} ${side * 62} ${lift + 7}`, brow.colour, brow.width);
  }
  brush.at(pose.yaw * 0.5, pose.pitch * 0.4, () => {
    brush.fill("M-4 0C6 16 22 34 15 43C8 51 -12 51 -17 42C-6 46 4 44 6 38C8 28 0 14 -4 0Z", skin.shade, 0.95);
    brush.line("M-10 45C-4 49 6 49 11 45", skin.line, 4, 0.5);
  });
  brush.at(0, 76, () => drawMouth(brush, person, pose));
}

function drawEye(brush, { iris, ink, lashes, skin }, { open, gaze }, side) {
  const up = 9 - 25 * open;
  const down = 8 + 5 * open;
  const eye = `M-20 3C-12 ${up} 12 ${up} 20 3C12 ${down} -12 ${down} -20 3Z`;
  brush.fill(eye, "#fffdf8");
  brush.within(eye, () => {
    brush.dot(gaze, -1, 12, iris);
    brush.dot(gaze, -1, 6, ink);
    brush.dot(gaze - 4, -5, 3.4, "#ffffff");
    brush.fill("M-24 -22H24V-9C10 -13 -10 -13 -24 -9Z", ink, 0.14);
  });
  brush.line(`M-20 3C-12 ${up} 12 ${up} 20 3`, ink, lashes ? 6 : 5);
  if (lashes) brush.line(`M${side * 19} 2L${side * 27} ${-4 * open + 2}`, ink, 5);
  brush.line(`M-15 ${-19 * open - 4}C-6 ${-24 * open - 5} 6 ${-24 * open - 5} 15 ${-19 * open - 4}`, skin.line, 3, 0.35 * open);
}

function drawMouth(brush, { lips, ink }, { mouth, smile }) {
  const half = 30 - 5 * mouth + 3 * smile;
  const corner = -3 - 4 * smile;
  const top = `M${-half} ${corner}C${-half * 0.4} ${6 - 3 * mouth} ${half * 0.4} ${6 - 3 * mouth} ${half} ${corner}`;
  const deep = 12 + 6 * smile + 34 * mouth;
  const shape = `${top}C${half * 0.6} ${deep} ${-half * 0.6} ${deep} ${-half} ${corner}Z`;
  brush.fill(shape, "#6d1f2a");
  brush.within(shape, () => {
    brush.oval(0, deep * 0.86, 20, 11 + 3 * mouth, "#e2717a");
    brush.fill(`M${-half} -12H${half}V${7 + 3 * mouth}C10 ${10 + 3 * mouth} -10 ${10 + 3 * mouth} ${-half} ${7 + 3 * mouth}Z`, "#fffaf2");
  });
  brush.line(shape, lips, 5);
  for (const side of [-1, 1]) brush.line(`M${side * (half + 1)} ${corner - 3}l${side * 4} -4`, ink, 3.5, 0.35);
}

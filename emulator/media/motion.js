"use strict";

// Where a presenter is at each moment of a loop. Every wave fits the loop a
// whole number of times, so the last frame runs into the first.

const LOOP_SECONDS = 4;

function poseAt(seconds) {
  const turn = (2 * Math.PI * seconds) / LOOP_SECONDS;
  const raised = between(seconds, [[0, 1], [1.85, 1], [2.45, 0], [3.4, 0], [3.95, 1], [4, 1]]);
  return {
    lean: 6 * Math.sin(turn + 0.6),
    bob: 2.5 * Math.sin(2 * turn) + nodAt(seconds),
    tilt: 2.4 * Math.sin(turn) - 1.5,
    yaw: 9 * Math.sin(turn + 0.9) - 2,
    pitch: 2 * Math.sin(2 * turn + 1) + 1.6 * nodAt(seconds),
    open: blinkAt(seconds, 1.2) * blinkAt(seconds, 2.95),
    gaze: 2.2 * Math.sin(turn + 0.5),
    brow: 5 * Math.max(0, Math.sin(2 * turn)) + 2,
    mouth: talkAt(seconds, turn),
    smile: 0.75 + 0.25 * Math.sin(turn + 1.4),
    arm: armAt(raised, seconds),
    body: 1.6 * Math.sin(2 * turn + 2),
  };
}

/** Someone who holds still for a photograph. */
const PORTRAIT = {
  lean: 0, bob: 0, tilt: -2.5, yaw: -3, pitch: 0, open: 1, gaze: -1, brow: 3, mouth: 0.16, smile: 1,
  arm: armAt(0, 0), body: 0,
};

function armAt(raised, seconds) {
  const wave = raised * Math.sin((2 * Math.PI * seconds) / 0.5);
  return {
    elbow: { x: mix(-262, -282, raised), y: mix(330, 226, raised) },
    wrist: { x: mix(-170, -330, raised) + 13 * wave, y: mix(420, 40, raised) },
    turn: mix(40, -6, raised) + 15 * wave,
  };
}

/** Syllables of uneven height, with the mouth almost shut between sentences. */
function talkAt(seconds, turn) {
  const voice = between(seconds, [[0, 0.25], [0.3, 1], [1.5, 1], [1.8, 0.1], [2.1, 0.1], [2.4, 1], [3.5, 1], [3.8, 0.25], [4, 0.25]]);
  const syllables = 0.5 + 0.32 * Math.sin(11 * turn) + 0.22 * Math.sin(17 * turn + 1);
  return 0.1 + 0.72 * voice * Math.min(1, Math.max(0, syllables));
}

function nodAt(seconds) {
  return 7 * between(seconds, [[0, 0], [2.5, 0], [2.72, 1], [2.95, 0], [3.15, 0.7], [3.4, 0], [4, 0]]);
}

function blinkAt(seconds, moment) {
  return 1 - between(seconds, [[0, 0], [moment - 0.1, 0], [moment, 1], [moment + 0.04, 1], [moment + 0.16, 0], [4, 0]]);
}

/** A smooth line through [time, value] points. */
function between(seconds, points) {
  const next = points.findIndex(([time]) => time > seconds);
  if (next < 1) return points.at(next).at(1);
  const [fromTime, from] = points[next - 1];
  const [toTime, to] = points[next];
  const part = (seconds - fromTime) / (toTime - fromTime);
  return mix(from, to, part * part * (3 - 2 * part));
}

function mix(from, to, part) {
  return from + (to - from) * part;
}

"use strict";

// What stands behind the people. Drawn for 1280 x 720.

function drawRoom(brush) {
  brush.fill("M0 0H1280V720H0Z", "#d5dfe6");
  drawWindow(brush);
  drawShelf(brush);
  drawPlant(brush);
}

function drawWindow(brush) {
  const pane = "M70 560V250C70 140 150 70 250 70S430 140 430 250V560Z";
  brush.lit(pane, "#f7f2e4", "#e9e0c8", -8, 0);
  brush.within(pane, () => {
    brush.dot(346, 246, 62, "#f6c667", 0.75);
    brush.fill("M40 470C130 400 220 420 300 450S420 440 470 400V600H40Z", "#9fc3b2");
    brush.fill("M40 520C150 470 260 500 330 510S430 490 470 480V600H40Z", "#7fae9b");
  });
  brush.line("M250 74V556", "#ffffff", 9);
  brush.line("M74 330H426", "#ffffff", 9);
  brush.line(pane, "#ffffff", 12);
  brush.fill("M44 552H456V578H44Z", "#ffffff");
  brush.fill("M44 578H456V588H44Z", "#b5c2cb");
}

function drawShelf(brush) {
  const books = [
    [905, 34, 128, "#e4765b"], [941, 26, 150, "#2f5d62"], [969, 40, 118, "#f0b44c"],
    [1011, 24, 140, "#f7f2e4"], [1037, 32, 132, "#6f86a6"],
  ];
  for (const [x, width, height, colour] of books) {
    brush.fill(`M${x} ${250 - height}h${width}v${height}h${-width}Z`, colour);
    brush.fill(`M${x} ${250 - height + 18}h${width}v7h${-width}Z`, "#ffffff", 0.45);
  }
  brush.dot(1140, 206, 44, "#7fae9b");
  brush.dot(1128, 194, 32, "#9fc3b2");
  brush.fill("M1124 240h32v10h-32Z", "#2f5d62");
  brush.fill("M880 250H1230V268H880Z", "#ffffff");
  brush.fill("M880 268H1230V277H880Z", "#b5c2cb");
}

function drawPlant(brush) {
  const leaf = "M0 0C-46 -50 -44 -130 0 -190C44 -130 46 -50 0 0Z";
  const leaves = [
    [-64, 0.86, "#2f6f5e"], [58, 0.9, "#2f6f5e"], [-34, 1.12, "#3d8a73"],
    [30, 1.2, "#3d8a73"], [-4, 1.34, "#55a288"],
  ];
  for (const [turn, scale, colour] of leaves) {
    brush.at(1120, 640, () => {
      brush.fill(leaf, colour);
      brush.line("M0 -6V-150", "#ffffff", 3, 0.28);
    }, { turn, scale });
  }
  brush.lit("M1040 600H1200L1182 730H1058Z", "#e4765b", "#c75d45", -16, 0);
}

/** The backdrop of a portrait. Drawn for 512 x 512. */
function drawBackdrop(brush) {
  brush.fill("M0 0H512V512H0Z", "#f0bd62");
  brush.dot(256, 262, 214, "#f7d28d");
}

// The form of a whole set: which families, how many tasks, and the button that starts them all.

import { FAMILIES, mix } from "./families.js";
import { icon } from "./icon.js";

const byId = (id) => document.getElementById(id);

export function createSet({ tasks, composer }) {
  const form = byId("set");
  const count = byId("set-count");
  byId("picks").append(...Object.entries(FAMILIES).map(pickOf));
  form.addEventListener("input", refresh);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!composer.isBusy() && chosen().length) start();
  });
  refresh();

  function start() {
    const families = chosen();
    const wanted = howMany();
    let started = 0;
    const progress = () => {
      started += 1;
      say(`${started} of ${wanted} started…`);
    };
    return composer.work({
      say,
      orSamples: true,
      async start(files) {
        await tasks.startAll(mix(families, wanted, files), progress);
        say(`All ${wanted} are started. See them below.`);
      },
      refused: () => `${started} of ${wanted} were started.`,
    });
  }

  function refresh() {
    const families = chosen().length;
    byId("start-set").textContent = `Start ${tasksText(howMany())}`;
    byId("start-set").ariaDisabled = String(composer.isBusy() || !families);
    if (!families) say("Choose a family first.");
    else say("From the same two files, or from the samples. Each task is charged when it starts.");
  }

  function chosen() {
    return [...form.querySelectorAll("#picks input:checked")].map(({ value }) => value);
  }

  function howMany() {
    return Math.min(count.max, Math.max(count.min, Math.floor(count.valueAsNumber || 1)));
  }

  function say(text) {
    byId("set-status").textContent = text;
  }
}

function tasksText(count) {
  return count === 1 ? "1 task" : `${count} tasks`;
}

function pickOf([name, family]) {
  const label = document.createElement("label");
  label.className = "pick";
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", className: "unseen", value: name, checked: !family.spare });
  label.append(box, icon(family.icon), family.title);
  return label;
}

// Files that arrive by drag and drop, or by paste, anywhere on the page. The
// type of a file says where it belongs, so nobody has to aim.

export function receiveFiles(slots, isBusy) {
  const give = (files) => {
    if (isBusy()) return;
    for (const file of files) (slots.find((slot) => slot.accepts(file)) ?? slots[0]).take(file);
  };

  // dragenter and dragleave fire for every element on the way: count them.
  let depth = 0;
  const mark = (change) => {
    depth = Math.max(0, depth + change);
    document.body.classList.toggle("dragging", depth > 0);
  };
  const withFiles = (handler) => (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    handler(event);
  };
  addEventListener("dragenter", withFiles(() => mark(1)));
  addEventListener("dragleave", withFiles(() => mark(-1)));
  addEventListener("dragover", withFiles((event) => { event.dataTransfer.dropEffect = "copy"; }));
  addEventListener("drop", withFiles((event) => {
    mark(-depth);
    give(event.dataTransfer.files);
  }));

  addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    give(event.clipboardData.files);
  });
}

/** Browsers ignore `download` on links to other origins; the bytes themselves they do save. */
export async function saveAsFile(event, title) {
  event.preventDefault();
  const { href } = event.currentTarget;
  const link = document.createElement("a");
  try {
    link.href = URL.createObjectURL(await (await fetch(href)).blob());
    link.download = title + (new URL(href).pathname.match(/\.\w+$/)?.[0] ?? "");
    link.click();
  } catch {
    open(href, "_blank", "noopener");
  } finally {
    URL.revokeObjectURL(link.href);
  }
}

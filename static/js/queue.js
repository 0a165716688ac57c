/* Keys of a queue: j and k walk its rows, o opens one; on a dossier opened from it j and k go to the
   next and the one before, u back. Every key is a link that stands on the page, so all of it works
   without; single keys can be turned off, and rest while one types or a dialog is open. */
(() => {
  "use strict";

  const OFF = "queue-keys-off";
  const help = document.querySelector("[data-keys]");
  if (!help) return;
  const button = help.querySelector("[data-keys-switch]");
  const rows = () => [...document.querySelectorAll("#hang-cho .row-link")];
  let isOff = false;
  try { isOff = localStorage.getItem(OFF) === "1"; } catch { /* a browser that keeps nothing */ }

  function show() {
    for (const told of document.querySelectorAll("[data-keys-told]")) told.hidden = isOff;
    button.textContent = isOff ? button.dataset.off : button.dataset.on;
  }

  function isBusy(target) {
    return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")
      || document.querySelector("dialog[open], dialog:popover-open, details.popmenu[open]");
  }

  /* The row with the focus; -1 where it is elsewhere. */
  function here(links) {
    const row = document.activeElement?.closest("#hang-cho tbody tr");
    return links.findIndex((link) => row?.contains(link));
  }

  function walk(key) {
    const links = rows();
    const at = here(links);
    if (key === "o") links[at]?.click();
    if (key === "j") links[Math.min(at + 1, links.length - 1)]?.focus();
    if (key === "k") links[at < 0 ? links.length - 1 : Math.max(at - 1, 0)]?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (isOff || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!["j", "k", "o", "u"].includes(event.key) || isBusy(event.target)) return;
    const way = document.querySelector(`[data-key="${event.key}"]`);
    if (way) way.click();
    else walk(event.key);
  });
  button.addEventListener("click", () => {
    isOff = !isOff;
    try { localStorage.setItem(OFF, isOff ? "1" : ""); } catch { /* for this page alone */ }
    show();
  });

  help.hidden = false;
  show();
  /* Back from a dossier: on its row again. The browser goes there first, and takes the focus away. */
  window.addEventListener("load", () => setTimeout(() => {
    if (document.activeElement !== document.body) return; // somebody has gone on
    document.querySelector("#hang-cho tr:target .row-link")?.focus();
  }));
})();

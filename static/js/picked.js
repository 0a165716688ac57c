/* A list with boxes: how many rows are ticked, all of a page at once. All of it works without. */
(() => {
  "use strict";

  const bar = document.querySelector("[data-ticks] .picked");
  if (!bar) return;
  const list = bar.closest("[data-ticks]");
  const told = bar.querySelector("[data-picked]");
  const all = bar.querySelector("[data-pick-all]");
  const page = list.querySelector("[data-tick-page]");
  const pageBox = page.querySelector("input");
  const boxes = () => [...list.querySelectorAll(".tick input[name=dong]")];

  function count() {
    const ticked = boxes().filter((box) => box.checked).length;
    if (all?.checked && ticked < boxes().length) all.checked = false;
    told.textContent = (all?.checked ? Number(all.value) : ticked).toLocaleString("vi-VN");
    pageBox.checked = ticked > 0 && ticked === boxes().length;
    pageBox.indeterminate = ticked > 0 && ticked < boxes().length;
  }

  page.hidden = false;
  list.addEventListener("change", (event) => {
    const isWhole = event.target === pageBox || event.target === all;
    if (isWhole && (event.target.checked || event.target === pageBox)) {
      for (const box of boxes()) box.checked = event.target.checked;
    }
    if (isWhole || event.target.closest(".tick")) count();
  });
  bar.querySelector("[type=reset]").form.addEventListener("reset", () => setTimeout(count));
  document.addEventListener("htmx:load", count);
  count();
})();

/* The list of a draft: where a row that was opened takes the typing. All of it works without. */
(() => {
  "use strict";

  const list = document.getElementById("danh-sach");
  const bar = list?.querySelector(".picked");
  if (!bar) return;
  document.addEventListener("htmx:load", (event) => {
    const open = event.detail.elt.closest(".line--open");
    open?.querySelector("input:not([type=hidden], [type=radio]), select, textarea")?.focus();
  });

  /* Enter in the box for a number presses the button beside it. */
  bar.querySelector("[name=place]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.target.parentElement.querySelector("button").click();
  });
})();

/* A refusal is written where it is said: the box opens under the hand, a usual reason fills it. */
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    const field = event.target;
    const line = field.closest?.(".judge");
    const box = line?.querySelector("textarea");
    if (!box) return;
    if (field.name.startsWith("usual-")) {
      box.value = field.value;
      box.focus();
    } else if (field.value === "not_recommend" && !box.value) {
      box.focus();
    }
  });
})();

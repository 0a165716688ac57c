/* A refusal is written where it is said: the box opens under the hand, a usual reason fills it.
   What somebody typed stays: a usual reason only fills an empty box, or follows another one. */
(() => {
  "use strict";
  const usualOf = (line) => [...line.querySelectorAll('input[name^="usual-"]')];

  const fill = (line, box, picked) => {
    const text = box.value.trim();
    if (!text || usualOf(line).some((usual) => usual.value.trim() === text)) {
      box.value = picked.value;
    } else {
      picked.checked = false;
    }
    box.focus();
  };

  document.addEventListener("change", (event) => {
    const field = event.target;
    const line = field.closest?.(".judge");
    const box = line?.querySelector("textarea");
    if (!box) return;
    if (field.name.startsWith("usual-")) {
      fill(line, box, field);
    } else if (field.value === "not_recommend" && !box.value) {
      box.focus();
    }
  });

  // Once the box is edited its words alone count, and cleared it is empty.
  document.addEventListener("input", (event) => {
    const line = event.target.matches?.(".judge textarea") && event.target.closest(".judge");
    if (line) usualOf(line).forEach((usual) => { usual.checked = false; });
  });
})();

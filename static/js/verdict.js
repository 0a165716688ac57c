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
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  };

  document.addEventListener("change", (event) => {
    const field = event.target;
    const why = field.closest?.(".judge__why");
    const box = why?.querySelector("textarea");
    if (box && field.name.startsWith("usual-")) {
      fill(why, box, field);
      field.checked = box.value.trim() === field.value.trim();
    }
  });

  // «Không đề nghị» without a word: the box opens first, so that the press is never in vain.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.('button[value="not_recommend"]');
    const why = button?.form.querySelector(".judge__why");
    const box = why?.querySelector("textarea");
    if (!box || box.value.trim() || (why.open && button.dataset.asked)) return;
    event.preventDefault();
    button.dataset.asked = "yes"; // pressed again without a word, the portal says what is missing
    why.open = true;
    box.focus();
  });

  // Once the box is edited its words alone count, and cleared it is empty.
  document.addEventListener("input", (event) => {
    const why = event.isTrusted && event.target.matches?.("textarea") && event.target.closest(".judge__why");
    if (why) usualOf(why).forEach((usual) => { usual.checked = false; });
  });
})();

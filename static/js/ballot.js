/* How many lines have a choice, and «Đồng ý» for the rest. Nothing is kept: a ballot lives in its page alone. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-ballot]");
  if (!form) return;
  const groups = [...form.querySelectorAll("fieldset.verdict")];
  const told = form.querySelector("[data-chosen]");
  const isOpen = (group) => !group.querySelector(":checked");
  let isTouched = false;

  const tell = () => {
    const left = groups.filter(isOpen).length;
    told.textContent = `Đã chọn ${groups.length - left}/${groups.length} dòng. ${form.dataset.ballot}`;
  };
  tell();
  form.addEventListener("change", () => {
    isTouched = true;
    tell();
  });

  form.querySelector("button[name=rest]")?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const group of groups.filter(isOpen)) group.querySelector("[value=agree]").checked = true;
    isTouched = true;
    tell();
  });

  // Enter on a choice would press the first button of the form; one presses a button on purpose.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "radio") event.preventDefault();
  });

  // The first line that came back without a choice stands in the middle, clear of the bar.
  const missing = form.querySelector("input[autofocus]");
  if (missing && document.activeElement.matches("body, [autofocus]")) { // nobody has gone on yet
    missing.focus({ preventScroll: true });
    missing.closest("li").scrollIntoView({ block: "center", behavior: "instant" });
  }

  // Since nothing is kept, leaving by a slip of the hand would lose it all.
  form.addEventListener("submit", () => { isTouched = false; });
  window.addEventListener("beforeunload", (event) => {
    if (isTouched) event.preventDefault();
  });
})();

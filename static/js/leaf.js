/* The paper beside its form: what is typed shows in it at once, the sentence that is edited is in
   view. Without this file the paper stands as it was saved last. */
(() => {
  "use strict";

  for (const leaf of document.querySelectorAll("[data-leaf]")) {
    const values = JSON.parse(leaf.dataset.leaf);
    const spansOf = (field) => leaf.querySelectorAll(`[data-sentence="${CSS.escape(field.name)}"]`);
    const saved = new Map();
    const isRefused = Boolean(document.querySelector(".errors")); // the boxes hold what was not saved
    const begun = (text) => text.charAt(0).toUpperCase() + text.slice(1);

    function say(field) {
      const spans = [...spansOf(field)];
      const places = values[field.name] || {};
      const lines = field.value.trim().split("\n").map((line) => line.trim().replace(/[ .;:,]+$/, "")).filter(Boolean);
      const isAsStored = !lines.length || (!isRefused && field.value === field.defaultValue);
      const said = lines.map((line) => begun(line.replace(/\[([^\][]*)\]/g, (whole, place) => places[place] ?? whole)));
      spans.forEach((span, at) => {
        const isLast = at === spans.length - 1;
        const words = isLast ? said.slice(at).join("; ") : said[at] || "";
        if (!saved.has(span)) saved.set(span, span.textContent);
        const before = saved.get(span);
        const isTyped = !isAsStored && words !== begun(before);
        span.textContent = isTyped ? words : before;
        span.classList.toggle("leaf__said--typed", isTyped);
      });
    }

    function stand(field) {
      leaf.querySelectorAll(".leaf__said--now").forEach((span) => span.classList.remove("leaf__said--now"));
      const spans = spansOf(field);
      spans.forEach((span) => span.classList.add("leaf__said--now"));
      const pane = leaf.closest(".write__paper");
      if (!spans.length || pane.scrollHeight <= pane.clientHeight) return;
      const top = spans[0].getBoundingClientRect().top - pane.getBoundingClientRect().top;
      if (top < 0 || top > pane.clientHeight - 60) pane.scrollTop += top - pane.clientHeight / 3;
    }

    document.addEventListener("input", (event) => { if (event.target.matches("textarea[name]")) say(event.target); });
    document.addEventListener("focusin", (event) => { if (event.target.matches("textarea[name]")) stand(event.target); });
  }
})();

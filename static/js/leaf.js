/* The paper beside its form: what is typed shows in it at once, the sentence that is edited is in
   view. Without this file the paper stands as it was saved last. */
(() => {
  "use strict";

  for (const leaf of document.querySelectorAll("[data-leaf]")) {
    const values = JSON.parse(leaf.dataset.leaf);
    const spansOf = (field) => leaf.querySelectorAll(`[data-sentence="${CSS.escape(field.name)}"]`);
    const saved = new Map();

    function say(field) {
      const spans = [...spansOf(field)];
      const places = values[field.name] || {};
      const lines = field.value.trim().split("\n").map((line) => line.trim().replace(/[ .;:,]+$/, "")).filter(Boolean);
      if (!spans.length || !lines.length) return;
      const said = lines.map((line) => {
        const text = line.replace(/\[([^\][]*)\]/g, (whole, place) => places[place] ?? whole);
        return text.charAt(0).toUpperCase() + text.slice(1);
      });
      spans.forEach((span, at) => {
        const isLast = at === spans.length - 1;
        const words = isLast ? said.slice(at).join("; ") : said[at] || "";
        if (!saved.has(span)) saved.set(span, { words: span.textContent, typed: field.defaultValue });
        const before = saved.get(span);
        span.textContent = field.value === before.typed ? before.words : words;
        span.classList.toggle("leaf__said--typed", field.value !== before.typed);
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

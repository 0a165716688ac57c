/* The appraisal page under the hand: the list keeps its place, a paper is enlarged, and where the
   focus stands in the page a key turns to the next person. Without this file every part is a link. */
(() => {
  "use strict";
  const reader = document.querySelector(".reader");
  if (!reader) return;
  const pick = reader.querySelector(".pick");
  const here = `nganam-list-${location.pathname}`;

  const kept = sessionStorage.getItem(here);
  if (kept) pick.scrollTop = Number(kept);
  const current = pick.querySelector("[aria-current]");
  if (current) {
    const box = pick.getBoundingClientRect();
    const row = current.getBoundingClientRect();
    if (row.top < box.top + 30 || row.bottom > box.bottom) {
      pick.scrollTop += row.top - box.top - box.height / 3;
    }
  }
  addEventListener("pagehide", () => sessionStorage.setItem(here, pick.scrollTop));

  const STEPS = [100, 125, 150, 200];
  const zoom = reader.querySelector("[data-zoom]");
  const desk = reader.querySelector(".viewer__desk");
  if (zoom) {
    let at = Math.max(0, STEPS.indexOf(Number(localStorage.getItem("nganam-zoom"))));
    const draw = () => {
      desk.dataset.zoomed = STEPS[at];
      zoom.querySelector("output").textContent = `${STEPS[at]} %`;
    };
    zoom.hidden = false;
    zoom.addEventListener("click", (event) => {
      const by = event.target.closest("[data-zoom-by]");
      if (!by) return;
      at = Math.min(STEPS.length - 1, Math.max(0, at + Number(by.dataset.zoomBy)));
      localStorage.setItem("nganam-zoom", STEPS[at]);
      draw();
    });
    draw();
  }

  const choice = reader.querySelector("[data-send-itself]");
  if (choice) {
    choice.querySelector("button").hidden = true;
    choice.addEventListener("change", () => choice.requestSubmit());
  }

  // Whoever came to read a person goes on from his name; a message or a mistake comes first.
  const name = reader.querySelector("[data-case]");
  const asked = new URLSearchParams(location.search).has("dong");
  const isFree = document.activeElement === document.body;
  if (name && asked && isFree && !location.hash && !document.querySelector("[role=alert]")) {
    name.focus({ preventScroll: true });
  }

  // n, p: the next and the one before; only while the focus stands in the three panes.
  const KEYS = { n: ".case__steps [rel=next]", p: ".case__steps [rel=prev]" };
  reader.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
    const link = reader.querySelector(KEYS[event.key]);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
})();

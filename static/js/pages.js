/* Pages as pictures: one that is being drawn comes by itself, one that failed says so and can be
   asked again. Without this file the server's own stand-in tells what is the matter. */
(() => {
  "use strict";

  const EVERY = 3000; // ms between two looks at a page that is being drawn
  const MOST = 60; // looks, then the reader is told

  const parts = (figure) => [figure.querySelector("img"), figure.querySelector("[data-page-note]")];

  function again(figure) {
    const [image, note] = parts(figure);
    const address = new URL(image.src);
    address.searchParams.set("lan", Date.now()); // the browser would show what failed
    figure.classList.remove("sheetpic--failed");
    note.textContent = `Đang mở trang ${figure.dataset.page}…`;
    image.loading = "eager";
    image.src = address;
  }

  function fail(figure) {
    const [, note] = parts(figure);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-small";
    button.textContent = "Thử lại";
    button.addEventListener("click", () => again(figure));
    note.textContent = `Không mở được trang ${figure.dataset.page}. `;
    note.append(button);
    figure.classList.add("sheetpic--failed");
  }

  async function look(figure, looks = 0) {
    if (!figure.isConnected) return;
    const [image] = parts(figure);
    let isDrawn = false;
    try {
      const answer = await fetch(image.closest("a").href, { headers: { Accept: "image/png" } });
      isDrawn = answer.ok && answer.headers.get("Content-Type") === "image/png";
    } catch { /* the next look may find the way again */ }
    if (isDrawn) {
      figure.classList.remove("sheetpic--waits");
      again(figure);
    } else if (looks < MOST) setTimeout(look, EVERY, figure, looks + 1);
    else fail(figure);
  }

  function watch(figure) {
    if (figure.dataset.watched) return;
    figure.dataset.watched = "yes";
    const [image] = parts(figure);
    image.addEventListener("error", () => fail(figure));
    image.addEventListener("load", () => figure.classList.toggle("sheetpic--here", image.naturalWidth > 0));
    if (image.complete && image.currentSrc) {
      if (image.naturalWidth) figure.classList.add("sheetpic--here");
      else fail(figure);
    }
    if ("waits" in figure.dataset) look(figure);
  }

  const watchAll = (root) => root.querySelectorAll("figure[data-page]").forEach(watch);
  watchAll(document);
  document.addEventListener("htmx:load", (event) => watchAll(event.detail.elt));
})();

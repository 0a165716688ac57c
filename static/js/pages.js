/* Pages as pictures: one that is being drawn comes by itself, one that failed says so and can be
   asked again. Without this file the server's own stand-in tells what is the matter. */
(() => {
  "use strict";

  const EVERY = 3000; // ms between two looks at a page that is being drawn
  const MOST = 60; // looks in a row without a new page, then the reader is told
  const papers = new Map(); // the element around the pages → the pages that wait near the view

  const parts = (figure) => [figure.querySelector("img"), figure.querySelector("[data-page-note]")];
  const addressOf = (figure) => figure.querySelector("a").href;
  const pause = () => new Promise((resolve) => setTimeout(resolve, EVERY));

  function open(figure, address) {
    const [image, note] = parts(figure);
    figure.classList.remove("sheetpic--failed", "sheetpic--waits");
    note.textContent = `Đang mở trang ${figure.dataset.page}…`;
    image.loading = "eager";
    image.src = address;
  }

  function again(figure) {
    if ("waits" in figure.dataset) {
      figure.classList.remove("sheetpic--failed");
      parts(figure)[1].textContent = `Đang vẽ trang ${figure.dataset.page}…`;
      near.observe(figure);
      return;
    }
    const address = new URL(addressOf(figure));
    address.searchParams.set("lan", Date.now()); // the browser would show what failed
    open(figure, address);
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

  async function isDrawn(figure) {
    try {
      const answer = await fetch(addressOf(figure), { headers: { Accept: "image/png" } });
      await answer.blob(); // whole: the browser keeps it, the image asks only whether it still holds
      return answer.ok && answer.headers.get("Content-Type") === "image/png";
    } catch {
      return false; // the next look may find the way again
    }
  }

  function lowest(waiting) {
    for (const figure of waiting) if (!figure.isConnected) waiting.delete(figure);
    return [...waiting].sort((one, other) => one.dataset.page - other.dataset.page)[0];
  }

  function leave(waiting, figure) {
    waiting.delete(figure);
    near.unobserve(figure);
  }

  /* Pages are drawn in their order: one look at a time, at the first that is missing. */
  async function look(around) {
    const waiting = papers.get(around);
    let inVain = 0;
    for (let figure = lowest(waiting); figure; figure = lowest(waiting)) {
      if (await isDrawn(figure)) {
        inVain = 0;
        leave(waiting, figure);
        delete figure.dataset.waits;
        open(figure, addressOf(figure));
      } else if (++inVain < MOST) await pause();
      else for (const missing of [...waiting]) {
        leave(waiting, missing);
        fail(missing);
      }
    }
    papers.delete(around);
  }

  const near = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      const around = target.parentElement;
      if (!around || !isIntersecting) papers.get(around)?.delete(target);
      else if (papers.has(around)) papers.get(around).add(target);
      else {
        papers.set(around, new Set([target]));
        look(around);
      }
    }
  }, { rootMargin: "100% 0px" });

  function watch(figure) {
    if (figure.dataset.watched) return;
    figure.dataset.watched = "yes";
    const [image] = parts(figure);
    image.addEventListener("error", () => fail(figure));
    if ("waits" in figure.dataset) near.observe(figure);
    else if (image.complete && image.currentSrc && !image.naturalWidth) fail(figure);
  }

  const watchAll = (root) => root.querySelectorAll("figure[data-page]").forEach(watch);
  const start = () => watchAll(document);
  if (document.readyState === "complete") start();
  else addEventListener("load", start); // till then a browser shows an address as it came first
  document.addEventListener("htmx:load", (event) => watchAll(event.detail.elt));
})();

/* The search of every page: Ctrl K reaches the box, the arrows walk what was found, Enter opens it,
   Esc goes back to where one was. Without this file the form answers with a page. */
(() => {
  "use strict";

  const form = document.getElementById("tim");
  if (!form) return;
  const box = document.getElementById("tim-o");
  const panel = document.getElementById("tim-ra");
  let cameFrom = null; // where the focus was when Ctrl K was pressed, and how far the page was scrolled

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-controls", "tim-ds");
  box.setAttribute("aria-expanded", "false");

  const options = () => [...panel.querySelectorAll("[role=option]")];
  const marked = () => panel.querySelector("[aria-selected=true]");
  const isSheet = () => form.matches(":popover-open"); // on a phone

  function mark(option) {
    marked()?.setAttribute("aria-selected", "false");
    if (!option) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function open() {
    panel.hidden = !panel.childElementCount;
    box.setAttribute("aria-expanded", String(!panel.hidden && options().length > 0));
  }

  function close() {
    mark(null);
    panel.hidden = true;
    box.setAttribute("aria-expanded", "false");
  }

  /* What stands there answers other words. */
  function clear() {
    panel.replaceChildren();
    close();
  }

  function goBack() {
    const { place, top } = cameFrom || {};
    cameFrom = null;
    if (!place) return;
    if (place === document.body) box.blur();
    else place.focus({ preventScroll: true });
    window.scrollTo(0, top);
  }

  document.addEventListener("keydown", (event) => {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      && event.key.toLowerCase() === "k";
    if (!isAsked || document.querySelector("dialog:modal")) return;
    event.preventDefault();
    if (document.activeElement !== box) {
      cameFrom = { place: document.activeElement || document.body, top: window.scrollY };
    }
    if (getComputedStyle(form).display === "none") form.showPopover?.();
    box.focus();
    box.select();
  });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a Vietnamese keyboard is still putting the letter together
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const found = options();
      if (!found.length) return;
      event.preventDefault();
      if (panel.hidden) open();
      const at = found.indexOf(marked());
      const next = at < 0 && step < 0 ? found.length - 1 : at + step;
      mark(found[(next + found.length) % found.length]);
    } else if (event.key === "Enter" && !panel.hidden && marked()) {
      event.preventDefault();
      marked().click();
    } else if (event.key === "Tab") {
      close();
    } else if (event.key === "Escape") {
      if (isSheet()) return; // the browser closes it and goes back to the glass
      event.preventDefault();
      close();
      goBack();
    }
  });

  panel.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  panel.addEventListener("click", (event) => {
    if (event.target.closest("[role=option]")) close();
  });
  box.addEventListener("click", open);
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget) && !isSheet()) close();
  });
  form.addEventListener("toggle", (event) => {
    if (event.newState === "open") box.focus();
    else close();
  });

  panel.addEventListener("htmx:beforeSwap", (event) => {
    // The session ended: the answer is the page to sign in. Enter leads there and back.
    const { pathname } = new URL(event.detail.xhr.responseURL, document.baseURI);
    if (pathname === new URL(form.action).pathname) return;
    event.detail.shouldSwap = false;
    clear();
  });
  for (const name of ["htmx:responseError", "htmx:sendError"]) box.addEventListener(name, clear);
  panel.addEventListener("htmx:afterSwap", () => {
    mark(null);
    if (document.activeElement === box) open();
  });
})();

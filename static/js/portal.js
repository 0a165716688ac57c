/* Small comforts. Every page works without them; none decides anything. */
(() => {
  "use strict";

  const MAX_BYTES = 25 * 1024 * 1024; // core/uploads.py refuses more

  /* One press, one request: the button rests until the answer comes. */
  const resting = new Map();

  function rest(form, pressed) {
    const width = pressed ? pressed.getBoundingClientRect().width : 0;
    // After this turn of the loop, or the pressed button's own name and value would not be sent.
    setTimeout(() => {
      const buttons = form.querySelectorAll("button:not([type=button]), input[type=submit]");
      resting.set(form, [...buttons].filter((button) => !button.disabled));
      for (const button of resting.get(form)) button.disabled = true;
      if (pressed) {
        pressed.style.minWidth = `${width}px`;
        pressed.setAttribute("aria-busy", "true");
      }
    });
  }

  function wake(form) {
    for (const button of resting.get(form) || []) {
      button.disabled = false;
      button.style.minWidth = "";
      button.removeAttribute("aria-busy");
    }
    resting.delete(form);
  }

  /* Signing in, in whichever tab, makes a new token: a form that was open before sends that one. */
  function freshen(form) {
    const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/);
    const field = form.querySelector("[name=csrfmiddlewaretoken]");
    if (token && field) field.value = token[1];
  }
  window.nganam = { freshen };
  document.addEventListener("submit", (event) => freshen(event.target), true);

  /* A form beside a list carries what is ticked in it now, not what was when the page was drawn. */
  document.addEventListener("submit", ({ target }) => {
    const list = document.getElementById(target.dataset.carries);
    if (!list) return;
    const boxes = list.querySelectorAll(".choice input:checked");
    const keys = [list.elements.giu.value, ...Array.from(boxes, (box) => box.value)];
    target.elements.giu.value = keys.filter(Boolean).join("-");
  }, true);

  /* A page that is read on paper too; without a script the browser's own menu prints it. */
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.target === "_blank" || "noRest" in form.dataset) return;
    if (resting.has(form)) event.preventDefault();
    else rest(form, event.submitter);
  });
  // Coming back with the browser's «back» gives the buttons back. Forms sent by htmx prevent the
  // default and do not come here; they name what rests with hx-disabled-elt.
  window.addEventListener("pageshow", () => [...resting.keys()].forEach(wake));

  /* Without script a dialog opens as a popover; with script it is modal and holds the focus. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[popovertarget]");
    const dialog = button && document.getElementById(button.getAttribute("popovertarget"));
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.removeAttribute("popover");
      if (button.getAttribute("popovertargetaction") === "hide") dialog.close();
      else dialog.showModal();
    } else if (event.target instanceof HTMLDialogElement && event.target.open) {
      const box = event.target.getBoundingClientRect();
      const isOutside = event.clientX < box.left || event.clientX > box.right
        || event.clientY < box.top || event.clientY > box.bottom;
      const hasWords = [...event.target.querySelectorAll("textarea")].some((area) => area.value);
      if (isOutside && !hasWords) event.target.close(); // what was typed is never thrown away
    }
  });

  /* What is wrong is where the page stands, also when its address leads elsewhere (#…). */
  function standAt(place) {
    const box = place.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight) place.scrollIntoView({ block: "start" });
    place.focus({ preventScroll: true });
  }
  const wrong = document.querySelector(".errors[autofocus], .notice[autofocus]");
  // On a slow line this file may come when somebody has already followed a way to a field.
  const cameBy = performance.getEntriesByType("navigation")[0]?.name ?? location.href;
  const isElsewhere = ![document.body, wrong].includes(document.activeElement);
  const hasGoneOn = location.href !== cameBy || (isElsewhere && !location.hash);
  if (wrong && !hasGoneOn) {
    standAt(wrong);
    // A browser goes where the address leads once all has come; who has gone on by then is left there.
    const stay = () => { if (document.activeElement === wrong) standAt(wrong); };
    if (location.hash) window.addEventListener("load", stay, { once: true });
  }
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt === document.body) return; // the page itself, where somebody may read on by now
    const told = event.detail.elt.querySelector?.(".errors");
    if (told) standAt(told);
  });

  /* Words of an answer that came without a new page stay in view, until the next press. */
  const page = document.documentElement;
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const told = event.detail.target;
    if (told.id !== "messages" || !told.children.length) return;
    page.classList.remove("is-read");
    page.classList.add("is-near");
    document.addEventListener("click", () => page.classList.remove("is-near"), { once: true });
  });
  // Beside what was added they go back to their place once the reader has gone on.
  const added = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (added && document.querySelector(".messages > .notice")) {
    let wasSeen = false;
    new IntersectionObserver(([entry], watcher) => {
      if (!entry.isIntersecting && wasSeen) {
        page.classList.add("is-read");
        watcher.disconnect();
      }
      wasSeen ||= entry.isIntersecting;
    }).observe(added);
  }

  /* Files: their names in the page's own words, a warning before a hopeless upload. */
  function size(bytes) {
    const unit = bytes < 1024 * 1024 ? ["KB", 1024] : ["MB", 1024 * 1024];
    return `${(bytes / unit[1]).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${unit[0]}`;
  }

  function enliven(zone) {
    const input = zone.querySelector("input[type=file]");
    if (!input || zone.classList.contains("drop--live")) return;
    const list = document.createElement("ul");
    list.className = "drop__files";
    list.setAttribute("aria-live", "polite");
    zone.append(list);
    zone.classList.add("drop--live");
    input.addEventListener("change", () => {
      list.replaceChildren(...[...input.files].map((file) => {
        const item = document.createElement("li");
        const isTooBig = file.size > MAX_BYTES;
        item.className = isTooBig ? "late" : "";
        item.textContent = `${file.name.normalize("NFC")} · ${size(file.size)}`
          + (isTooBig ? ": lớn hơn 25 MB, hãy chọn tệp nhỏ hơn" : "");
        return item;
      }));
    });
    for (const name of ["dragenter", "dragover"]) {
      zone.addEventListener(name, () => zone.classList.add("drop--over"));
    }
    for (const name of ["dragleave", "drop"]) {
      zone.addEventListener(name, () => zone.classList.remove("drop--over"));
    }
  }

  /* An upload shows how much of it has arrived. */
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.querySelector?.("progress.drop__progress");
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = Math.round((event.detail.loaded / event.detail.total) * 100);
  });

  /* A field put into a wrapper loses the focus: whoever types in it by then goes on at the same letter. */
  window.wrapField = (input, wrapper, ...beside) => {
    const isHeld = document.activeElement === input;
    const { selectionStart, selectionEnd } = input;
    input.replaceWith(wrapper);
    wrapper.append(input, ...beside);
    if (!isHeld) return;
    input.focus({ preventScroll: true });
    input.setSelectionRange(selectionStart, selectionEnd);
  };

  /* Passwords: a look at what was typed. */
  function reveal(input) {
    if (input.parentElement.classList.contains("secret")) return;
    const wrapper = document.createElement("span");
    const button = document.createElement("button");
    wrapper.className = "secret";
    button.type = "button";
    button.textContent = "Hiện";
    button.setAttribute("aria-label", "Hiện mật khẩu");
    window.wrapField(input, wrapper, button);
    button.addEventListener("click", () => {
      const isHidden = input.type === "password";
      input.type = isHidden ? "text" : "password";
      button.textContent = isHidden ? "Ẩn" : "Hiện";
      button.setAttribute("aria-label", isHidden ? "Ẩn mật khẩu" : "Hiện mật khẩu");
      input.focus();
    });
    input.form?.addEventListener("submit", () => { input.type = "password"; });
  }

  /* A list's choice sends itself; its button stays for those without script. */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-send-on-change]");
    const isChoice = event.target.name && event.target.type !== "search"; // the box that folds has no name
    if (form && isChoice) form.requestSubmit(); // words wait for Enter or «Tìm»
  });

  /* A long group of boxes: all of it at once. */
  function tickAll(group) {
    const boxes = [...group.querySelectorAll("input[type=checkbox]")];
    const asked = group.querySelector("button[data-ticks]"); // the server would answer it, too
    if ((boxes.length < 4 && !asked) || asked?.type === "button") return;
    const button = asked || document.createElement("button");
    button.type = "button";
    button.className = "btn btn-small";
    button.dataset.ticks = "";
    const areAll = () => boxes.every((box) => box.checked);
    const name = () => { button.textContent = areAll() ? "Bỏ chọn tất cả" : "Chọn tất cả"; };
    button.addEventListener("click", () => {
      const wanted = !areAll();
      for (const box of boxes) box.checked = wanted;
      name();
    });
    group.addEventListener("change", name);
    if (!asked) group.querySelector("legend").after(button);
    name();
  }

  /* A menu closes when one looks elsewhere, and by Escape, which gives the focus back. */
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.popmenu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details.popmenu[open]");
    if (!menu || event.target.closest("dialog[open]")) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  /* What only some kinds of honouree have is asked of them alone; what was typed stays behind. */
  function tailor(form) {
    const among = (words, value) => !words || !value || words.split(" ").includes(value);
    const isTyped = (part) => [...part.querySelectorAll("input, select")].some(
      (field) => field.value && !field.closest("[data-for-kinds][hidden]"));
    const update = () => {
      const kind = form.querySelector("[name=honouree_kind]:checked")?.value;
      const award = form.querySelector("[name=award_type]")?.value;
      const parts = [...form.querySelectorAll("[data-for-kinds], [data-for-awards]")].reverse();
      for (const part of parts) {
        const { forKinds, forAwards } = part.dataset;
        part.hidden = !among(forKinds, kind) || (!among(forAwards, award) && !isTyped(part));
      }
      for (const part of parts) {
        for (const field of part.querySelectorAll("input, select")) {
          field.disabled = Boolean(field.closest("[data-for-kinds][hidden], [data-for-awards][hidden]"));
        }
      }
    };
    form.addEventListener("change", (event) => {
      if (["honouree_kind", "award_type"].includes(event.target.name)) update();
    });
    update();
  }

  function prepare(root) {
    new Set([...root.querySelectorAll("[data-for-kinds]")].map((part) => part.closest("form")))
      .forEach(tailor);
    root.querySelectorAll("fieldset[data-tick-all]").forEach(tickAll);
    root.querySelectorAll(".drop").forEach(enliven);
    root.querySelectorAll("input[type=password]").forEach(reveal);
  }

  prepare(document);
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
})();

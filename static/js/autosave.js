/* Text that is being written is never lost: kept in this browser for this person, sent when there
   is a line. `data-autosave` forms are saved on the portal, too; `data-keep` forms only kept. */
(() => {
  "use strict";

  const person = document.body.dataset.person;
  if (!person) return;
  const OURS = `nganam:${person}:`;
  const QUIET_MS = 1500;
  const AGAIN_MS = 15000;
  const DAYS_7 = 7 * 24 * 3600 * 1000;
  const NOT_TYPED = new Set(["csrfmiddlewaretoken", "version", "kept"]);
  const clock = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit" });

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function write(key, kept) {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      return true;
    } catch {
      return false; // private window, full disk: the portal is all there is
    }
  }

  function keys() {
    return Object.keys(localStorage).filter((key) => key.startsWith(OURS));
  }

  /* Who signs out leaves nothing behind on a shared machine. */
  document.addEventListener("submit", (event) => {
    const action = event.target.getAttribute("action") || "";
    if (action.includes("dang-xuat")) keys().forEach((key) => localStorage.removeItem(key));
  });

  /* What the answers said of each sending: stored, or back in the page (core/middleware.py). Sent
     is not arrived: without a word the copy stays. */
  const said = new Map();
  for (const part of document.cookie.split("; ")) {
    const found = part.match(/^kept-([a-z0-9]+)=([01])$/);
    if (!found) continue;
    said.set(found[1], found[2]);
    document.cookie = `kept-${found[1]}=; Max-Age=0; Path=/; SameSite=Lax`;
  }

  function naming(form) {
    const name = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
      byte.toString(16).padStart(2, "0")).join("");
    let field = form.querySelector("[name=kept]");
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "kept";
      form.append(field);
    }
    field.value = name;
    return name;
  }

  function typed(form) {
    const values = {};
    for (const field of form.elements) {
      if (!field.name || NOT_TYPED.has(field.name) || field.type === "file") continue;
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.checked) values[field.name] = field.value;
      } else if (field.type !== "submit" && field.type !== "hidden") {
        values[field.name] = field.value;
      }
    }
    return values;
  }

  function put(form, values) {
    for (const field of form.elements) {
      if (!(field.name in values) || NOT_TYPED.has(field.name)) continue;
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = field.value === values[field.name];
      } else if (field.type !== "hidden" && field.type !== "submit") {
        field.value = values[field.name];
      }
    }
    form.querySelector("[name=honouree_kind]:checked")
      ?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function attach(form) {
    if (form.dataset.kept) return;
    form.dataset.kept = "yes";
    const saves = "autosave" in form.dataset;
    const key = OURS + (form.dataset.autosave || form.dataset.keep);
    const version = form.querySelector("[name=version]");
    const state = document.createElement("p");
    state.className = "autosave";
    state.setAttribute("role", "status");
    form.querySelector(".form-actions").append(state);
    const drawn = typed(form);
    let timer = 0;
    let isSending = false;
    let isStuck = false; // a conflict: only a person decides
    let last = drawn;

    function say(words, tone) {
      state.textContent = words;
      state.className = `autosave autosave--${tone}`;
    }

    function keep(sent) {
      const kept = { at: Date.now(), values: typed(form), version: version?.value, sent };
      return write(key, kept);
    }

    async function send() {
      clearTimeout(timer);
      if (!saves || isSending || isStuck || same(typed(form), last)) return;
      isSending = true;
      const values = typed(form);
      say("Đang lưu…", "wait");
      let answer;
      window.nganam?.freshen(form);
      try {
        answer = await fetch(form.getAttribute("action") || location.href, {
          method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" },
        });
      } catch {
        isSending = false;
        say("Đang chờ mạng; chữ vẫn giữ trên máy này", "wait");
        timer = setTimeout(send, AGAIN_MS);
        return;
      }
      isSending = false;
      if (answer.status === 401 || answer.status === 403) {
        say("Phiên làm việc đã hết; bấm Lưu để đăng nhập lại, chữ vẫn giữ trên máy này", "wait");
        return;
      }
      const said = await answer.json().catch(() => ({}));
      if (answer.ok) {
        last = values;
        if (version) version.value = said.version;
        say(`Đã lưu ${said.saved_at}`, "ok");
        if (same(typed(form), values)) localStorage.removeItem(key);
        else timer = setTimeout(send, QUIET_MS);
      } else if (answer.status === 409) {
        isStuck = true;
        say("Xung đột: nơi khác vừa sửa. Bấm Lưu để xem hai bản cạnh nhau", "stop");
      } else {
        say(`Giữ trên máy này, chưa lưu lên cổng: ${said.message || "thử lại sau"}`, "wait");
      }
    }

    form.addEventListener("input", () => {
      const isKept = keep("");
      if (!saves) {
        say(isKept ? `Giữ trên máy này ${clock.format(new Date())}` : "", "ok");
        return;
      }
      if (!isStuck) say("Chưa lưu", "wait");
      clearTimeout(timer);
      timer = setTimeout(send, QUIET_MS);
    });
    form.addEventListener("change", () => { if (saves && !isStuck) timer = setTimeout(send, QUIET_MS); });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      if (!same(typed(form), drawn) || read(key)) keep(naming(form));
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.elt === form && event.detail.successful) localStorage.removeItem(key);
    });
    window.addEventListener("online", send);

    const kept = read(key);
    if (!kept || same(kept.values, drawn)) return;
    if (kept.sent && said.get(kept.sent) === "0") {
      keep(""); // it came back in this very page, which shows what was sent
      return;
    }
    put(form, kept.values);
    if (version && kept.version) version.value = kept.version;
    say(`Đã đưa lại chữ chưa lưu lúc ${clock.format(new Date(kept.at))}`, "ok");
    if (saves) timer = setTimeout(send, QUIET_MS);
  }

  function attachAll(root) {
    root.querySelectorAll("form[data-autosave], form[data-keep]").forEach(attach);
  }

  for (const key of keys()) {
    const kept = read(key);
    const isArrived = kept?.sent && said.get(kept.sent) === "1";
    if (!kept || isArrived || Date.now() - kept.at > DAYS_7) localStorage.removeItem(key);
  }

  attachAll(document);
  document.addEventListener("htmx:load", (event) => attachAll(event.detail.elt.parentElement || document));
})();

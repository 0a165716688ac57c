/* A day is typed; its weekday is told under it, and a calendar opens beside it for those who rather
   pick. The calendar is Vietnamese whatever the language of the browser, and works by keyboard:
   arrows a day or a week, Page Up and Down a month (with Shift a year), Home and End the week,
   Enter chooses, Escape leaves. The server decides what is a day (core/day.py). */
(() => {
  "use strict";

  const SHORT = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"];
  const LONG = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"];
  const DAY = 24 * 60 * 60 * 1000;

  const make = (year, month, day) => new Date(Date.UTC(year, month, day));
  const two = (number) => String(number).padStart(2, "0");
  const column = (day) => (day.getUTCDay() + 6) % 7;
  const written = (day) =>
    `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
  const spoken = (day) => `${LONG[column(day)]}, ${written(day)}`;
  const shifted = (day, days) => new Date(day.getTime() + days * DAY);

  function monthsOn(day, months) {
    const year = day.getUTCFullYear(), month = day.getUTCMonth() + months;
    const last = make(year, month + 1, 0).getUTCDate();
    return make(year, month, Math.min(day.getUTCDate(), last));
  }

  function read(text) {
    const plain = text.trim().replace(/^ngày\s*/i, "");
    const parts = plain.match(/^(\d{1,2})[\s/.,–-]+(\d{1,2})[\s/.,–-]+(\d{4}|\d{2})$/)
      || plain.match(/^(\d{2})(\d{2})(\d{4})$/);
    if (!parts) return null;
    const [day, month] = [Number(parts[1]), Number(parts[2])];
    let year = Number(parts[3]);
    if (year < 100) year += year >= 70 ? 1900 : 2000;
    const found = make(year, month - 1, day);
    const is = found.getUTCDate() === day && found.getUTCMonth() === month - 1;
    return is && year >= 1900 && year <= 2100 ? found : null;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /* One calendar for the whole page: it opens under the field that asked. */
  const title = element("p", { class: "calendar__month", id: "calendar-month", "aria-live": "polite" });
  const body = element("tbody", {});
  const back = element("button", { type: "button", class: "btn btn-small", "aria-label": "Tháng trước" }, "‹");
  const on = element("button", { type: "button", class: "btn btn-small", "aria-label": "Tháng sau" }, "›");
  const panel = element(
    "div",
    { class: "calendar", role: "dialog", "aria-modal": "false", "aria-labelledby": "calendar-month", hidden: "" },
    element("div", { class: "calendar__head" }, back, title, on),
    element(
      "table",
      { role: "grid", "aria-labelledby": "calendar-month" },
      element("thead", {}, element("tr", {}, ...SHORT.map((name, i) =>
        element("th", { scope: "col", abbr: LONG[i] }, name)))),
      body,
    ),
  );
  let field = null, focus = null;

  function draw() {
    const first = make(focus.getUTCFullYear(), focus.getUTCMonth(), 1);
    const chosen = read(field.value);
    title.textContent = `Tháng ${two(focus.getUTCMonth() + 1)}/${focus.getUTCFullYear()}`;
    const rows = [];
    for (let day = shifted(first, -column(first)); rows.length < 6; day = shifted(day, 7)) {
      if (rows.length > 3 && day.getUTCMonth() !== first.getUTCMonth()) break;
      rows.push(element("tr", {}, ...SHORT.map((_, i) => cell(shifted(day, i), first, chosen))));
    }
    body.replaceChildren(...rows);
  }

  function cell(day, first, chosen) {
    const isFocus = day.getTime() === focus.getTime();
    const button = element("button", {
      type: "button",
      tabindex: isFocus ? "0" : "-1",
      "aria-label": spoken(day),
      "data-time": String(day.getTime()),
    }, String(day.getUTCDate()));
    if (day.getUTCMonth() !== first.getUTCMonth()) button.className = "calendar__other";
    const isChosen = chosen !== null && chosen.getTime() === day.getTime();
    return element("td", { role: "gridcell", "aria-selected": String(isChosen) }, button);
  }

  function move(day) {
    if (day.getUTCFullYear() < 1900 || day.getUTCFullYear() > 2100) return;
    focus = day;
    draw();
    body.querySelector("[tabindex='0']").focus();
  }

  function open(input) {
    field = input;
    const office = document.body.dataset.today; // the office's day, not the machine's
    focus = read(input.value) || read(office || "") || make(new Date().getFullYear(), new Date().getMonth(), 1);
    input.closest(".day").append(panel);
    panel.hidden = false;
    move(focus);
  }

  function close(goBack) {
    if (panel.hidden) return;
    panel.hidden = true;
    if (goBack) field.closest(".day").querySelector(".day__pick").focus();
  }

  function choose(day) {
    field.value = written(day);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    close(false);
    field.focus();
  }

  back.addEventListener("click", () => move(monthsOn(focus, -1)));
  on.addEventListener("click", () => move(monthsOn(focus, 1)));
  body.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(new Date(Number(button.dataset.time)));
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close(true);
      return;
    }
    if (!event.target.closest("tbody")) return;
    const steps = {
      ArrowLeft: () => shifted(focus, -1),
      ArrowRight: () => shifted(focus, 1),
      ArrowUp: () => shifted(focus, -7),
      ArrowDown: () => shifted(focus, 7),
      Home: () => shifted(focus, -column(focus)),
      End: () => shifted(focus, 6 - column(focus)),
      PageUp: () => monthsOn(focus, event.shiftKey ? -12 : -1),
      PageDown: () => monthsOn(focus, event.shiftKey ? 12 : 1),
    };
    if (!steps[event.key]) return;
    event.preventDefault();
    move(steps[event.key]());
  });
  document.addEventListener("pointerdown", (event) => {
    if (!panel.hidden && !field.closest(".day").contains(event.target)) close(false);
  });
  document.addEventListener("focusin", (event) => {
    if (!panel.hidden && !field.closest(".day").contains(event.target)) close(false);
  });

  function enliven(input) {
    if (input.closest(".day")) return;
    const wrapper = element("span", { class: "day" });
    const pick = element("button", { type: "button", class: "btn day__pick" }, "Lịch");
    const label = input.labels?.[0]?.textContent.trim().replace(/\s+/g, " ");
    pick.setAttribute("aria-label", label ? `Chọn ngày trên lịch: ${label}` : "Chọn ngày trên lịch");
    pick.setAttribute("aria-haspopup", "dialog");
    const words = element("span", { class: "day-words", "aria-live": "polite" });
    const tell = () => {
      const day = read(input.value);
      words.textContent = day ? spoken(day) : "";
    };
    window.wrapField(input, wrapper, pick, words);
    pick.addEventListener("click", () => (panel.hidden || field !== input ? open(input) : close(true)));
    input.addEventListener("input", tell);
    tell();
  }

  function prepare(root) {
    root.querySelectorAll("input[data-day]").forEach(enliven);
  }

  prepare(document);
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
})();

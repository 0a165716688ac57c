/* Units among many. Boxes: a search that narrows while typing, chips of what is chosen. A select:
   a box to type in. Without this file the boxes and the select stay as the server drew them. */
(() => {
  "use strict";

  const MANY = 12; // a shorter list is read at a glance

  const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const terms = (words) => fold(words).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const isFound = (words, typed) => typed.every((term) => words.includes(term));

  function boxes(picker) {
    const find = picker.querySelector("[type=search]");
    const told = picker.querySelector("[data-picker-told]");
    const chips = picker.querySelector("[data-picker-chips]");
    const rows = [...picker.querySelectorAll(".choice")];
    const boxOf = (row) => row.querySelector("input");
    const nameOf = (row) => row.querySelector("label").textContent.trim();
    const visible = () => rows.filter((row) => !row.hidden);

    function chip(row) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = nameOf(row);
      button.setAttribute("aria-label", `Bỏ ${nameOf(row)}`);
      button.addEventListener("click", () => {
        const place = [...chips.children].indexOf(item);
        boxOf(row).checked = false;
        count();
        const next = chips.children[Math.min(place, chips.children.length - 1)];
        (next?.firstChild || find).focus();
        told.textContent = `Đã bỏ ${nameOf(row)}.`;
      });
      item.append(button);
      return item;
    }

    function count() {
      const chosen = rows.filter((row) => boxOf(row).checked);
      chips.replaceChildren(...chosen.map(chip));
      picker.querySelector("[data-picker-count]").textContent = chosen.length;
      picker.querySelector("[data-picker-none]").hidden = chosen.length > 0;
      picker.querySelectorAll(".picker__group").forEach(name);
    }

    function name(group) {
      const button = group.querySelector("[data-picker-all]");
      const shown = visible().filter((row) => group.contains(row));
      group.hidden = !shown.length;
      if (!button) return;
      const areAll = shown.every((row) => boxOf(row).checked);
      const which = find.value.trim() ? "đơn vị đang hiện" : `cả ${button.dataset.pickerAll}`;
      button.firstChild.textContent = `${areAll ? "Bỏ" : "Chọn"} ${which}`;
      button.dataset.areAll = areAll;
    }

    function narrow() {
      const typed = terms(find.value);
      for (const row of rows) row.hidden = !isFound(row.dataset.words, typed);
      picker.querySelectorAll(".picker__group").forEach(name);
      const number = visible().length;
      if (!typed.length) told.textContent = "";
      else if (number) told.textContent = `${number} đơn vị khớp «${find.value.trim()}». Nhấn ↓ để vào danh sách, Enter để chọn đơn vị đầu tiên.`;
      else told.textContent = `Không có đơn vị nào khớp «${find.value.trim()}». Thử gõ ít chữ hơn.`;
    }

    find.hidden = false;
    find.addEventListener("input", narrow);
    find.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault(); // the form is sent by its button
        const first = find.value.trim() && visible().find((row) => !boxOf(row).checked);
        if (!first) return;
        boxOf(first).checked = true;
        count();
        find.value = "";
        narrow();
        told.textContent = `Đã chọn ${nameOf(first)}.`;
      } else if (event.key === "ArrowDown") {
        event.preventDefault();
        const first = visible()[0];
        if (first) boxOf(first).focus();
      } else if (event.key === "Escape" && find.value) {
        event.preventDefault();
        find.value = "";
        narrow();
      }
    });
    picker.querySelector(".picker__list").addEventListener("keydown", (event) => {
      if (event.target.type !== "checkbox") return;
      if (event.key === "Enter") {
        event.preventDefault();
        event.target.click();
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const shown = visible();
      const next = shown[shown.indexOf(event.target.closest(".choice")) + step];
      if (next) boxOf(next).focus();
      else if (step < 0) find.focus();
    });
    picker.addEventListener("change", (event) => { if (event.target.type === "checkbox") count(); });
    for (const button of picker.querySelectorAll("button[type=submit]")) {
      button.type = "button";
      if (!("pickerAll" in button.dataset)) button.hidden = true;
      else button.addEventListener("click", () => {
        const group = button.closest(".picker__group");
        const wanted = button.dataset.areAll !== "true";
        for (const row of visible()) if (group.contains(row)) boxOf(row).checked = wanted;
        count();
        told.textContent = `${wanted ? "Đã chọn" : "Đã bỏ"} ${group.querySelector("b").textContent}.`;
      });
    }
    picker.classList.add("picker--live");
    narrow();
    count();
  }

  /* A select of many units becomes a box to type in; the select goes on holding the answer. */
  function combobox(select) {
    if (select.options.length <= MANY || select.closest(".combo")) return;
    const wrapper = document.createElement("div");
    const input = document.createElement("input");
    const list = document.createElement("ul");
    wrapper.className = "combo";
    input.className = `form-control${select.classList.contains("is-invalid") ? " is-invalid" : ""}`;
    input.type = "text";
    input.autocomplete = "off";
    input.id = select.id;
    input.placeholder = "Gõ tên đơn vị, không cần dấu";
    list.id = `${select.id}-list`;
    list.className = "combo__list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Đơn vị");
    list.hidden = true;
    const roles = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
    for (const [key, value] of Object.entries(roles)) input.setAttribute(key, value);
    for (const key of ["aria-describedby", "aria-invalid", "autofocus"]) {
      if (select.hasAttribute(key)) input.setAttribute(key, select.getAttribute(key));
    }
    if (select.required) input.setAttribute("aria-required", "true");
    const isHeld = document.activeElement === select;
    select.id = `${select.id}-value`;
    select.hidden = true;
    select.replaceWith(wrapper);
    wrapper.append(input, list, select);
    if (isHeld) input.focus({ preventScroll: true });

    const complaint = document.createElement("p");
    complaint.className = "field__error";
    complaint.id = `${list.id}-error`;
    complaint.setAttribute("role", "alert");

    const told = () => (select.value ? select.selectedOptions[0].textContent.trim() : "");
    let active = -1;
    const items = () => [...list.querySelectorAll("[role=option]")];

    function draw(words) {
      const typed = terms(words);
      list.replaceChildren();
      let heading = null;
      for (const option of select.options) {
        const group = option.parentElement.label || "";
        if (!isFound(fold(`${option.textContent} ${group}`), typed)) continue;
        if (group && heading !== group) {
          const head = document.createElement("li");
          head.className = "combo__group";
          head.setAttribute("role", "presentation");
          head.textContent = group;
          list.append(head);
        }
        heading = group;
        const item = document.createElement("li");
        item.id = `${list.id}-${option.index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", option.selected);
        item.dataset.index = option.index;
        item.textContent = option.textContent.trim();
        list.append(item);
      }
      if (!list.children.length) {
        const none = document.createElement("li");
        none.className = "combo__group";
        none.setAttribute("role", "presentation");
        none.textContent = "Không có đơn vị nào khớp. Thử gõ ít chữ hơn.";
        list.append(none);
      }
      const chosen = items().findIndex((item) => item.getAttribute("aria-selected") === "true");
      move(typed.length ? 0 : chosen);
    }

    function move(place) {
      const all = items();
      active = all.length ? Math.max(-1, Math.min(place, all.length - 1)) : -1;
      all.forEach((item, at) => item.classList.toggle("combo__active", at === active));
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", all[active].id);
        all[active].scrollIntoView({ block: "nearest" });
      }
    }

    function open(words = "") {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      draw(words);
      list.scrollIntoView({ block: "nearest" });
    }

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      if (!complaint.isConnected) input.value = told();
    }

    function take(index) {
      if (select.selectedIndex === index) return;
      select.selectedIndex = index;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function choose(item) {
      complain("");
      take(Number(item.dataset.index));
      close();
    }

    /* Words that name no unit stay to be mended, and say so; "" takes the complaint back. */
    function complain(words) {
      if (!complaint.isConnected && !words) return; // what the server said stands
      if (words) wrapper.before(complaint);
      else complaint.remove();
      complaint.textContent = words;
      input.classList.toggle("is-invalid", Boolean(words));
      if (words) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      const others = (select.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
      input.setAttribute("aria-describedby", [...others, ...(words ? [complaint.id] : [])].join(" "));
    }

    /* What was typed names a unit, nothing, or none: the unit from before never stands in for it. */
    function settle() {
      const typed = input.value.trim();
      if (typed === told()) complain("");
      else {
        const options = [...select.options];
        const named = options.filter((option) => option.value && fold(option.textContent.trim()) === fold(typed));
        take(named.length === 1 ? named[0].index : options.findIndex((option) => !option.value));
        complain(typed && named.length !== 1 ? `Chưa chọn đơn vị: «${typed}» không phải tên một đơn vị. Gõ rồi chọn trong danh sách.` : "");
      }
      close();
    }

    input.value = told();
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => { if (list.hidden) open(); });
    input.addEventListener("input", () => open(input.value));
    input.addEventListener("blur", settle);
    select.form?.addEventListener("submit", (event) => {
      settle(); // sent by a key, the box was never left
      if (!complaint.isConnected || input.disabled) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      input.focus();
    }, true);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        if (list.hidden) open();
        else move(active + step);
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        if (items()[active]) choose(items()[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        complain("");
        close(); // the unit from before, on purpose
      }
    });
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the box keeps the focus
      const item = event.target.closest("[role=option]");
      if (item) choose(item);
    });
  }

  /* One number a unit: a search that leaves the units that are looked for. */
  function shares(find) {
    const labels = [...document.querySelectorAll(`#${find.dataset.narrows} label`)];
    if (labels.length <= MANY) return;
    find.closest("[hidden]").hidden = false;
    find.addEventListener("input", () => {
      const typed = terms(find.value);
      for (const label of labels) {
        label.hidden = !isFound(fold(label.textContent), typed);
        label.nextElementSibling.hidden = label.hidden;
      }
    });
    find.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = labels.find((label) => !label.hidden);
      if (first) document.getElementById(first.htmlFor).focus();
    });
  }

  document.querySelectorAll("[data-picker-boxes]").forEach(boxes);
  document.querySelectorAll("select[data-picker]").forEach(combobox);
  document.querySelectorAll("[data-narrows]").forEach(shares);
})();

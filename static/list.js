/* The list of cases by keyboard: the arrow down goes from a box to the cases (from case to case:
   arrows.js), and a box shows what the record has that begins as one types. Without this file
   everything is reached by Tab, and the boxes are plain. */
"use strict";

(() => {
  const suggestionsOf = (box) => document.getElementById(box.dataset.suggestions);
  const options = (list) => [...list.querySelectorAll("[role=option]")];
  const boxOf = (list) => document.querySelector(`[data-suggestions="${list.id}"]`);

  const close = (box) => {
    suggestionsOf(box).hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const point = (box, option) => {
    for (const one of options(suggestionsOf(box))) {
      one.setAttribute("aria-selected", String(one === option));
    }
    if (!option) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const take = (box, option) => {
    box.value = option.dataset.value;
    suggestionsOf(box).replaceChildren();
    close(box);
    box.form.requestSubmit();
  };

  const prepare = (box) => {
    const list = suggestionsOf(box);
    if (!list || box.getAttribute("role") === "combobox") return;
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "false");
    box.setAttribute("aria-controls", list.id);
    list.setAttribute("role", "listbox");
  };

  const goToCases = () => {
    const first = document.querySelector(".cases .caption");
    first?.focus();
    return Boolean(first);
  };

  // In a box with suggestions; true if the key has done something.
  const inSuggestions = (box, key) => {
    const list = suggestionsOf(box);
    const all = options(list);
    if (list.hidden || !all.length) return false;
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (key === "ArrowDown") point(box, all[(at + 1) % all.length]);
    else if (key === "ArrowUp") point(box, all[at > 0 ? at - 1 : all.length - 1]);
    else if (key === "Escape") close(box);
    else if (key === "Enter" && at >= 0) take(box, all[at]);
    else {
      if (key === "Enter" || key === "Tab") close(box);
      return false;
    }
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.isComposing) return;
    const box = event.target.closest("[data-suggestions]");
    if (box && inSuggestions(box, event.key)) return event.preventDefault();
    if (event.key === "ArrowDown" && event.target.matches("#filters input:not([type=date]), #search-box")) {
      if (goToCases()) event.preventDefault();
    }
  });

  // While one types, half a word is not yet called a mistake (list.css).
  const fieldOf = (event) => event.target.closest?.("#filters .field");
  document.addEventListener("input", (event) => fieldOf(event)?.toggleAttribute("data-typing", true));
  document.addEventListener("submit", (event) => {
    for (const field of event.target.querySelectorAll("[data-typing]")) field.removeAttribute("data-typing");
  });
  // Later, for what appears moves the page, and what is being pressed must not move away.
  const left = (event) => fieldOf(event)?.removeAttribute("data-typing");
  document.addEventListener("focusout", (event) => setTimeout(left, 250, event));

  // Under “Save this filter” there is a name to type, and Escape leaves it.
  document.addEventListener("toggle", (event) => {
    if (event.target.id === "save-filter" && event.target.open) event.target.querySelector("[name=name]").focus();
  }, true);
  document.addEventListener("keydown", (event) => {
    const saving = event.key === "Escape" && event.target.closest("#save-filter");
    if (!saving) return;
    saving.open = false;
    saving.querySelector("summary").focus();
  });

  // Before the box loses the focus, which would close what is pressed.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest(".suggestions")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest(".suggestions [role=option]");
    if (option) take(boxOf(option.parentElement), option);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.("[data-suggestions]")) close(event.target);
  });

  // What was unfolded stays so when the choices come anew; on a small screen they begin folded.
  const isSmall = window.matchMedia("(max-width: 760px)");
  let unfolded = null;
  let wasWithin = false; // the focus, before the part of the page that had it went
  const folds = () => document.querySelectorAll("#list details[id]");
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!["list", "listing"].includes(event.target.id)) return;
    unfolded = new Map([...folds()].map((fold) => [fold.id, fold.open]));
    unfolded.delete("save-filter");
    wasWithin = event.target.contains(document.activeElement);
  });
  // A removed chip takes the focus with it: what the list says now is the next thing to read.
  document.addEventListener("htmx:afterSettle", () => {
    const heading = document.querySelector("#results h2");
    if (!wasWithin || !heading || document.activeElement !== document.body) return;
    wasWithin = false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.matches(".suggestions")) {
      const box = boxOf(event.target);
      const isOpen = document.activeElement === box && options(event.target).length > 0;
      event.target.hidden = !isOpen;
      box.setAttribute("aria-expanded", String(isOpen));
      box.removeAttribute("aria-activedescendant");
    }
  });
  const start = () => {
    for (const box of document.querySelectorAll("[data-suggestions]")) prepare(box);
    for (const fold of folds()) {
      if (unfolded?.get(fold.id)) fold.open = true;
      else if (fold.id === "all-choices") fold.open = !(unfolded ?? isSmall.matches);
    }
  };
  document.addEventListener("htmx:load", start);
  start();
})();

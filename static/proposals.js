/* Going through proposals with the keys. Every key presses a button that is there without it. */
"use strict";

(() => {
  const status = document.getElementById("proposals-status");
  const help = document.getElementById("settle-keys");
  if (help) help.hidden = false;

  const all = () => [...document.querySelectorAll("[data-proposal]")];
  const currentOf = (node) => node.closest?.("[data-proposal]");
  let last = null; // the id of the one that was last at hand, for it may be drawn anew

  const go = (item) => {
    if (!item) return;
    last = item.id;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const isTyping = (node) =>
    node.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");

  const press = (item, key) => {
    const found = item.querySelector(`[data-key="${key}"], [data-also="${key}"]`);
    if (found) found.click();
    else status.textContent = "That cannot be done here.";
  };

  const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const item = currentOf(event.target);
    const inForm = event.target.closest?.(".citing-slot");
    if (event.key === "Escape" && inForm && item) {
      event.preventDefault();
      inForm.replaceChildren();
      go(item);
      return;
    }
    // Letters mean something only in the list, and never where one types or chooses.
    if (inForm || isTyping(event.target)) return;
    const step = STEPS[event.key];
    const isList = item || event.target === document.body;
    if (step && isList) {
      if (!item && event.key.startsWith("Arrow")) return;
      event.preventDefault();
      const items = all();
      const at = items.indexOf(item ?? document.getElementById(last));
      go(items[Math.max(0, Math.min(items.length - 1, at + step))] ?? items[0]);
      return;
    }
    if (!item || !"aeru".includes(event.key)) return;
    event.preventDefault();
    press(item, event.key);
  });

  document.addEventListener("focusin", (event) => {
    const item = currentOf(event.target);
    if (item) last = item.id;
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    const slot = event.target.closest(".citing-slot");
    const item = slot && currentOf(slot);
    if (!item) return;
    slot.replaceChildren();
    go(item);
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    const slot = event.target.closest?.(".citing-slot");
    if (slot) {
      // One form at a time: its ids stand once on the page.
      for (const other of document.querySelectorAll(".citing-slot")) {
        if (other !== slot) other.replaceChildren();
      }
      if (event.target !== slot) return;
      (slot.querySelector("input[name=fact]:checked") ?? slot.querySelector("#citing-title"))?.focus();
      return;
    }
    const item = document.getElementById(last);
    if (!item) return;
    const said = item.querySelector("[data-said]");
    if (said) status.textContent = said.textContent;
    if (document.activeElement === document.body || item.contains(document.activeElement)) go(item);
  });

  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(failure, () => {
      status.textContent = "The tracker did not answer. Try again.";
    });
  }
})();

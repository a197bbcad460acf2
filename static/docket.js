/* The docket by keyboard: j and k go from entry to entry, / to the words; a page made for paper
   opens the dialogue to print. Without this file everything is reached by Tab. */
"use strict";

(() => {
  const rows = () => [...document.querySelectorAll(".entry-row")];
  const isTyping = (event) =>
    event.target.closest("input, textarea, select, [contenteditable]") !== null;

  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    const here = document.activeElement.closest?.(".entry-row");
    const seen = here ?? all.find((row) => row.getBoundingClientRect().bottom > 0) ?? all[0];
    const place = all.indexOf(seen) + (here ? step : 0);
    const next = all[Math.min(all.length - 1, Math.max(0, place))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", behavior: "instant" });
    // Past the last row there may be more: have them come as if one had scrolled there.
    if (next === all.at(-1)) document.getElementById("docket-more")?.scrollIntoView({ block: "end" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (isTyping(event)) {
      if (event.key === "Escape" && event.target.id === "id_q") event.target.blur();
      return;
    }
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "/") document.getElementById("id_q")?.focus();
    else return;
    event.preventDefault();
  });

  if (document.body.hasAttribute("data-print")) {
    window.addEventListener("load", () => window.print());
  }
})();

/* What the pages do beyond following links: the evidence opens in the rail beside the fact and
   closes again, on the page of a source all parts of the passage asked for are marked, and the
   key / goes to the search.
   Without this file every link still leads to what it names. */
"use strict";

(() => {
  const EVIDENCE = "a.marker[hx-get], a.difference[hx-get]";
  const rail = document.getElementById("rail");
  const slot = document.getElementById("rail-fact");
  const status = document.getElementById("rail-status");
  let opener = null;
  let named = null; // the marker of the fact that the address names, until its evidence is there

  const isPlain = (event) =>
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  const setOpener = (link) => {
    if (opener) opener.setAttribute("aria-expanded", "false");
    opener = link;
    if (opener) opener.setAttribute("aria-expanded", "true");
  };

  const close = () => {
    if (!opener) return;
    const back = opener;
    setOpener(null);
    slot.hidden = true;
    slot.replaceChildren();
    rail.classList.remove("is-open");
    status.textContent = "The evidence is closed.";
    back.focus();
  };

  const goToFoot = (link) => {
    if (opener === link) setOpener(null);
    const name = link.getAttribute("href");
    if (!name?.startsWith("#")) {
      // Where the page does not repeat the passages, they have a page of their own.
      if (name && link.matches(EVIDENCE)) window.location.assign(name);
      return;
    }
    document.querySelector(name).closest("details").open = true;
    window.location.hash = name;
  };

  // Before htmx sees it: another click closes, and one that asks for a new tab is the browser's.
  const onClick = (event) => {
    const link = event.target.closest(EVIDENCE);
    if (!link || !rail) return;
    if (!isPlain(event)) {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    if (link === opener) {
      event.stopPropagation();
      close();
    }
  };

  const onSwapped = (event) => {
    if (event.target !== slot) return;
    setOpener(event.detail.requestConfig.elt);
    slot.hidden = false;
    rail.classList.add("is-open");
    rail.scrollTop = slot.scrollTop = 0;
    const title = document.getElementById("rail-title");
    title.focus({ preventScroll: true });
    // The browser's own jump to the foot may have come late.
    if (named) named.scrollIntoView({ block: "center", behavior: "instant" });
    named = null;
    status.textContent = `Evidence for ${title.textContent} is open. Escape closes it.`;
  };

  // The foot says again, for paper and without this file, what the rail shows.
  const sections = document.querySelectorAll(".foot-section");
  const setOpen = (isOpen) => {
    for (const section of sections) section.open = isOpen;
  };

  // A link to a fact's evidence from elsewhere: show the fact, with its passages beside it.
  const openNamedFact = () => {
    if (!rail || !window.location.hash.startsWith("#evidence-")) return;
    const shown = document.getElementById(window.location.hash.replace("#evidence-", "shown-"));
    if (!shown) return;
    const open = () => {
      setOpen(false);
      shown.scrollIntoView({ block: "center", behavior: "instant" });
      named = shown;
      shown.click();
    };
    // After the browser's own jump to the foot, made as it draws, which unfolds what it jumps to.
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(open)));
  };

  const markPassage = () => {
    for (const mark of document.querySelectorAll(".is-target")) mark.classList.remove("is-target");
    const key = window.location.hash.match(/^#passage-(\d+)$/)?.[1];
    if (!key) return;
    const parts = `[data-passages~="${key}"], [data-note="${key}"]`;
    const found = document.querySelectorAll(parts);
    for (const part of found) part.classList.add("is-target");
    // A link made before texts had pages does not say which page the passage is on.
    const asked = new URLSearchParams(window.location.search);
    const isText = document.querySelector(".article");
    if (!found.length && isText && asked.get("passage") !== key) {
      window.location.replace(`${window.location.pathname}?passage=${key}${window.location.hash}`);
    }
  };

  if (rail) {
    for (const link of rail.parentElement.querySelectorAll(EVIDENCE)) {
      link.setAttribute("aria-expanded", "false");
      link.setAttribute("aria-controls", "rail-fact");
    }
    document.addEventListener("click", onClick, true);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    rail.addEventListener("click", (event) => {
      if (!event.target.closest("[data-close]") || !opener) return;
      event.preventDefault();
      close();
    });
    document.body.addEventListener("htmx:afterSwap", onSwapped);
    for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
      document.body.addEventListener(failure, (event) => goToFoot(event.detail.elt));
    }
    setOpen(false);
    window.addEventListener("beforeprint", () => setOpen(true));
    window.addEventListener("afterprint", () => setOpen(false));
    window.addEventListener("load", openNamedFact);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey) return;
    // A page with boxes of its own may have taken the key.
    if (event.defaultPrevented || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const search = document.getElementById("search-box");
    if (!search) return;
    search.focus();
    search.select();
    event.preventDefault();
  });

  window.addEventListener("hashchange", markPassage);
  markPassage();
})();

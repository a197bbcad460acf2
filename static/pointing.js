/* Citing words by pointing at them. Mouse, touch and keys all make the browser's own selection;
   its place in the text, in code points, is what the server is asked about. Without this file the
   link above the text leads to a plain form that does the same. */
"use strict";

(() => {
  const LONGEST_ADDRESS = 3000; // web servers refuse a request line over 4,094 bytes
  const text = document.getElementById("pointing-text");
  const slot = document.getElementById("pointing");
  const status = document.getElementById("pointing-status");
  const start = document.getElementById("pointing-start");

  // Or a key pressed in the first moments would find a form that htmx does not know yet.
  window.htmx.config.defaultSettleDelay = 0;

  /* --- Narrowing a list by typing, wherever a form has one ------------------------------------ */

  const narrow = (box) => {
    const list = document.getElementById(box.dataset.narrows);
    const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const section of list.querySelectorAll("[data-section]")) {
      let inSection = 0;
      for (const item of section.querySelectorAll("[data-narrow]")) {
        const words = `${item.textContent} ${section.firstElementChild.textContent}`.toLowerCase();
        item.hidden = !wanted.every((word) => words.includes(word));
        if (!item.hidden) inSection += 1;
      }
      section.hidden = !inSection;
      left += inSection;
    }
    const told = list.parentElement.querySelector("[data-narrowed]");
    if (told) told.textContent = wanted.length ? `${left} ${left === 1 ? "fact" : "facts"}` : "";
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-narrows]")) narrow(event.target);
  });
  document.addEventListener("keydown", (event) => {
    // Enter in that box chooses the first fact that is left, and does not send the form.
    if (event.key !== "Enter" || !event.target.matches("[data-narrows]")) return;
    event.preventDefault();
    const list = document.getElementById(event.target.dataset.narrows);
    const first = [...list.querySelectorAll("input")].find((it) => it.offsetParent);
    if (first) {
      first.focus();
      first.click();
    }
  });
  const unfold = (within) => {
    for (const box of within.querySelectorAll(".narrowing")) box.hidden = false;
  };
  unfold(document);
  document.body.addEventListener("htmx:afterSwap", (event) => {
    unfold(event.target);
    // The list may come after what one typed.
    const box = document.querySelector(`[data-narrows="${event.target.id}"]`);
    if (box?.value) narrow(box);
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    // A refusal is a form with its reason.
    if (event.detail.xhr.status !== 422) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  /* --- Keeping one's place when a form is replaced, here and in the list of proposals ---------- */

  const focusForm = (form) => {
    const chosen = form.querySelector("input[name=fact]:checked");
    (chosen ?? form.querySelector(".citing-title") ?? form.querySelector("button"))?.focus({
      preventScroll: true,
    });
  };

  let lost = null; // the form that is replaced while one is in it, and whether one sought a case
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const isInIt = detail.target.matches(".citing-slot") && detail.target.contains(document.activeElement);
    lost = isInIt ? { form: detail.target, sought: detail.requestConfig.elt.matches("[role=search]") } : null;
  });
  document.body.addEventListener("htmx:afterSwap", ({ target }) => {
    if (lost?.form !== target) return;
    if (lost.sought) target.querySelector("[role=search] input[type=search]")?.focus();
    else if (target.querySelector(".citing")) focusForm(target);
    lost = null;
  });

  if (!text || !slot) return;

  /* --- Places: between the page's nodes and the text's code points ---------------------------- */

  const selection = () => window.getSelection();
  const paragraphs = () => [...text.querySelectorAll(".text[data-start]")];
  const lengthOf = (words) => [...words].length;

  const offsetAt = (paragraph, node, at) => {
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, at);
    return Number(paragraph.dataset.start) + lengthOf(range.toString());
  };

  // What of a range lies in the text: [start, end] in code points, with the words; or null.
  const placeOf = (range) => {
    const touched = paragraphs().filter((it) => range.intersectsNode(it));
    if (!touched.length) return null;
    const first = touched[0];
    const last = touched[touched.length - 1];
    const from = first.contains(range.startContainer)
      ? offsetAt(first, range.startContainer, range.startOffset)
      : Number(first.dataset.start);
    const to = last.contains(range.endContainer)
      ? offsetAt(last, range.endContainer, range.endOffset)
      : Number(last.dataset.start) + lengthOf(last.textContent);
    return tidied(from, to);
  };

  const isWordy = (char) => char !== undefined && /[\p{L}\p{N}]/u.test(char);

  const charsOf = (paragraph) => [...paragraph.textContent];

  const paragraphAt = (offset) =>
    paragraphs().find((it) => offset <= Number(it.dataset.start) + lengthOf(it.textContent));

  // Without white space at the ends, and with the whole of a word that was cut.
  const tidied = (from, to) => {
    if (from >= to) return null;
    const whole = paragraphs().map((it) => ({ start: Number(it.dataset.start), chars: charsOf(it) }));
    const charAt = (offset) => {
      const found = whole.find((it) => it.start <= offset && offset < it.start + it.chars.length);
      return found?.chars[offset - found.start];
    };
    const isBlank = (char) => char === undefined || /\s/.test(char);
    while (from < to && isBlank(charAt(from))) from += 1;
    while (to > from && isBlank(charAt(to - 1))) to -= 1;
    if (from === to) return null;
    while (isWordy(charAt(from)) && isWordy(charAt(from - 1))) from -= 1;
    while (isWordy(charAt(to - 1)) && isWordy(charAt(to))) to += 1;
    const words = whole
      .filter((it) => it.start < to && it.start + it.chars.length > from)
      .map((it) => it.chars.slice(Math.max(0, from - it.start), to - it.start).join(""))
      .join("\n");
    return { from, to, words };
  };

  const nodeAt = (offset) => {
    const paragraph = paragraphAt(offset);
    let left = offset - Number(paragraph.dataset.start);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    for (let next = node; next; next = walker.nextNode()) {
      node = next;
      const chars = [...node.data];
      if (left <= chars.length) return [node, chars.slice(0, left).join("").length];
      left -= chars.length;
    }
    return node ? [node, node.data.length] : [paragraph, 0];
  };

  const rangeOf = ({ from, to }) => {
    const range = document.createRange();
    range.setStart(...nodeAt(from));
    range.setEnd(...nodeAt(to));
    return range;
  };

  /* --- The form beside the words --------------------------------------------------------------- */

  let place = null; // what the form is open for
  let wantsFocus = false;
  let cursor = null; // { anchor, focus }: words by number, as the keys have it

  const isOpen = () => !slot.hidden;
  const isNarrow = () => window.matchMedia("(max-width: 900px)").matches;

  const show = (range) => {
    if (!window.Highlight || !CSS.highlights) return;
    if (range) CSS.highlights.set("pointing", new window.Highlight(range));
    else CSS.highlights.delete("pointing");
  };

  const settle = () => {
    if (slot.hidden || !place) return;
    const words = rangeOf(place).getBoundingClientRect();
    if (isNarrow()) {
      slot.style.removeProperty("top");
      // The words stay in view above the form.
      if (words.top < 60 || words.bottom > slot.getBoundingClientRect().top - 12) {
        window.scrollBy({ top: words.top - 90, behavior: "instant" });
      }
      return;
    }
    const area = slot.offsetParent.getBoundingClientRect();
    const lowest = window.innerHeight - slot.offsetHeight - 16;
    const top = Math.max(16, Math.min(words.top - 12, lowest));
    slot.style.top = `${top - area.top}px`;
  };

  const open = (found, { focus }) => {
    if (place && isOpen() && place.from === found.from && place.to === found.to) {
      if (focus) focusForm(slot);
      return;
    }
    const asked = new URLSearchParams({
      snapshot: text.dataset.snapshot,
      start: found.from,
      end: found.to,
      words: found.words,
    });
    if (String(asked).length > LONGEST_ADDRESS) {
      status.textContent = "That is too much to cite: select the fewest words that carry the fact.";
      return;
    }
    place = found;
    wantsFocus = focus;
    show(rangeOf(found));
    window.htmx.ajax("GET", `${text.dataset.cite}?${asked}`, { source: slot, target: slot, swap: "innerHTML" });
  };

  const close = ({ back }) => {
    if (!isOpen()) return;
    const closed = place;
    place = null;
    slot.hidden = true;
    slot.replaceChildren();
    show(null);
    status.textContent = "Closed.";
    if (!back) return;
    text.focus({ preventScroll: true });
    if (closed) select(rangeOf(closed));
  };

  const select = (range) => {
    selection().setBaseAndExtent(
      range.startContainer,
      range.startOffset,
      range.endContainer,
      range.endOffset,
    );
  };

  slot.setAttribute("hx-sync", "this:replace");

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target !== slot) return;
    slot.hidden = false;
    slot.scrollTop = 0;
    const done = slot.querySelector("[data-done]");
    if (!done) {
      settle();
      if (wantsFocus) focusForm(slot);
      status.textContent = wantsFocus ? "" : "A form to cite these words is open. Escape closes it.";
      wantsFocus = false;
      return;
    }
    status.textContent = done.querySelector("[role=status]").textContent;
    show(null);
  });

  // After the paragraphs that look otherwise now have come: back to the words, which are marked.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const done = slot.querySelector("[data-done]");
    if (event.target !== slot || !done) return;
    for (const mark of text.querySelectorAll(".is-target")) mark.classList.remove("is-target");
    const key = done.dataset.passage;
    if (key) {
      for (const mark of text.querySelectorAll(`[data-passages~="${key}"], [data-note="${key}"]`)) {
        mark.classList.add("is-target");
      }
    }
    settle();
    text.focus({ preventScroll: true });
    if (place) {
      const range = rangeOf(place);
      range.collapse(false);
      select(range);
      cursor = null;
    }
    place = null;
  });

  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    slot.addEventListener(failure, () => {
      status.textContent = "The tracker did not answer. Try again.";
    });
  }

  slot.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) close({ back: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    if (slot.contains(event.target) || text.contains(event.target) || event.target === document.body) {
      event.preventDefault();
      close({ back: true });
    }
  });

  /* --- With the mouse, and by touch ------------------------------------------------------------ */

  let byTouch = false;
  let waiting = 0;

  const look = () => {
    const now = selection();
    if (!now.rangeCount || now.isCollapsed) return;
    const range = now.getRangeAt(0);
    if (!text.contains(range.startContainer) && !text.contains(range.endContainer)) return;
    const found = placeOf(range);
    cursor = null;
    if (found) open(found, { focus: false });
  };

  text.addEventListener("pointerdown", (event) => {
    byTouch = event.pointerType === "touch";
  });
  document.addEventListener("pointerup", (event) => {
    if (event.pointerType === "touch" || slot.contains(event.target)) return;
    if (event.target.closest?.("a, button, input")) return;
    // The browser clears a selection that is clicked on only after this.
    window.setTimeout(() => {
      if (selection().isCollapsed && text.contains(event.target)) close({ back: false });
      else look();
    });
  });
  document.addEventListener("selectionchange", () => {
    if (!byTouch) return;
    // The handles of a selection send no other sign that they came to rest.
    window.clearTimeout(waiting);
    waiting = window.setTimeout(look, 600);
  });

  /* --- With the keys ---------------------------------------------------------------------------- */

  const WORD = /[\p{L}\p{N}$€£§#][\p{L}\p{N}%]*(?:['’.,\-–:/@&][\p{L}\p{N}]+)*%?/gu;

  // Every word of the text: where it stands, and in which paragraph.
  const wordsOfText = () =>
    paragraphs().flatMap((paragraph, number) => {
      const words = paragraph.textContent;
      const begin = Number(paragraph.dataset.start);
      return [...words.matchAll(WORD)].map((match) => {
        const from = begin + lengthOf(words.slice(0, match.index));
        return { from, to: from + lengthOf(match[0]), number };
      });
    });

  const firstIn = (words, number) => words.findIndex((it) => it.number === number);
  const lastIn = (words, number) => words.findLastIndex((it) => it.number === number);

  // Where the keys go on from: the selection, wherever it came from, else what one sees first.
  const cursorNow = (words) => {
    if (cursor) return cursor;
    const now = selection();
    if (now.rangeCount && text.contains(now.focusNode)) {
      const range = now.getRangeAt(0);
      const holder = paragraphs().find((it) => it.contains(range.startContainer));
      if (holder) {
        const at = offsetAt(holder, range.startContainer, range.startOffset);
        const anchor = words.findIndex((it) => it.to > at);
        const found = now.isCollapsed ? null : placeOf(range);
        const focus = found ? words.findLastIndex((it) => it.from < found.to) : anchor;
        if (anchor >= 0) return { anchor, focus: Math.max(anchor, focus) };
      }
    }
    const seen = paragraphs().findIndex((it) => it.getBoundingClientRect().bottom > 0);
    const found = Math.max(0, firstIn(words, Math.max(0, seen)));
    return { anchor: found, focus: found };
  };

  const near = (words, { focus }, steps) => {
    const number = Math.max(0, Math.min(words[words.length - 1].number, words[focus].number + steps));
    return firstIn(words, number);
  };

  const GO = {
    ArrowRight: (words, { focus }) => focus + 1,
    ArrowLeft: (words, { focus }) => focus - 1,
    ArrowDown: (words, now) => near(words, now, 1),
    ArrowUp: (words, now) => near(words, now, -1),
    Home: (words, { focus }, all) => (all ? 0 : firstIn(words, words[focus].number)),
    End: (words, { focus }, all) => (all ? words.length - 1 : lastIn(words, words[focus].number)),
  };

  const put = (words, next, { aloud }) => {
    cursor = next;
    const first = words[Math.min(next.anchor, next.focus)];
    const last = words[Math.max(next.anchor, next.focus)];
    const range = rangeOf({ from: first.from, to: last.to });
    select(range);
    const seen = rangeOf(words[next.focus]).getBoundingClientRect();
    const edge = isNarrow() && isOpen() ? slot.getBoundingClientRect().top : window.innerHeight;
    if (seen.top < 80 || seen.bottom > edge - 40) {
      window.scrollBy({ top: seen.top - window.innerHeight / 3, behavior: "instant" });
    }
    const said = range.toString();
    if (aloud) status.textContent = next.anchor === next.focus ? said : `Selected: ${said}`;
  };

  text.addEventListener("keydown", (event) => {
    if (event.target !== text || event.altKey || event.metaKey) return;
    if (event.key === "Enter") {
      const now = selection();
      const found = now.rangeCount && !now.isCollapsed ? placeOf(now.getRangeAt(0)) : null;
      event.preventDefault();
      if (found) open(found, { focus: true });
      else status.textContent = "Select the words first: the arrow keys go from word to word.";
      return;
    }
    if (event.key === "u" && !event.ctrlKey && slot.querySelector("[data-undo]")) {
      slot.querySelector("[data-undo]").click();
      return;
    }
    const go = GO[event.key];
    if (!go) return;
    const words = wordsOfText();
    if (!words.length) return;
    event.preventDefault();
    const isFirst = !cursor && selection().isCollapsed;
    const now = cursorNow(words);
    const wanted = isFirst && !event.shiftKey ? now.focus : go(words, now, event.ctrlKey);
    const focus = Math.max(0, Math.min(words.length - 1, wanted));
    put(words, { anchor: event.shiftKey ? now.anchor : focus, focus }, { aloud: true });
  });

  start.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    text.focus({ preventScroll: true });
    const words = wordsOfText();
    if (words.length) put(words, cursorNow(words), { aloud: false });
    status.textContent =
      "Select the words: the arrow keys go from word to word, with Shift they select, Enter cites.";
  });

  window.addEventListener("resize", settle);
  // It grows when a list unfolds in it.
  new ResizeObserver(settle).observe(slot);
  if (isOpen()) text.focus({ preventScroll: true });
})();

/* The row that logs a docket entry: Enter logs it and stays, Escape leaves, documents are dropped
   on it, and what was typed is never lost. Without this file the row is a plain form. */
"use strict";

(() => {
  const row = () => document.getElementById("docket-log");
  if (!row()) return;
  const form = () => row().querySelector(".log-form");
  const filesOf = (it) => it.querySelector('input[type="file"]');
  let left = null; // what the row held when it was left

  const first = () => form().elements.namedItem("filed");

  const fit = (area) => {
    area.rows = Math.min(12, Math.max(1, area.value.split("\n").length));
    while (area.scrollHeight > area.clientHeight + 2 && area.rows < 12) area.rows += 1;
  };

  // --- Documents: the main one first, then its attachments in their order ---------------------

  const listFiles = () => {
    const list = row().querySelector(".log-files");
    const files = [...filesOf(form()).files];
    list.replaceChildren(
      ...files.map((file, place) => {
        const item = document.createElement("li");
        const name = document.createElement("span");
        const part = document.createElement("span");
        const drop = document.createElement("button");
        part.className = "hint";
        part.textContent = place ? `Attachment ${place}` : "Main document";
        name.textContent = file.name;
        drop.type = "button";
        drop.className = "as-link";
        drop.textContent = "Leave out";
        drop.setAttribute("aria-label", `Leave out ${file.name}`);
        drop.addEventListener("click", () => {
          setFiles(files.filter((other) => other !== file));
          filesOf(form()).focus();
        });
        item.append(part, name, drop);
        return item;
      }),
    );
    list.hidden = !files.length;
  };

  const setFiles = (files) => {
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    filesOf(form()).files = held.files;
    listFiles();
  };

  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event) || !event.target.closest("#docket-log")) return;
    event.preventDefault();
    row().classList.add("is-over");
  });
  for (const end of ["dragleave", "drop"]) {
    document.addEventListener(end, (event) => {
      if (end === "drop" || !row().contains(event.relatedTarget)) row().classList.remove("is-over");
    });
  }
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event) || !event.target.closest("#docket-log")) return;
    event.preventDefault();
    setFiles([...filesOf(form()).files, ...event.dataTransfer.files]);
  });

  // --- Keys -------------------------------------------------------------------------------------

  const held = () => {
    const values = [...new FormData(form())].filter(([name]) => !name.startsWith("csrf"));
    return { values: values.filter(([name]) => name !== "papers"), files: [...filesOf(form()).files] };
  };

  const isEmpty = () =>
    [...form().elements].every((it) => it.type === "hidden" || it.type === "submit" ||
      (it.type === "checkbox" ? !it.checked : it.name === "number" || !it.value));

  const put = (it, value) => {
    if (it.type === "checkbox") it.checked = true;
    else it.value = value;
  };

  const clear = () => {
    for (const it of form().elements) {
      if (it.type === "checkbox") it.checked = false;
      else if (it.type === "file" || (it.name !== "number" && !["hidden", "submit"].includes(it.type))) it.value = "";
    }
    for (const said of row().querySelectorAll(".error, .log-form > .notice")) said.remove();
    for (const it of form().querySelectorAll("[aria-invalid]")) it.removeAttribute("aria-invalid");
    document.getElementById("log-understood").replaceChildren();
    row().classList.remove("has-errors");
    fit(form().elements.namedItem("text"));
    listFiles();
  };

  const leave = () => {
    if (!isEmpty()) {
      left = held();
      clear();
      row().querySelector(".log-left").hidden = false;
    }
    const title = document.getElementById("docket-title");
    title.tabIndex = -1;
    title.focus();
  };

  const bringBack = () => {
    for (const [name, value] of left.values) {
      const it = form().elements.namedItem(name);
      if (it && !(it instanceof RadioNodeList)) put(it, value);
    }
    setFiles(left.files);
    left = null;
    row().querySelector(".log-left").hidden = true;
    fit(form().elements.namedItem("text"));
    form().dispatchEvent(new Event("input", { bubbles: true }));
    first().focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.target.closest?.("#docket-log .log-form")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    } else if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea, select")) {
      event.preventDefault();
      form().requestSubmit();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-bring-back]")) bringBack();
  });
  document.addEventListener("input", (event) => {
    if (!event.target.closest?.("#docket-log")) return;
    if (event.target.matches("textarea")) fit(event.target);
    // The text that is written now is newer than what was left.
    row().querySelector(".log-left").hidden = true;
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.('#docket-log input[type="file"]')) listFiles();
  });

  // --- After an answer --------------------------------------------------------------------------

  // What the row would log is not asked while it is being logged.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const asking = document.getElementById("log-understood");
    if (event.target === form()) htmx.trigger(asking, "htmx:abort");
    if (event.target === asking && form().classList.contains("htmx-request")) event.preventDefault();
  });

  // The row that comes for an answer would take with it what is typed meanwhile.
  let typing = null; // where the cursor was
  document.addEventListener("htmx:beforeSend", (event) => {
    if (event.target !== form()) return;
    typing = document.activeElement;
    form().inert = true;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form() || !form().inert) return;
    form().inert = false;
    typing?.focus();
  });

  // A refusal comes with the row anew, and no server can send chosen files back.
  let keeping = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id === "docket-log") keeping = [...filesOf(form()).files];
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "evidence") {
      // It came unfolded, as it is where there is no script.
      for (const part of event.target.querySelectorAll("details")) part.open = false;
    }
    if (event.target.id !== "docket-log") return;
    fit(form().elements.namedItem("text"));
    if (row().hasAttribute("data-done")) {
      keeping = [];
      first().focus();
      return;
    }
    setFiles(keeping);
    const place = form().querySelector("[aria-invalid], .log-claims:has(.error:not(:empty)) input:not([type=hidden])");
    (place ?? first()).focus();
    if (place?.select) place.select();
  });

  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      if (!event.target.closest?.("#docket-log")) return;
      event.stopPropagation();
      if (event.target.id === "log-understood") return;
      const said = row().querySelector(".log-said");
      const words = document.createElement("p");
      words.className = "notice warn";
      words.textContent = "It was not logged, for the tracker did not answer as it should. What you typed is still here: press Enter to try again; the same entry is never logged twice.";
      said.replaceChildren(words);
    }, true);
  }

  fit(form().elements.namedItem("text"));
})();

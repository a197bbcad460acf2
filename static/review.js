/* A button takes the words selected in the newer text into the field for other words. Without this
   file one copies and pastes them. */
"use strict";

(() => {
  const field = document.querySelector("[data-takes-selection]");
  const other = document.querySelector("input[name=place][value=other]");
  if (!field || !other) return;
  let selected = "";

  const button = document.createElement("button");
  button.type = "button";
  button.className = "as-link";
  button.textContent = "Take the words selected in the newer text";
  button.disabled = true;
  field.after(button);

  // Kept, for a tap on the button may end the selection.
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const cell = selection.anchorNode?.parentElement?.closest("table.beside td:last-child");
    const words = selection.toString().trim();
    if (!cell || !words || !cell.contains(selection.focusNode)) return;
    selected = words;
    button.disabled = false;
  });

  button.addEventListener("click", () => {
    field.value = selected;
    other.checked = true;
    field.focus();
  });
})();

/* In a table marked data-arrows the arrow keys go from link to link, over the cells without one. */
"use strict";

(() => {
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  const linkFrom = (table, cell, [down, right]) => {
    let row = cell.parentElement.rowIndex + down;
    let column = cell.cellIndex + right;
    while (row >= 0 && row < table.rows.length && column >= 0) {
      const cells = table.rows[row].cells;
      if (right && column >= cells.length) return null;
      const link = cells[column]?.querySelector("a");
      if (link) return link;
      row += down;
      column += right;
    }
    return null;
  };

  // On the document, for tables that come with a part of a page too.
  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const cell = event.target.closest?.("th, td");
    const table = cell?.closest("table[data-arrows]");
    if (!step || !table || event.altKey || event.ctrlKey || event.metaKey) return;
    const link = linkFrom(table, cell, step);
    if (!link) return;
    event.preventDefault();
    link.focus();
  });
})();

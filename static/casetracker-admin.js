// Select2 draws boxes of its own for the lists that one searches, and leaves them without a name
// for a screen reader. This gives each the label of the field that it stands for, whenever it is
// drawn anew.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const set = (element, attribute, value) => {
    if (element && element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
  };
  const name = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      const box = select.nextElementSibling;
      if (!label || !box || !box.matches(".select2")) continue;
      const words = label.textContent.trim().replace(/:$/, "");
      const drawn = box.querySelector(".select2-selection");
      const shown = box.querySelector(".select2-selection__rendered");
      set(drawn, "aria-label", shown.title ? `${words}: ${shown.title}` : words);
      drawn.removeAttribute("aria-labelledby");
      shown.removeAttribute("role");
      shown.removeAttribute("aria-readonly");
      set(box.querySelector(".select2-search__field"), "aria-label", words);
    }
    set(document.querySelector(".select2-dropdown .select2-search__field"), "aria-label", "Search");
  };
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
});

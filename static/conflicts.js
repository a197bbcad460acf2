// While names are sent and a few of them checked, say so; a long list has a page of its own.
(() => {
  const form = document.querySelector("form.names");
  if (!form) return;
  const button = form.querySelector("button[type=submit]");
  const said = form.querySelector("[role=status]");
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled")) {
      event.preventDefault();
      return;
    }
    button.setAttribute("aria-disabled", "true");
    const names = form.elements.names.value.split("\n").filter((line) => line.trim()).length;
    said.textContent = names > 1 ? `Checking ${names} names …` : "Checking …";
  });
  // Back in the browser's history, the page is as it was left.
  addEventListener("pageshow", () => {
    button.removeAttribute("aria-disabled");
    said.textContent = "";
  });
})();

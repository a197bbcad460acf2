// The field takes files that are dropped on it without us. This says what was chosen, and that
// sending takes a while.

(() => {
  const form = document.getElementById("bring");
  if (!form) return;
  const field = form.querySelector("input[type=file]");
  const chosen = document.getElementById("chosen");
  const button = form.querySelector("button[type=submit]");
  const most = Number(field.dataset.most);

  const say = () => {
    const files = [...field.files];
    const tooMany = files.length > most;
    const size = files.reduce((sum, file) => sum + file.size, 0) / 1e6;
    const count = `${files.length.toLocaleString("en")} ${files.length === 1 ? "file" : "files"}`;
    chosen.textContent = !files.length ? ""
      : tooMany ? `${count} are more than ${most.toLocaleString("en")}: put them into a zip.`
        : `${count}, ${size < 0.1 ? "less than 0.1" : size.toFixed(1)} MB`;
    chosen.classList.toggle("too-many", tooMany);
  };

  for (const name of ["dragenter", "dragover"]) field.addEventListener(name, () => form.classList.add("over"));
  for (const name of ["dragleave", "drop"]) field.addEventListener(name, () => form.classList.remove("over"));
  field.addEventListener("change", say);
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") || field.files.length > most) {
      event.preventDefault();
      return;
    }
    button.setAttribute("aria-disabled", "true");
    chosen.textContent = "Sending them …";
  });
  // Back from the page that followed: the form can be used again.
  addEventListener("pageshow", () => button.removeAttribute("aria-disabled"));
  say();
})();

"use strict";
// Copy buttons: made here, so that a page without scripts shows the words alone. Nothing is fetched or kept.
const labels = document.currentScript.dataset;
for (const source of document.querySelectorAll(".citation, .permalink")) {
  const button = document.createElement("button");
  const label = source.className === "permalink" ? labels.link : labels.copy;
  button.type = "button";
  button.className = "copy";
  button.textContent = label;
  source.after(" ", button);
  button.addEventListener("click", async () => {
    let done = false;
    try {
      await navigator.clipboard.writeText(source.textContent);
      done = true;
    } catch {
      // No clipboard for pages from a folder in this browser: select the words and ask it to copy the selection.
      const range = document.createRange();
      range.selectNodeContents(source);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      try { done = document.execCommand("copy"); } catch { done = false; }
    }
    if (!done) return; // the words stay selected, ready for the keyboard
    button.textContent = labels.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

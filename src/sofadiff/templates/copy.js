"use strict";
// Copy buttons: hidden until this runs, so that a page without scripts shows the words alone. Nothing is fetched or kept.
for (const button of document.querySelectorAll("button.copy")) {
  const source = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  if (!source) continue;
  button.hidden = false;
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
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Comforts only: every page does its work without this file.
(() => {
  "use strict";
  // The menu is folded where there is little room.
  const menu = document.querySelector("details.menu");
  const narrow = window.matchMedia("(max-width: 46rem)");
  const fold = () => menu && menu.toggleAttribute("open", !narrow.matches);
  fold();
  narrow.addEventListener("change", fold);

  // In the review queue s, n and u decide, unless somebody is writing.
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (target instanceof Element && target.matches("input, textarea, select")) return;
    if (!/^[a-z]$/.test(event.key)) return;
    const button = document.querySelector(`button[data-key="${event.key}"]`);
    if (!button) return;
    // Else the letter would be written into the field that asks for a reason.
    event.preventDefault();
    button.click();
  });
})();

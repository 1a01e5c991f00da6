
"use strict";
(() => {
  // Everything can be read without this script; it only saves clicks.
  const derivations = [...document.querySelectorAll("details.derivation")];
  const fold = document.querySelector("button.fold");
  const contents = document.querySelector(".contents details");

  // One button opens all derivations or closes them again.
  const allOpen = () => derivations.every((derivation) => derivation.open);
  const label = () => {
    fold.textContent = allOpen() ? "Close all derivations" : "Open all derivations";
  };
  if (fold) {
    fold.hidden = false;
    fold.addEventListener("click", () => {
      const open = !allOpen();
      for (const derivation of derivations) derivation.open = open;
      label();
    });
    for (const derivation of derivations) derivation.addEventListener("toggle", label);
    label();
  }

  // A link to a derivation, or to something inside it, opens it.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const derivation = target && target.closest("details.derivation");
    if (derivation && !derivation.open) {
      derivation.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    if (link.getAttribute("href") === location.hash) reveal();
    if (contents && contents.contains(link) && !wide.matches) contents.open = false;
  });
  reveal();

  // The contents stand open beside the report where there is room.
  const wide = matchMedia("(min-width: 70rem)");
  const place = () => {
    if (contents) contents.open = wide.matches;
  };
  wide.addEventListener("change", place);
  place();

  // The contents mark the chapter being read.
  const links = new Map();
  for (const link of document.querySelectorAll(".contents details > ol > li > a")) {
    links.set(link.getAttribute("href").slice(1), link);
  }
  const chapters = [...document.querySelectorAll("section.chapter[id]")];
  const mark = () => {
    const read = chapters.filter((chapter) => chapter.getBoundingClientRect().top < innerHeight / 3).pop();
    for (const [id, link] of links) {
      if (read && read.id === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }, { passive: true });
  mark();
})();

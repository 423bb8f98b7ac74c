// Small helps on top of pages that need no script: marks the section in view under "På siden", gives headings
// a link of their own, opens tables of drawings before printing, and takes `/` to the search page.
(function () {
  "use strict";
  var links = Array.prototype.slice.call(document.querySelectorAll(".toc a[href^='#']"));
  var headings = links.map(function (link) {
    return document.getElementById(decodeURIComponent(link.hash.slice(1)));
  });

  function mark() {
    var current = -1;
    var bottom = window.innerHeight + window.pageYOffset >= document.documentElement.scrollHeight - 2;
    for (var at = 0; at < headings.length; at++) {
      if (headings[at] && (bottom || headings[at].getBoundingClientRect().top < window.innerHeight / 4)) current = at;
    }
    links.forEach(function (link, at) {
      if (at === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  var waiting = false;
  function soon() {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(function () {
      waiting = false;
      mark();
    });
  }

  if (links.length) {
    mark();
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
  }

  document.querySelectorAll(".body h2[id], .body h3[id]").forEach(function (heading) {
    var link = document.createElement("a");
    link.className = "a";
    link.href = "#" + heading.id;
    link.textContent = "#";
    link.setAttribute("aria-label", heading.textContent + " #");
    heading.appendChild(link);
  });

  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.same").forEach(function (details) {
      details.open = true;
    });
  });

  document.addEventListener("keydown", function (event) {
    var search = document.querySelector("header .search a");
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.altKey || event.metaKey || !search) return;
    event.preventDefault();
    location.href = search.href;
  });
})();

// The window on the drawing: moved and made larger or smaller by mouse, fingers, buttons and keys. The page keeps
// its own scrolling: the wheel zooms only with Ctrl, and one finger moves the drawing sideways only.
(function (explorer) {
  "use strict";
  const SCALES = { least: 0.25, legible: 0.85, most: 2.5 };
  const STEP = 1.25;
  const SLOP = 5;

  /** Takes charge of an `<svg>`; returns how to show a place, fit the whole, and move. */
  explorer.window = function (svg) {
    const at = { x: 0, y: 0, scale: 1, width: 1, height: 1, size: { width: 1, height: 1 } };

    function apply() {
      svg.setAttribute("viewBox", [at.x, at.y, at.width / at.scale, at.height / at.scale].map((one) => one.toFixed(1)).join(" "));
    }

    /** A new drawing of a size: all of it where it stays legible, else the part around `centre`. */
    function show(size, centre) {
      at.size = size;
      at.width = svg.parentNode.clientWidth || 1;
      const fitting = Math.min(1, at.width / size.width);
      at.scale = size.stacked ? fitting : Math.max(fitting, SCALES.legible);
      const tallest = size.stacked ? Infinity : Math.max(420, window.innerHeight * 0.82);
      at.height = Math.round(Math.min(tallest, Math.max(120, size.height * at.scale)));
      if (!size.stacked && size.height * at.scale > at.height) {
        at.scale = Math.max(SCALES.legible, Math.min(at.scale, at.height / size.height));
      }
      svg.style.height = `${at.height}px`;
      focus(centre || { x: size.width / 2, y: size.height / 2 });
    }

    /** Puts a place in the middle, but shows no empty margin where the drawing has more to show. */
    function focus({ x, y }) {
      const within = (middle, shown, whole) =>
        shown >= whole ? (whole - shown) / 2 : Math.min(Math.max(0, middle - shown / 2), whole - shown);
      at.x = within(x, at.width / at.scale, at.size.width);
      at.y = within(y, at.height / at.scale, at.size.height);
      apply();
    }

    function zoom(factor, middle) {
      const scale = Math.min(SCALES.most, Math.max(SCALES.least, at.scale * factor));
      const point = middle || { x: at.width / 2, y: at.height / 2 };
      at.x += point.x / at.scale - point.x / scale;
      at.y += point.y / at.scale - point.y / scale;
      at.scale = scale;
      apply();
    }

    function move(dx, dy) {
      at.x -= dx / at.scale;
      at.y -= dy / at.scale;
      apply();
    }

    /** Moves just enough for a box to be seen. */
    function reveal(box) {
      const into = (from, shown, low, high) => (low < from + 8 ? low - 8 : high > from + shown - 8 ? high + 8 - shown : from);
      at.x = into(at.x, at.width / at.scale, box.x, box.x + box.width);
      at.y = into(at.y, at.height / at.scale, box.y, box.y + box.height);
      apply();
    }

    /** All of the drawing, for paper; returns how to go back. */
    function whole() {
      const height = svg.style.height;
      svg.style.height = "auto";
      svg.setAttribute("viewBox", `0 0 ${at.size.width} ${at.size.height}`);
      return () => {
        svg.style.height = height;
        apply();
      };
    }

    const own = { show, focus, reveal, whole, move, in: () => zoom(STEP), out: () => zoom(1 / STEP) };
    own.all = function () {
      at.scale = Math.max(SCALES.least, Math.min(1, at.width / at.size.width, at.height / at.size.height));
      focus({ x: at.size.width / 2, y: at.size.height / 2 });
    };
    listen(svg, at, zoom, move);
    return own;
  };

  /** Mouse and fingers. A press that moves is no click. */
  function listen(svg, at, zoom, move) {
    const down = new Map();
    let moved = false;
    const local = (event) => {
      const box = svg.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const apart = () => {
      const [a, b] = [...down.values()];
      return { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      if (!down.size) moved = false;
      down.set(event.pointerId, local(event));
    });
    window.addEventListener("pointermove", (event) => {
      const last = down.get(event.pointerId);
      if (!last) return;
      const now = local(event);
      if (!moved && Math.hypot(now.x - last.x, now.y - last.y) < SLOP) return;
      moved = true;
      const before = down.size === 2 ? apart() : undefined;
      down.set(event.pointerId, now);
      if (before) {
        const after = apart();
        move(after.x - before.x, after.y - before.y);
        if (before.distance > 0) zoom(after.distance / before.distance, after);
      } else if (!at.size.stacked) {
        move(now.x - last.x, now.y - last.y);
      }
    });
    const up = function (event) {
      down.delete(event.pointerId);
      // The click that ends a drag comes before this; one that a screen reader makes later is a click.
      setTimeout(() => (moved = false), 0);
    };
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", up);
    svg.addEventListener("click", (event) => moved && event.stopPropagation(), true);
    svg.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        zoom(Math.exp(-event.deltaY / 300), local(event));
      },
      { passive: false },
    );
  }
})(window.sporbar.explorer);

// Elements, and lines of text that fit a box. Text reaches the page only as text: no markup is ever read from data.
(function (explorer) {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  // Marks that turn the direction of what follows them have no place in a line of a drawing.
  const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const canvas = document.createElement("canvas").getContext("2d");

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === false) continue;
      element.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children) if (child !== null && child !== undefined) element.append(child);
    return element;
  }

  /** An element of the page with attributes and children; strings become text. */
  explorer.element = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);

  /** An element of a drawing. */
  explorer.shape = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

  /** A button that does something. */
  explorer.button = function (text, act, attributes) {
    const button = explorer.element("button", { type: "button", ...attributes }, text);
    button.addEventListener("click", act);
    return button;
  };

  /** Text as a drawing may hold it. */
  explorer.plain = (text) => text.replace(UNSEEN, " ");

  function width(text, size, bold) {
    const family = (width.family = width.family || getComputedStyle(document.body).fontFamily);
    const font = `${bold ? 600 : 400} ${size}px ${family}`;
    // Setting a font costs more than measuring with it.
    if (font !== width.font) canvas.font = width.font = font;
    return canvas.measureText(text).width;
  }
  explorer.width = width;

  /** The text, or as much of it as fits with `…` behind it. */
  explorer.fit = function (text, room, size, bold) {
    if (width(text, size, bold) <= room) return text;
    const letters = [...text];
    let [low, high] = [0, letters.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (width(`${letters.slice(0, middle).join("")}…`, size, bold) <= room) low = middle;
      else high = middle - 1;
    }
    return `${letters.slice(0, low).join("").trimEnd()}…`;
  };

  /** The text on as many lines as there are rooms; the last is cut. */
  explorer.wrap = function (text, rooms, size) {
    const lines = [];
    let words = text.split(" ").filter(Boolean);
    for (let at = 0; words.length && at < rooms.length; at++) {
      if (at === rooms.length - 1) {
        lines.push(explorer.fit(words.join(" "), rooms[at], size));
        break;
      }
      let count = 1;
      while (count < words.length && width(words.slice(0, count + 1).join(" "), size) <= rooms[at]) count += 1;
      lines.push(explorer.fit(words.slice(0, count).join(" "), rooms[at], size));
      words = words.slice(count);
    }
    return lines;
  };
})(window.sporbar.explorer);

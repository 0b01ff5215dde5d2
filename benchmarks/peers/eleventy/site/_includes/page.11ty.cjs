const article = require("./article.cjs");
const chooser = require("./chooser.cjs");
const { framed } = require("./parts.cjs");
const { home, list, prose } = require("./lists.cjs");

const PROSE = new Set(["about", "not-found"]);

module.exports = class Page {
  render({ desks, p, title, content }) {
    const s = desks[p.lang];
    if (p.kind === "chooser") return chooser(s, p);
    const whole = ["home", "not-found"].includes(p.kind) ? title : `${title} – ${s.title}`;
    if (p.kind === "article") return framed(s, p, whole, article(s, p, title, content));
    const write = p.kind === "home" ? home : PROSE.has(p.kind) ? prose : list;
    return framed(s, p, whole, write(s, p, title));
  }
};

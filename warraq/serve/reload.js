// Part of the preview only: reloads the page when its site was built anew, and
// shows over the last good page why a build did not complete.
"use strict";

(() => {
  const { build, number } = document.currentScript.dataset;
  const scrollKey = "warraq-scroll";
  const style = `
    :host { all: initial; }
    section {
      position: fixed; inset: auto 0 0 0; z-index: 2147483647; box-sizing: border-box;
      max-height: 70vh; overflow: auto; padding: 1em 1.5em;
      background: #2b0f0f; color: #fff; border-block-start: 4px solid #ff6b6b;
      font: 16px/1.6 system-ui, sans-serif; text-align: start;
    }
    h2 { margin: 0 0 .5em; font-size: 1.1em; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { margin-block: .75em; }
    p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    code { font: 14px/1.6 ui-monospace, monospace; color: #ffd9a0; overflow-wrap: anywhere; }
    .hint { color: #ddd; }
    button {
      float: inline-end; min-width: 32px; min-height: 32px; font: inherit; cursor: pointer;
      color: inherit; background: none; border: 1px solid currentColor; border-radius: 4px;
    }
    @media print { section { display: none; } }
  `;
  let stream = null;
  let overlay = null;

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const hide = () => {
    overlay?.remove();
    overlay = null;
  };

  const listed = (problem) => {
    const item = element("li", "");
    const where = problem.line ? `${problem.file}:${problem.line}` : problem.file;
    if (where) item.append(element("code", where, { dir: "ltr" }));
    item.append(element("p", `${problem.message} [${problem.code}]`, { dir: "auto" }));
    if (problem.hint) item.append(element("p", problem.hint, { dir: "auto", class: "hint" }));
    return item;
  };

  const show = (state) => {
    hide();
    overlay = element("div", "", { id: "warraq-problems", lang: "en", dir: "ltr" });
    const shadow = overlay.attachShadow({ mode: "open" });
    // A sheet made by script is no inline style, so the page's policy allows it.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [sheet];
    const box = element("section", "", { role: "alert" });
    const close = element("button", "×", { type: "button", "aria-label": "Hide the problems" });
    close.addEventListener("click", hide);
    const heading = state.complete
      ? "Built, with problems"
      : "The build did not complete. This is the last good site.";
    const list = element("ol", "");
    list.append(...state.problems.map(listed));
    box.append(close, element("h2", heading), list);
    shadow.append(box);
    document.documentElement.append(overlay);
  };

  // The store may be closed to a page, which costs the place on the page and no more.
  const remember = () => {
    try {
      sessionStorage.setItem(scrollKey, JSON.stringify([location.pathname, scrollX, scrollY]));
    } catch { /* closed */ }
  };

  const returnToPlace = () => {
    try {
      const [path, x, y] = JSON.parse(sessionStorage.getItem(scrollKey) ?? "[]");
      sessionStorage.removeItem(scrollKey);
      if (path === location.pathname) scrollTo({ left: x, top: y, behavior: "instant" });
    } catch { /* closed */ }
  };

  const isNews = (state) =>
    build === undefined ? String(state.number) !== number : state.build !== build;

  const receive = (message) => {
    const state = JSON.parse(message.data);
    if (isNews(state)) {
      listen(false);
      remember();
      location.reload();
    } else if (state.problems.length && build !== undefined) {
      show(state);
    } else {
      hide();
    }
  };

  // A browser opens six connections to a server: a hidden page must not hold one of them.
  const listen = (wanted) => {
    if (!wanted || document.hidden) {
      stream?.close();
      stream = null;
    } else if (stream === null || stream.readyState === EventSource.CLOSED) {
      stream = new EventSource("/-warraq/events");
      stream.addEventListener("message", receive);
    }
  };

  document.addEventListener("visibilitychange", () => listen(true));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("pagehide", () => listen(false));
  addEventListener("pageshow", () => listen(true));
  addEventListener("load", returnToPlace);
  listen(true);
})();

// What the pages share. Parts of the frame are kept once written, as Hugo's `partialCached` does.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const esc = (text) => (/[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (c) => ESCAPES[c]) : text);
const each = (items, write) => items.map(write).join("");
const when = (value, write) => (value && value.length !== 0 ? write(value) : "");

const kept = new Map();
function once(name, keys, write) {
  const key = [name, ...keys].join("\0");
  let text = kept.get(key);
  if (text === undefined) kept.set(key, (text = write()));
  return text;
}

const phrase = (s, name, inner) => s.phrases[name][0] + inner + s.phrases[name][1];
const time = (iso, text) => `<time datetime="${iso}">${esc(text)}</time>`;
const published = (s, day) => phrase(s, "published_on", time(day, s.days[day].text));

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

function head(s, p, title) {
  return `<!doctype html>
<html lang="${p.lang}" dir="${s.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${esc(title)}</title>
<meta name="robots" content="${p.kind === "not-found" ? "noindex" : "noindex,follow"}">
${p.origin ? `<link rel="original" href="${esc(p.origin.url)}">\n` : ""}<link rel="stylesheet" href="${p.root}${s.css}">
<link rel="icon" href="${p.root}${s.icon}">
</head>
`;
}

function top(s, p) {
  const { t } = s;
  const date = p.day || s.newest_day;
  const day = s.days[date];
  const home = p.base || "./";
  const languages = each(s.languages, ([tag, name, dir]) => {
    const path = p.elsewhere[tag] || "";
    const own = tag === p.lang;
    const href = own ? p.base + path || "./" : `${p.root}${tag}/${path}`;
    return `<li><a href="${href}" lang="${tag}"${dir && ` dir="${dir}"`}${own ? ' aria-current="page"' : ""}>${esc(name)}</a></li>`;
  });
  const level = p.kind === "home" ? "h1" : "p";
  return `<a class="skip" href="#main">${esc(t.skip)}</a>
<div class="box">
<header>
<div class="top">
${day ? `<p>${day.around.join(time(date, day.shown))}</p>\n` : ""}<nav aria-label="${esc(t.secondary_menu)}"><ul><li><a href="${p.base}archive/">${esc(t.archive)}</a></li></ul></nav>
<nav aria-label="${esc(t.language)}"><ul>${languages}</ul></nav>
</div>
<div class="mast">
<${level} class="site"><a href="${home}">${esc(s.title)}</a></${level}>
<p class="note"><b>${phrase(s, "archive_of", esc(s.archive_of))}</b> ${esc(t.mirror_notice)}</p>
</div>
`;
}

function menu(s, p) {
  const items = each(
    s.menu,
    (slug) =>
      `<li><a href="${p.base}section/${slug}/"${slug === p.section ? ' aria-current="page"' : ""}>${esc(s.section_names[slug])}</a></li>\n`,
  );
  return `<nav class="menu" aria-label="${esc(s.t.main_menu)}"><ul>
<li><a href="${p.base || "./"}"${p.kind === "home" ? ' aria-current="page"' : ""}>${esc(s.t.home)}</a></li>
${items}</ul></nav>
`;
}

const latest = (s, p) => (p.day ? s.days[p.day].before : s.newest).map((id) => s.cards[id]);
const anchor = (p, card) => `<a href="${p.base}${card.path}">${esc(card.title)}</a>`;

function ticker(s, p) {
  return when(
    latest(s, p),
    (cards) =>
      `<div class="tick"><b>${esc(s.t.latest)}</b><ul>${each(cards, (card) => `<li>${anchor(p, card)}</li>`)}</ul></div>\n`,
  );
}

function aside(s, p) {
  const note = (card) => (p.day ? "" : `<p class="m">${esc(s.days[card.day].noted)}</p>`);
  const rows = each(latest(s, p), (card) => `<li>${anchor(p, card)}${note(card)}</li>\n`);
  const counts = each(
    s.sections,
    ([slug, name, count]) =>
      `<li><a href="${p.base}section/${slug}/"><bdi>${esc(name)}</bdi></a> <span><bdi>${count}</bdi></span></li>\n`,
  );
  const sections = `<section class="w">
<h2 class="bh">${esc(s.t.sections)}</h2>
<ul class="counts">
${counts}</ul>
</section>
`;
  return `<aside aria-label="${esc(s.t.sidebar)}">
<section class="w">
<h2 class="bh">${esc(s.t.latest)}</h2>
<ul class="rows">
${rows}</ul>
</section>
${p.day ? "" : sections}</aside>
`;
}

function grid(s, p) {
  const { caption, weekdays, weeks } = p.grid;
  const cell = (day) => {
    if (!day.length) return "";
    const [number, path, current] = day;
    return path
      ? `<a href="${p.base}${path}"${current ? ' aria-current="page"' : ""}>${number}</a>`
      : `<span${current ? ' aria-current="date"' : ""}>${number}</span>`;
  };
  return `<aside aria-label="${esc(s.t.sidebar)}">
<section class="w">
<h2 class="bh">${esc(s.t.archive)}</h2>
<table class="grid"><caption><a href="${p.base}${caption[1]}">${esc(caption[0])}</a></caption>
<thead><tr>${each(weekdays, (day) => `<th scope="col">${esc(day)}</th>`)}</tr></thead>
<tbody>
${each(weeks, (week) => `<tr>${each(week, (day) => `<td>${cell(day)}</td>`)}</tr>\n`)}</tbody></table>
<p class="more"><a href="${p.base}archive/">${esc(s.t.archive)}</a></p>
</section>
</aside>
`;
}

function footer(s, p) {
  const { t } = s;
  const years = p.day ? s.days[p.day].year : s.years;
  return `<footer>
<nav aria-label="${esc(t.footer_menu)}"><ul><li><a href="${p.base}about/">${esc(t.about_mirror)}</a></li></ul></nav>
<p>${phrase(s, "archive_of", esc(s.archive_of))} · ${esc(t.mirror_explained)}</p>
<div class="bar">
<p>${years && `© <bdi dir="ltr">${years}</bdi> `}<bdi>${esc(s.archive_of)}</bdi>. ${esc(t.rights_third_party)}</p>
<a href="#">${esc(t.to_top)}</a>
</div>
</footer>
`;
}

function framed(s, p, title, main) {
  const shownTop = () => top(s, p);
  const hasOwnTop = Object.keys(p.elsewhere).length > 0;
  return `${head(s, p, title)}<body>
${hasOwnTop ? shownTop() : once("top", [p.lang, p.base, p.day, p.kind], shownTop)}${once("menu", [p.lang, p.base, p.section, p.kind === "home"], () => menu(s, p))}${once("ticker", [p.lang, p.base, p.day], () => ticker(s, p))}</header>
<div class="cols end">
<main id="main">
${main}
</main>
${p.grid && p.grid.weeks ? grid(s, p) : once("aside", [p.lang, p.base, p.day], () => aside(s, p))}</div>
${once("footer", [p.lang, p.base, p.day.slice(0, 4)], () => footer(s, p))}</div>
</body>
</html>
`;
}

function meta(s, p, card, section) {
  const link = section
    ? `<span><a href="${p.base}section/${card.section}/"><bdi>${esc(s.section_names[card.section])}</bdi></a></span>`
    : "";
  const byline = card.byline && `<span><bdi>${esc(card.byline)}</bdi></span>`;
  return `<p class="m">${link}${byline}<span>${published(s, card.day)}</span></p>`;
}

function story(s, p, id, { level, section = false, more = false }) {
  const card = s.cards[id];
  const label = s.read_more_about.join(card.title);
  const rest = more
    ? `<p class="more"><a href="${p.base}${card.path}" aria-label="${esc(label)}">${esc(s.t.read_more)}</a></p>\n`
    : "";
  return `<article class="story">
<${level}>${anchor(p, card)}</${level}>
${meta(s, p, card, section)}
<p class="teaser">${esc(card.teaser)}</p>
${rest}</article>
`;
}

function rows(s, p, ids, { section = false, plain = false } = {}) {
  const items = each(ids, (id) => {
    const card = s.cards[id];
    return `<li>${anchor(p, card)}${plain ? "" : meta(s, p, card, section)}</li>\n`;
  });
  return `<ul class="rows">\n${items}</ul>\n`;
}

function crumbs(s, p, steps) {
  const links = each(steps, ([text, path]) => {
    const step = path
      ? `<a href="${p.base}${path}">${esc(text)}</a>`
      : `<span aria-current="page">${esc(text)}</span>`;
    return `<li><span aria-hidden="true">/</span>${step}</li>`;
  });
  return `<nav class="crumbs" aria-label="${esc(s.t.breadcrumb)}"><ol><li><a href="${p.base || "./"}">${esc(s.t.home)}</a></li>${links}</ol></nav>\n`;
}

function near(s, p, older, newer) {
  const one = (rel, word, to) =>
    to && to.length
      ? `<a rel="${rel}" href="${p.base}${to[1]}"><small>${esc(word)}</small><span dir="${s.dir}">${esc(to[0])}</span></a>`
      : "";
  const both = one("prev", older[0], older[1]) + one("next", newer[0], newer[1]);
  return both && `<nav class="near" aria-label="${esc(s.t.older_newer_nav)}">${both}</nav>\n`;
}

module.exports = {
  ...{ POLICY, esc, each, when, phrase, time, published },
  ...{ anchor, framed, story, rows, crumbs, near },
};

const { esc, each, when, time, story, rows, crumbs, near } = require("./parts.cjs");

const steps = (p, links) =>
  each(
    links,
    ([text, path, count]) =>
      `<li><a href="${p.base}${path}"><bdi>${esc(text)}</bdi></a>${count && `<small>(<bdi>${esc(count)}</bdi>)</small>`}</li>`,
  );

module.exports.home = (s, p) => {
  const lead = each(p.lead, (id) => story(s, p, id, { level: "h2", section: true }));
  return `${when(p.lead, () => `<section class="lead" aria-label="${esc(s.t.top_stories)}">\n${lead}</section>\n`)}<div class="boxes">
${each(p.boxes, (one) => box(s, p, one))}</div>`;
};

function box(s, p, { style, section, ids }) {
  const heading = section
    ? `<a href="${p.base}section/${section}/">${esc(s.section_names[section])}</a>`
    : esc(s.t.latest);
  const first = () => story(s, p, ids[0], { level: "h3", more: style === "wide" });
  const inner =
    style === "recent"
      ? rows(s, p, ids, { section: true })
      : first() + when(ids.slice(1), (rest) => rows(s, p, rest));
  return `<section class="${style}">\n<h2 class="bh">${heading}</h2>\n${inner}</section>\n`;
}

module.exports.prose = (s, p, title) => {
  const found = p.kind !== "not-found";
  const facts = each(p.facts || [], ([name, text, href, dir]) => {
    const shown = `<bdi>${esc(text)}</bdi>`;
    const value = href ? `<a href="${esc(href)}"${dir && ` dir="${dir}"`}>${shown}</a>` : shown;
    return `<dt>${esc(name)}</dt><dd>${value}</dd>\n`;
  });
  const missing = `<p class="standfirst">${esc(s.t.not_found_text)}</p>
<p class="more"><a href="${p.base}">${esc(s.t.to_home)}</a></p>\n`;
  const newest = (ids) =>
    `<section class="group">\n<h2 class="bh">${esc(s.t.see_also)}</h2>\n${rows(s, p, ids)}</section>`;
  return `${crumbs(s, p, p.crumbs)}<article class="full ${p.kind}">
<h1>${esc(title)}</h1>
${found ? `<dl>\n${facts}</dl>\n` : missing}</article>
${when(p.ids, newest)}`;
};

module.exports.list = (s, p) => {
  const { t } = s;
  const pages = each(p.pages, ([text, path]) =>
    path
      ? `<li><a href="${p.base}${path}"><bdi>${esc(text)}</bdi></a></li>`
      : `<li><span aria-current="page"><bdi>${esc(text)}</bdi></span></li>`,
  );
  const years = each(
    p.months,
    ([year, months]) =>
      `<dt>${esc(year)}</dt>\n<dd><ul class="chips">${steps(p, months)}</ul></dd>\n`,
  );
  return `${crumbs(s, p, p.crumbs)}<h1 class="ph">${p.heading.join("")}</h1>
${p.items && `<p class="m"><span>${esc(p.items)}</span>${p.pages_text && `<span>${p.pages_text}</span>`}</p>\n`}${each(p.groups, (one) => group(s, p, one))}${each(p.rows, (one) => row(p, one))}${pages && `<nav class="pages" aria-label="${esc(t.pages_nav)}"><ul class="chips">${pages}</ul></nav>\n`}${near(s, p, [t.older, p.older], [t.newer, p.newer])}${years && `<section>\n<h2 class="bh">${esc(t.archive)}</h2>\n<dl class="years">\n${years}</dl>\n</section>\n`}`;
};

function group(s, p, { heading, day, note, ids, plain }) {
  const title = when(
    heading,
    ([text, path]) => `<h2 class="bh"><a href="${p.base}${path}">${esc(text)}</a></h2>\n`,
  );
  const date = day && `<span><bdi>${time(day, s.days[day].text)}</bdi></span>`;
  const more = note && `<span><bdi>${esc(note)}</bdi></span>`;
  const items = p.dense
    ? rows(s, p, ids, { plain })
    : each(ids, (id) => story(s, p, id, { level: "h2", more: true }));
  return `<section class="group">\n${title}${date || more ? `<p class="m">${date}${more}</p>\n` : ""}${items}</section>\n`;
}

function row(p, [[text, path], links]) {
  return `<section class="${p.kind}">
<h2 class="bh"><a href="${p.base}${path}">${esc(text)}</a></h2>
<ul class="chips">${steps(p, links)}</ul>
</section>
`;
}

const { esc, each, when, phrase, time, published, anchor, crumbs, near } = require("./parts.cjs");

module.exports = (s, p, title, body) => {
  const { t } = s;
  const section = `<a href="${p.base}section/${p.section}/">`;
  const names = p.authors.map((name) => `<bdi>${esc(name)}</bdi>`).join(t.list_separator);
  const neighbour = (id) => id && [s.cards[id].title, s.cards[id].path];
  return `${crumbs(s, p, [[p.printed, `section/${p.section}/`], [title, ""]])}<article class="full">
<h1>${esc(title)}</h1>
<div class="by">
<p class="m"><span>${section}<bdi>${esc(p.printed)}</bdi></a></span>${p.place && `<span><bdi>${esc(p.place)}</bdi></span>`}${names && `<span>${phrase(s, "by", names)}</span>`}</p>
<p class="m"><span>${phrase(s, "published_on", time(...p.published))}</span><span>${phrase(s, "captured_on", time(...p.captured))}</span></p>
</div>
${p.summary && `<p class="standfirst">${esc(p.summary)}</p>\n`}<div class="body">
${body}
</div>
</article>
${when(p.labels, (labels) => `<div class="tags"><b>${esc(t.tags)}</b><ul class="chips">${each(labels, (label) => `<li><bdi>${esc(label)}</bdi></li>`)}</ul></div>\n`)}${near(s, p, [t.previous, neighbour(p.older)], [t.next, neighbour(p.newer)])}${when(p.related, (ids) => related(s, p, ids))}${when(p.see_also, (items) => seeAlso(s, p, items))}${source(s, p.origin)}`;
};

function related(s, p, ids) {
  const cards = each(ids, (id) => {
    const card = s.cards[id];
    return `<article class="story">
<h3>${anchor(p, card)}</h3>
<p class="m"><span>${published(s, card.day)}</span></p>
</article>
`;
  });
  return `<section>
<h2 class="bh">${esc(s.t.related)}</h2>
<div class="three">
${cards}</div>
</section>
`;
}

function seeAlso(s, p, items) {
  const rows = each(items, (item) => {
    const title = item.path
      ? anchor(p, item)
      : `<b><bdi dir="${s.dir}">${esc(item.title)}</bdi></b> <small>${esc(s.t.not_held)}</small>`;
    return `<li>${title}${item.teaser && `<p class="teaser">${esc(item.teaser)}</p>`}</li>\n`;
  });
  return `<section>
<h2 class="bh">${esc(s.t.see_also)}</h2>
<ul class="rows see">
${rows}</ul>
</section>
`;
}

function source({ t }, origin) {
  return `<section class="source">
<h2 class="bh">${esc(t.provenance)}</h2>
<dl>
<dt>${esc(t.source)}</dt><dd><bdi>${esc(origin.site)}</bdi></dd>
<dt>${esc(t.original)}</dt><dd><a rel="external" href="${esc(origin.url)}"><bdi dir="ltr">${esc(origin.host)}</bdi></a> <small>${esc(t.opens_original)}</small></dd>
<dt>${esc(t.original_file)}</dt><dd><code dir="ltr">${esc(origin.file)}</code></dd>
<dt>${esc(t.checksum)}</dt><dd><code dir="ltr">SHA-256 ${origin.sha}…</code></dd>
<dt>${esc(t.what_changed)}</dt><dd>${esc(origin.changes)}</dd>
</dl>
</section>`;
}

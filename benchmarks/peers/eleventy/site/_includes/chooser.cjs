const { POLICY, esc, each } = require("./parts.cjs");

module.exports = (s, p) => {
  const entries = each(
    p.entries,
    ([tag, title, name, dir]) =>
      `<li><a href="${tag}/" hreflang="${tag}" lang="${tag}" dir="${dir}"><b><bdi>${esc(title)}</bdi></b><small><bdi>${esc(name)}</bdi></small></a></li>\n`,
  );
  return `<!doctype html>
<html lang="${p.lang}" dir="${s.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${p.entries.map((entry) => esc(entry[1])).join(" · ")}</title>
<meta name="robots" content="noindex,follow">
<link rel="stylesheet" href="${s.css}">
<link rel="icon" href="${s.icon}">
</head>
<body class="choose">
<main>
<h1>${esc(s.t.choose_language)}</h1>
<ul>
${entries}</ul>
</main>
</body>
</html>
`;
};

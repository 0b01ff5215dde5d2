const markdownIt = require("markdown-it");

module.exports = (config) => {
  config.setQuietMode(true);
  config.setUseGitIgnore(false);
  config.setLibrary("md", markdownIt("commonmark", { html: false }));
  config.addCollection("posts", (api) => api.getFilteredByGlob("content/articles/**/*.md"));
  config.addCollection("months", (api) => {
    const months = new Map();
    for (const post of api.getFilteredByGlob("content/articles/**/*.md")) {
      const month = post.date.toISOString().slice(0, 7);
      months.set(month, [...(months.get(month) || []), post]);
    }
    return [...months].map(([month, posts]) => ({ month, posts }));
  });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  return {
    dir: { input: "content", includes: "../_includes", output: "output" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
};

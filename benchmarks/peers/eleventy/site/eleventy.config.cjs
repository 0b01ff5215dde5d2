const fs = require("node:fs");
const markdownIt = require("markdown-it");

module.exports = (config) => {
  config.setQuietMode(true);
  config.setUseGitIgnore(false);
  config.setTemplateFormats(["md"]);
  config.setDynamicPermalinks(false);
  config.setDataDeepMerge(false);
  config.addPassthroughCopy({ static: "/" });
  config.setLibrary("md", markdownIt("commonmark", { html: false }));
  const names = fs.readdirSync("handed");
  const handed = names.map((name) => [
    name.replace(".json", ""),
    JSON.parse(fs.readFileSync(`handed/${name}`, "utf8")),
  ]);
  config.addGlobalData("desks", () => Object.fromEntries(handed));
  // What lists show is handed as data, so no page need be collected and sorted.
  config.addGlobalData("eleventyExcludeFromCollections", true);
  config.addGlobalData("layout", "page.11ty.cjs");
  return {
    dir: { input: "content", includes: "../_includes", output: "output" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
  };
};

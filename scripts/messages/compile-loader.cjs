/** Compiles every text of a language when the pages are built: a browser then needs no parser of messages. */
module.exports = async function compileMessages(source) {
  const { default: compile } = await import("icu-minify/compile");
  const compileAll = (text) =>
    typeof text === "string"
      ? compile(text)
      : Object.fromEntries(Object.entries(text).map(([key, child]) => [key, compileAll(child)]));
  const compiled = JSON.stringify(compileAll(JSON.parse(source)));
  return `export default JSON.parse(${JSON.stringify(compiled)});`;
};

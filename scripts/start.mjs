// `npm start`: everything from a fresh clone to a served page. `--dev` serves while you edit.
// Settings come from the environment alone: see the table in README.md.
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `This needs Node.js 20.19 or newer, and this is ${process.versions.node}. Install a newer one from https://nodejs.org, then run npm start again.`,
  );
  process.exitCode = 1;
} else {
  const { launch } = await import("./start/launch.mjs");
  process.exitCode = await launch({ isDevelopment: process.argv.includes("--dev") });
  // Nothing of its own is left to wait for; a library's timer must not hold the prompt back.
  process.exit();
}

// `npm start`: prepares and serves the product. `--dev` serves the sources and reloads them as they change; `--cluster`
// (`npm run start:cluster`) serves from a process for each core.
// All settings come from the environment: see the table in README.md.
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `The service needs Node.js 20.19 or newer, but this is ${process.versions.node}. Install a newer version from https://nodejs.org, then run npm start again.`,
  );
  process.exitCode = 1;
} else {
  await import("./read-secret-files.mjs");
  const { launch } = await import("./start/launch.mjs");
  process.exitCode = await launch({
    isDevelopment: process.argv.includes("--dev"),
    isCluster: process.argv.includes("--cluster"),
  });
  // All work is done. A timer of a library must not keep the process alive.
  process.exit();
}

import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, unlinkSync } from "node:fs";
import { connect, createServer } from "node:net";
import { StepError } from "./report.mjs";

/** On Linux and Windows the address ends with the process; elsewhere a file stays after a crash. */
function getAddress(folder) {
  const id = createHash("sha256").update(folder).digest("hex").slice(0, 24);
  if (process.platform === "linux") {
    return `\0performance-tracking-launcher-${id}`;
  }
  return process.platform === "win32"
    ? `\\\\.\\pipe\\performance-tracking-launcher-${id}`
    : `/tmp/performance-tracking-launcher-${id}.sock`;
}

/**
 * Claims a data folder with an embedded database for this launcher until the process ends. Other processes, such as a
 * worker, may still join the database.
 * @throws StepError if another launcher has claimed it.
 */
export async function claimFolder({ databaseUrl, dataDirectory, publicUrl }) {
  if (databaseUrl !== null) {
    return;
  }
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const address = getAddress(realpathSync(dataDirectory));
  const holder = await claim(address, publicUrl);
  if (holder !== null) {
    throw new StepError(
      `Another npm start already serves the data folder ${dataDirectory} at ${holder}. End it first, or choose another folder, for example: PTS_DATA_DIR=.data-2 npm start`,
    );
  }
}

/** Null if the address is free now; else the URL of the process that has it. */
async function claim(address, publicUrl) {
  if (await listen(address, publicUrl)) {
    return null;
  }
  const holder = await ask(address);
  if (holder !== null || !address.startsWith("/")) {
    return holder ?? "another URL";
  }
  unlinkSync(address);
  return (await listen(address, publicUrl)) ? null : "another URL";
}

function listen(address, publicUrl) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.end(publicUrl);
    });
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error)));
    server.listen(address, () => resolve(true));
    server.unref();
  });
}

function ask(address) {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(address);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    socket.once("error", () => {});
    socket.once("close", () => resolve(text || null));
  });
}

import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { getControlUrl } from "@/lib/db/embedded/control-channel";
import { ensureAccessKey, prepareEmbeddedFolder } from "@/lib/db/embedded/folder";
import { openEmbeddedDatabase } from "@/lib/db/embedded/keep-open";
import { makeDataDirectory } from "@/lib/db/embedded/testing/processes";

test("rejects a program that listens at the address without the key", async () => {
  const directory = makeDataDirectory();
  const folder = prepareEmbeddedFolder(directory.path);
  ensureAccessKey(folder);
  const ready = JSON.stringify({ state: "ready", port: 5432, pid: 1 });
  const stranger = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.write(`${ready}\n`);
  });
  stranger.listen(getControlUrl(folder.root));
  await once(stranger, "listening");

  await expect(openEmbeddedDatabase({ dataDirectory: directory.path })).rejects.toThrow(
    "Another program than the embedded database responds for its folder.",
  );

  stranger.close();
  directory.remove();
});

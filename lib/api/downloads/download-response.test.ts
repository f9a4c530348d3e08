import { describe, expect, it, vi } from "vitest";
import { API_VERSION } from "@/lib/api/response-headers";
import { contentTypes, Download } from "@/lib/http/download";
import { createDownloadResponse } from "./download-response";

vi.stubEnv("LOG_LEVEL", "silent");

function createDownload(pieces: AsyncGenerator<string>): Download {
  return new Download({ contentType: contentTypes.csv, fileName: "file.csv", pieces });
}

async function* piecesUpTo(count: number, log: string[] = [], failAt = count) {
  try {
    for (let number = 0; number < count; number += 1) {
      if (number === failAt) throw new Error("the database went away");
      log.push(`made ${number}`);
      yield await Promise.resolve(`piece ${number}\n`);
    }
  } finally {
    log.push("ended");
  }
}

describe("a download", () => {
  it("is a whole file that no cache stores", async () => {
    const response = await createDownloadResponse(createDownload(piecesUpTo(3)), "request-1");
    expect(Object.fromEntries(response.headers)).toEqual({
      "api-version": API_VERSION,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="file.csv"',
      "cache-control": "private, no-store",
      "x-request-id": "request-1",
    });
    expect(await response.text()).toBe("piece 0\npiece 1\npiece 2\n");
  });

  it("may be empty", async () => {
    const response = await createDownloadResponse(createDownload(piecesUpTo(0)), "request-1");
    expect(await response.text()).toBe("");
  });

  it("throws an error of its first piece", async () => {
    const failing = createDownloadResponse(createDownload(piecesUpTo(3, [], 0)), "request-1");
    await expect(failing).rejects.toThrow("the database went away");
  });

  it("breaks off at an error of a later piece, and never ends as a shorter file", async () => {
    const response = await createDownloadResponse(
      createDownload(piecesUpTo(3, [], 2)),
      "request-1",
    );
    await expect(response.text()).rejects.toThrow();
  });

  it("makes each piece when the reader takes it, and none once the reader has left", async () => {
    const log: string[] = [];
    const response = await createDownloadResponse(
      createDownload(piecesUpTo(100, log)),
      "request-1",
    );
    expect(log).toEqual(["made 0"]);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    expect(log).toEqual(["made 0", "made 1"]);
    await reader?.cancel();
    expect(log).toEqual(["made 0", "made 1", "ended"]);
  });

  it.each([
    ["is read to its end", (response: Response) => response.text()],
    ["is cancelled", (response: Response) => response.body?.cancel()],
    ["breaks off", (response: Response) => response.text().catch(() => null)],
  ])("releases its place once when it %s", async (how, read) => {
    const release = vi.fn();
    const slot = { make: <Piece>(work: () => Promise<Piece>) => work(), release };
    const pieces = piecesUpTo(3, [], how === "breaks off" ? 2 : 3);
    const response = await createDownloadResponse(createDownload(pieces), "request-1", slot);
    expect(release).not.toHaveBeenCalled();
    await read(response);
    expect(release).toHaveBeenCalledTimes(1);
  });

  it("is cut off and releases its place when its reader takes nothing for too long", async () => {
    const log: string[] = [];
    const release = vi.fn();
    const slot = { make: <Piece>(work: () => Promise<Piece>) => work(), release };
    const download = createDownload(piecesUpTo(3, log));
    const response = await createDownloadResponse(download, "request-1", slot, 20);
    await vi.waitFor(() => expect(release).toHaveBeenCalledTimes(1));
    expect(log).toEqual(["made 0", "ended"]);
    await expect(response.text()).rejects.toThrow("took nothing for too long");
  });
});

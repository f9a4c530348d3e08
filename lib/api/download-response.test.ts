import { describe, expect, it, vi } from "vitest";
import { contentTypes, Download } from "@/lib/http/download";
import { createDownloadResponse } from "./download-response";

vi.stubEnv("LOG_LEVEL", "silent");

function findDownload(pieces: AsyncGenerator<string>): Download {
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
  it("is a file that nobody keeps, whole", async () => {
    const response = await createDownloadResponse(findDownload(piecesUpTo(3)), "request-1");
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="file.csv"',
      "cache-control": "private, no-store",
      "x-request-id": "request-1",
    });
    expect(await response.text()).toBe("piece 0\npiece 1\npiece 2\n");
  });

  it("may hold nothing", async () => {
    const response = await createDownloadResponse(findDownload(piecesUpTo(0)), "request-1");
    expect(await response.text()).toBe("");
  });

  it("is refused like any request where it fails at once", async () => {
    const failing = createDownloadResponse(findDownload(piecesUpTo(3, [], 0)), "request-1");
    await expect(failing).rejects.toThrow("the database went away");
  });

  it("ends with an error where it fails later, never as a shorter file", async () => {
    const response = await createDownloadResponse(findDownload(piecesUpTo(3, [], 2)), "request-1");
    await expect(response.text()).rejects.toThrow();
  });

  it("is made no faster than it is read, and no further once the reader has left", async () => {
    const log: string[] = [];
    const response = await createDownloadResponse(findDownload(piecesUpTo(100, log)), "request-1");
    expect(log).toEqual(["made 0"]);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    expect(log).toEqual(["made 0", "made 1"]);
    await reader?.cancel();
    expect(log).toEqual(["made 0", "made 1", "ended"]);
  });
});

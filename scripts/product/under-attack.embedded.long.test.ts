import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { reportFigure, timed } from "@/scripts/test/report-figure";
import { askUntilFailure } from "../start/testing/keep-alive-clients.mjs";
import { findDemoAccount } from "./demo-accounts";
import { type DemoServer, startFreshDemo } from "./demo-server";
import { signIn, tryToSignIn } from "./sign-in";

const STOPS = 20;
const CLIENTS = 12;
const PATHS = ["/sign-in", "/api/ready", "/api/openapi.json", "/api/health"];
const LOAD_MILLISECONDS = 2_000;
const EXIT_SECONDS = 15;
const STRANGERS = 80;
const KNOWN_SIGN_INS = 8;
const EXPORTS = 150;

/** The most memory that the server's process has had at a time, in MB. */
function readPeakMemory({ pid }: DemoServer): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const peaks = children.map((child) => {
    const [, kilobytes] =
      /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  });
  return Math.round(Math.max(...peaks));
}

describe("the product under attack", () => {
  it("breaks no request and ends within 15 s at SIGTERM under load, each of 20 times", async () => {
    const seconds: number[] = [];
    let early = 0;
    for (let round = 1; round <= STOPS; round += 1) {
      const product = await startFreshDemo();
      const clients = askUntilFailure(
        CLIENTS,
        (client, count) => `${product.address}${PATHS[(client + count) % PATHS.length]}`,
      );
      await wait(LOAD_MILLISECONDS);
      const signalledAt = performance.now();
      const stopped = await timed(product.stop);
      const sent = (await clients).filter(({ sentAt }) => sentAt < signalledAt);
      expect(sent.filter(({ response }) => response?.status !== 200)).toEqual([]);
      expect(stopped.seconds).toBeLessThan(EXIT_SECONDS);
      early += sent.length;
      seconds.push(stopped.seconds);
    }
    const range = `${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s`;
    reportFigure(
      `${STOPS} × SIGTERM under load`,
      `${early} requests, none broken, ended in ${range}`,
    );
  });

  it("signs in a person on a known device while 80 connections try invented names", async () => {
    const product = await startFreshDemo();
    try {
      const { address, dataDirectory } = product;
      const account = findDemoAccount(dataDirectory, "manager");
      const { device } = await tryToSignIn(address, account);
      let isOver = false;
      let attempts = 0;
      const strangers = Array.from({ length: STRANGERS }, async (_, number) => {
        while (!isOver) {
          attempts += 1;
          const invented = {
            organization: "nowhere",
            username: `${number}-${attempts}`,
            password: "x",
          };
          await tryToSignIn(address, invented).catch(() => null);
        }
      });
      await wait(2_000);
      const seconds: number[] = [];
      for (let count = 0; count < KNOWN_SIGN_INS; count += 1) {
        const { result, seconds: taken } = await timed(() => tryToSignIn(address, account, device));
        expect(result.session).not.toBeNull();
        seconds.push(taken);
        await wait(500);
      }
      isOver = true;
      await Promise.all(strangers);
      reportFigure(
        "a sign-in on a known device beside 80 strangers",
        `${seconds.map((one) => one.toFixed(2)).join(", ")} s, with ${attempts} attempts of strangers`,
      );
    } finally {
      await product.stop();
    }
  });

  it("serves others while one employee requests 150 exports at once, and breaks none", async () => {
    const product = await startFreshDemo();
    try {
      const { address, dataDirectory } = product;
      const account = findDemoAccount(dataDirectory, "employee");
      const headers = { Cookie: await signIn(address, account) };
      const other = { Cookie: await signIn(address, findDemoAccount(dataDirectory, "admin")) };
      const list = await fetch(`${address}/api/performance/members`, { headers: other });
      const { members }: { members: { id: number; username: string }[] } = await list.json();
      const id = members.find(({ username }) => username === account.username)?.id;
      expect(id).toBeDefined();
      const url = `${address}/api/performance/user/${id}/everything`;
      const before = readPeakMemory(product);
      const exports = Array.from({ length: EXPORTS }, async () => {
        const response = await fetch(url, { headers });
        const text = await response.text();
        return { response, text };
      });
      const seconds: number[] = [];
      for (let count = 0; count < 5; count += 1) {
        const read = () => fetch(`${address}/api/performance/organization`, { headers: other });
        const { result, seconds: taken } = await timed(read);
        expect(result.status).toBe(200);
        seconds.push(taken);
      }
      const done = await Promise.all(exports);
      for (const { response, text } of done) {
        expect([200, 429, 503]).toContain(response.status);
        expect(() => JSON.parse(text)).not.toThrow();
        if (response.status !== 200) expect(response.headers.get("retry-after")).not.toBeNull();
      }
      const whole = done.filter(({ response }) => response.status === 200).length;
      reportFigure(
        "150 exports at once",
        `${whole} whole, ${EXPORTS - whole} rejected, others wait at most ${Math.max(...seconds).toFixed(2)} s, ${before} MB before and ${readPeakMemory(product)} MB at most`,
      );
    } finally {
      await product.stop();
    }
  });
});

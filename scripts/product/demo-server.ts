import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFreshDatabase } from "../test/fresh-database";
import { type DemoAccount, findDemoAccount } from "./demo-accounts";
import { signIn } from "./sign-in";
import { type RunningProduct, startProduct } from "./start-product";

export type DemoServer = RunningProduct & { readonly dataDirectory: string };

/** Starts the product with a new demo; or uses the server of PTS_URL, with the accounts in PTS_DATA_DIR. */
export async function startDemoServer(
  settings: Readonly<Record<string, string>> = {},
): Promise<DemoServer> {
  if (process.env.PTS_URL) {
    const dataDirectory = process.env.PTS_DATA_DIR ?? ".data";
    return { address: process.env.PTS_URL, pid: 0, dataDirectory, stop: () => Promise.resolve() };
  }
  const dataDirectory = mkdtempSync(join(tmpdir(), "pts-demo-"));
  const remove = () =>
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  try {
    const server = await startProduct({
      PTS_DEMO: "1",
      PTS_DATA_DIR: dataDirectory,
      ...settings,
    });
    const stop = async () => {
      await server.stop();
      remove();
    };
    return { ...server, dataDirectory, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The product as `npm start` runs it, on a database of its own of the server that the test uses. It needs a build. */
export async function startFreshDemo(): Promise<DemoServer> {
  const server = process.env.PTS_TEST_DATABASE_URL;
  if (!server) return startDemoServer();
  const { url, drop } = await createFreshDatabase(server);
  const secret = "a secret of a long test, 32 bytes or more";
  const product = await startDemoServer({ DATABASE_URL: url, NEXTAUTH_SECRET: secret });
  const stop = async () => {
    await product.stop();
    await drop();
  };
  return { ...product, stop };
}

/** Signs in as the first demo account with this role. Returns the `Cookie` header. */
export async function signInAsRole(
  { address, dataDirectory }: DemoServer,
  role: DemoAccount["role"],
): Promise<string> {
  return signIn(address, findDemoAccount(dataDirectory, role));
}

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { createDatabase, createDriver } from "./driver.mjs";
import { installPanicRegistry } from "./errors.mjs";

const require = createRequire(import.meta.url);

/**
 * Opens the WebAssembly schema engine. It connects to the database only when a method needs it.
 * @returns `call(method, params)` for the methods of the native engine, and `close()`.
 */
export async function openSchemaEngine({ datasource, schemaPaths }) {
  const { SchemaEngine } = await loadWebAssembly();
  const driver = createDriver(datasource);
  const datamodels = await Promise.all(
    schemaPaths.map(async (path) => [path, await readFile(path, "utf8")]),
  );
  const adapter = bindMigrationAwareSqlAdapterFactory(driver);
  const engine = await SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    adapter,
  );
  const own = {
    createDatabase: () => createDatabase(datasource.url),
    getDatabaseVersion: () => engine.version(),
    // The engine compares the schema with that of the migrations, which it keeps when it diagnoses them and drops when
    // it applies one. Without it, the engine asks for a shadow database in a way in which no driver can provide one.
    evaluateDataLoss: async (params) => {
      const { migrationsList, filters } = params;
      await engine.devDiagnostic({ migrationsList, filters });
      return engine.evaluateDataLoss(params);
    },
  };
  return {
    async call(method, params) {
      const run = own[method] ?? engine[method]?.bind(engine);
      if (run === undefined) throw new Error(`The schema engine has no method "${method}".`);
      try {
        return (await run(params ?? {})) ?? {};
      } catch (error) {
        throw toDriverError(error, adapter.errorRegistry);
      }
    },
    close: () => driver.close(),
  };
}

/** The engine reports only the number of a driver's error. The registry has the error itself. */
function toDriverError(error, registry) {
  const id = /External error id#(\d+)/.exec(error?.message)?.[1];
  return (id && registry.consumeError(Number(id))?.error) ?? error;
}

async function loadWebAssembly() {
  installPanicRegistry();
  // The engine calls `module.require("crypto")` for random numbers, which an ES module lacks.
  globalThis.module ??= { require };
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const path = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(path.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

export type SchemaEngine = {
  /** Runs a method of Prisma's native engine. */
  readonly call: (method: string, params?: object) => Promise<object>;
  readonly close: () => Promise<void>;
};

/** Opens the WebAssembly schema engine. It connects to the database only when a method needs it. */
export function openSchemaEngine(options: {
  readonly datasource: { readonly url: string; readonly shadowDatabaseUrl?: string };
  readonly schemaPaths: readonly string[];
}): Promise<SchemaEngine>;

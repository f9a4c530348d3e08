import "server-only";
import { type Compilable, type CompiledQuery, type RawBuilder, sql } from "kysely";

/** Takes the place of each value while the statement is built. */
export type Placeholders<Values> = { readonly [Name in keyof Values]: RawBuilder<Values[Name]> };

class Placeholder {
  constructor(readonly name: string) {}
}

/**
 * A statement whose text never changes, built and compiled at its first use and not again: to build one costs about as
 * much as to run it. What `build` does must not depend on the values.
 *
 *     const selectName = compileOnce((value: Placeholders<{ userId: number }>) =>
 *       kysely.selectFrom("users").select("username").where("id", "=", value.userId),
 *     );
 *     const row = await selectRow(database, selectName({ userId: 7 }));
 */
export function compileOnce<Values extends Readonly<Record<string, unknown>>, Row>(
  build: (placeholders: Placeholders<Values>) => Compilable<Row>,
): (values: Values) => Compilable<Row> {
  let compiled: CompiledQuery<Row> | null = null;
  return (values) => ({
    compile: () => {
      compiled ??= build(createPlaceholders<Values>()).compile();
      return { ...compiled, parameters: compiled.parameters.map((one) => fill(one, values)) };
    },
  });
}

function createPlaceholders<Values>(): Placeholders<Values> {
  return new Proxy(Object.create(null), {
    get: (_, name) => sql`${new Placeholder(String(name))}`,
  });
}

function fill(parameter: unknown, values: Readonly<Record<string, unknown>>): unknown {
  return parameter instanceof Placeholder ? values[parameter.name] : parameter;
}

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
  const select = compileVariants((value: Placeholders<Values>, _variant: null) => build(value));
  return (values) => select(values, null);
}

/** The same for a statement with a few forms: each is built once. `variant` is a value that JSON can hold. */
export function compileVariants<Values extends Readonly<Record<string, unknown>>, Variant, Row>(
  build: (placeholders: Placeholders<Values>, variant: Variant) => Compilable<Row>,
): (values: Values, variant: Variant) => Compilable<Row> {
  const forms = new Map<string, CompiledQuery<Row>>();
  return (values, variant) => ({
    compile: () => {
      const key = JSON.stringify(variant);
      const form = forms.get(key) ?? build(createPlaceholders<Values>(), variant).compile();
      forms.set(key, form);
      return { ...form, parameters: form.parameters.map((one) => fill(one, values)) };
    },
  });
}

function createPlaceholders<Values>(): Placeholders<Values> {
  return new Proxy(Object.create(null), {
    get: (_, name) => sql`${new Placeholder(String(name))}`,
    ownKeys: () => {
      throw new TypeError("Placeholders have no list of names: use them by name.");
    },
  });
}

function fill(parameter: unknown, values: Readonly<Record<string, unknown>>): unknown {
  return parameter instanceof Placeholder ? values[parameter.name] : parameter;
}

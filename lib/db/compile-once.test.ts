import { expect, test } from "vitest";
import { compileOnce, compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { anyOf } from "@/lib/db/sql-values";

test("a statement is built once, and each call has its own values in their places", () => {
  let builds = 0;
  const selectNames = compileOnce(
    (value: Placeholders<{ ids: readonly number[]; team: number; limit: number }>) => {
      builds += 1;
      return kysely
        .selectFrom("users")
        .select("username")
        .where("team_id", "=", value.team)
        .where("id", "=", anyOf(value.ids))
        .where((eb) => eb.or([eb("id", "!=", value.team), eb("lead_scope", "=", "team")]))
        .limit(value.limit);
    },
  );

  const first = selectNames({ ids: [1, 2], team: 3, limit: 4 }).compile();
  const second = selectNames({ ids: [], team: 5, limit: 6 }).compile();

  expect(builds).toBe(1);
  expect(first.sql).toBe(
    'select "username" from "users" where "team_id" = $1 and "id" = any($2) and ("id" != $3 or "lead_scope" = $4) limit $5',
  );
  expect(first.parameters).toEqual([3, [1, 2], 3, "team", 4]);
  expect(second.sql).toBe(first.sql);
  expect(second.parameters).toEqual([5, [], 5, "team", 6]);
});

test("each form of a statement is built once", () => {
  const built: string[] = [];
  const selectNames = compileVariants(
    (value: Placeholders<{ team: number }>, variant: { order: "id" | "username" }) => {
      built.push(variant.order);
      const names = kysely.selectFrom("users").select("username").orderBy(variant.order);
      return names.where("team_id", "=", value.team);
    },
  );
  const compile = (team: number, order: "id" | "username") =>
    selectNames({ team }, { order }).compile();

  expect(compile(1, "id").sql).toMatch(/order by "id"$/);
  expect(compile(2, "username").sql).toMatch(/order by "username"$/);
  expect(compile(3, "id").sql).toMatch(/order by "id"$/);
  expect(compile(4, "username").parameters).toEqual([4]);
  expect(built).toEqual(["id", "username"]);
});

test("placeholders cannot be copied as a whole, because their names are not known", () => {
  const selectNames = compileOnce((value: Placeholders<{ team: number; limit: number }>) => {
    const { limit, ...rest } = value;
    const names = kysely.selectFrom("users").select("username").where("team_id", "=", rest.team);
    return names.limit(limit);
  });

  expect(() => selectNames({ team: 1, limit: 2 }).compile()).toThrow("use them by name");
});

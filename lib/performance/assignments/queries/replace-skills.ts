import "server-only";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { anyOf, castTo } from "@/lib/db/sql-values";

/** Required skills, one of each list. */
export type SkillValues = {
  skillIds: readonly number[];
  levels: readonly number[];
};

type ReplaceValues = SkillValues & {
  organizationId: number;
  ids: readonly bigint[];
  requiringIds: readonly bigint[];
};

/** Replaces the required skills of assignments, in one statement, so that it is recorded as one change. */
export const replaceSkills = compileOnce((value: Placeholders<ReplaceValues>) =>
  kysely
    .with(
      (common) => common("wanted").materialized(),
      (common) =>
        common
          .selectFrom(
            unnestRows("given", {
              assignment_id: ["int8", value.requiringIds],
              skill_id: ["int4", value.skillIds],
              level: ["int2", value.levels],
            }),
          )
          .select(["given.assignment_id", "given.skill_id", "given.level"]),
    )
    .with("removed", (common) =>
      common
        .deleteFrom("assignment_skills as required")
        .where("required.organization_id", "=", value.organizationId)
        .where("required.assignment_id", "=", anyOf(value.ids))
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom("wanted")
                .select("wanted.level")
                .whereRef("wanted.assignment_id", "=", "required.assignment_id")
                .whereRef("wanted.skill_id", "=", "required.skill_id"),
            ),
          ),
        ),
    )
    .insertInto("assignment_skills")
    .columns(["organization_id", "assignment_id", "skill_id", "required_level"])
    .expression((eb) =>
      eb
        .selectFrom("wanted")
        .select(castTo(value.organizationId, "int4").as("organization_id"))
        .select(["wanted.assignment_id", "wanted.skill_id", "wanted.level"]),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["organization_id", "assignment_id", "skill_id"])
        .doUpdateSet((eb) => ({ required_level: eb.ref("excluded.required_level") })),
    ),
);

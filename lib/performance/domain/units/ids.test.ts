import { describe, expectTypeOf, test } from "vitest";
import type { SkillLevels } from "@/lib/performance/domain/scoring/skill-match";
import type {
  AssignmentChangeId,
  AssignmentId,
  ContestId,
  LedgerEntryId,
  MemberId,
  OrganizationId,
  SkillId,
  TeamId,
} from "./ids";

describe("ids at compile time", () => {
  test("keeps a member's id apart from the ids of teams, skills and organizations", () => {
    expectTypeOf<MemberId>().not.toExtend<SkillId>();
    expectTypeOf<MemberId>().not.toExtend<TeamId>();
    expectTypeOf<SkillId>().not.toExtend<MemberId>();
    expectTypeOf<OrganizationId>().not.toExtend<MemberId>();
  });

  test("keeps the ids of assignments, their changes, ledger entries and contests apart", () => {
    expectTypeOf<AssignmentId>().not.toExtend<LedgerEntryId>();
    expectTypeOf<LedgerEntryId>().not.toExtend<AssignmentId>();
    expectTypeOf<ContestId>().not.toExtend<LedgerEntryId>();
    expectTypeOf<AssignmentChangeId>().not.toExtend<LedgerEntryId>();
    expectTypeOf<AssignmentChangeId>().not.toExtend<AssignmentId>();
  });

  test("does not accept a member's id as the key of a skill's level", () => {
    expectTypeOf<MemberId>().not.toExtend<Parameters<SkillLevels["get"]>[0]>();
    expectTypeOf<SkillId>().toExtend<Parameters<SkillLevels["get"]>[0]>();
  });

  test("takes a plain number or bigint as an id", () => {
    expectTypeOf<number>().toExtend<MemberId>();
    expectTypeOf<bigint>().toExtend<AssignmentId>();
  });
});

import { expect, it } from "vitest";
import { connectDatabase } from "@/lib/db/client";
import { actAs } from "@/lib/performance/testing/act-as";
import { recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { createAssignmentInput, createMember, createOrganization } from "@/prisma/factories";
import { findFirstSteps } from "./find-first-steps";

it("leads from people over work to the first score, and then ends", async () => {
  const context = await createOrganization(await connectDatabase());
  const { id: userId } = await createMember(context, { role: "admin" });
  const admin = actAs(context, { userId, role: "admin" });
  expect(await findFirstSteps(admin)).toEqual({ hasPeople: false, hasWork: false });
  const { id } = await createMember(context);
  expect(await findFirstSteps(admin)).toEqual({ hasPeople: true, hasWork: false });
  await recordAssignmentsFor(context, [createAssignmentInput(id, { completedAt: null })]);
  expect(await findFirstSteps(admin)).toEqual({ hasPeople: true, hasWork: true });
  await recordAssignmentsFor(context, [createAssignmentInput(id)]);
  expect(await findFirstSteps(admin)).toBeNull();
});

import { expect, it } from "vitest";
import { connectDatabase } from "@/lib/db/client";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { createMembers } from "./create-members";

it("gives people the usernames of the dry run, also where one is made unique to another's suggestion", async () => {
  const { context } = await makeOrganization(await connectDatabase());
  const domain = `${makeUniqueName()}.example`;
  const people = ["ann", "bo", "cy", "dee", "eve", "flo", "gus"].flatMap((name) =>
    [`${name}@a.${domain}`, `${name}@b.${domain}`, `${name}-2@a.${domain}`].map((address) => ({
      name: address,
      shown: address,
    })),
  );
  const listUsernames = async (isDryRun: boolean) => {
    const created = await createMembers(context, people, { isDryRun, reserved: [] });
    return people.map(({ name }) => {
      const one = created.get(name);
      return one?.kind === "member" ? one.username : one?.reason;
    });
  };
  const shown = await listUsernames(true);
  expect(shown.slice(0, 3)).toEqual(["ann", "ann-2", "ann-2-2"]);
  expect(await listUsernames(false)).toEqual(shown);
});

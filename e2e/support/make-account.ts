import type { DemoAccount } from "./fixtures";
import { postAs } from "./sign-in-as";
import { makeUniqueName } from "./unique-name";

/** A new employee who can sign in, for tests that end sessions: other tests share those of the demo's accounts. */
export async function makeAccount(admin: DemoAccount): Promise<DemoAccount> {
  const username = makeUniqueName("member");
  const password = "four unrelated words";
  const { id } = await postAs<{ id: number }>(admin, "/api/performance/members", {
    username,
    role: "employee",
  });
  const { path } = await postAs<{ path: string }>(
    admin,
    `/api/performance/members/${id}/invitation`,
    {},
  );
  const token = new URL(path, "http://localhost").hash.slice(1);
  await postAs(admin, "/api/password/invitation", { token, new_password: password });
  return { organization: admin.organization, username, email: null, role: "employee", password };
}

"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import type { Role } from "@/lib/context";
import { roleLabels } from "@/lib/i18n/role-labels";

export type DemoAccount = {
  readonly organization: string;
  readonly username: string;
  readonly role: Role;
  readonly password: string;
};

/** The fictional accounts of the demo, each one click away. */
export function DemoAccounts({
  accounts,
  isBusy,
  onChoose,
}: {
  accounts: readonly DemoAccount[];
  isBusy: boolean;
  onChoose: (name: string, password: string) => Promise<void>;
}) {
  const { translate } = useTexts();
  return (
    <section aria-labelledby="demo-accounts" className="grid gap-3 border-line border-t pt-6">
      <h2 id="demo-accounts" className="font-medium text-sm">
        {translate("signIn.demo")}
      </h2>
      <p className="text-muted text-sm">{translate("signIn.demoHint")}</p>
      <ul className="grid gap-2">
        {accounts.map(({ organization, username, role, password }) => (
          <li key={`${organization}/${username}`}>
            <Button
              className="w-full"
              disabled={isBusy}
              onClick={() => void onChoose(`${organization}/${username}`, password)}
            >
              <span className="flex w-full min-w-0 justify-between gap-3">
                <span className="truncate">{username}</span>
                <span className="shrink-0 font-normal text-muted">
                  {translate(roleLabels[role])}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section, SectionBody } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Outcome } from "@/components/ui/forms/form";
import { SecretOnce } from "@/components/ui/forms/secret-once";
import { serviceAccountsRead } from "@/lib/auth/service-accounts/reads";
import type {
  ServiceAccountResponse,
  ServiceAccountWithToken,
} from "@/lib/auth/service-accounts/schemas";
import type { TokenScope } from "@/lib/context";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { type NewAccountFields, ServiceAccountForm } from "./service-account-form";

/** How long the token in use works on after it is replaced here. */
const OVERLAP_HOURS = 24;
const accountsUrl = "/api/service-accounts";

/** The organization's programs: creates them, replaces their tokens, and revokes them. */
export function ServiceAccountsSection({
  allowedScopes,
}: {
  allowedScopes: readonly TokenScope[];
}) {
  const { translate } = useTexts();
  const accounts = useQuery(serviceAccountsRead.options());
  const { create, rotate, revoke } = useAccountChanges();
  const made = create.data ?? rotate.data;
  return (
    <Section
      id="service-accounts"
      title={translate("serviceAccounts.title")}
      note={translate("serviceAccounts.note")}
    >
      <Loaded query={accounts} skeleton={<ListSkeleton />}>
        {({ service_accounts: list }) =>
          list.length === 0 ? (
            <p className="px-4 py-6 text-muted sm:px-5">{translate("serviceAccounts.empty")}</p>
          ) : (
            <ul>
              {list.map((account) => (
                <AccountRow
                  key={account.id}
                  account={account}
                  isBusy={rotate.isPending || revoke.isPending}
                  onRotate={() => rotate.mutate(account.id)}
                  onRevoke={() => revoke.mutate(account.id)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="px-4 sm:px-5 [&>p]:pb-4">
        <Outcome
          done={revoke.isSuccess ? translate("tokens.revoked") : null}
          problem={describeProblem(rotate.error ?? revoke.error, translate)}
        />
      </div>
      <div className="border-line border-t">
        <SectionBody>
          {made === undefined ? (
            <ServiceAccountForm allowedScopes={allowedScopes} create={create} />
          ) : (
            <SecretOnce
              key={made.token}
              label={translate("serviceAccounts.made", { name: made.name })}
              note={translate("tokens.madeNote")}
              secret={made.token}
              onClose={() => {
                create.reset();
                rotate.reset();
              }}
            />
          )}
        </SectionBody>
      </div>
    </Section>
  );
}

/** Only one new token is shown at a time: each change forgets that of the last. */
function useAccountChanges() {
  const queries = useQueryClient();
  const onSettled = () =>
    queries.invalidateQueries({ queryKey: serviceAccountsRead.options().queryKey });
  const create = useMutation({
    mutationFn: (body: NewAccountFields) =>
      sendJson<ServiceAccountWithToken>("POST", accountsUrl, body),
    onSettled,
  });
  const rotate = useMutation({
    mutationFn: (id: number) =>
      sendJson<ServiceAccountWithToken>("POST", `${accountsUrl}/${id}/rotate`, {
        overlap_hours: OVERLAP_HOURS,
      }),
    onMutate: () => create.reset(),
    onSettled,
  });
  const revoke = useMutation({
    mutationFn: (id: number) => sendJson("DELETE", `${accountsUrl}/${id}`),
    onSettled,
  });
  return { create, rotate, revoke };
}

function AccountRow({
  account,
  isBusy,
  onRotate,
  onRevoke,
}: {
  account: ServiceAccountResponse;
  isBusy: boolean;
  onRotate: () => void;
  onRevoke: () => void;
}) {
  const { translate } = useTexts();
  const { name, scopes, tokens } = account;
  const shared = { cancelLabel: translate("form.keep"), isBusy };
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line px-4 py-3 not-first:border-t sm:px-5">
      <div className="grid min-w-0 gap-1">
        <p className="wrap-anywhere font-medium">{name}</p>
        <p className="font-mono text-muted text-xs">{scopes.join(" ")}</p>
        {tokens.map((token) => (
          <TokenLine key={token.id} token={token} />
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <ConfirmButton
          {...shared}
          label={translate("serviceAccounts.rotate")}
          name={translate("serviceAccounts.rotateNamed", { name })}
          question={translate("serviceAccounts.rotateQuestion", { hours: OVERLAP_HOURS })}
          confirmLabel={translate("serviceAccounts.rotate")}
          look="primary"
          onConfirm={onRotate}
        />
        <ConfirmButton
          {...shared}
          label={translate("tokens.revoke")}
          name={translate("tokens.revokeNamed", { name })}
          question={translate("serviceAccounts.revokeQuestion")}
          confirmLabel={translate("tokens.revoke")}
          onConfirm={onRevoke}
        />
      </div>
    </li>
  );
}

function TokenLine({ token }: { token: ServiceAccountResponse["tokens"][number] }) {
  const { translate, format } = useTexts();
  const { created_at: createdAt, expires_at: expiresAt, last_used_at: lastUse } = token;
  const isExpired = new Date(expiresAt).getTime() <= Date.now();
  return (
    <p className="text-muted text-sm">
      {isExpired ? `${translate("tokens.expired")} · ` : null}
      {translate("tokens.dates", {
        from: format.dayOf(createdAt),
        until: format.dayAndTime(expiresAt),
      })}{" "}
      ·{" "}
      {lastUse === null
        ? translate("tokens.neverUsed")
        : translate("tokens.lastUsed", { when: format.dayAndTime(lastUse) })}
    </p>
  );
}

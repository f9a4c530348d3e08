"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section, SectionBody } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Outcome } from "@/components/ui/forms/form";
import { shareLinksRead } from "@/lib/auth/share-links/reads";
import type { ShareLinkList } from "@/lib/auth/share-links/schemas";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { CredentialRow } from "./credential-row";
import { ShareLinkForm } from "./share-link-form";
import type { SharedBadgeResponse } from "./share-link-snippet";

type ShareLink = ShareLinkList["share_links"][number];

/** Links that show the owner's widget or badges to other people. */
export function ShareLinksSection({
  userId,
  heldBadges,
}: {
  userId: number;
  heldBadges: readonly SharedBadgeResponse[];
}) {
  const { translate } = useTexts();
  const links = useQuery(shareLinksRead.options());
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: number) => sendJson("DELETE", `/api/performance/share-links/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: shareLinksRead.options().queryKey }),
  });
  return (
    <Section
      id="share-links"
      title={translate("shareLinks.title")}
      note={translate("shareLinks.note")}
    >
      <Loaded query={links} skeleton={<ListSkeleton />}>
        {({ share_links: list, is_allowed: isAllowed }) => (
          <>
            {isAllowed ? null : (
              <p className="px-4 pt-4 text-caution sm:px-5">{translate("shareLinks.notAllowed")}</p>
            )}
            {list.length === 0 ? (
              <p className="px-4 py-6 text-muted sm:px-5">{translate("shareLinks.empty")}</p>
            ) : (
              <ul>
                {list.map((link) => (
                  <ShareLinkRow
                    key={link.id}
                    link={link}
                    isBusy={revoke.isPending}
                    onRevoke={() => revoke.mutate(link.id)}
                  />
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
      <div className="px-4 sm:px-5 [&>p]:pb-4">
        <Outcome
          done={revoke.isSuccess ? translate("shareLinks.revoked") : null}
          problem={describeProblem(revoke.error, translate)}
        />
      </div>
      {links.data?.is_allowed === true ? (
        <div className="border-line border-t">
          <SectionBody>
            <ShareLinkForm userId={userId} heldBadges={heldBadges} />
          </SectionBody>
        </div>
      ) : null}
    </Section>
  );
}

function ShareLinkRow({
  link,
  isBusy,
  onRevoke,
}: {
  link: ShareLink;
  isBusy: boolean;
  onRevoke: () => void;
}) {
  const { translate, format } = useTexts();
  const lastUse = link.last_used_at;
  return (
    <CredentialRow
      credential={link}
      kind={translate(`shareLinks.${link.shares}`)}
      lastUse={
        lastUse === null
          ? translate("shareLinks.neverSeen")
          : translate("shareLinks.lastSeen", { when: format.dayAndTime(lastUse) })
      }
      revokeQuestion={translate("shareLinks.revokeQuestion")}
      isBusy={isBusy}
      onRevoke={onRevoke}
    />
  );
}

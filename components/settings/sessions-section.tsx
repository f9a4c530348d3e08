"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Outcome } from "@/components/ui/forms/form";
import type { SessionList } from "@/lib/auth/account-schemas";
import { sessionsRead } from "@/lib/auth/reads";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { getBrowserName } from "./browser-name";

type Session = SessionList["sessions"][number];

/** The reader's sessions. */
export function SessionsSection() {
  const { translate } = useTexts();
  const sessions = useQuery(sessionsRead.options());
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: (id: number | "others") =>
      sendJson("DELETE", id === "others" ? "/api/sessions" : `/api/sessions/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsRead.options().queryKey }),
  });
  const hasOthers = sessions.data?.sessions.some((session) => !session.is_current) ?? false;
  return (
    <Section
      id="sessions"
      title={translate("sessions.title")}
      note={translate("sessions.note")}
      aside={
        hasOthers ? (
          <ConfirmButton
            label={translate("sessions.endOthers")}
            question={translate("sessions.endOthersQuestion")}
            confirmLabel={translate("sessions.end")}
            cancelLabel={translate("form.cancel")}
            isBusy={end.isPending}
            onConfirm={() => end.mutate("others")}
          />
        ) : null
      }
    >
      <Loaded query={sessions} skeleton={<ListSkeleton />}>
        {(list) => (
          <ul>
            {list.sessions.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                isBusy={end.isPending}
                onEnd={() => end.mutate(session.id)}
              />
            ))}
          </ul>
        )}
      </Loaded>
      <div className="px-4 empty:hidden sm:px-5 [&>p]:pb-4">
        <Outcome
          done={end.isSuccess ? translate("sessions.ended") : null}
          problem={describeProblem(end.error, translate)}
        />
      </div>
    </Section>
  );
}

function SessionRow({
  session,
  isBusy,
  onEnd,
}: {
  session: Session;
  isBusy: boolean;
  onEnd: () => void;
}) {
  const { translate, format } = useTexts();
  const { browser, system } = getBrowserName(session.user_agent);
  const name =
    browser !== null && system !== null
      ? translate("sessions.browserOn", { browser, system })
      : (browser ?? system ?? translate("sessions.unknownBrowser"));
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line px-4 py-3 not-first:border-t sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{name}</span>
          {session.is_current ? <Badge>{translate("sessions.current")}</Badge> : null}
        </p>
        <p className="text-muted text-sm">
          {translate("sessions.since", {
            from: format.dayAndTime(session.created_at),
            until: format.dayAndTime(session.expires_at),
          })}
        </p>
      </div>
      {session.is_current ? null : (
        <ConfirmButton
          label={translate("sessions.end")}
          name={translate("sessions.endNamed", {
            name,
            from: format.dayAndTime(session.created_at),
          })}
          question={translate("sessions.endQuestion")}
          confirmLabel={translate("sessions.end")}
          cancelLabel={translate("form.cancel")}
          isBusy={isBusy}
          onConfirm={onEnd}
        />
      )}
    </li>
  );
}

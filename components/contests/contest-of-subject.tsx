"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import type { ContestableEntry } from "@/lib/performance/summaries/schemas";
import { ContestBadge } from "./contest-badge";
import type { Contestable } from "./raise-form";

/** Loaded when it is opened: most readers contest nothing. */
const RaiseForm = dynamic(() => import("./raise-form").then((module) => module.RaiseForm), {
  ssr: false,
});

/** The contest of an entry or a change, and the form to contest what is about your own work. */
export function ContestOfSubject({
  subject,
  state: { contest, contestable: isContestable },
  title,
}: {
  subject: Contestable;
  state: Pick<ContestableEntry, "contest" | "contestable">;
  title: string;
}) {
  const { translate } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  if (contest === null && !isContestable) return null;
  const close = () => {
    setOpen(false);
    // The button is rendered again in the next frame.
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <div className="grid justify-items-start gap-3">
      {contest === null ? null : (
        <p role="status" className="flex flex-wrap items-baseline gap-2 text-sm">
          <ContestBadge status={contest.status} />
          <PageLink
            href={`/contests?contest=${contest.id}`}
            className="rounded-sm text-accent-ink underline underline-offset-2"
          >
            {translate("contests.show", { id: contest.id })}
          </PageLink>
        </p>
      )}
      {isContestable && isOpen ? (
        <RaiseForm subject={subject} title={title} onClose={close} />
      ) : null}
      {isContestable && !isOpen ? (
        <Button
          ref={opener}
          aria-label={translate("contests.raiseName", { title })}
          onClick={() => setOpen(true)}
        >
          {translate("contests.raise")}
        </Button>
      ) : null}
    </div>
  );
}

"use client";

import type { ReactNode } from "react";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { PageLink, textLinkClasses } from "@/components/ui/page-link";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import type { FirstSteps as Steps } from "@/lib/performance/administration/first-steps-schemas";

/** Leads a new organization from its people over their work to the first score. */
export function FirstSteps({ steps }: { steps: Steps | null }) {
  const { translate } = useTexts();
  if (steps === null) return null;
  return (
    <Section id="first-steps" title={translate("firstSteps.title")}>
      <ol className="grid">
        <Step
          title="firstSteps.people"
          note="firstSteps.peopleNote"
          isDone={steps.hasPeople}
          link={{
            href: "/settings/organization/members#import-members",
            label: "firstSteps.importPeople",
          }}
        />
        <Step
          title="firstSteps.work"
          note="firstSteps.workNote"
          isDone={steps.hasWork}
          link={{ href: "/imports", label: "firstSteps.importWork" }}
        />
        <Step
          title="firstSteps.score"
          note="firstSteps.scoreNote"
          isDone={false}
          link={{ href: "/team", label: "firstSteps.openTeam" }}
        />
      </ol>
    </Section>
  );
}

function Step({
  title,
  note,
  isDone,
  link,
}: {
  title: PlainMessageKey;
  note: PlainMessageKey;
  isDone: boolean;
  link: { readonly href: string; readonly label: PlainMessageKey };
}): ReactNode {
  const { translate } = useTexts();
  return (
    <li className="grid gap-1 border-line border-t px-4 py-3 first:border-t-0 sm:px-5">
      <p className="flex flex-wrap items-baseline gap-x-2 font-medium">
        {translate(title)}
        {isDone ? <Badge>{translate("firstSteps.done")}</Badge> : null}
      </p>
      <p className="text-muted text-sm">
        {translate(note)}{" "}
        <PageLink className={textLinkClasses} href={link.href}>
          {translate(link.label)}
        </PageLink>
      </p>
    </li>
  );
}

"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { nameBadge, nameMilestone } from "@/components/achievements/achievement-words";
import { EntryLink } from "@/components/shared/entry-link";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { Button } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import type { MessageKey } from "@/lib/i18n/messages";
import { personName } from "@/lib/i18n/person-name";
import type { AssignmentChange } from "@/lib/performance/assignments/write-schemas";
import { getEntryUrl } from "@/lib/performance/history/entry-url";
import { getAssignmentTitle } from "./assignment-title";
import type { CompletedFact } from "./use-assignment-change";

const headings = {
  add: "assignments.done.add",
  amend: "assignments.done.amend",
  reassign: "assignments.done.reassign",
  complete: "assignments.done.complete",
  reopen: "assignments.done.reopen",
  cancel: "assignments.done.cancel",
  delete: "assignments.done.delete",
} as const satisfies Record<CompletedFact["request"]["action"], MessageKey>;

type Figures = Pick<
  AssignmentChange,
  "score_before" | "score_after" | "contributions" | "milestones" | "badges"
> & { readonly entry: NonNullable<AssignmentChange["entry"]> };

/** The outcome of a change: score, contributions, entry, milestones and badges. Screen readers announce it. */
export function AssignmentResult({
  done,
  pageOf,
  viewerId,
  onClose,
}: Omit<Place, "ownerId"> & {
  done: CompletedFact;
  onClose: () => void;
}) {
  const { translate } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.focus(), []);
  const { request, change } = done;
  const { assignment } = change;
  const title = getAssignmentTitle(assignment, translate);
  const isUnchanged = request.before?.updated_at === assignment.updated_at;
  return (
    <div
      ref={frame}
      role="status"
      tabIndex={-1}
      className="flex scroll-mt-18 flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-t bg-canvas px-4 py-4 sm:px-5"
    >
      <div className="grid min-w-0 flex-1 basis-60 gap-2">
        <p className="break-words font-semibold">
          {isUnchanged
            ? translate("assignments.done.unchanged", { title })
            : translate(headings[request.action], {
                title,
                name: personName(translate, assignment),
              })}
        </p>
        {isUnchanged ? null : (
          <Consequences
            change={change}
            isAssigning={request.action === "add" || request.action === "reassign"}
            pageOf={pageOf}
            viewerId={viewerId}
          />
        )}
      </div>
      <Button onClick={onClose}>{translate("assignments.dismiss")}</Button>
    </div>
  );
}

/** The effect on the scores of the assignee and of the earlier assignee. */
function Consequences({
  change,
  isAssigning,
  ...place
}: Omit<Place, "ownerId"> & {
  change: AssignmentChange;
  /** An open assignment counts for no score yet, so assigning it says nothing about the score. */
  isAssigning: boolean;
}) {
  const { translate } = useTexts();
  const { assignment, taken_from: former } = change;
  const entry = findWrittenEntry(change);
  if (isAssigning && entry === null && former === null) return null;
  return (
    <>
      {entry === null ? (
        <p className="text-muted text-sm">
          {translate(former === null ? "assignments.noEntry" : "assignments.noEntryHere")}
        </p>
      ) : (
        <FiguresOf
          figures={{ ...change, entry }}
          name={former && personName(translate, assignment)}
          ownerId={assignment.user_id}
          {...place}
        />
      )}
      {former === null ? null : (
        <FiguresOf
          figures={former}
          name={personName(translate, former)}
          ownerId={former.user_id}
          {...place}
        />
      )}
    </>
  );
}

/** The entry of this change; null where it belongs to an earlier change. */
function findWrittenEntry({ entry, assignment }: AssignmentChange): AssignmentChange["entry"] {
  return entry?.recorded_at === assignment.updated_at ? entry : null;
}

type Place = {
  /** The member of the entry. */
  readonly ownerId: number;
  /** The member of this page; null: a page of several members. */
  readonly pageOf: number | null;
  readonly viewerId: number;
};

function FiguresOf({ figures, name, ...place }: Place & { figures: Figures; name: string | null }) {
  const { translate, format } = useTexts();
  const { entry, score_before: before, score_after: after } = figures;
  const score = (points: number | null) =>
    points === null ? translate("assignments.noScore") : format.scoreColumn(points);
  const change = entry.score_change;
  return (
    <div className="grid gap-1.5">
      {name === null ? null : <p className="font-medium text-sm">{name}</p>}
      <p className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
        <span className="text-muted">{translate("assignments.score")}</span>
        <span>
          {translate("assignments.fromTo", { before: score(before), after: score(after) })}
        </span>
        {change === null ? null : (
          <span className={`font-semibold ${getTone(change)}`}>
            {translate("assignments.points", { points: format.changeColumn(change) })}
          </span>
        )}
      </p>
      <Parts parts={figures.contributions} />
      <Achieved figures={figures} />
      <p className="text-muted text-sm">
        <EntryOf {...place} entryId={entry.id} />
        {" · "}
        {translate(`kind.${entry.kind}.name`)}
      </p>
    </div>
  );
}

/** A link to the entry's row, on this page or on the member's page. */
function EntryOf({ ownerId, pageOf, viewerId, entryId }: Place & { entryId: number }) {
  const { translate } = useTexts();
  const label = translate("assignments.entry", { id: entryId });
  return ownerId === pageOf ? (
    <EntryLink entryId={entryId}>{label}</EntryLink>
  ) : (
    <PageLink
      href={getEntryUrl(entryId, ownerId === viewerId ? null : ownerId)}
      className="rounded-sm text-accent-ink underline underline-offset-2"
    >
      {label}
    </PageLink>
  );
}

function Parts({ parts }: { parts: Figures["contributions"] }) {
  const { translate, format } = useTexts();
  const shown = [
    ["component.onTime", parts?.on_time],
    ["component.skill", parts?.skill],
    ["component.difficulty", parts?.difficulty],
  ] as const;
  const known = shown.flatMap(([label, value]) =>
    value === null || value === undefined ? [] : [[label, value] as const],
  );
  if (known.length === 0) {
    return null;
  }
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm tabular-nums">
      {known.map(([label, value]) => (
        <li key={label}>
          <span className="text-muted">{translate(label)}</span>{" "}
          <span className={getTone(value)}>{format.changeColumn(value)}</span>
        </li>
      ))}
    </ul>
  );
}

function Achieved({ figures: { milestones, badges } }: { figures: Figures }) {
  const words = useTexts();
  const { translate } = words;
  const nameMilestones = (types: readonly string[]) =>
    types.map(
      (type) =>
        nameMilestone(words, { milestone_type: type, milestone_name: type, description: "" }).name,
    );
  const nameBadges = (names: readonly string[]) =>
    names.map(
      (name) =>
        nameBadge(words, {
          badge_name: name,
          badge_title: name,
          badge_description: "",
          criteria: "",
        }).name,
    );
  const lines = [
    ["assignments.milestonesGained", nameMilestones(milestones.gained)],
    ["assignments.milestonesLost", nameMilestones(milestones.lost)],
    ["assignments.badgesGained", nameBadges(badges.gained)],
    ["assignments.badgesLost", nameBadges(badges.lost)],
  ] as const;
  const shown = lines.flatMap(([key, names]): ReactNode[] =>
    names.length === 0
      ? []
      : [<li key={key}>{translate(key, { count: names.length, names: names.join(", ") })}</li>],
  );
  return shown.length === 0 ? null : <ul className="grid gap-0.5 text-sm">{shown}</ul>;
}

"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import clsx from "clsx";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useId, useRef, useState } from "react";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/segments";
import { NextDueScore } from "@/components/what-if/next-due-score";
import {
  type AffectedMembers,
  type AssignmentView,
  assignmentsOptions,
  assignmentViews,
  parseAssignmentView,
} from "@/lib/performance/assignments/reads";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { AssignmentRowItem } from "./assignment-row";
import { AssignmentSkeleton } from "./assignment-skeleton";
import type { AssignmentViewer } from "./offered-actions";
import type { CompletedFact } from "./use-assignment-change";

// Neither is needed before the reader acts.
const AssignmentResult = dynamic(
  () => import("./assignment-result").then((module) => module.AssignmentResult),
  {
    ssr: false,
  },
);
const NewAssignmentForm = dynamic(
  () => import("./new-assignment-form").then((module) => module.NewAssignmentForm),
  {
    ssr: false,
  },
);

/** The assignments of a member, of a team, or of all members in the reader's sight. */
export function AssignmentsSection({
  owners,
  viewer,
}: {
  owners: AffectedMembers;
  viewer: AssignmentViewer;
}) {
  const userId = "userId" in owners ? owners.userId : null;
  const { translate, format } = useTexts();
  const view = parseAssignmentView(useSearchParams().get("work"));
  const work = useInfiniteQuery({
    ...assignmentsOptions(owners, view),
    placeholderData: keepPreviousData,
  });
  const [done, setDone] = useState<{
    readonly number: number;
    readonly work: CompletedFact;
  } | null>(null);
  const [isAdding, setAdding] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  const settle = (finished: CompletedFact) => {
    setAdding(false);
    setDone((last) => ({ number: (last?.number ?? 0) + 1, work: finished }));
  };
  return (
    <section aria-labelledby={headingId} className="grid gap-3">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 ref={heading} id={headingId} tabIndex={-1} className="font-semibold text-lg">
          {translate("assignments.section")}
        </h2>
        <div className="flex flex-wrap items-center gap-2">
          {viewer.mayWrite && userId !== viewer.userId ? (
            <Button aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
              {translate("assignments.new")}
            </Button>
          ) : null}
          <ViewSwitch view={view} />
        </div>
      </header>
      <div className="panel overflow-hidden">
        {isAdding ? (
          <div className="bg-canvas p-4 sm:px-5">
            <NewAssignmentForm
              userId={userId}
              viewerId={viewer.userId}
              onDone={settle}
              onClose={() => {
                setAdding(false);
                heading.current?.focus();
              }}
            />
          </div>
        ) : null}
        {done === null ? null : (
          <AssignmentResult
            key={done.number}
            done={done.work}
            pageOf={userId}
            viewerId={viewer.userId}
            onClose={() => {
              setDone(null);
              heading.current?.focus();
            }}
          />
        )}
        <Loaded query={work} skeleton={<AssignmentSkeleton />}>
          {({ pages }) => (
            <div
              aria-busy={work.isPlaceholderData}
              className={clsx("-mt-px", work.isPlaceholderData && "opacity-60")}
            >
              <WorkList
                assignments={pages.flatMap((page) => page.assignments)}
                view={view}
                viewer={viewer}
                today={format.toLocalDate(new Date(work.dataUpdatedAt))}
                showsPerson={userId === null}
                onDone={settle}
              />
              {work.hasNextPage ? (
                <footer className="border-line border-t px-4 py-3 sm:px-5">
                  <Button
                    disabled={work.isFetchingNextPage}
                    onClick={() => void work.fetchNextPage()}
                  >
                    {translate(
                      work.isFetchingNextPage ? "history.loadingMore" : "assignments.more",
                    )}
                  </Button>
                </footer>
              ) : null}
            </div>
          )}
        </Loaded>
      </div>
    </section>
  );
}

function WorkList({
  assignments,
  view,
  ...row
}: {
  assignments: readonly AssignmentResponse[];
  view: AssignmentView;
  viewer: AssignmentViewer;
  today: string;
  showsPerson: boolean;
  onDone: (done: CompletedFact) => void;
}) {
  const { translate } = useTexts();
  if (assignments.length === 0) {
    return (
      <p className="border-line border-t px-4 py-8 text-center text-muted sm:px-5">
        {translate(`assignments.empty.${view}`)}
      </p>
    );
  }
  return (
    <>
      {view === "open" && !row.showsPerson ? (
        <NextDueScore assignments={assignments} viewerId={row.viewer.userId} />
      ) : null}
      <ul aria-label={translate(`assignments.view.${view}`)}>
        {assignments.map((assignment) => (
          <AssignmentRowItem key={assignment.id} assignment={assignment} {...row} />
        ))}
      </ul>
    </>
  );
}

function ViewSwitch({ view: current }: { view: AssignmentView }) {
  const { translate } = useTexts();
  return (
    <Segments
      label={translate("assignments.views")}
      segments={assignmentViews.map((view) => ({
        key: view,
        label: translate(`assignments.view.${view}`),
        change: { work: view === "open" ? null : view },
        isCurrent: view === current,
      }))}
    />
  );
}

"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Outcome } from "@/components/ui/forms/form";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { jobsOptions } from "@/lib/jobs/reads";
import type { JobResponse, JobStatus } from "@/lib/jobs/schemas";

const titles: Readonly<Record<JobResponse["name"], PlainMessageKey>> = {
  "performance.update": "jobs.performanceUpdate",
  "organization.sweep": "jobs.organizationSweep",
  "organization.releases": "jobs.organizationReleases",
  "organization.seals": "jobs.organizationSeals",
  "organization.retention": "jobs.organizationRetention",
  "organization.verification": "jobs.organizationVerification",
  "organization.import": "jobs.organizationImport",
};

const reasons: Readonly<Record<JobResponse["reason"], PlainMessageKey>> = {
  gone: "jobs.gone",
  database: "jobs.database",
  worker_lost: "jobs.workerLost",
  unexpected: "jobs.unexpected",
};

/** Failed jobs, which an administrator can run again. */
export function JobsSection() {
  const { translate, format } = useTexts();
  const jobs = useInfiniteQuery(jobsOptions());
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: (id: string) => sendJson<JobStatus>("POST", `/api/performance/jobs/${id}/retry`),
    onSettled: () => queries.invalidateQueries({ queryKey: jobsOptions().queryKey }),
  });
  return (
    <Section id="jobs" title={translate("settings.jobs")} note={translate("jobs.note")}>
      <Loaded query={jobs} skeleton={<ListSkeleton />}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.jobs);
          return (
            <>
              {found.length === 0 ? (
                <p className="px-4 py-6 text-muted sm:px-5">{translate("jobs.empty")}</p>
              ) : (
                <ul>
                  {found.map((job) => (
                    <JobRow
                      key={job.id}
                      job={job}
                      isBusy={retry.isPending}
                      onRetry={() => retry.mutate(job.id)}
                    />
                  ))}
                </ul>
              )}
              <footer className="flex min-h-14 flex-wrap items-center justify-between gap-3 border-line border-t px-4 py-3 text-muted text-sm sm:px-5">
                <p>
                  {translate("jobs.counts", {
                    waiting: format.count(pages[0]?.waiting ?? 0),
                    underWay: format.count(pages[0]?.under_way ?? 0),
                    failed: format.count(pages[0]?.set_aside ?? 0),
                  })}
                </p>
                {jobs.hasNextPage ? (
                  <Button
                    disabled={jobs.isFetchingNextPage}
                    onClick={() => void jobs.fetchNextPage()}
                  >
                    {translate(jobs.isFetchingNextPage ? "history.loadingMore" : "history.more")}
                  </Button>
                ) : null}
              </footer>
            </>
          );
        }}
      </Loaded>
      <div className="px-4 empty:hidden sm:px-5 [&>p]:pb-4">
        <Outcome
          done={retry.isSuccess ? translate("jobs.retried") : null}
          problem={describeProblem(retry.error, translate)}
        />
      </div>
    </Section>
  );
}

function JobRow({
  job,
  isBusy,
  onRetry,
}: {
  job: JobResponse;
  isBusy: boolean;
  onRetry: () => void;
}) {
  const { translate, format } = useTexts();
  const title =
    job.assignment_id === null
      ? translate(titles[job.name])
      : translate("jobs.ofAssignment", { assignment: String(job.assignment_id) });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line px-4 py-3 not-first:border-t sm:px-5">
      <div className="grid min-w-0 gap-0.5">
        <p className="font-medium">{title}</p>
        <p className="text-sm">{translate(reasons[job.reason])}</p>
        <p className="wrap-anywhere text-muted text-sm">
          {translate("jobs.tried", {
            count: job.attempts,
            at: format.dayAndTime(job.set_aside_at),
          })}
          {job.reason === "unexpected" ? ` · ${job.id}` : null}
        </p>
      </div>
      <Button
        disabled={isBusy}
        onClick={onRetry}
        aria-label={translate("jobs.retryNamed", { title })}
      >
        {translate("jobs.retry")}
      </Button>
    </li>
  );
}

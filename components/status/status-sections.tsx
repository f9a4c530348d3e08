"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { limitNames } from "@/lib/status/limit-names";
import { statusRead } from "@/lib/status/reads";
import type { Status } from "@/lib/status/schemas";

/** The state of the installation, its changed settings, and its limits. */
export function StatusSections() {
  const { translate } = useTexts();
  const status = useQuery(statusRead.options());
  return (
    <Loaded query={status} skeleton={<ListSkeleton />}>
      {(data) => (
        <>
          <Section id="status" title={translate("status.title")} note={translate("status.note")}>
            <Facts status={data} />
          </Section>
          <Section
            id="changed-settings"
            title={translate("status.settings")}
            note={translate("status.settingsNote")}
          >
            <ChangedSettings settings={data.settings} />
          </Section>
          <Section
            id="limits"
            title={translate("status.limits")}
            note={translate("status.limitsNote")}
          >
            <Limits limits={data.limits} />
          </Section>
        </>
      )}
    </Loaded>
  );
}

function Rows({ children }: { children: ReactNode }) {
  return <dl className="grid text-sm">{children}</dl>;
}

function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 border-line px-4 py-2.5 not-first:border-t sm:grid-cols-[16rem_1fr] sm:px-5">
      <dt className="wrap-anywhere text-muted">{name}</dt>
      <dd className="wrap-anywhere tabular-nums">{children}</dd>
    </div>
  );
}

function Facts({ status }: { status: Status }) {
  const { translate, format } = useTexts();
  const { database, jobs, backup, verification } = status;
  const engine = translate(`status.${database.engine}`);
  return (
    <Rows>
      <Row name={translate("status.version")}>
        {translate("status.release", { version: status.version, node: status.node })}
      </Row>
      <Row name={translate("status.database")}>
        {translate("status.engine", { engine, version: database.version })}
      </Row>
      <Row name={translate("status.migrations")}>
        {translate("status.migrated", {
          count: database.migrations,
          last: database.last_migration ?? "–",
        })}
      </Row>
      <Row name={translate("status.worker")}>{translate(`status.${status.worker}`)}</Row>
      <Row name={translate("settings.jobs")}>
        {translate("jobs.counts", {
          waiting: format.count(jobs.waiting),
          underWay: format.count(jobs.under_way),
          failed: format.count(jobs.failed),
        })}
        {jobs.oldest_waiting_since === null
          ? null
          : ` ${translate("status.oldest", { time: format.dayAndTime(jobs.oldest_waiting_since) })}`}
      </Row>
      <Row name={translate("status.backup")}>{describeBackup(backup)}</Row>
      <Row name={translate("status.verification")}>
        {verification === null
          ? translate("status.neverVerified")
          : translate(verification.differences === 0 ? "status.clean" : "status.differs", {
              time: format.dayAndTime(verification.finished_at),
              count: verification.differences,
            })}
      </Row>
    </Rows>
  );

  function describeBackup(newest: Status["backup"]): string {
    if (newest === null) return translate("status.noBackups");
    return newest.made_at === null
      ? translate("status.noBackup")
      : format.dayAndTime(newest.made_at);
  }
}

function ChangedSettings({ settings }: Pick<Status, "settings">) {
  const { translate } = useTexts();
  if (settings.length === 0) {
    return <p className="px-4 py-6 text-muted sm:px-5">{translate("status.noSettings")}</p>;
  }
  return (
    <Rows>
      {settings.map(({ name, value }) => (
        <Row key={name} name={<code>{name}</code>}>
          {value === null ? translate("status.hidden") : <code>{value}</code>}
        </Row>
      ))}
    </Rows>
  );
}

function Limits({ limits }: Pick<Status, "limits">) {
  const { translate, format } = useTexts();
  return (
    <Rows>
      {limits.map(({ name, value, unit }) => (
        <Row key={name} name={describeLimit(name)}>
          {unit === "count"
            ? format.count(value)
            : translate(`status.${unit}`, { value: format.count(value) })}
        </Row>
      ))}
    </Rows>
  );

  function describeLimit(name: string): string {
    const known = limitNames.find((one) => one === name);
    return known === undefined ? name : translate(`status.limit.${known}`);
  }
}

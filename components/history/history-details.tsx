"use client";

import type { ReactNode } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { sayWork } from "@/components/shared/work-words";
import { Figure } from "@/components/ui/figure";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import type { CompletedWork, HistoryEntry } from "@/lib/performance/summaries/schemas";

/** The details of an entry: the parts of the change, the figures after it, and the stored record. */
export function HistoryDetails({
  entry,
  work = null,
  children,
}: {
  entry: HistoryEntry;
  /** What the assignment counts for now, where the list has it. */
  work?: CompletedWork | null;
  /** The actions for the entry. */
  children?: ReactNode;
}) {
  const { translate } = useTexts();
  return (
    <div className="grid gap-4 border-line border-t bg-canvas px-4 py-4 sm:px-5">
      <p className="text-muted">{translate(`kind.${entry.kind}.explanation`)}</p>
      {work === null ? null : <Work work={work} />}
      <div className="grid gap-x-12 gap-y-5 md:grid-cols-3">
        <Contributions entry={entry} />
        <Metrics entry={entry} />
        <Record entry={entry} />
      </div>
      {children}
    </div>
  );
}

function Work({ work }: { work: CompletedWork }) {
  const words = useTexts();
  const { translate, format } = words;
  const parts = [
    translate("assignments.completedAt", { when: format.dayAndTime(work.completed_at) }),
    ...(work.due_at === null
      ? []
      : [translate("explanation.due", { when: format.dayAndTime(work.due_at) })]),
    ...sayWork(words, work),
    ...(work.due_moved ? [translate("history.dueMoved")] : []),
  ];
  return (
    <p>
      <span className="text-muted">{translate("history.work")}: </span>
      {parts.join(" · ")}
    </p>
  );
}

function Contributions({ entry }: { entry: HistoryEntry }) {
  const { translate, format } = useTexts();
  const parts = [
    ["component.onTime", entry.contributions.on_time],
    ["component.skill", entry.contributions.skill],
    ["component.difficulty", entry.contributions.difficulty],
  ] as const;
  return (
    <Group title="history.contributions">
      {parts.map(([label, value]) => (
        <Line key={label} label={translate(label)} tone={getTone(value)}>
          <Figure value={format.changeColumn(value)} missing={translate("missing.contribution")} />
        </Line>
      ))}
      <Line
        label={translate("history.total")}
        tone={`font-semibold ${getTone(entry.score_change)}`}
      >
        <Figure
          value={format.changeColumn(entry.score_change)}
          missing={translate("missing.change")}
        />
      </Line>
    </Group>
  );
}

/** Each figure with the number of completions that are its evidence. */
function Metrics({ entry }: { entry: HistoryEntry }) {
  const { translate, format } = useTexts();
  const { due, skill_rated: skillRated, difficulty_rated: difficultyRated, timed } = entry.evidence;
  const figures = [
    ["metric.onTime.name", format.percent(entry.on_time_ratio), "missing.due", "evidence.due", due],
    [
      "metric.skill.name",
      format.percent(entry.skill_accuracy),
      "missing.skill",
      "evidence.skill",
      skillRated,
    ],
    [
      "metric.difficulty.name",
      format.percent(entry.difficulty_factor),
      "missing.difficulty",
      "evidence.difficulty",
      difficultyRated,
    ],
    [
      "metric.time.name",
      format.hours(entry.avg_completion_time),
      "missing.timed",
      "evidence.timed",
      timed,
    ],
    [
      "metric.speed.name",
      format.speed(entry.avg_completion_speed),
      "missing.due",
      "evidence.due",
      due,
    ],
  ] as const;
  return (
    <Group title="history.metrics">
      {figures.map(([label, value, missing, evidence, count]) => (
        <Line key={label} label={translate(label)} note={translate(evidence, { count })}>
          <Figure value={value} missing={translate(missing)} />
        </Line>
      ))}
      <Line label={translate("history.completions")}>{format.count(entry.tasks_completed)}</Line>
    </Group>
  );
}

function Record({ entry }: { entry: HistoryEntry }) {
  const { translate, format } = useTexts();
  return (
    <Group title="history.record">
      <Line label={translate("history.entry")}>{entry.id}</Line>
      {entry.assignment_id === null ? null : (
        <Line label={translate("history.assignment")}>{entry.assignment_id}</Line>
      )}
      <Line label={translate("history.effective")}>{format.dayAndTime(entry.created_at)}</Line>
      <Line label={translate("history.recorded")}>{format.dayAndTime(entry.recorded_at)}</Line>
      {entry.corrects === null ? null : (
        <Line label={translate("history.corrects")}>{entry.corrects}</Line>
      )}
    </Group>
  );
}

function Group({ title, children }: { title: PlainMessageKey; children: ReactNode }) {
  const { translate } = useTexts();
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-xs">{translate(title)}</h3>
      <dl className="grid gap-1">{children}</dl>
    </section>
  );
}

function Line({
  label,
  note,
  tone = "",
  children,
}: {
  label: string;
  note?: string;
  tone?: string;
  children: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[1fr_auto] gap-x-4">
      <dt className="text-muted">{label}</dt>
      <dd className={`text-right ${tone}`}>{children}</dd>
      {note === undefined ? null : <dd className="col-span-2 text-muted text-xs">{note}</dd>}
    </div>
  );
}

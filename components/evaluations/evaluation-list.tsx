"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import type { PrivacyMode } from "@/lib/context";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import type {
  Evaluation,
  EvaluationReader,
  SeenFigures,
} from "@/lib/performance/evaluations/schemas";
import { getEvaluationName } from "./evaluation-names";

const readers: readonly (readonly [EvaluationReader, PlainMessageKey])[] = [
  ["employee", "role.employee"],
  ["team_lead", "role.teamLead"],
  ["team_lead_of_all", "evaluations.leadOfAll"],
  ["manager", "role.manager"],
  ["auditor", "role.auditor"],
  ["admin", "role.admin"],
];

const seenLabels: Readonly<Record<SeenFigures, PlainMessageKey>> = {
  none: "evaluations.none",
  own: "evaluations.own",
  team: "evaluations.ofTeam",
  all: "evaluations.all",
  groups: "evaluations.groups",
};

/** Each evaluation with what every kind of member sees of it. */
export function EvaluationList({
  evaluations,
  mode,
}: {
  evaluations: readonly Evaluation[];
  mode: PrivacyMode;
}) {
  return (
    <ul className="divide-y divide-line">
      {evaluations.map((evaluation) => (
        <li key={evaluation.operation_id} className="grid gap-2 px-4 py-3 text-sm sm:px-5">
          <EvaluationName evaluation={evaluation} />
          <SeenByReaders evaluation={evaluation} mode={mode} />
        </li>
      ))}
    </ul>
  );
}

function EvaluationName({ evaluation }: { evaluation: Evaluation }) {
  const { translate } = useTexts();
  const name = getEvaluationName(evaluation.operation_id);
  return <h3 className="font-medium">{name === null ? evaluation.summary : translate(name)}</h3>;
}

function SeenByReaders({ evaluation, mode }: { evaluation: Evaluation; mode: PrivacyMode }) {
  const { translate } = useTexts();
  if (evaluation.readers === null) {
    return <p className="text-muted">{translate("evaluations.byLink")}</p>;
  }
  const seen = evaluation.readers[mode];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-3 lg:grid-cols-6">
      {readers.map(([reader, label]) => (
        <div key={reader}>
          <dt className="text-muted text-xs">{translate(label)}</dt>
          <dd className={clsx(seen[reader] === "none" && "text-muted")}>
            {translate(seenLabels[seen[reader]])}
          </dd>
        </div>
      ))}
    </dl>
  );
}

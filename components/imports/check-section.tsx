"use client";

import { Section, SectionBody } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import { Counts } from "./import-history";
import { RowProblems } from "./row-problems";
import type { ImportMutation } from "./use-import-change";

/** Step 3: what the import will do; step 4 is its start. */
export function CheckSection({ one, change }: { one: ImportDetail; change: ImportMutation }) {
  const { translate, format } = useTexts();
  const total = one.new + one.changed;
  return (
    <Section
      id="check"
      title={translate("imports.stepCheck")}
      note={translate("imports.stepCheckNote")}
    >
      <SectionBody>
        <p>
          <Counts one={one} />
        </p>
        <Effect one={one} />
        <Preview one={one} />
        <RowProblems one={one} />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            look="primary"
            className="min-h-9"
            disabled={change.isPending}
            onClick={() => change.mutate({ action: "run" })}
          >
            {translate("imports.start", { count: format.count(total) })}
          </Button>
          <p className="text-muted text-sm">{translate("imports.startNote")}</p>
        </div>
      </SectionBody>
    </Section>
  );
}

function Effect({ one: { effect, new_members: newMembers } }: { one: ImportDetail }) {
  const { translate, format } = useTexts();
  return (
    <ul className="grid gap-1 text-sm">
      {newMembers === 0 ? null : <li>{translate("imports.newMembers", { count: newMembers })}</li>}
      {effect === null ? null : (
        <li>
          {translate("imports.effect", {
            first: format.count(effect.first),
            up: format.count(effect.up),
            down: format.count(effect.down),
            same: format.count(effect.same),
          })}
        </li>
      )}
      {effect === null || effect.unknown === 0 ? null : (
        <li>{translate("imports.effectUnknown", { count: effect.unknown })}</li>
      )}
    </ul>
  );
}

function Preview({ one: { preview } }: { one: ImportDetail }) {
  const { translate } = useTexts();
  if (preview.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3 className="font-medium">{translate("imports.preview")}</h3>
      <ul className="grid gap-2">
        {preview.map((row) => (
          <PreviewRow key={row.row} row={row} />
        ))}
      </ul>
    </div>
  );
}

function PreviewRow({ row }: { row: ImportDetail["preview"][number] }) {
  const { translate, format } = useTexts();
  const facts = [
    [translate("imports.fields.assignee"), row.assignee],
    [
      translate("imports.fields.due_at"),
      row.due_at === null ? null : format.dayAndTime(row.due_at),
    ],
    [
      translate("imports.fields.completed_at"),
      row.completed_at === null ? null : format.dayAndTime(row.completed_at),
    ],
    [
      translate("imports.fields.difficulty"),
      row.difficulty === null ? null : format.input(row.difficulty),
    ],
  ].filter(([, value]) => value !== null);
  return (
    <li className="grid gap-1 border-line border-l-2 pl-3 text-sm">
      <p className="wrap-anywhere">
        <span className="font-medium">{row.title}</span>{" "}
        <span className="text-muted">{row.external_id}</span>
      </p>
      <dl className="flex flex-wrap gap-x-4 gap-y-0.5">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-1">
            <dt className="text-muted">{name}:</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

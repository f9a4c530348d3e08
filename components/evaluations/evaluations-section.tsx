"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { ExportLinks } from "@/components/ui/export-links";
import { Segments } from "@/components/ui/segments";
import type { PrivacyMode } from "@/lib/context";
import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import { evaluationsRead, getEvaluationsExportUrl } from "@/lib/performance/evaluations/reads";
import { EvaluationList } from "./evaluation-list";

/** Every evaluation and who sees it, in the organization's privacy mode or in another one. */
export function EvaluationsSection({ currentMode }: { currentMode: PrivacyMode }) {
  const { translate } = useTexts();
  const list = useQuery(evaluationsRead.options());
  const chosen = useSearchParams().get("mode");
  const mode = privacyModes.find((one) => one === chosen) ?? currentMode;
  return (
    <Section
      id="evaluations"
      title={translate("evaluations.title")}
      note={translate("evaluations.note")}
    >
      <div className="flex flex-wrap items-center justify-between gap-3 border-line border-b px-4 py-3 sm:px-5">
        <ModeSwitch mode={mode} />
        <ExportLinks
          files={(["csv", "json"] as const).map((format) => ({
            address: getEvaluationsExportUrl(format),
            label: format.toUpperCase(),
          }))}
        />
      </div>
      <Loaded query={list} skeleton={<ListSkeleton />}>
        {({ evaluations }) => <EvaluationList evaluations={evaluations} mode={mode} />}
      </Loaded>
    </Section>
  );
}

function ModeSwitch({ mode }: { mode: PrivacyMode }) {
  const { translate } = useTexts();
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <span>{translate("evaluations.mode")}</span>
      <Segments
        label={translate("evaluations.mode")}
        segments={privacyModes.map((one) => ({
          key: one,
          label: translate(`privacy.${one}`),
          change: { mode: one },
          isCurrent: one === mode,
        }))}
      />
    </div>
  );
}

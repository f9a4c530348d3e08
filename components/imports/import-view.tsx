"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section, SectionBody } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import { importRead } from "@/lib/performance/imports/reads";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import { CheckSection } from "./check-section";
import { Counts } from "./import-history";
import { ImportState } from "./import-state";
import { isUnderWay } from "./import-texts";
import { PeopleSection } from "./people-section";
import { ReadingSection } from "./reading-section";
import { RowProblems } from "./row-problems";
import { useImportChange } from "./use-import-change";

const REFRESH_MILLISECONDS = 1_000;

/** One import, from its file to its undo. It refreshes itself while it runs, and can be left at any time. */
export function ImportView({ id }: { id: number }) {
  const { translate } = useTexts();
  const query = useQuery({
    ...importRead.options({ id }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isUnderWay(state.data) ? REFRESH_MILLISECONDS : false,
  });
  return (
    <>
      <SearchParamsLink
        change={{ import: null }}
        className={`${buttonClasses("quiet")} justify-self-start`}
      >
        {translate("imports.back")}
      </SearchParamsLink>
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(one) => <Steps one={one} />}
      </Loaded>
    </>
  );
}

function Steps({ one }: { one: ImportDetail }) {
  const { translate } = useTexts();
  const change = useImportChange(one.id);
  const isOpen = one.phase === "waiting";
  return (
    <>
      <ImportState one={one} change={change} />
      {isOpen ? <ReadingSection key={`reading-${one.rows}`} one={one} change={change} /> : null}
      {isOpen && one.problem === null ? (
        <>
          <PeopleSection one={one} change={change} />
          <CheckSection one={one} change={change} />
        </>
      ) : null}
      {isOpen || isUnderWay(one) ? null : (
        <Section id="result" title={translate("imports.result")}>
          <SectionBody>
            <p>
              <Counts one={one} />
            </p>
            <RowProblems one={one} />
          </SectionBody>
        </Section>
      )}
    </>
  );
}

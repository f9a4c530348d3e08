"use client";

import { Texts } from "@/components/shared/texts";
import { languages } from "@/lib/i18n/messages";
import { ChartPieces } from "./chart-pieces";
import { FormPieces } from "./form-pieces";
import { SectionPieces } from "./section-pieces";
import { SharedPieces } from "./shared-pieces";
import { TablePieces } from "./table-pieces";
import { TextPieces } from "./text-pieces";
import { ThemeSection } from "./theme-section";

const themes = ["light", "dark"] as const;

/**
 * Every component of components/ui and components/shared, and the charts, in each state, language and theme. For
 * developers: the examples' own texts are English.
 */
export function Gallery() {
  return (
    <div className="grid gap-8">
      <h1 className="font-semibold text-2xl">Components</h1>
      {languages.map((language) => (
        <Texts key={language} language={language} locale={language}>
          {themes.map((theme) => (
            <ThemeSection key={theme} language={language} theme={theme}>
              <TextPieces />
              <FormPieces id={`${language}-${theme}`} />
              <TablePieces />
              <SharedPieces />
              <SectionPieces id={`${language}-${theme}`} />
            </ThemeSection>
          ))}
          {/* A canvas has the colours of the page: the switch in the header changes them. */}
          <section lang={language} aria-label={`${language}, charts`} className="grid gap-8">
            <h2 className="font-semibold text-xl">{`${language}, charts`}</h2>
            <ChartPieces />
          </section>
        </Texts>
      ))}
    </div>
  );
}

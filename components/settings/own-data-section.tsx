"use client";

import { Section, SectionBody } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";

/** All stored data about the reader, as one file. */
export function OwnDataSection({ userId }: { userId: number }) {
  const { translate } = useTexts();
  return (
    <Section id="own-data" title={translate("ownData.title")} note={translate("ownData.note")}>
      <SectionBody>
        <p>
          <a
            href={`/api/performance/user/${userId}/everything`}
            download
            className={buttonClasses("quiet")}
          >
            {translate("ownData.download")}
          </a>
        </p>
      </SectionBody>
    </Section>
  );
}

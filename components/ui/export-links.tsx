"use client";

import { useTexts } from "@/components/layout/text-provider";
import { buttonClasses } from "./button";

export type ExportFile = {
  readonly address: string;
  readonly label: string;
};

/** The figures of a page as files: the browser keeps them, the page stays. */
export function ExportLinks({ files }: { files: readonly ExportFile[] }) {
  const { translate } = useTexts();
  return (
    <nav aria-label={translate("export.label")} className="print:hidden">
      <ul className="flex flex-wrap gap-2">
        {files.map(({ address, label }) => (
          <li key={address}>
            <a href={address} download className={buttonClasses("quiet")}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

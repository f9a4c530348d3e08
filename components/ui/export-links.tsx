"use client";

import { useId } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "./button";

export type ExportFile = {
  readonly address: string;
  readonly label: string;
};

/** Downloads of the figures of a page. */
export function ExportLinks({ files }: { files: readonly ExportFile[] }) {
  const { translate } = useTexts();
  const labelId = useId();
  return (
    <nav
      aria-labelledby={labelId}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 print:hidden"
    >
      <span id={labelId} className="text-muted text-sm">
        {translate("export.label")}
      </span>
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

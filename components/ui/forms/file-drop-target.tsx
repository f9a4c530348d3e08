"use client";

import clsx from "clsx";
import { useId, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";

/** Where a file is dropped or chosen. */
export function FileDropTarget({
  accept,
  isBusy,
  onFile,
}: {
  /** File endings, separated by commas. */
  accept: string;
  isBusy: boolean;
  onFile: (file: File) => void;
}) {
  const { translate } = useTexts();
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !isBusy) onFile(file);
  };
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      }}
      className={clsx(
        "grid min-h-36 cursor-pointer place-content-center justify-items-center gap-3 rounded-lg border-2 border-dashed p-4 text-center",
        "has-focus-visible:outline-2 has-focus-visible:outline-accent-ink",
        isOver ? "border-accent bg-sunken" : "border-line-strong",
        isBusy && "opacity-60",
      )}
    >
      <span>{translate("imports.drop")}</span>
      <span className="inline-flex min-h-9 items-center rounded-md bg-accent-fill px-3 font-medium text-on-accent text-sm">
        {translate("imports.choose")}
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={isBusy}
        onChange={({ target }) => {
          take(target.files);
          target.value = "";
        }}
        className="sr-only"
      />
    </label>
  );
}

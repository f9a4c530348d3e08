"use client";

import { useId, useRef } from "react";
import { TextField } from "./controls";
import { useSearchKey } from "./use-search-key";

/** The search field of a page; the key `/` moves the focus to it. */
export function SearchField({
  label,
  value,
  onChange,
  onBlur,
  maxLength = 200,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  maxLength?: number;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useSearchKey(field);
  return (
    <div className="relative">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <TextField
        ref={field}
        id={id}
        type="search"
        value={value}
        maxLength={maxLength}
        placeholder={label}
        autoComplete="off"
        aria-keyshortcuts="/"
        onChange={({ target }) => onChange(target.value)}
        onBlur={onBlur}
        className="peer pr-9 max-sm:text-lg"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 rounded-sm border border-line px-1.5 font-mono text-muted text-xs peer-focus:hidden max-sm:hidden"
      >
        /
      </span>
    </div>
  );
}

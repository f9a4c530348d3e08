"use client";

import { useSearchParams } from "next/navigation";
import { FileDrop } from "./file-drop";
import { ImportHistory } from "./import-history";
import { ImportView } from "./import-view";
import { parseImportId } from "./imports-view";
import { SavedMappings } from "./saved-mappings";

/** A new import and the history, or the import that the URL names. */
export function Imports() {
  const parameters = useSearchParams();
  const id = parseImportId((name) => parameters.get(name));
  return (
    <div className="grid grid-cols-1 gap-6">
      {id === null ? (
        <>
          <FileDrop />
          <SavedMappings />
          <ImportHistory />
        </>
      ) : (
        <ImportView id={id} />
      )}
    </div>
  );
}

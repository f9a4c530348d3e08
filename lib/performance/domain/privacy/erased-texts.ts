import {
  type ContentTextName,
  contentTextNames,
  fillRecord,
  getField,
  narrowValues,
  type RequiredName,
} from "@/lib/performance/domain/assignments/field-names";
import { ERASED_TITLE } from "./erased-name";

type ErasedTexts = {
  readonly [Name in ContentTextName]: Name extends RequiredName ? string : null;
};

/** What replaces each text of an assignment, because each may be free text. */
export const erasedTexts = narrowValues<ErasedTexts>(
  fillRecord(contentTextNames, (name) =>
    getField(name).isRequired === true ? ERASED_TITLE : null,
  ),
);

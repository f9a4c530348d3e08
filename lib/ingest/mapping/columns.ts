import {
  type FileFieldName,
  fileFieldNames,
  getField,
} from "@/lib/performance/domain/assignments/field-names";

export const requiredColumnNames = fileFieldNames.filter(
  (name) => getField(name).isRequired === true,
);

/** The cells of a row by field. A column that the file lacks is absent. */
export type Cells = Readonly<Partial<Record<FileFieldName, unknown>>>;

import type { FileEntry } from "@/lib/ingest/readers/write-zip";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";

/** A cell as XML without its place; `{ date }` is a number of days since 1900 in a format of dates. */
export type SheetCell =
  | string
  | number
  | boolean
  | { readonly date: number }
  | { readonly formula: string; readonly value: number };

export function listWorkbookEntries(rows: readonly (readonly SheetCell[])[]): readonly FileEntry[] {
  const data = rows.map((cells, row) => {
    const shown = cells.map((cell, column) => writeCell(`${toLetter(column)}${row + 1}`, cell));
    return `<row r="${row + 1}">${shown.join("")}</row>`;
  });
  return [
    {
      name: "[Content_Types].xml",
      content: `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    },
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: "xl/styles.xml",
      content: `<styleSheet xmlns="${main}"><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="22" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    },
    {
      name: "xl/worksheets/sheet1.xml",
      content: `<worksheet xmlns="${main}"><sheetData>${data.join("")}</sheetData></worksheet>`,
    },
  ];
}

function toLetter(column: number): string {
  return String.fromCharCode(65 + column);
}

function writeCell(place: string, cell: SheetCell): string {
  if (typeof cell === "string") {
    return `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  }
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${place}" t="b"><v>${Number(cell)}</v></c>`;
  if ("date" in cell) return `<c r="${place}" s="1"><v>${cell.date}</v></c>`;
  return `<c r="${place}"><f>${cell.formula}</f><v>${cell.value}</v></c>`;
}

import { definePagedRead, defineRead } from "@/lib/http/define-read";
import type { savedMappings } from "./mappings/schemas";
import type { importDetail, importList, importParams, importsQuery } from "./schemas";

export const importsRead = definePagedRead<{
  query: typeof importsQuery;
  response: typeof importList;
}>("/api/performance/imports");

export const mappingsRead = defineRead<{ response: typeof savedMappings }>(
  "/api/performance/import-mappings",
);

export const importRead = defineRead<{
  params: typeof importParams;
  response: typeof importDetail;
}>("/api/performance/imports/{id}");

import { definePagedRead, defineRead } from "@/lib/http/define-read";
import type { importDetail, importList, importParams, importsQuery } from "./schemas";

export const importsRead = definePagedRead<{
  query: typeof importsQuery;
  response: typeof importList;
}>("/api/performance/imports");

export const importRead = defineRead<{
  params: typeof importParams;
  response: typeof importDetail;
}>("/api/performance/imports/{id}");

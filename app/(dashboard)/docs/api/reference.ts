import "server-only";
import { describeApi } from "@/app/api/openapi.json/document";
import * as ownRoute from "@/app/api/openapi.json/route";
import type { OperationDescription } from "@/lib/api-reference/operation";
import { readOperations } from "@/lib/api-reference/read-operations";

let operations: readonly OperationDescription[] | null = null;

/** Every operation of the API, as `/api/openapi.json` describes it. */
export function listOperations(): readonly OperationDescription[] {
  operations ??= readOperations(describeApi(ownRoute));
  return operations;
}

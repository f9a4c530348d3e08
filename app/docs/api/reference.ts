import "server-only";
import { describeApi } from "@/app/api/openapi.json/document";
import { readOperations } from "@/lib/api-reference/read-operations";
import { once } from "@/lib/once";

/** Every operation of the API, as `/api/openapi.json` describes it. */
export const listOperations = once(() => describeApi().then(readOperations));

import { toKeyPrefix } from "@/lib/http/api-url";

/** Invalidates every figure, list and setting: after a change that may have moved any of them. */
export const performanceKey = toKeyPrefix("/api/performance");

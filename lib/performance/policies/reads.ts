import { defineRead } from "@/lib/http/define-read";
import type { policy } from "./schemas";

export const policyRead = defineRead<{ response: typeof policy }>("/api/performance/policy");

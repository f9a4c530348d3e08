import { defineRead } from "@/lib/http/define-read";
import type { status } from "./schemas";

export const statusRead = defineRead<{ response: typeof status }>("/api/performance/status");

import { defineRead } from "@/lib/http/define-read";
import type { notice } from "./schemas";

export const noticeRead = defineRead<{ response: typeof notice }>("/api/performance/notice");

import type { sessionList, tokenList } from "@/lib/auth/account-schemas";
import { defineRead } from "@/lib/http/define-read";

export const tokensRead = defineRead<{ response: typeof tokenList }>("/api/tokens");

export const sessionsRead = defineRead<{ response: typeof sessionList }>("/api/sessions");

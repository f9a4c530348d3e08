import type { serviceAccountList } from "@/lib/auth/service-accounts/schemas";
import { defineRead } from "@/lib/http/define-read";

export const serviceAccountsRead = defineRead<{ response: typeof serviceAccountList }>(
  "/api/service-accounts",
);

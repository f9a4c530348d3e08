import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { nothing } from "@/lib/performance/assignments/write-schemas";
import { markNoticeRead } from "@/lib/performance/notice/get-notice";
import { notice } from "@/lib/performance/notice/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "markNoticeRead",
    summary: "Mark how you are assessed as read",
    description: "Records that you read it. Nothing depends on it, and no other user sees it.",
    tags: ["user"],
    access: "signed_in",
    body: nothing,
    response: notice,
    handler: ({ context }) => markNoticeRead(context),
  }),
});

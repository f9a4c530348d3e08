import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getNotice } from "@/lib/performance/notice/get-notice";
import { noticeRead } from "@/lib/performance/notice/reads";
import { notice } from "@/lib/performance/notice/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getNotice",
    summary: "Get how you are assessed",
    description: "The rules in force: what is measured, who sees it, and whether you have read it.",
    tags: ["user"],
    read: noticeRead,
    access: "signed_in",
    response: notice,
    handler: ({ context }) => getNotice(context),
  }),
});

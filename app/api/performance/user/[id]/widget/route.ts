import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { sharedWidgetRead } from "@/lib/auth/share-links/reads";
import {
  sharedWidget,
  sharedWidgetParams,
  sharedWidgetQuery,
} from "@/lib/auth/share-links/schemas";
import { trendExample } from "@/lib/performance/summaries/examples";
import { getSharedWidget } from "@/lib/performance/summaries/get-shared-widget";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getSharedWidget",
    summary: "Get widget figures",
    description: "The figures that a member's widget shows on other sites.",
    tags: ["user"],
    examples: {
      response: {
        current_performance_score: 86.5,
        provisional: false,
        trend: trendExample,
        latest_metrics: { on_time_ratio: 0.92, skill_accuracy: 0.85, difficulty_factor: 0.75 },
      },
    },
    read: sharedWidgetRead,
    access: { shared: "widget" },
    params: sharedWidgetParams,
    query: sharedWidgetQuery,
    response: sharedWidget,
    handler: ({ context, params }) => getSharedWidget(context, { userId: params.id }),
  }),
});

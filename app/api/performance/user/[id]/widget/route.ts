import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { sharedWidgetRead } from "@/lib/auth/share-links/reads";
import {
  sharedWidget,
  sharedWidgetParams,
  sharedWidgetQuery,
} from "@/lib/auth/share-links/schemas";
import { getSharedWidget } from "@/lib/performance/summaries/get-shared-widget";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    read: sharedWidgetRead,
    access: { shared: "widget" },
    params: sharedWidgetParams,
    query: sharedWidgetQuery,
    response: sharedWidget,
    handler: ({ context, params }) => getSharedWidget(context, { userId: params.id }),
  }),
});

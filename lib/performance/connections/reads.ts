import { defineRead } from "@/lib/http/define-read";
import type {
  connection,
  connectionList,
  connectionParams,
  connectionPeople,
  deliveriesQuery,
  deliveryList,
} from "@/lib/performance/connections/schemas";

export const connectionsRead = defineRead<{ response: typeof connectionList }>(
  "/api/performance/connections",
);

export const connectionRead = defineRead<{
  params: typeof connectionParams;
  response: typeof connection;
}>("/api/performance/connections/{id}");

export const deliveriesRead = defineRead<{
  params: typeof connectionParams;
  query: typeof deliveriesQuery;
  response: typeof deliveryList;
}>("/api/performance/connections/{id}/deliveries");

export const connectionPeopleRead = defineRead<{
  params: typeof connectionParams;
  response: typeof connectionPeople;
}>("/api/performance/connections/{id}/people");

"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Outcome } from "@/components/ui/forms/form";
import { describeProblem } from "@/lib/http/problem-text";
import { deliveriesRead } from "@/lib/performance/connections/reads";
import type { DeliveryResponse } from "@/lib/performance/connections/schemas";
import { statusLabels } from "./connection-texts";
import { useDeliveryChanges } from "./use-connection-changes";

/** The newest deliveries of a connection, which can be replayed. */
export function DeliveryList({ connectionId }: { connectionId: number }) {
  const { translate } = useTexts();
  const deliveries = useQuery(deliveriesRead.options({ id: connectionId }));
  const { replay, replayRejected } = useDeliveryChanges(connectionId);
  const isBusy = replay.isPending || replayRejected.isPending;
  return (
    <section className="grid gap-2" aria-label={translate("connections.deliveries")}>
      <h3 className="font-medium text-sm">{translate("connections.deliveries")}</h3>
      <Loaded query={deliveries} skeleton={<ListSkeleton />}>
        {({ deliveries: list }) =>
          list.length === 0 ? (
            <p className="text-muted text-sm">{translate("connections.noDelivery")}</p>
          ) : (
            <ul className="grid gap-2">
              {list.some(({ rejected, can_replay: mayReplay }) => rejected > 0 && mayReplay) ? (
                <li>
                  <Button disabled={isBusy} onClick={() => replayRejected.mutate()}>
                    {translate("connections.replayRejected")}
                  </Button>
                </li>
              ) : null}
              {list.map((delivery) => (
                <DeliveryRow
                  key={delivery.id}
                  delivery={delivery}
                  isBusy={isBusy}
                  onReplay={() => replay.mutate(delivery.id)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Outcome
        done={replay.isSuccess ? translate("connections.replayed") : null}
        problem={describeProblem(replay.error ?? replayRejected.error, translate)}
      />
      <p role="status" className="text-sm empty:hidden">
        {replayRejected.isSuccess ? translate("connections.replayedRejected") : null}
      </p>
    </section>
  );
}

function DeliveryRow({
  delivery,
  isBusy,
  onReplay,
}: {
  delivery: DeliveryResponse;
  isBusy: boolean;
  onReplay: () => void;
}) {
  const { translate, format } = useTexts();
  const { rejections, status } = delivery;
  return (
    <li className="flex flex-wrap items-start justify-between gap-2 border-line border-t pt-2">
      <div className="grid min-w-0 gap-0.5 text-sm">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span>{format.dayAndTime(delivery.received_at)}</span>
          <Badge tone={rejections.length === 0 ? "neutral" : "caution"}>
            {translate(statusLabels[status])}
          </Badge>
          <span className="wrap-anywhere font-mono text-muted text-xs">{delivery.delivery_id}</span>
        </p>
        <p className="text-muted">
          {translate("connections.counts", {
            ...{ added: delivery.new, changed: delivery.changed, unchanged: delivery.unchanged },
            ...{ late: delivery.late, skipped: delivery.skipped, rejected: delivery.rejected },
          })}
        </p>
        {rejections.map(({ external_id: id, errors }) => (
          <p key={id} className="wrap-anywhere text-caution">
            {id}: {errors.map(({ name, reason }) => `${name}: ${reason}`).join("; ")}
          </p>
        ))}
      </div>
      {delivery.can_replay ? (
        <Button
          disabled={isBusy}
          onClick={onReplay}
          aria-label={translate("connections.replayNamed", { id: delivery.delivery_id })}
        >
          {translate("connections.replay")}
        </Button>
      ) : null}
    </li>
  );
}

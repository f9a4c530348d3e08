"use client";

import { useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import type { ConnectionResponse } from "@/lib/performance/connections/schemas";
import { ConnectionSettingsForm } from "./connection-settings-form";
import { kindLabels } from "./connection-texts";
import { DeliveryList } from "./delivery-list";
import { UnknownPeople } from "./unknown-people";
import { OVERLAP_HOURS, type useConnectionChanges } from "./use-connection-changes";

type Changes = ReturnType<typeof useConnectionChanges>;

export function ConnectionRow({
  connection,
  changes,
}: {
  connection: ConnectionResponse;
  changes: Changes;
}) {
  const { translate } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const { id, name, unknown_people: people } = connection;
  const detailId = `connection-${id}`;
  return (
    <li className="grid gap-3 border-line px-4 py-3 not-first:border-t sm:px-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <ConnectionState connection={connection} />
        <ConnectionButtons connection={connection} changes={changes} />
      </div>
      <div>
        <Button
          aria-expanded={isOpen}
          aria-controls={detailId}
          aria-label={translate("connections.detailsNamed", { name })}
          onClick={() => setIsOpen(!isOpen)}
        >
          {translate("connections.details", { count: people })}
        </Button>
      </div>
      {isOpen ? (
        <div id={detailId} className="grid gap-4">
          <UnknownPeople connectionId={id} />
          <DeliveryList connectionId={id} />
          <ConnectionSettingsForm connection={connection} />
        </div>
      ) : null}
    </li>
  );
}

function ConnectionState({ connection }: { connection: ConnectionResponse }) {
  const { translate, format } = useTexts();
  const {
    last_delivery_at: last,
    old_secret_ends_at: oldEnd,
    rejected_deliveries: rejected,
  } = connection;
  return (
    <div className="grid min-w-0 gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="wrap-anywhere font-medium">{connection.name}</span>
        <Badge>{translate(kindLabels[connection.kind])}</Badge>
        {connection.is_enabled ? null : (
          <Badge tone="caution">{translate("connections.isOff")}</Badge>
        )}
      </p>
      <p className="wrap-anywhere font-mono text-muted text-xs">{connection.path}</p>
      <p className="text-muted text-sm">
        {last === null
          ? translate("connections.noDelivery")
          : translate("connections.lastDelivery", { when: format.dayAndTime(last) })}
        {rejected === 0
          ? null
          : ` · ${translate("connections.withRejections", { count: rejected })}`}
      </p>
      {oldEnd === null ? null : (
        <p className="text-muted text-sm">
          {translate("connections.oldSecret", { until: format.dayAndTime(oldEnd) })}
        </p>
      )}
    </div>
  );
}

function ConnectionButtons({
  connection: { id, name, is_enabled: isEnabled, old_secret_ends_at: oldEnd },
  changes: { rotate, endOldSecret, enable },
}: {
  connection: ConnectionResponse;
  changes: Changes;
}) {
  const { translate } = useTexts();
  const isBusy = rotate.isPending || endOldSecret.isPending || enable.isPending;
  const shared = { cancelLabel: translate("form.keep"), isBusy };
  return (
    <div className="flex flex-wrap gap-2">
      <ConfirmButton
        {...shared}
        label={translate("connections.rotate")}
        name={translate("connections.rotateNamed", { name })}
        question={translate("connections.rotateQuestion", { hours: OVERLAP_HOURS })}
        confirmLabel={translate("connections.rotate")}
        look="primary"
        onConfirm={() => rotate.mutate(id)}
      />
      {oldEnd === null ? null : (
        <ConfirmButton
          {...shared}
          label={translate("connections.endSecret")}
          name={translate("connections.endSecretNamed", { name })}
          question={translate("connections.endSecretQuestion")}
          confirmLabel={translate("connections.endSecret")}
          onConfirm={() => endOldSecret.mutate(id)}
        />
      )}
      {isEnabled ? (
        <ConfirmButton
          {...shared}
          label={translate("connections.switchOff")}
          name={translate("connections.switchOffNamed", { name })}
          question={translate("connections.switchOffQuestion")}
          confirmLabel={translate("connections.switchOff")}
          onConfirm={() => enable.mutate({ id, isEnabled: false })}
        />
      ) : (
        <Button
          disabled={isBusy}
          aria-label={translate("connections.switchOnNamed", { name })}
          onClick={() => enable.mutate({ id, isEnabled: true })}
        >
          {translate("connections.switchOn")}
        </Button>
      )}
    </div>
  );
}

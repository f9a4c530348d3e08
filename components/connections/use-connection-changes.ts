"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sendJson } from "@/lib/http/send-json";
import {
  connectionPeopleRead,
  connectionsRead,
  deliveriesRead,
} from "@/lib/performance/connections/reads";
import type {
  ConnectionResponse,
  ConnectionSettings,
  ConnectionWithSecret,
  DeliveryResponse,
  PersonDecision,
  ReplayedDeliveries,
} from "@/lib/performance/connections/schemas";

const connectionsUrl = "/api/performance/connections";

/** How long the secret in use works on after it is replaced here. */
export const OVERLAP_HOURS = 24;

type SentSettings = Readonly<Record<keyof ConnectionSettings, unknown>>;

export type NewConnectionFields = { readonly kind: string; readonly name: string };

/** Only one new secret is shown at a time: each change forgets that of the last. */
export function useConnectionChanges() {
  const queries = useQueryClient();
  const onSettled = () =>
    queries.invalidateQueries({ queryKey: connectionsRead.options().queryKey });
  const create = useMutation({
    mutationFn: (body: NewConnectionFields) =>
      sendJson<ConnectionWithSecret>("POST", connectionsUrl, body),
    onSettled,
  });
  const rotate = useMutation({
    mutationFn: (id: number) =>
      sendJson<ConnectionWithSecret>("POST", `${connectionsUrl}/${id}/rotate`, {
        overlap_hours: OVERLAP_HOURS,
      }),
    onMutate: () => create.reset(),
    onSettled,
  });
  const endOldSecret = useMutation({
    mutationFn: (id: number) =>
      sendJson<ConnectionResponse>("POST", `${connectionsUrl}/${id}/end-old-secret`, {}),
    onSettled,
  });
  const enable = useMutation({
    mutationFn: ({ id, isEnabled }: { readonly id: number; readonly isEnabled: boolean }) =>
      sendJson<ConnectionResponse>("PATCH", `${connectionsUrl}/${id}`, { is_enabled: isEnabled }),
    onSettled,
  });
  return { create, rotate, endOldSecret, enable };
}

/** Replaces the settings of a connection. */
export function useSettingsChange(connectionId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: SentSettings) =>
      sendJson<ConnectionResponse>("PATCH", `${connectionsUrl}/${connectionId}`, { settings }),
    onSettled: () => queries.invalidateQueries({ queryKey: connectionsRead.options().queryKey }),
  });
}

/** Decisions about the people and deliveries of one connection. */
export function useDeliveryChanges(connectionId: number) {
  const queries = useQueryClient();
  const onSettled = () =>
    Promise.all(
      [
        connectionsRead.options(),
        connectionPeopleRead.options({ id: connectionId }),
        deliveriesRead.options({ id: connectionId }),
      ].map(({ queryKey }) => queries.invalidateQueries({ queryKey })),
    );
  const replay = useMutation({
    mutationFn: (id: number) =>
      sendJson<DeliveryResponse>("POST", `${connectionsUrl}/deliveries/${id}/replay`, {}),
    onSettled,
  });
  const replayRejected = useMutation({
    mutationFn: async () => {
      let after: number | null = 0;
      const url = `${connectionsUrl}/${connectionId}/replay-rejected`;
      while (after !== null) {
        const part: ReplayedDeliveries = await sendJson("POST", url, after === 0 ? {} : { after });
        after = part.next_after;
      }
    },
    onSettled,
  });
  const decide = useMutation({
    mutationFn: ({ id, ...decision }: { readonly id: number } & PersonDecision) =>
      sendJson<{ id: number }>("PATCH", `${connectionsUrl}/people/${id}`, decision),
    onSettled,
  });
  return { replay, replayRejected, decide };
}

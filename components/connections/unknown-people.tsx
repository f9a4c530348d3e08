"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PersonCombobox } from "@/components/people/person-combobox";
import { Loaded } from "@/components/shared/loaded";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Outcome } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { describeProblem } from "@/lib/http/problem-text";
import { connectionPeopleRead } from "@/lib/performance/connections/reads";
import type {
  ConnectionPersonResponse,
  PersonDecision,
} from "@/lib/performance/connections/schemas";
import { useDeliveryChanges } from "./use-connection-changes";

/** The people of the other system who are no known members: each is mapped or skipped. */
export function UnknownPeople({ connectionId }: { connectionId: number }) {
  const { translate } = useTexts();
  const people = useQuery(connectionPeopleRead.options({ id: connectionId }));
  const { decide } = useDeliveryChanges(connectionId);
  return (
    <section className="grid gap-2" aria-label={translate("connections.people")}>
      <h3 className="font-medium text-sm">{translate("connections.people")}</h3>
      <Loaded query={people} skeleton={<ListSkeleton />}>
        {({ people: list }) =>
          list.length === 0 ? (
            <p className="text-muted text-sm">{translate("connections.noPeople")}</p>
          ) : (
            <ul className="grid gap-3">
              {list.map((person) => (
                <PersonRow
                  key={person.id}
                  person={person}
                  isBusy={decide.isPending}
                  onDecide={(decision) => decide.mutate({ id: person.id, ...decision })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Outcome
        done={decide.isSuccess ? translate("connections.decided") : null}
        problem={describeProblem(decide.error, translate)}
      />
    </section>
  );
}

function PersonRow({
  person,
  isBusy,
  onDecide,
}: {
  person: ConnectionPersonResponse;
  isBusy: boolean;
  onDecide: (decision: PersonDecision) => void;
}) {
  const { translate } = useTexts();
  const [userId, setUserId] = useState<number | null>(null);
  const { name, shown, is_skipped: isSkipped } = person;
  return (
    <li className="flex flex-wrap items-end justify-between gap-3 border-line border-t pt-3">
      <PersonCombobox
        Field={FormField}
        label={shown.toLowerCase() === name ? shown : `${shown} (${name})`}
        hint={isSkipped ? translate("connections.skipped") : translate("connections.whoIs")}
        placeholder={translate("connections.member")}
        unknown={translate("connections.unknownMember")}
        userId={userId}
        onChoose={setUserId}
        className="min-w-60 flex-1"
      />
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={isBusy || userId === null}
          aria-label={translate("connections.mapNamed", { name: shown })}
          onClick={() => userId !== null && onDecide({ user_id: userId })}
        >
          {translate("connections.map")}
        </Button>
        <Button
          disabled={isBusy}
          aria-label={translate(isSkipped ? "connections.askNamed" : "connections.skipNamed", {
            name: shown,
          })}
          onClick={() => onDecide({ is_skipped: !isSkipped })}
        >
          {translate(isSkipped ? "connections.ask" : "connections.skip")}
        </Button>
      </div>
    </li>
  );
}

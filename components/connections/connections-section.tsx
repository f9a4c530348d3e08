"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section, SectionBody } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Select, TextField } from "@/components/ui/forms/controls";
import { Form, getText, Outcome, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { SecretOnce } from "@/components/ui/forms/secret-once";
import { describeProblem } from "@/lib/http/problem-text";
import { connectionsRead } from "@/lib/performance/connections/reads";
import { ConnectionRow } from "./connection-row";
import { kindLabels } from "./connection-texts";
import { useConnectionChanges } from "./use-connection-changes";

const kinds = ["github", "jira", "webhook"] as const;
const MAX_NAME_LENGTH = 100;

/** The systems that deliver work: connects them, replaces their secrets, and shows what they delivered. */
export function ConnectionsSection() {
  const { translate } = useTexts();
  const connections = useQuery(connectionsRead.options());
  const changes = useConnectionChanges();
  const { create, rotate, endOldSecret, enable } = changes;
  const made = create.data ?? rotate.data;
  const problem = rotate.error ?? endOldSecret.error ?? enable.error;
  return (
    <Section
      id="connections"
      title={translate("connections.title")}
      note={translate("connections.note")}
    >
      <Loaded query={connections} skeleton={<ListSkeleton />}>
        {({ connections: list }) =>
          list.length === 0 ? (
            <p className="px-4 py-6 text-muted sm:px-5">{translate("connections.empty")}</p>
          ) : (
            <ul>
              {list.map((connection) => (
                <ConnectionRow key={connection.id} connection={connection} changes={changes} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="px-4 empty:hidden sm:px-5 [&>p]:pb-4">
        <Outcome done={null} problem={describeProblem(problem, translate)} />
      </div>
      <div className="border-line border-t">
        <SectionBody>
          {made === undefined ? (
            <ConnectionForm create={create} />
          ) : (
            <SecretOnce
              key={made.secret}
              label={translate("connections.made", { name: made.name })}
              note={translate("connections.madeNote")}
              secret={`${window.location.origin}${made.path}\n${made.secret}`}
              onClose={() => {
                create.reset();
                rotate.reset();
              }}
            />
          )}
        </SectionBody>
      </div>
    </Section>
  );
}

function ConnectionForm({ create }: { create: ReturnType<typeof useConnectionChanges>["create"] }) {
  const { translate } = useTexts();
  return (
    <Form
      onSubmit={(fields) =>
        create.mutate({ kind: getText(fields, "kind"), name: getText(fields, "name") })
      }
    >
      <div className="grid gap-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
        <FormField label={translate("connections.system")}>
          {(aria) => (
            <Select {...aria} name="kind" className="max-sm:text-lg">
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {translate(kindLabels[kind])}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField label={translate("connections.name")} hint={translate("connections.nameHint")}>
          {(aria) => (
            <TextField
              {...aria}
              name="name"
              required
              maxLength={MAX_NAME_LENGTH}
              autoComplete="off"
              className="max-sm:text-lg"
            />
          )}
        </FormField>
      </div>
      <SubmitRow
        label={translate("connections.create")}
        busyLabel={translate("form.saving")}
        isBusy={create.isPending}
        problem={describeProblem(create.error, translate)}
      />
    </Form>
  );
}

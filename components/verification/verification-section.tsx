"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { Loaded } from "@/components/shared/loaded";
import { Section, SectionBody } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { TextArea } from "@/components/ui/forms/controls";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { verificationsRead } from "@/lib/performance/verification/reads";
import type {
  VerificationList,
  VerificationResponse,
} from "@/lib/performance/verification/schemas";
import { VerificationRow } from "./verification-row";

const pollMilliseconds = 3_000;
const isOpen = ({ status }: VerificationResponse) => status === "waiting" || status === "running";

/** The form that asks for a verification, the last ones, and the checkpoint to keep. */
export function VerificationSection() {
  const { translate } = useTexts();
  const list = useQuery({
    ...verificationsRead.options(),
    refetchInterval: ({ state }) =>
      state.data?.verifications.some(isOpen) === true ? pollMilliseconds : false,
  });
  return (
    <Section
      id="verification"
      title={translate("verification.title")}
      note={translate("verification.note")}
    >
      <Loaded query={list} skeleton={<ListSkeleton />}>
        {(data) => (
          <>
            <SectionBody>
              <RequestForm isBusy={data.verifications.some(isOpen)} />
              <CheckpointToKeep checkpoint={data.last_checkpoint} />
            </SectionBody>
            <Verifications verifications={data.verifications} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function RequestForm({ isBusy }: { isBusy: boolean }) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const form = useForm({ defaultValues: { checkpoints: "" } });
  const request = useMutation({
    mutationFn: (body: { readonly checkpoints: string }) =>
      sendJson<VerificationResponse>("POST", "/api/performance/verifications", body),
    onSettled: () => queries.invalidateQueries({ queryKey: verificationsRead.options().queryKey }),
  });
  const isInvalid = isRejected(request.error, "checkpoints");
  return (
    <RuledForm
      form={form}
      label={translate("verification.start")}
      onSubmit={(body) => request.mutate(body)}
      error={request.error}
    >
      <FormField
        label={translate("verification.checkpoints")}
        hint={translate("verification.checkpointsHint")}
        error={isInvalid ? translate("verification.checkpointsInvalid") : null}
      >
        {(aria) => <TextArea {...aria} {...form.register("checkpoints")} />}
      </FormField>
      <SubmitRow
        label={translate("verification.start")}
        busyLabel={translate("verification.busy")}
        isBusy={request.isPending || isBusy}
        problem={
          isInvalid ? null : describeProblem(request.error, translate, { 409: "verification.busy" })
        }
      />
    </RuledForm>
  );
}

function CheckpointToKeep({ checkpoint }: { checkpoint: string | null }) {
  const { translate } = useTexts();
  if (checkpoint === null) {
    return <p className="text-muted text-sm">{translate("verification.nothingSealed")}</p>;
  }
  return (
    <div className="grid gap-1.5">
      <p className="text-muted text-sm">{translate("verification.keep")}</p>
      <code className="break-all rounded-md bg-sunken p-3 text-xs">{checkpoint}</code>
    </div>
  );
}

function Verifications({ verifications }: Pick<VerificationList, "verifications">) {
  const { translate } = useTexts();
  if (verifications.length === 0) {
    return (
      <p className="border-line border-t px-4 py-6 text-muted sm:px-5">
        {translate("verification.empty")}
      </p>
    );
  }
  return (
    <ul>
      {verifications.map((verification) => (
        <VerificationRow key={verification.id} verification={verification} />
      ))}
    </ul>
  );
}

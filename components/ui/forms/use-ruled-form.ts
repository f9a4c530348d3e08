"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type DefaultValues, type FieldValues, get, type Path, useForm } from "react-hook-form";
import type { ZodMiniType } from "zod/mini";
import { isRejected } from "@/lib/http/problem-text";

/**
 * The state of a form whose fields keep the rules of a schema, which the server applies too. Fields have the names of
 * the API, so that an error of the server belongs to its field. Text fields begin with the text of their inputs: text
 * that was typed before hydration is kept.
 */
export function useRuledForm<Values extends FieldValues, Output extends FieldValues>({
  rules,
  error,
  defaultValues,
}: {
  rules: ZodMiniType<Output, Values>;
  /** The error of the last request. */
  error: Error | null;
  /** For fields that are no text, such as a group of checkboxes. */
  defaultValues?: DefaultValues<Values>;
}) {
  const form = useForm<Values, unknown, Output>({
    resolver: zodResolver(rules),
    ...(defaultValues && { defaultValues }),
  });
  const { errors } = form.formState;
  const breaksRule = (name: Path<Values>) => get(errors, name) !== undefined;
  return {
    ...form,
    breaksRule,
    /** Whether a field breaks its rule, or the server has rejected it. */
    isInvalid: (name: Path<Values>) => breaksRule(name) || isRejected(error, name),
  };
}

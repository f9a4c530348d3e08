import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { listOperations } from "@/app/docs/api/reference";
import { OperationPage } from "@/components/api-reference/operation-page";
import { findSessionContext } from "@/lib/auth/sessions/page-session";
import { getEnvironment } from "@/lib/environment/environment";

type Parameters = Promise<{ operation: string }>;

async function findOperation(params: Parameters) {
  const { operation } = await params;
  const operations = await listOperations();
  return operations.find(({ id }) => id === operation) ?? null;
}

export async function generateMetadata({ params }: { params: Parameters }): Promise<Metadata> {
  const operation = await findOperation(params);
  return operation === null ? {} : { title: operation.summary.replaceAll("`", "") };
}

/** The origin at which the reader reaches the service. */
async function findOrigin(): Promise<string> {
  const host = (await headers()).get("host") ?? "localhost";
  return getEnvironment().publicOrigin ?? `http://${host}`;
}

export default async function ApiOperationPage({ params }: { params: Parameters }) {
  const context = await findSessionContext();
  const operation = await findOperation(params);
  if (operation === null) {
    notFound();
  }
  return (
    <OperationPage
      key={operation.id}
      operation={operation}
      origin={await findOrigin()}
      viewerId={context?.actor.userId ?? null}
    />
  );
}

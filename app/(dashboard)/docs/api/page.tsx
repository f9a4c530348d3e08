import type { Metadata } from "next";
import { getTranslate } from "@/app/translate";
import { Introduction } from "@/components/api-reference/introduction";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("apiReference.title") };
}

export default async function ApiReferencePage() {
  await requireSessionContext();
  return <Introduction />;
}

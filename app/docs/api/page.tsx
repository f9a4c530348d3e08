import type { Metadata } from "next";
import { getTranslate } from "@/app/translate";
import { Introduction } from "@/components/api-reference/introduction";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("apiReference.title") };
}

export default function ApiReferencePage() {
  return <Introduction />;
}

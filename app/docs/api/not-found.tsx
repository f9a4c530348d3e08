import type { Metadata } from "next";
import { getTranslate } from "@/app/translate";
import { NotFoundMessage } from "@/components/layout/not-found-message";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("notFound.title") };
}

/** Within the frame of the reference, which has the page's main landmark. */
export default function NotFound() {
  return <NotFoundMessage />;
}

import type { Metadata } from "next";
import { Gallery } from "@/components/gallery/gallery";

export const metadata: Metadata = { title: "Components" };

/** The shared components in all their states: `npm run dev`, then sign in and open `/dev/components`. */
export default function ComponentsPage() {
  return <Gallery />;
}

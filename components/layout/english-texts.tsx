"use client";

import type { ReactNode } from "react";
import messages from "@/messages/en.json";
import { TextProvider } from "./text-provider";

export function EnglishTexts({ locale, children }: { locale: string; children: ReactNode }) {
  return (
    <TextProvider locale={locale} messages={messages}>
      {children}
    </TextProvider>
  );
}

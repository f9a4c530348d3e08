import type { Language } from "@/lib/i18n/messages";

/** Each language by its own name, for readers who do not know the current one. */
export const nameOfLanguage: Record<Language, string> = { en: "English", de: "Deutsch" };

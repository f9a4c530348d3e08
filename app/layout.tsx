import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { getTranslate } from "@/app/translate";
import { IntlWarmup } from "@/components/layout/intl-warmup";
import { Texts } from "@/components/shared/texts";
import { nonceHeader } from "@/lib/http/content-security-policy";
import { toLanguage } from "@/lib/i18n/messages";
import { getPreferences } from "@/lib/preferences/preferences";
import "./globals.css";

const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-inter",
  // Not later than the text: a font that comes after it would move what is being read.
  display: "optional",
  // It is never swapped, so nothing needs its measures; asking for a font by its full name makes the first layout wait.
  adjustFontFallback: false,
});

/** Letters beyond western Europe, fetched only by pages that have some. */
const interExtended = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-inter-extended",
  display: "optional",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0",
    },
  ],
});

const pageEnd = "page-end";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return {
    title: { default: translate("product.name"), template: `%s · ${translate("product.name")}` },
    description: translate("product.description"),
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered for its request: the nonce of the Content-Security-Policy is a new one each time.
  await connection();
  const { locale, theme } = await getPreferences();
  const language = toLanguage(locale);
  const nonce = (await headers()).get(nonceHeader) ?? undefined;
  return (
    <html
      lang={language}
      data-theme={theme ?? undefined}
      className={`${inter.variable} ${interExtended.variable}`}
    >
      <head>
        <IntlWarmup nonce={nonce} />
      </head>
      <body>
        {/* Shown when all of it has come: what is shown in part moves with what comes after it. */}
        <link rel="expect" href={`#${pageEnd}`} blocking="render" />
        <Texts language={language} locale={locale}>
          {children}
        </Texts>
        <div id={pageEnd} hidden />
      </body>
    </html>
  );
}

import "server-only";
import { SvgImage } from "@/lib/http/svg-image";
import { createFormat } from "@/lib/i18n/format";
import { getMessages } from "@/lib/i18n/message-catalog";
import { createTranslate, type Language } from "@/lib/i18n/messages";
import type { BadgeName } from "@/lib/performance/domain/achievements/badge-rules";

const WIDTH = 240;
const HEIGHT = 64;

/** Strokes within a 24 × 24 square, because fonts may lack the symbols. */
const drawings: Record<BadgeName, string> = {
  punctual: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
  specialist:
    '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="5"/><circle cx="12" cy="12" r="1"/>',
  challenger: '<path d="M2.5 19 9 7l4 7 2.5-4 6 9z"/>',
  swift: '<path d="M13 2.5 5 13.5h6l-1 8 8-11h-6z"/>',
  consistent: '<circle cx="12" cy="12" r="9"/><path d="m15.5 8.5-2 5-5 2 2-5z"/>',
  top_performer:
    '<path d="M8 3.5h8v6a4 4 0 0 1-8 0zM8 5H4.5c0 3.5 1.5 5 3.6 5M16 5h3.5c0 3.5-1.5 5-3.6 5M12 13.5V17M8.5 20.5h7M10 20.5V17h4v3.5"/>',
};

const style =
  ".ground{fill:#fff;stroke:#e3e5ea}.mark{fill:none;stroke:#4355c4;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}text{font-family:Inter,system-ui,sans-serif}.name{fill:#16181d;font-size:16px;font-weight:600}.since{fill:#5a6070;font-size:12px}@media (prefers-color-scheme:dark){.ground{fill:#16181d;stroke:#2a2d35}.mark{stroke:#a3b3ff}.name{fill:#eceef2}.since{fill:#a0a6b4}}";

/** A badge as an SVG image for other sites, in the colour scheme of the surrounding page. */
export function drawBadge(
  { name, earnedAt }: { readonly name: BadgeName; readonly earnedAt: Date },
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): SvgImage {
  const translate = createTranslate(language, getMessages(language));
  const format = createFormat({ locale: language, timeZone, translate });
  const title = escapeText(translate(`badge.${name}.name`));
  const description = escapeText(translate(`badge.${name}.meaning`));
  const day = format.dayOf(earnedAt.toISOString());
  const earned = escapeText(translate("sharedBadge.earned", { day }));
  return new SvgImage(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title description" xml:lang="${language}">` +
      `<title id="title">${title}</title><desc id="description">${description} ${earned}.</desc>` +
      `<style>${style}</style>` +
      `<rect class="ground" x=".5" y=".5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="10"/>` +
      `<g class="mark" transform="translate(16 16) scale(1.3333)">${drawings[name]}</g>` +
      `<text class="name" x="64" y="29">${title}</text><text class="since" x="64" y="48">${earned}</text></svg>\n`,
  );
}

export function escapeText(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

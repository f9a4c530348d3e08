import type { CreatedShareLink } from "@/lib/auth/share-links/schemas";

export type SharedBadgeResponse = { readonly name: string; readonly title: string };

type Snippet = {
  /** The origin of this service. */
  readonly origin: string;
  readonly userId: number;
  readonly language: string;
  readonly made: Pick<CreatedShareLink, "link" | "shares">;
  readonly badges: readonly SharedBadgeResponse[];
};

/** The HTML to paste into another page. */
export function createShareLinkSnippet({
  origin,
  userId,
  language,
  made,
  badges,
}: Snippet): string {
  if (made.shares === "widget") {
    return [
      `<script src="${origin}/widget.js" async></script>`,
      `<performance-widget user-id="${userId}" src="${origin}" link="${made.link}"></performance-widget>`,
    ].join("\n");
  }
  const chosen = language === "en" ? "" : `&amp;lang=${language}`;
  return badges
    .map(({ name, title }) => {
      const address = `${origin}/api/performance/user/${userId}/badges/${name}.svg?link=${made.link}`;
      return `<img src="${address}${chosen}" alt="${title}" width="240" height="64">`;
    })
    .join("\n");
}

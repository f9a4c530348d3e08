import { expect, it } from "vitest";
import { createShareLinkSnippet } from "./share-link-snippet";

const page = {
  origin: "https://performance.example.org",
  userId: 5,
  badges: [
    { name: "swift", title: "Flott" },
    { name: "punctual", title: "Pünktlich" },
  ],
};

it("has the element and the script of a widget", () => {
  const made = { link: "ptl_secret", shares: "widget" } as const;
  expect(createShareLinkSnippet({ ...page, language: "en", made })).toBe(
    `<script src="https://performance.example.org/widget.js" async></script>
<performance-widget user-id="5" src="https://performance.example.org" link="ptl_secret"></performance-widget>`,
  );
});

it("has an image for each badge of the owner, in the owner's language", () => {
  const made = { link: "ptl_secret", shares: "badges" } as const;
  const german = createShareLinkSnippet({ ...page, language: "de", made }).split("\n");
  expect(german).toHaveLength(2);
  expect(german[0]).toBe(
    `<img src="https://performance.example.org/api/performance/user/5/badges/swift.svg?link=ptl_secret&amp;lang=de" alt="Flott" width="240" height="64">`,
  );
  expect(createShareLinkSnippet({ ...page, language: "en", made })).not.toContain("lang=");
});

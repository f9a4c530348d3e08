import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import { MemberPerformance } from "./member-performance";

/** Nothing has been loaded yet: what is shown is the order of the page. */
const waitForever = () => new Promise<Response>(() => undefined);

describe("the overview", () => {
  it("begins with the score, then what moved it over time, then the assignments", () => {
    serveRequests(waitForever);
    renderPage(<MemberPerformance userId={1} viewer={{ userId: 1, mayWrite: false }} />);
    const headings = screen.getAllByRole("heading", { level: 2 }).map((one) => one.textContent);
    expect(headings.slice(0, 4)).toEqual([
      "At a glance",
      "Over time",
      "Assignments",
      "What the figures rest on",
    ]);
  });
});

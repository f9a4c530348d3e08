import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import english from "@/messages/en.json";
import { RaiseForm } from "./raise-form";

const reason = () => screen.getByLabelText(english.contests.reasonLabel);
const send = () => screen.getByRole("button", { name: english.contests.send });

describe("the form for a new contest", () => {
  it("asks for a reason where none is typed", async () => {
    const requests = serveRequests(() => Response.json({}));
    const { user } = renderPage(
      <RaiseForm subject={{ kind: "entry", id: 1 }} title="Draw the map" onClose={() => {}} />,
    );
    await user.type(reason(), "  ");
    await user.click(send());
    await screen.findByText(english.contests.reasonMissing);
    expect(requests).toEqual([]);
  });

  it("says that control characters are not allowed, and keeps the reason", async () => {
    const requests = serveRequests(() => Response.json({}));
    const { user } = renderPage(
      <RaiseForm subject={{ kind: "entry", id: 1 }} title="Draw the map" onClose={() => {}} />,
    );
    await user.click(reason());
    await user.paste("It was due on Friday.\u0007");
    await user.click(send());
    await screen.findByText(english.contests.reasonInvalid);
    expect(requests).toEqual([]);
    expect(screen.getByDisplayValue(/It was due on Friday/)).toBe(reason());
  });
});

import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import english from "@/messages/en.json";
import { FirstSetupForm } from "./first-setup-form";

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const { member, organization, setup, signIn } = english;

describe("the form of the first set-up", () => {
  it("suggests the browser's time zone, and a short name until one is typed", async () => {
    serveRequests(() => Response.json({}));
    const { user } = renderPage(<FirstSetupForm />);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await waitFor(() => expect(field(organization.timeZone).value).toBe(zone));
    await user.type(field(organization.name), "Müller & Söhne");
    expect(field(organization.slug).value).toBe("muller-sohne");
    await user.clear(field(organization.slug));
    await user.type(field(organization.slug), "ms");
    await user.type(field(organization.name), " AG");
    expect(field(organization.slug).value).toBe("ms");
  });

  it("marks every field that breaks its rule, and sends nothing", async () => {
    const requests = serveRequests(() => Response.json({}));
    const { user } = renderPage(<FirstSetupForm />);
    await user.type(field(setup.codeLabel), "abcd");
    await user.type(field(organization.name), "Acme");
    await user.type(field(member.displayName), "Ada");
    await user.type(field(member.username), "not a username");
    await user.type(field(member.email), "address");
    await user.type(field(signIn.password), "short");
    await user.click(screen.getByRole("button", { name: setup.submit }));
    await waitFor(() => expect(document.activeElement?.getAttribute("name")).toBe("username"));
    const invalid = document.querySelectorAll('[aria-invalid="true"]');
    expect([...invalid].map((input) => input.getAttribute("name"))).toEqual([
      "username",
      "email",
      "password",
    ]);
    expect(requests).toEqual([]);
  });
});

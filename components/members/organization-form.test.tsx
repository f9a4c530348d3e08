import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import english from "@/messages/en.json";
import { OrganizationSettings } from "./organization-form";

const stored = {
  id: 1,
  slug: "acme",
  name: "Acme",
  time_zone: "Europe/Berlin",
  privacy_mode: "pseudonymous",
  employee_leaderboard: true,
  notice_days: 14,
  anonymity_threshold: 5,
  retention_months: 36,
  cors_origins: [],
};

vi.mock("next/navigation", async (load) => ({
  ...(await load<typeof import("next/navigation")>()),
  useRouter: () => ({ refresh: () => undefined }),
}));

const name = () => screen.findByLabelText<HTMLInputElement>(english.organization.name);

const startsWith = (label: string) => new RegExp(`^${label}`);

function serveOrganization() {
  return serveRequests(({ body }) => Response.json({ ...stored, ...Object(body) }));
}

it("sends the stored settings with what is changed", async () => {
  const requests = serveOrganization();
  const { user } = renderPage(<OrganizationSettings />);
  await user.clear(await name());
  await user.type(await name(), " Acme Works ");
  await user.click(screen.getByRole("radio", { name: startsWith(english.privacy.aggregate) }));
  expect(screen.getByText(english.privacy.leaderboardHidden)).not.toBeNull();
  await user.click(screen.getByRole("checkbox", { name: startsWith(english.privacy.leaderboard) }));
  await user.click(screen.getByRole("button", { name: english.form.save }));
  await screen.findByText(english.form.saved);
  expect(requests.at(-1)?.body).toEqual({
    name: "Acme Works",
    time_zone: "Europe/Berlin",
    privacy_mode: "aggregate",
    employee_leaderboard: false,
    retention_months: 36,
  });
});

it.each(["11", "121", ""])(
  "asks for 12 to 120 months of retention instead of “%s”",
  async (typed) => {
    const requests = serveOrganization();
    const { user } = renderPage(<OrganizationSettings />);
    const months = await screen.findByLabelText<HTMLInputElement>(english.organization.retention);
    expect(months.value).toBe("36");
    await user.clear(months);
    if (typed !== "") await user.type(months, typed);
    await user.click(screen.getByRole("button", { name: english.form.save }));
    await screen.findByText(english.organization.retentionInvalid);
    expect(requests.filter(({ method }) => method === "PATCH")).toEqual([]);
  },
);

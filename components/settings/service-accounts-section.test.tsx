import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import english from "@/messages/en.json";
import { ServiceAccountsSection } from "./service-accounts-section";

const account = {
  id: 7,
  name: "Ticket sync",
  scopes: ["organization:read"],
  created_at: "2026-05-01T08:00:00.000Z",
  tokens: [
    {
      id: 1,
      created_at: "2026-05-01T08:00:00.000Z",
      expires_at: "2099-05-01T08:00:00.000Z",
      last_used_at: null,
    },
  ],
};

const serveAccounts = () =>
  serveRequests(({ method }) =>
    Response.json(
      method === "POST" ? { ...account, token: "pts_secret" } : { service_accounts: [account] },
    ),
  );

const scopes = ["organization:read", "assignments:write"] as const;
const secret = () =>
  screen.findByLabelText<HTMLInputElement>(
    english.serviceAccounts.made.replace("{name}", account.name),
  );

it("creates a service account with the chosen scopes, and shows its token once", async () => {
  const requests = serveAccounts();
  const { user } = renderPage(<ServiceAccountsSection allowedScopes={scopes} />);
  await user.type(await screen.findByLabelText(english.serviceAccounts.name), "Ticket sync");
  await user.click(screen.getByRole("button", { name: english.serviceAccounts.create }));
  await screen.findByText(english.tokens.noScope);
  await user.click(screen.getByRole("checkbox", { name: /organization:read/ }));
  await user.click(screen.getByRole("button", { name: english.serviceAccounts.create }));
  expect((await secret()).value).toBe("pts_secret");
  const created = requests.find(({ method }) => method === "POST");
  expect(created?.body).toEqual({ name: "Ticket sync", scopes: ["organization:read"], days: 90 });
  await user.click(screen.getByRole("button", { name: english.secret.close }));
  expect(screen.queryByDisplayValue("pts_secret")).toBeNull();
});

it("replaces the token of a service account after a question, and shows the new one", async () => {
  const requests = serveAccounts();
  const { user } = renderPage(<ServiceAccountsSection allowedScopes={scopes} />);
  const row = await screen.findByRole("listitem");
  const name = english.serviceAccounts.rotateNamed.replace("{name}", account.name);
  await user.click(within(row).getByRole("button", { name }));
  await user.click(within(row).getByRole("button", { name: english.serviceAccounts.rotate }));
  expect((await secret()).value).toBe("pts_secret");
  const rotated = requests.find(({ method }) => method === "POST");
  expect(rotated?.url.pathname).toBe("/api/service-accounts/7/rotate");
  expect(rotated?.body).toEqual({ overlap_hours: 24 });
});

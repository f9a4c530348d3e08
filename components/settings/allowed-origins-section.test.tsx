import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import english from "@/messages/en.json";
import { AllowedOriginsSection } from "./allowed-origins-section";

const { origins, invalid } = english.allowedOrigins;
const stored = ["https://a.example.org", "https://b.example.org"];

function serveOrganization() {
  return serveRequests(({ body }) => Response.json({ cors_origins: stored, ...Object(body) }));
}

async function enter(text: string) {
  const requests = serveOrganization();
  const { user } = renderPage(<AllowedOriginsSection />);
  const field = await screen.findByLabelText<HTMLTextAreaElement>(origins);
  expect(field.value).toBe(stored.join("\n"));
  await user.clear(field);
  if (text !== "") await user.type(field, text);
  await user.click(screen.getByRole("button", { name: english.form.save }));
  return requests;
}

it.each([
  [
    "https://c.example.org/\n\n http://localhost:5173",
    ["https://c.example.org", "http://localhost:5173"],
  ],
  ["", []],
])("saves one origin a line: %j", async (text, expected) => {
  const requests = await enter(text);
  await screen.findByText(english.form.saved);
  expect(requests.at(-1)).toMatchObject({ method: "PATCH", body: { cors_origins: expected } });
});

it.each(["*", "c.example.org", "https://c.example.org/app"])(
  "asks for origins instead of “%s”",
  async (text) => {
    const requests = await enter(text);
    await screen.findByText(invalid.replace("{count}", "20"));
    expect(requests.filter(({ method }) => method === "PATCH")).toEqual([]);
  },
);

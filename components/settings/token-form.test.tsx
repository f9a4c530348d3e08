import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { hydratePage, renderPage, serveRequests } from "@/components/testing/render-page";
import english from "@/messages/en.json";
import { TokenForm } from "./token-form";

const created = { id: 1, name: "CI", scopes: ["self:read"], expires_at: "", token: "secret-token" };
const name = () => screen.getByLabelText<HTMLInputElement>(english.tokens.name);
const send = () => screen.getByRole("button", { name: english.tokens.create });

function renderForm() {
  return renderPage(<TokenForm allowedScopes={["self:read", "team:read"]} />);
}

describe("the form for a token", () => {
  it("sends nothing while a field breaks its rule, marks the field and focuses it", async () => {
    const requests = serveRequests(() => Response.json(created));
    const { user } = renderForm();
    await user.type(name(), "   ");
    await user.click(send());
    const error = await screen.findByText(english.tokens.nameInvalid);
    expect(name().getAttribute("aria-invalid")).toBe("true");
    expect(name().getAttribute("aria-describedby")).toContain(error.id);
    expect(document.activeElement).toBe(name());
    expect(requests).toEqual([]);
    await user.type(name(), "CI");
    await waitFor(() => expect(screen.queryByText(english.tokens.nameInvalid)).toBeNull());
  });

  it("asks for at least one scope", async () => {
    const requests = serveRequests(() => Response.json(created));
    const { user } = renderForm();
    await user.type(name(), "CI");
    await user.click(screen.getByRole("checkbox", { name: /self:read/ }));
    await user.click(send());
    await screen.findByText(english.tokens.noScope);
    expect(requests).toEqual([]);
  });

  it("does not ask for a scope where the server rejects those that are chosen", async () => {
    const reason = "must be allowed by the owner's role";
    serveRequests(() =>
      Response.json(
        { code: "invalid_request", invalid_params: [{ name: "scopes", reason }] },
        { status: 400 },
      ),
    );
    const { user } = renderForm();
    await user.type(name(), "CI");
    await user.click(send());
    await screen.findByRole("alert");
    expect(screen.queryByText(english.tokens.noScope)).toBeNull();
  });

  it("sends the trimmed values once for two quick submits, and shows the token", async () => {
    const requests = serveRequests(async () => {
      await new Promise((done) => setTimeout(done, 50));
      return Response.json(created);
    });
    const { user } = renderForm();
    await user.type(name(), "  CI ");
    await user.click(screen.getByRole("checkbox", { name: /team:read/ }));
    await user.selectOptions(screen.getByLabelText(english.tokens.term), "30");
    const form = screen.getByRole<HTMLFormElement>("form", { name: english.tokens.create });
    form.requestSubmit();
    form.requestSubmit();
    expect(await screen.findByDisplayValue("secret-token")).toBe(document.activeElement);
    expect(requests.map(({ method, body }) => [method, body])).toEqual([
      ["POST", { name: "CI", scopes: ["self:read", "team:read"], days: 30 }],
    ]);
  });

  it("keeps what was typed before hydration", async () => {
    const requests = serveRequests(() => Response.json(created));
    const { user } = hydratePage(<TokenForm allowedScopes={["self:read"]} />, (container) => {
      for (const input of container.querySelectorAll<HTMLInputElement>("[name=name]")) {
        input.value = "Early";
      }
    });
    expect(name().value).toBe("Early");
    await user.click(send());
    await screen.findByDisplayValue("secret-token");
    expect(requests.at(-1)?.body).toMatchObject({ name: "Early", days: 90 });
  });

  it("is empty again after the token is closed", async () => {
    serveRequests(() => Response.json(created));
    const { user } = renderForm();
    await user.type(name(), "CI");
    await user.keyboard("{Enter}");
    await screen.findByDisplayValue("secret-token");
    await user.click(screen.getByRole("button", { name: english.secret.close }));
    expect(name().value).toBe("");
  });

  it("marks and focuses the field that the server rejects, and keeps what is typed", async () => {
    serveRequests(() =>
      Response.json(
        { code: "invalid_request", invalid_params: [{ name: "name", reason: "must differ" }] },
        { status: 400 },
      ),
    );
    const { user } = renderForm();
    await user.type(name(), "CI");
    await user.click(send());
    await screen.findByText(english.tokens.nameInvalid);
    expect(name().value).toBe("CI");
    await waitFor(() => expect(document.activeElement).toBe(name()));
  });
});

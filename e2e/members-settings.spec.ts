import { findAccessibilityViolations } from "./support/accessibility";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { getSection, openSettings } from "./support/open-settings";
import { makeUniqueName } from "./support/unique-name";

const phone = { width: 390, height: 844 };

// The browser logs the response to a file that is rejected.
test.use({ expectedConsoleError: /400 \(Bad Request\)/ });

test("an administrator imports people from a file, who accept their invite links", async ({
  page,
  browser,
}) => {
  const name = makeUniqueName("person");
  await openSettings(page, getDemoAccount("admin"), "/settings/organization/members");
  const section = getSection(page, "Import people");
  const choose = (text: string) =>
    section.locator('input[type="file"]').setInputFiles({
      ...{ name: "people.csv", mimeType: "text/csv" },
      buffer: Buffer.from(text),
    });

  await choose("color\nred\n");
  await expect(section.getByRole("alert")).toContainText("No column says who a row is about");
  await choose(
    `name,email,role,team,shoe size\nNew ${name},${name}@people.example,Team lead,${name},42\n,,boss,,\n`,
  );
  await expect(section.getByText("1 new, 0 already here, 1 rejected")).toBeVisible();
  await expect(section.getByText(`New teams: “${name}”`)).toBeVisible();
  await expect(section.getByText("Ignored columns: “shoe size”")).toBeVisible();
  await expect(section.getByText("“role” must be employee, team_lead")).toBeVisible();
  await page.setViewportSize(phone);
  expect(await findAccessibilityViolations(page)).toEqual([]);

  await section.getByLabel("Create an invite link for each new member").check();
  await section.getByRole("button", { name: "Add 1 member" }).click();
  await expect(section.getByText("1 member was added.")).toBeVisible();
  const line = await section.getByLabel("Invite links").inputValue();
  const [, link = ""] = line.split(": ");
  await section.getByRole("button", { name: "Choose another file" }).click();
  await expect(section.getByText("Drop a file here, or choose one.")).toBeVisible();

  const other = await browser.newPage();
  await other.goto(link);
  await other.getByLabel("New password").fill("four unrelated words");
  await other.getByRole("button", { name: "Set password" }).click();
  await expect(other.getByRole("heading", { name: "Your password is set" })).toBeVisible();
  await other.context().close();

  await page.getByLabel("Search members").fill(name);
  await expect(getSection(page, "Members").getByRole("rowheader")).toHaveText([
    new RegExp(`New ${name}`),
  ]);
});

import { expect, it } from "vitest";
import { describeAccounts } from "./serve.mjs";

const account = { organization: "demo", password: "kfzw-num2" };

it("prints each account with the name that commands take, and a first call of the API", () => {
  const accounts = [
    { ...account, role: "team_lead", username: "amara", email: "amara@demo.example" },
    { ...account, role: "admin", username: "jo", email: null },
  ];
  expect(describeAccounts(accounts, "http://localhost:3000").split("\n")).toEqual([
    "Accounts of the demo:",
    "  team lead   demo/amara   amara@demo.example   kfzw-num2",
    "  admin       demo/jo                           kfzw-num2",
    "",
    "Call the API as the first of them:",
    "  TOKEN=$(npm run -s pts -- token create --user demo/amara)",
    '  curl -H "Authorization: Bearer $TOKEN" http://localhost:3000/api/me',
  ]);
});

import { expect, it } from "vitest";
import { RequestProblem } from "@/lib/http/fetch-json";
import { createTranslate } from "@/lib/i18n/messages";
import english from "@/messages/en.json";
import { describeAssignmentProblem } from "./assignment-problem";

const translate = createTranslate("en", english);
const error = new RequestProblem({
  status: 400,
  code: "invalid_request",
  rejectedFields: [{ name: "user_id", reason: "This person was erased." }],
});

it("points to the marked fields only in a form that has the rejected field", () => {
  const { fields, rejected } = english.problem;
  expect(describeAssignmentProblem(error, translate, ["title", "user_id"])).toBe(fields);
  expect(describeAssignmentProblem(error, translate, ["title"])).toBe(rejected);
  expect(describeAssignmentProblem(error, translate)).toBe(rejected);
});

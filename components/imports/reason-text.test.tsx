import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { TextProvider } from "@/components/shared/text-provider";
import german from "@/messages/de.json";
import { ReasonText } from "./reason-text";

const render = (reason: string) =>
  renderToStaticMarkup(
    <TextProvider locale="de" messages={german}>
      <ReasonText reason={reason} />
    </TextProvider>,
  ).replace(/<[^>]+>/g, "");

it("says in the language of the page why a row is rejected", () => {
  const reason =
    'due_at can be read day first or month first: add --date-order dmy or mdy (“3/4/2024”). “sam” may be the member sam.x: say who it is with --alias "sam=sam.x", or add --new-person "sam" or --skip-person "sam".';
  expect(render(reason)).toBe(
    "Fällig lässt sich mit dem Tag oder dem Monat zuerst lesen. Wählen Sie in Schritt 1. In der Zelle steht „3/4/2024“. „sam“ könnte das Mitglied sam.x sein. Geben Sie in Schritt 2 an, wer gemeint ist. ",
  );
});

it("shows a sentence that it does not know as it is", () => {
  expect(render("The moon is full.")).toBe("The moon is full.");
});

import type { Page } from "@playwright/test";

type FocusStop = { readonly index: number; readonly name: string; readonly error: string };

/**
 * Goes through a page with the Tab key. Finds visible controls that were not reached, elements that react only to a
 * click, and focused elements without a focus indicator or behind another element.
 */
export async function findKeyboardErrors(page: Page): Promise<string[]> {
  const controls = await page.evaluateHandle(listControls);
  const names = await page.evaluate((elements) => elements.map(({ name }) => name), controls);
  const errors = await page.evaluate(listOnlyClickable);
  const reached = new Set<number>();
  const elements = await page.evaluateHandle(
    (list) => list.map(({ element }) => element),
    controls,
  );
  let before = -1;
  // A date field has a stop for each of its parts.
  for (let press = 0; press < names.length * 2 + 20; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(readStop, elements);
    if (stop.index !== before && reached.has(stop.index)) {
      break;
    }
    if (stop.index >= 0) {
      reached.add(stop.index);
    }
    // The browser shows the focused part of a date field.
    if (stop.error !== "" && stop.index !== before) {
      errors.push(`${stop.name}: ${stop.error}`);
    }
    before = stop.index;
  }
  const missed = names.filter((_name, index) => !reached.has(index));
  return [...errors, ...missed.map((name) => `${name}: not reached by Tab`)];
}

/** Tab reaches only one radio button of a group. */
function listControls() {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isStop = (element: HTMLElement) =>
    element.tabIndex >= 0 &&
    !element.matches(":disabled, [type=hidden]") &&
    element.checkVisibility({ visibilityProperty: true });
  const isSecondary = (element: HTMLElement) => {
    if (!(element instanceof HTMLInputElement) || element.type !== "radio") {
      return false;
    }
    const group = [
      ...document.querySelectorAll<HTMLInputElement>(
        `input[type=radio][name="${CSS.escape(element.name)}"]`,
      ),
    ].filter((other) => other.form === element.form && isStop(other));
    return element !== (group.find(({ checked }) => checked) ?? group[0]);
  };
  return [...document.querySelectorAll<HTMLElement>(kinds)]
    .filter((element) => isStop(element) && !isSecondary(element))
    .map((element) => {
      const text = element.getAttribute("aria-label") ?? element.textContent ?? "";
      return { element, name: `${element.tagName.toLowerCase()} "${text.trim().slice(0, 60)}"` };
    });
}

/** Elements with a click handler of React that no key reaches, nor anything in them. */
function listOnlyClickable(): string[] {
  const hasClickHandler = (element: Element) =>
    Object.entries(element).some(
      ([name, props]) =>
        name.startsWith("__reactProps") &&
        typeof Reflect.get(Object(props), "onClick") === "function",
    );
  const reachable = "a[href], button, input, select, textarea, summary, label, [tabindex]";
  return [...document.querySelectorAll("body *")]
    .filter(
      (element) =>
        hasClickHandler(element) &&
        !element.matches(reachable) &&
        element.querySelector(reachable) === null,
    )
    .map((element) => `${element.tagName.toLowerCase()} "${element.textContent}": only clickable`);
}

async function readStop(elements: readonly HTMLElement[]): Promise<FocusStop> {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) {
    return { index: -1, name: "", error: "" };
  }
  // A radio button may show the focus on its label.
  const shown = [focused, focused.closest("label")].filter((element) => element !== null);
  const hasFocusIndicator = () =>
    shown.some((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
    });
  const findOnTop = () => {
    // A link that wraps has a box for each line.
    const [box] = (shown.at(-1) ?? focused).getClientRects();
    return box === undefined
      ? null
      : document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  };
  const isInFront = () => {
    const topElement = findOnTop();
    return shown.some((element) => topElement !== null && element.contains(topElement));
  };
  // The element is scrolled into view in one of the next frames.
  for (let frame = 0; frame < 30 && !isInFront(); frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return {
    index: elements.indexOf(focused),
    name: `${focused.tagName.toLowerCase()} "${(focused.textContent ?? "").trim().slice(0, 60)}"`,
    error: [
      ...(hasFocusIndicator() ? [] : ["no focus indicator"]),
      ...(isInFront() ? [] : [`behind ${findOnTop()?.outerHTML.slice(0, 200) ?? "the edge"}`]),
    ].join(", "),
  };
}

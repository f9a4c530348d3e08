import type { Page } from "@playwright/test";

type Stop = { readonly index: number; readonly name: string; readonly fault: string };

/**
 * Goes through a page by Tab alone. Answers what can be used and seen but was not reached, what does something at a click
 * and takes no part in the keyboard's order, and what had the focus without a sign of it or behind something else.
 */
export async function findKeyboardErrors(page: Page): Promise<string[]> {
  const controls = await page.evaluateHandle(listControls);
  const names = await page.evaluate((elements) => elements.map(({ name }) => name), controls);
  const faults = await page.evaluate(listOnlyClickable);
  const reached = new Set<number>();
  const elements = await page.evaluateHandle(
    (list) => list.map(({ element }) => element),
    controls,
  );
  let before = -1;
  // A field for a date has a stop for each of its parts.
  for (let press = 0; press < names.length * 2 + 20; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(readStop, elements);
    if (stop.index !== before && reached.has(stop.index)) {
      break;
    }
    if (stop.index >= 0) {
      reached.add(stop.index);
    }
    // Within a date the browser shows which part has the focus.
    if (stop.fault !== "" && stop.index !== before) {
      faults.push(`${stop.name}: ${stop.fault}`);
    }
    before = stop.index;
  }
  const missed = names.filter((_name, index) => !reached.has(index));
  return [...faults, ...missed.map((name) => `${name}: not reached by Tab`)];
}

/** Of several radio buttons that belong together Tab reaches one. */
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

/** What React does something for at a click, and no key reaches: neither itself nor anything in it. */
function listOnlyClickable(): string[] {
  const takesClicks = (element: Element) =>
    Object.entries(element).some(
      ([name, props]) =>
        name.startsWith("__reactProps") &&
        typeof Reflect.get(Object(props), "onClick") === "function",
    );
  const reachable = "a[href], button, input, select, textarea, summary, label, [tabindex]";
  return [...document.querySelectorAll("body *")]
    .filter(
      (element) =>
        takesClicks(element) &&
        !element.matches(reachable) &&
        element.querySelector(reachable) === null,
    )
    .map((element) => `${element.tagName.toLowerCase()} "${element.textContent}": only clickable`);
}

async function readStop(elements: readonly HTMLElement[]): Promise<Stop> {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) {
    return { index: -1, name: "", fault: "" };
  }
  // A radio button that is drawn by its label shows the focus there.
  const shown = [focused, focused.closest("label")].filter((element) => element !== null);
  const hasSign = () =>
    shown.some((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
    });
  const findOnTop = () => {
    // A link within a text has a box for each of its lines.
    const [box] = (shown.at(-1) ?? focused).getClientRects();
    return box === undefined
      ? null
      : document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  };
  const isInFront = () => {
    const onTop = findOnTop();
    return shown.some((element) => onTop !== null && element.contains(onTop));
  };
  // It is scrolled into view with one of the next frames.
  for (let frame = 0; frame < 30 && !isInFront(); frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return {
    index: elements.indexOf(focused),
    name: `${focused.tagName.toLowerCase()} "${(focused.textContent ?? "").trim().slice(0, 60)}"`,
    fault: [
      ...(hasSign() ? [] : ["no sign of the focus"]),
      ...(isInFront() ? [] : [`behind ${findOnTop()?.outerHTML.slice(0, 200) ?? "the edge"}`]),
    ].join(", "),
  };
}

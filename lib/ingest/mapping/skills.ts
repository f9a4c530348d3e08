import { removeInvisible } from "@/lib/ingest/readers/raw-row";

/** A label of its own, or a text that may end in a level. */
type NamedLabel = string | { readonly name: string };

/**
 * Names before a colon that trackers use to sort labels: `priority:1` is a label, not a priority of level 1.
 */
const LABEL_SCOPES = new Set([
  ...["priority", "prio", "p", "severity", "sev", "type", "kind", "status", "state", "size"],
  ...["effort", "estimate", "points", "sprint", "milestone", "version", "release", "phase"],
  ...["difficulty", "stage", "resolution", "weight", "risk", "impact", "tier", "epic"],
]);
const SEPARATORS = /[;,\n]/;

/** The labels of a cell, or of a list of texts or of objects with a name. What is no label stays as it is. */
export function readLabels(value: unknown, haveLevels: boolean): unknown {
  if (typeof value !== "string" && !Array.isArray(value)) return value;
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => readItem(item, haveLevels));
}

function readItem(item: unknown, haveLevels: boolean): readonly unknown[] {
  if (typeof item !== "string") return [item];
  // A list in square brackets, as ClickUp writes it.
  const text = item.trim().replace(/^\[(.*)\]$/s, "$1");
  return text
    .split(SEPARATORS)
    .map((part) => removeInvisible(part))
    .filter((part) => part !== "")
    .map((part) => (haveLevels ? readLevelled(part) : { name: removeColor(part) }));
}

/** Trello writes the color behind the name of a label: `bug (red)`. */
function removeColor(label: string): string {
  return label.replace(
    / \((?:green|yellow|orange|red|purple|blue|sky|lime|pink|black)(?:_(?:dark|light))?\)$/,
    "",
  );
}

/** Only a number behind the last colon can be a level; the field rejects one out of range. */
function readLevelled(label: string): NamedLabel {
  const colon = label.lastIndexOf(":");
  if (colon === -1) return label;
  const scope = label.slice(0, colon).trim().toLowerCase();
  const level = label.slice(colon + 1).trim();
  if (LABEL_SCOPES.has(scope) || !/^[-+.\de]*$/i.test(level)) return { name: label };
  return label;
}

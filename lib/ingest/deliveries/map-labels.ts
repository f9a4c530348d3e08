import type { ConnectionSettings } from "@/lib/performance/connections/schemas";
import type { StateRow } from "./map-state";

/** The labels that the connection names as skills; without any, the skills that are stored stay. */
export function mapSkills(
  labels: readonly string[],
  { skill_labels: skills }: Pick<ConnectionSettings, "skill_labels">,
): StateRow {
  if (skills.length === 0) return {};
  const known = new Set(skills.map(fold));
  const named = labels.filter((label) => known.has(fold(label)));
  return { labels: named.map((name) => ({ name })) };
}

type Sources = {
  readonly labels: readonly string[];
  readonly priority?: string | null;
  readonly storyPoints?: number | null;
};

/** The difficulty by the connection's words; story points without a word count as they are. */
export function mapDifficulty(
  { labels, priority = null, storyPoints = null }: Sources,
  { difficulty_from: source, difficulties }: ConnectionSettings,
): StateRow {
  const byWord = new Map(Object.entries(difficulties).map(([word, value]) => [fold(word), value]));
  const find = (word: string) => byWord.get(fold(word));
  switch (source) {
    case "none":
      return {};
    case "labels":
      return { difficulty: labels.map(find).find((value) => value !== undefined) ?? null };
    case "priority":
      return { difficulty: priority === null ? null : (find(priority) ?? null) };
    case "story_points":
      return {
        difficulty: storyPoints === null ? null : (find(String(storyPoints)) ?? storyPoints),
      };
  }
}

function fold(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

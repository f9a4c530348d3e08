import { once } from "@/lib/once";
import type english from "@/messages/en.json";

/** The English file is the list of texts; every other language has the same keys (a test says so). */
export type MessageKey = keyof typeof english;
export type Messages = Readonly<Record<MessageKey, string>>;

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

export type MessageValues = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** `{name}`, or `{count, plural, =0 {none} one {# task} other {# tasks}}`: the part of ICU that the texts need. */
const placeholder = /\{(\w+)(?:, plural,((?: (?:=\d+|\w+) \{[^{}]*\})+))?\}/g;
const pluralForm = /(=\d+|\w+) \{([^{}]*)\}/g;

/** The texts of one language, with values filled in. `locale` is a BCP 47 tag and decides plural forms and digits. */
export function createTranslate(locale: string, messages: Messages): Translate {
  const rules = once(() => new Intl.PluralRules(locale));
  const digits = once(() => new Intl.NumberFormat(locale));

  function chooseForm(forms: string, count: number): string {
    const choices = new Map(
      [...forms.matchAll(pluralForm)].map(([, selector, form]) => [selector, form]),
    );
    const chosen =
      choices.get(`=${count}`) ?? choices.get(rules().select(count)) ?? choices.get("other") ?? "";
    return chosen.replaceAll("#", digits().format(count));
  }

  return (key, values = {}) =>
    messages[key].replace(placeholder, (whole, name: string, forms: string | undefined) => {
      const value = values[name];
      if (value === undefined) {
        return whole;
      }
      return forms === undefined ? String(value) : chooseForm(forms, Number(value));
    });
}

export function toLanguage(locale: string): Language {
  return languages.find((language) => language === new Intl.Locale(locale).language) ?? "en";
}

/**
 * The first locale of an `Accept-Language` header that there are texts for, or that is of the chosen language, region
 * kept (`de-AT`): it decides how numbers and dates look. The chosen language, else `en`, when none fits. The time zone
 * is never guessed from it.
 */
export function resolveLocale(
  acceptLanguage: string | null,
  chosen: Language | null = null,
): string {
  const preferred = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", quality = "q=1"] = part.split(";").map((piece) => piece.trim());
      return { tag, quality: Number(quality.replace("q=", "")) };
    })
    .filter(({ tag, quality }) => isSupportedTag(tag) && quality > 0)
    .filter(({ tag }) => chosen === null || toLanguage(tag) === chosen)
    .toSorted((left, right) => right.quality - left.quality);
  return preferred[0]?.tag ?? chosen ?? "en";
}

function isSupportedTag(tag: string): boolean {
  return languages.some((language) => tag.toLowerCase().split("-")[0] === language) && isTag(tag);
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

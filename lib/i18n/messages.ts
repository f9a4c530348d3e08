import {
  type Messages as AnyMessages,
  createTranslator,
  type ICUArgs,
  type MessageKeys,
  type NestedKeyOf,
  type NestedValueOf,
  type TranslationValues,
} from "use-intl/core";
import type english from "@/messages/en.json";

type English = typeof english;

/** The English file is the list of texts; every other language has the same keys. */
export type Messages = Shape<English>;
type Shape<Text> = Text extends string
  ? string
  : { readonly [Key in keyof Text]: Shape<Text[Key]> };

/** The path of a text: `trend.table`. */
export type MessageKey = MessageKeys<English, NestedKeyOf<English>>;

/** The values that a text has places for. Of several texts: the values of all of them. */
export type MessageValues<Key extends MessageKey> = Extract<
  Intersection<Key extends MessageKey ? ValuesOf<NestedValueOf<English, Key>> : never>,
  TranslationValues
>;
type ValuesOf<Text extends string> = ICUArgs<
  Text,
  { ICUArgument: string | number; ICUNumberArgument: number; ICUDateArgument: never }
>;
type Intersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (
  value: infer All,
) => void
  ? All
  : never;

/** The key of a text without values. */
export type PlainMessageKey = {
  [Key in MessageKey]: keyof MessageValues<Key> extends never ? Key : never;
}[MessageKey];

/** A text of one language with its values filled in; a missing value is an error of types. */
export type Translate = <Key extends MessageKey>(
  key: Key,
  ...values: keyof MessageValues<Key> extends never ? [] : [values: MessageValues<Key>]
) => string;

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** `locale` is a BCP 47 tag and decides plural forms and digits. */
export function createTranslate(locale: string, messages: Messages): Translate {
  const texts: AnyMessages = messages;
  const translate: (key: string, values?: TranslationValues) => string = createTranslator({
    locale,
    messages: texts,
  });
  return (key, ...[values]) => translate(key, values);
}

export function toLanguage(locale: string): Language {
  return languages.find((language) => language === new Intl.Locale(locale).language) ?? "en";
}

/**
 * The first locale of an `Accept-Language` header with texts, or of the chosen language, with its region (`de-AT`),
 * which decides how numbers and dates look. Where none matches, the chosen language, else `en`. The time zone is never
 * derived from it.
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

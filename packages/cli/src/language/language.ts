// The command speaks Vietnamese or English; both catalogues have the same keys, which `npm run verify` checks.
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };

const catalogues = { vi, en };

export type Language = keyof typeof catalogues;
export type MessageKey = keyof typeof en;

/** Speaks one language. */
export type Speech = {
  readonly language: Language;
  /** A sentence with its `{placeholders}` filled. */
  say(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  /** A rate, time or size with three significant figures. */
  figure(value: number): string;
  /** A number of things, every digit told. */
  count(value: number): string;
};

export function openSpeech(language: Language): Speech {
  const catalogue = catalogues[language];
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const format = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  return {
    language,
    say: (key, values = {}) => catalogue[key].replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)),
    figure: (value) => format.format(value),
    count: (value) => value.toLocaleString(locale),
  };
}

/** `--lang` when it names a language we speak, else the locale of the environment; English where it names neither. */
export function pickLanguage(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  const index = args.indexOf('--lang');
  const asked = index >= 0 ? args[index + 1] : args.find((arg) => arg.startsWith('--lang='))?.slice('--lang='.length);
  const locale = asked ?? [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return locale?.toLowerCase().startsWith('vi') === true ? 'vi' : 'en';
}

// Texts that a spreadsheet would run as a formula bear an apostrophe in a file, and lose it where the file is read.

/** What begins a formula; behind apostrophes of its own, so that taking one away gives back exactly what was. */
const FORMULA = /^'*[=+\-@\t\r]/;
/** A figure may begin with its sign. */
const FIGURE = /^[+-]?\d[\d.,]*$/;

/** The text as it may stand in a file that a spreadsheet opens; figures stay figures. */
export function withApostrophe(text: string): string {
  return FORMULA.test(text) && !FIGURE.test(text) ? `'${text}` : text;
}

/** The text that `withApostrophe` was given. */
export function withoutApostrophe(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

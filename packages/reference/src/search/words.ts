// Words of bare texts: one space between them.

/** The words without the spaces between them. */
export function inOneWord(bare: string): string {
  return bare.replaceAll(' ', '');
}

/** Whether a word of the text begins so. */
export function beginsWordOf(text: string, beginning: string): boolean {
  return text.startsWith(beginning) || text.includes(` ${beginning}`);
}

/** Whether every one of the words begins a word of the text. */
export function holdsBeginnings(text: string, words: readonly string[]): boolean {
  return words.every((word) => beginsWordOf(text, word));
}

/** Whether the text ends with the name as words of their own; a number, which only stands after the word for its type, is none. */
export function endsWithName(text: string, name: string): boolean {
  return text.endsWith(name) && text[text.length - name.length - 1] === ' ' && !/^\d+$/.test(name);
}

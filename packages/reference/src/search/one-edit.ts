// Whether one text is another but for one slip of a finger.

/** From so many letters on a slip is told from another word. */
const LEAST_LETTERS = 4;

/** True when one letter was left out, added, struck instead of another, or two neighbours changed places; figures are never a slip. */
export function isOneSlip(typed: string, meant: string): boolean {
  const [shorter, longer] = typed.length <= meant.length ? [typed, meant] : [meant, typed];
  if (shorter.length < LEAST_LETTERS || longer.length - shorter.length > 1) return false;
  let at = 0;
  while (at < shorter.length && shorter[at] === longer[at]) at++;
  const isNear =
    longer.length > shorter.length
      ? shorter.slice(at) === longer.slice(at + 1)
      : shorter.slice(at + 1) === longer.slice(at + 1) || isTurned(shorter, longer, at);
  return isNear && figuresOf(typed) === figuresOf(meant);
}

function isTurned(a: string, b: string, at: number): boolean {
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

function figuresOf(text: string): string {
  return text.replace(/\D/g, '');
}

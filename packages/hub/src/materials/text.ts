// Text in drawings: broken into lines by an estimate of its width, escaped, one element a line.
import { escapeXml } from '../card/draw.ts';

/** Mean width of a letter of Be Vietnam Pro over its size, measured on Vietnamese running text. */
const LETTER_RATIO = { 400: 0.54, 600: 0.585 } as const;

export interface TextStyle {
  readonly size: number;
  readonly weight: 400 | 600;
  readonly colour: string;
  readonly anchor?: 'start' | 'middle';
}

/** Lines no wider than `width` at this style, as few and as even as they can be; a single longer word stands by itself. */
export function breakLines(
  content: string,
  width: number,
  { size, weight }: Pick<TextStyle, 'size' | 'weight'>,
): string[] {
  const most = Math.max(1, Math.floor(width / (size * LETTER_RATIO[weight])));
  const words = content.split(/\s+/).filter((part) => part !== '');
  let lines = fillLines(words, most);
  for (let letters = most - 1; letters > 0; letters -= 1) {
    const tighter = fillLines(words, letters);
    if (tighter.length > lines.length) break;
    lines = tighter;
  }
  return lines;
}

/** Each line takes words while they have at most so many letters. */
function fillLines(words: readonly string[], most: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && [...last, ...word].length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** At most so many of the lines; the last shows that more would follow. */
export function firstLines(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
}

/** The largest size from `most` down to `least` at which the text stands in so many lines of that width. */
export function fitSize(
  content: string,
  width: number,
  lines: number,
  weight: 400 | 600,
  most: number,
  least: number,
): number {
  for (let size = most; size > least; size *= 0.95) {
    const broken = breakLines(content, width, { size, weight });
    const longest = Math.max(0, ...broken.map((line) => [...line].length));
    if (broken.length <= lines && longest * size * LETTER_RATIO[weight] <= width) return size;
  }
  return least;
}

/** Lines below each other from the baseline y on; gives the SVG and the y below the last line. */
export function drawLines(
  lines: readonly string[],
  x: number,
  y: number,
  style: TextStyle,
): { svg: string; nextY: number } {
  const step = style.size * 1.28;
  const svg = lines
    .map((line, i) => {
      const at = `x="${x}" y="${(y + i * step).toFixed(2)}" text-anchor="${style.anchor ?? 'start'}"`;
      return `<text ${at} font-size="${style.size.toFixed(2)}" font-weight="${style.weight}" fill="${style.colour}">${escapeXml(line)}</text>`;
    })
    .join('');
  return { svg, nextY: y + lines.length * step };
}

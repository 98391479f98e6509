// The Markdown that docs/method is written in, as HTML: headings, paragraphs, lists, tables and indented formulas.
import { escapeHtml, inlineHtml, plainOf, type Resolve } from './inline.ts';

/** `level` 1 is the document's title. `id` is the anchor of a link. */
export type Heading = { level: number; id: string; text: string };
export type MethodText = { html: string; headings: Heading[] };

const HEADING = /^(?<marks>#{1,4}) (?<text>.+?)(?: \{#(?<id>[a-z0-9-]+)\})?$/;
const ITEM = /^(?:[-*]|\d+\.) /;

/**
 * A document as HTML without its title. A heading's anchor is its text in small letters with hyphens, as GitHub makes it, or what stands
 * behind it as `{#anchor}`: a translation keeps the anchors of the original.
 */
export function methodText(markdown: string, resolve: Resolve): MethodText {
  const headings: Heading[] = [];
  const html = blocksOf(markdown).map((lines) => {
    const [first = ''] = lines;
    const heading = HEADING.exec(first)?.groups;
    if (heading !== undefined) {
      const { marks = '', text = '' } = heading;
      const one = { level: marks.length, id: heading.id ?? anchorOf(text), text: plainOf(text) };
      headings.push(one);
      return one.level === 1 ? '' : `<h${one.level} id="${one.id}">${inlineHtml(text, resolve)}</h${one.level}>`;
    }
    if (first.startsWith('|')) return tableHtml(lines, resolve);
    if (first.startsWith('    ')) return `<pre>${escapeHtml(lines.map((line) => line.slice(4)).join('\n'))}</pre>`;
    if (ITEM.test(first)) return listHtml(lines, resolve);
    return `<p>${inlineHtml(lines.join(' '), resolve)}</p>`;
  });
  return { html: html.join('\n'), headings };
}

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  return plainOf(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** Blocks are divided by empty lines; a heading is a block of its own. */
function blocksOf(markdown: string): string[][] {
  const blocks: string[][] = [];
  let isOpen = false;
  for (const line of markdown.split('\n')) {
    if (line.trim() === '') isOpen = false;
    else if (isOpen && !HEADING.test(line)) blocks.at(-1)?.push(line);
    else {
      blocks.push([line]);
      isOpen = !HEADING.test(line);
    }
  }
  return blocks;
}

/** A line that does not begin an item goes on with the one before. */
function listHtml(lines: readonly string[], resolve: Resolve): string {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  const tag = /^\d/.test(lines[0] ?? '') ? 'ol' : 'ul';
  return `<${tag}>${items.map((item) => `<li>${inlineHtml(item, resolve)}</li>`).join('')}</${tag}>`;
}

/** The first line is the head, the second rules it off. */
function tableHtml(lines: readonly string[], resolve: Resolve): string {
  const cells = (line: string) =>
    line
      .replace(/^\||\|\s*$/g, '')
      .split('|')
      .map((cell) => inlineHtml(cell.trim(), resolve));
  const row = (line: string, tag: string) =>
    `<tr>${cells(line)
      .map((cell) => `<${tag}>${cell}</${tag}>`)
      .join('')}</tr>`;
  const [head = '', , ...body] = lines;
  return `<div class="scroll" role="region" tabindex="0"><table><thead>${row(head, 'th')}</thead><tbody>${body.map((line) => row(line, 'td')).join('')}</tbody></table></div>`;
}

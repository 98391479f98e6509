// Marks inside a line of Markdown: code, strong, emphasis and links, as HTML. What is not a mark is escaped.

/** Turns the target of a link into an address of the site; undefined where there is none, and the text stands alone. */
export type Resolve = (target: string) => string | undefined;

const MARK =
  /`(?<code>[^`]+)`|\*\*(?<strong>.+?)\*\*|\*(?<em>[^*\s][^*]*)\*|\[(?<text>[^\]]+)\]\((?<target>[^)\s]+)\)/g;

/** HTML of a text; `resolve` places its links. */
export function inlineHtml(text: string, resolve: Resolve): string {
  let html = '';
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    html += escapeHtml(text.slice(end, match.index)) + markHtml(match.groups ?? {}, resolve);
    end = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(end));
}

/** A text without its marks. */
export function plainOf(text: string): string {
  return text.replace(MARK, (...parts: unknown[]) => {
    const [code, strong, em, label] = parts.slice(1, 5);
    return String(code ?? strong ?? em ?? label);
  });
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function markHtml({ code, strong, em, text, target }: Record<string, string>, resolve: Resolve): string {
  if (code !== undefined) return `<code>${escapeHtml(code)}</code>`;
  if (strong !== undefined) return `<strong>${inlineHtml(strong, resolve)}</strong>`;
  if (em !== undefined) return `<em>${inlineHtml(em, resolve)}</em>`;
  const address = resolve(target ?? '');
  const inside = inlineHtml(text ?? '', resolve);
  return address === undefined ? inside : `<a href="${escapeHtml(address)}">${inside}</a>`;
}

import { describe, expect, it } from 'vitest';
import { anchorOf, methodText } from './markdown.ts';

const html = (markdown: string) => methodText(markdown, (target) => `/at/${target}`).html;

describe('the Markdown of the method', () => {
  it('a heading bears the anchor that GitHub makes, or the one it is given', () => {
    expect(html('# Title\n## The mean, *again*')).toBe('\n<h2 id="the-mean-again">The mean, <em>again</em></h2>');
    expect(html('## Trung bình {#mean}')).toBe('<h2 id="mean">Trung bình</h2>');
    expect(anchorOf('What is shown must hold too?')).toBe('what-is-shown-must-hold-too');
  });
  it('lines of a paragraph join; marks inside are marked, all else is escaped', () => {
    expect(html('a **b**\nc `x < y` & [d](e.md#f)')).toBe(
      '<p>a <strong>b</strong> c <code>x &#60; y</code> &#38; <a href="/at/e.md#f">d</a></p>',
    );
  });
  it('a formula keeps its lines', () => expect(html('    a = b\n    c = d')).toBe('<pre>a = b\nc = d</pre>'));
  it('an item may go on in the next line', () => {
    expect(html('- a\n  b\n- c')).toBe('<ul><li>a b</li><li>c</li></ul>');
    expect(html('1. a\n2. b')).toBe('<ol><li>a</li><li>b</li></ol>');
  });
  it('a table has a head and a body', () => {
    expect(html('| a | b |\n|---|---|\n| 1 | `2` |')).toContain(
      '<thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><code>2</code></td></tr></tbody>',
    );
  });
  it('a link that leads nowhere is its text', () => {
    expect(methodText('[a](b)', () => undefined).html).toBe('<p>a</p>');
  });
});

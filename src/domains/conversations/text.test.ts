import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLink, mentionedHandles, render } from './text.ts';

describe('what people write', () => {
  it('becomes paragraphs, lists and links', () => {
    expect(render('**Warm** heap\n\n- leaves\n- grounds')).toContain('<strong>Warm</strong>');
    expect(render('see https://example.org/a')).toContain('href="https://example.org/a"');
  });

  it('has headings below that of the page', () => {
    expect(render('# One\n\n###### Six')).toBe('<h2>One</h2>\n<h6>Six</h6>');
  });

  it('never becomes markup of its own', () => {
    expect(render('<img src=x onerror=alert(1)> <b>hi</b>')).not.toMatch(/<(img|b)\b/);
    expect(render('[tap](javascript:alert(1))')).not.toContain('href="javascript');
    expect(render('[tap](data:text/html;base64,AAAA)')).not.toContain('href="data');
  });

  it('loads no picture from another site', () => {
    const html = render('![a heap](https://example.org/heap.png)');
    expect(html).not.toContain('<img');
    expect(html).toContain('>a heap</a>');
  });

  it('lets a wide table scroll within a box that keys reach', () => {
    const html = render('| a | b |\n|---|---|\n| 1 | 2 |');
    expect(html).toMatch(/^<div class="wide" tabindex="0"><table>[^]*<td>2<\/td>[^]*<\/table><\/div>$/);
  });

  it('names the people who are mentioned, and only those who are known', () => {
    const html = render('@mia ask @nobody, write to a@mia.org', new Map([['mia', 'Mia <3']]));
    expect(html).toContain('<span class="mention">@Mia &lt;3</span> ask @nobody');
    expect(html.match(/class="mention"/g)).toHaveLength(1);
  });

  it('keeps mentions out of code', () => {
    expect(render('`@mia`', new Map([['mia', 'Mia']]))).toContain('<code>@mia</code>');
  });

  it('holds no tag that was not rendered by us, whatever is written', () => {
    const allowed =
      /<\/?(p|strong|em|s|a|ul|ol|li|code|pre|blockquote|h[1-6]|hr|br|span|table|thead|tbody|tr|th|td|div)\b[^<>]*>/g;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(render(text, new Map([['a', '<script>']])).replace(allowed, '')).not.toMatch(/<[a-z!/]/i);
      }),
    );
  });
});

describe('handles in a text', () => {
  it('are found once each, in lower case, and not inside addresses', () => {
    expect(mentionedHandles('@Mia and @mia. Also (@jo-t) but not me@mia.org')).toEqual(['mia', 'jo-t']);
  });
});

describe('a link', () => {
  it('is known as such', () => {
    expect(hasLink('see https://example.org')).toBe(true);
    expect(hasLink('[here](/files/x)')).toBe(true);
    expect(hasLink('no link, just http')).toBe(false);
  });
});

describe('a text that is written to be slow or to grow', () => {
  it('is shown as it was written', () => {
    const table = `|${'a|'.repeat(100)}\n|${'-|'.repeat(100)}\n${'|\n'.repeat(9000)}`;
    const references = `[a]: ${'x'.repeat(9000)}\n${'[a]'.repeat(3600)}`;
    for (const text of [table, references, '['.repeat(20_000), '*a_ '.repeat(5000)]) {
      expect(render(text).length).toBeLessThan(100_000);
      expect(render(text)).toMatch(/^<p>[^<]/);
    }
  });
});

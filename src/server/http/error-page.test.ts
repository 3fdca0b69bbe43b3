import { describe, expect, it } from 'vitest';
import { errorPage } from './error-page.ts';

const said = (detail: string) => /<p>(.*?)<\/p>/s.exec(errorPage({ status: 400, detail, base: '' }))?.[1];

describe('what is wrong, on a page', () => {
  it.each([
    ['Parameter “a b” is unknown.', 'Parameter “a b” is unknown.'],
    ['<img src=x onerror="alert(1)">', '&#60;img src=x onerror=&#34;alert(1)&#34;&#62;'],
    ["&amp; '", '&#38;amp; &#39;'],
    ['\u202elive\u2066\u2069', '‹U+202E›live‹U+2066›‹U+2069›'],
    ['a\u0000\u001b[2J\u0085\r\n', 'a‹U+0000›‹U+001B›[2J‹U+0085›‹U+000D›‹U+000A›'],
    ['a\u200b\u00ad\ufeff\u{e0041}\u2028\ud800', 'a‹U+200B›‹U+00AD›‹U+FEFF›‹U+E0041›‹U+2028›‹U+D800›'],
    ['žluťoučký 日本語 שלום', 'žluťoučký 日本語 שלום'],
  ])('%j', (detail, html) => expect(said(detail)).toBe(html));
});

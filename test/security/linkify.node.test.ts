import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { linkify, type TextToken } from '../../src/security/linkify.ts';

const links = (text: string) => linkify(text).flatMap((token) => (token.type === 'link' ? [token.text] : []));
const together = (tokens: readonly TextToken[]) => tokens.map(({ text }) => text).join('');

/** What is a link: the text, and the links in it. Everything that is not named here stays text. */
const TABLE: readonly [text: string, ...links: string[]][] = [
  // Addresses as people write them.
  ['http://example.com', 'http://example.com'],
  ['HTTPS://Example.COM/Path', 'HTTPS://Example.COM/Path'],
  ['see https://example.com/a?b=c&d=e#f now', 'https://example.com/a?b=c&d=e#f'],
  ['https://example.com:8443/x', 'https://example.com:8443/x'],
  ['http://localhost:8787/portal', 'http://localhost:8787/portal'],
  ['http://[2001:db8::1]/x', 'http://[2001:db8::1]/x'],
  ['a https://a.example b https://b.example c', 'https://a.example', 'https://b.example'],
  ['mailto:ana@example.com', 'mailto:ana@example.com'],
  ['https://example.com/%E2%82%AC', 'https://example.com/%E2%82%AC'],
  ['https://example.com/münchen', 'https://example.com/münchen'],
  ['https://müller.example', 'https://müller.example'],
  ['https://例え.テスト/道', 'https://例え.テスト/道'],
  // What stands around them.
  ['Look at https://example.com.', 'https://example.com'],
  ['https://example.com/a, https://example.com/b; or?', 'https://example.com/a', 'https://example.com/b'],
  ['(https://example.com/a)', 'https://example.com/a'],
  ['https://en.example.org/wiki/Rose_(flower)', 'https://en.example.org/wiki/Rose_(flower)'],
  ['(https://en.example.org/wiki/Rose_(flower))', 'https://en.example.org/wiki/Rose_(flower)'],
  ['[https://example.com/a].', 'https://example.com/a'],
  ['<https://example.com>', 'https://example.com'],
  ['"https://example.com/a"', 'https://example.com/a'],
  ['“https://example.com/a”', 'https://example.com/a'],
  ['**https://example.com/a**', 'https://example.com/a'],
  ['https://example.com/a...', 'https://example.com/a'],
  ['请看https://example.com/a。谢谢', 'https://example.com/a'],
  ['https://example.com\nhttps://example.org', 'https://example.com', 'https://example.org'],
  // Other schemes, and no scheme.
  ['javascript:alert(1)'],
  ['JaVaScRiPt:alert(1)'],
  ['data:text/html,<script>alert(1)</script>'],
  ['vbscript:msgbox(1)'],
  ['file:///etc/passwd'],
  ['ftp://example.com'],
  ['blob:https://example.com/1', 'https://example.com/1'],
  ['www.example.com'],
  ['example.com'],
  ['ana@example.com'],
  ['tel:+123'],
  // Not an address at all.
  ['http://'],
  ['https:// example.com'],
  ['http:///example.com'],
  ['http://.'],
  ['http://..'],
  ['http://a..b'],
  ['http://intranet/page'],
  ['http://http://example.com'],
  ['xhttp://example.com'],
  ['mailto:'],
  ['mailto:nobody'],
  ['mailto:a@b.example?bcc=c@d.example'],
  ['mailto:a@b.example,c@d.example'],
  // Written to deceive.
  ['https://bank.example@evil.example/'],
  ['https://bank.example:443@evil.example/'],
  ['https://bank.example%2eevil.example/'],
  ['https://bank.example\\@evil.example', 'https://bank.example'],
  ['https://evil.example/\u202egpj.exe', 'https://evil.example/'],
  ['https://bank\u200b.example/'],
  ['https://\u2066bank.example\u2069/'],
  ['"><img src=x onerror=alert(1)>'],
  ['https://example.com/"onmouseover="alert(1)', 'https://example.com/'],
  [`https://example.com/${'a'.repeat(3000)}`],
];

describe('linkify', () => {
  for (const [text, ...expected] of TABLE) {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    it(`finds ${expected.length} in ${JSON.stringify(shown)}`, () => {
      assert.deepEqual(links(text), expected);
      assert.equal(together(linkify(text)), text);
    });
  }

  it('gives back every text character by character', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'http://',
        'https://a.example',
        'mailto:',
        'a@b.example',
        '(',
        ')',
        '.',
        ' ',
        '\u202e',
        '@',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        assert.equal(together(linkify(text)), text);
      }),
      { numRuns: 2000 },
    );
  });

  it('leads only where the text says, by http, https or mailto', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withFragments: true, withQueryParameters: true }),
        fc.string(),
        (url, around) => {
          for (const token of linkify(`${around} ${url} ${around}`)) {
            if (token.type === 'text') continue;
            assert.equal(token.href, new URL(token.text).href);
            assert.match(token.href, /^(https?:\/\/|mailto:)/);
            assert.doesNotMatch(token.text, /[\p{Cf}\p{Cc}\s]/u);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('names the real host of an address that is not ASCII', () => {
    const [token] = linkify('https://аpple.example/login');
    assert.deepEqual(token, {
      type: 'link',
      text: 'https://аpple.example/login',
      href: 'https://xn--pple-43d.example/login',
      host: 'xn--pple-43d.example',
    });
  });

  it('names the real host of an address that reads as another number', () => {
    const [token] = linkify('http://0x7f.1/');
    assert.equal(token?.type === 'link' && token.host, '127.0.0.1');
  });

  it('names no host where the written one is the real one', () => {
    for (const text of ['https://Example.com/', 'https://example.com:443/', 'http://[::1]:80/']) {
      const [token] = linkify(text);
      assert.equal(token?.type === 'link' && 'host' in token, false, text);
    }
  });

  const SIZE = 100_000;
  const ADVERSARIAL: Record<string, string> = {
    'schemes in a row': 'http://'.repeat(SIZE / 7),
    'one endless address': `http://a.example/${'a'.repeat(SIZE)}`,
    'many small addresses': 'http://a.b '.repeat(SIZE / 11),
    'closing brackets': `http://a.example/${')'.repeat(SIZE)}`,
    'opening brackets': `http://a.example/${'('.repeat(SIZE)}`,
    'trailing points': `http://a.example/${'.'.repeat(SIZE)}`,
    'half schemes': 'https:/'.repeat(SIZE / 7),
    'mail addresses': 'mailto:a@'.repeat(SIZE / 9),
    'labels of a host': `http://${'a.'.repeat(SIZE / 2)}`,
    'addresses of the longest length': `http://a.example/${'('.repeat(2000)} `.repeat(SIZE / 2018),
  };
  for (const [name, text] of Object.entries(ADVERSARIAL)) {
    it(`reads ${name} in time that grows as the text does`, () => {
      linkify(text.slice(0, 1000));
      // The best of five: what else the machine does is not the scanner's.
      const best = (input: string): number =>
        Math.min(
          ...Array.from({ length: 5 }, () => {
            const start = performance.now();
            linkify(input);
            return performance.now() - start;
          }),
        );
      // Ten times the text takes ten times as long, not a hundred; below a millisecond the clock says nothing.
      const [tenth, whole] = [best(text.slice(0, text.length / 10)), best(text)];
      assert.ok(whole <= 30 * Math.max(tenth, 1), `${tenth} ms for a tenth, ${whole} ms for the whole`);
    });
  }
});

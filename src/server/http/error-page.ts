import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

const style =
  ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{max-width:36rem;margin:15vh auto;padding:0 1rem}' +
  'h1{font-size:1.25rem}p{overflow-wrap:anywhere}a{color:light-dark(#1864ab,#74c0fc)}small{color:light-dark(#555,#aaa)}';

/** The page says what is wrong and leads back; it runs nothing and loads nothing. */
export const errorPagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const codeOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** A text in HTML. What nobody sees of it, and what would turn the writing round, is marked as on the dashboard’s pages. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => `‹U+${codeOf(character)}›`)
    .replaceAll(/[<>&"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** What a person who opened an address reads when there is nothing to be shown, in HTML. */
export const errorPage = ({
  status,
  detail,
  id,
  base,
}: {
  readonly status: number;
  readonly detail: string;
  /** Under which the log tells more. */
  readonly id?: string | undefined;
  /** What stands before the server’s paths; empty unless it has a public URL with one. */
  readonly base: string;
}): string => {
  const title = `${STATUS_CODES[status] ?? 'Error'} (${status})`;
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${escaped(title)} · Authentication Audit</title><style>${style}</style></head>` +
    `<body><main><h1>${escaped(title)}</h1><p>${escaped(detail)}</p>` +
    `<p><a href="${escaped(base)}/">Go to the start of Authentication Audit</a></p>` +
    `${id === undefined ? '' : `<p><small>Error id ${escaped(id)}</small></p>`}</main></body></html>`
  );
};

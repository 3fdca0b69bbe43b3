const mask = '[secret]';

/** What is a secret wherever it stands, whole or cut off: a PEM block, a JWT. */
const secretLooks = /-----BEGIN [\s\S]*?(?:-----END [^-]*-----|$)|\beyJ[\w-]{6,}(?:\.[\w-]*)*/g;

/** What a secret follows: the word bearer, or the name of a member or parameter that holds one. */
const afterName =
  /(\bbearer(?:%20|[\s"':=])+)[\w.~+/=-]{16,}|((?:access_token|id_token|refresh_token|identity_assertion|client_secret|password)["']?\s*[:=]\s*["']?)[^\s"'&,}]+/gi;

const longestQuote = 200;

/** More is not looked at for a quote of the beginning. */
const longestLook = 16 * 1024;

/** So many of those that come and go are remembered. */
const mostPassing = 8;

/** Texts from elsewhere as messages can show them. */
export class Secrets {
  readonly #lasting: readonly string[];
  /** The newest last. */
  #passing: readonly string[] = [];

  constructor(lasting: readonly string[] = []) {
    this.#lasting = lasting.filter((secret) => secret !== '');
  }

  /** A text that no message may show for now: a token, of which there are always new ones. */
  add(secret: string): void {
    if (secret !== '') this.#passing = [...this.#passing, secret].slice(-mostPassing);
  }

  masked(text: string): string {
    let shown = text;
    for (const secret of [...this.#lasting, ...this.#passing])
      for (const written of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
        shown = shown.replaceAll(written, mask);
    return shown
      .replaceAll(secretLooks, mask)
      .replaceAll(afterName, (_all, bearer?: string, name?: string) => `${bearer ?? name ?? ''}${mask}`);
  }

  /** The beginning of a text, on one line, without secrets. */
  quoted(text: string): string {
    const line = this.masked(text.slice(0, longestLook)).replaceAll(/\s+/g, ' ').trim();
    return line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line;
  }
}

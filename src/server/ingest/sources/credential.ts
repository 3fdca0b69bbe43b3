import { X509Certificate } from 'node:crypto';
import type { Files } from './files.ts';
import { readDocument } from './document.ts';
import { parseJsonFile } from './json-file.ts';
import { Secrets } from './secrets.ts';

/** What is wrong, in sentences. */
export type Problems = { readonly problems: readonly string[] };

/** A path as a message shows it: a key may stand in its place by mistake. */
const shown = (path: string): string => new Secrets().quoted(path);

/** Read an authentication document. @param say makes a sentence on the member that names the file */
export const documentCredential = async (files: Files, path: string, say: (text: string) => string) => {
  const content = await files.read(path);
  if (typeof content === 'string')
    return { problems: [say(`“document” names ${shown(path)}, which ${content}`)] };
  const file = parseJsonFile(path, content);
  if (typeof file === 'string') return { problems: [file] };
  const document = readDocument(file);
  return 'id' in document ? { kind: 'document' as const, document } : { problems: document };
};

/** Read a token from a file. The file's name is not told: a token may stand there by mistake. */
export const tokenCredential = async (files: Files, path: string, say: (text: string) => string) => {
  const content = await files.read(path);
  if (typeof content === 'string')
    return {
      problems: [say(`“token” must be the path of a file that holds a token, and what it names ${content}`)],
    };
  const token = content.toString().trim();
  if (!/^[\x21-\x7e]+$/.test(token))
    return { problems: [say('“token” names a file that must hold a token and nothing else')] };
  return { kind: 'token' as const, token };
};

const pemCertificate =
  /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** Read the certificates of authorities. @returns them as PEM */
export const readAuthorities = async (
  files: Files,
  path: string,
  say: (text: string) => string,
): Promise<Problems | { readonly ca: string }> => {
  const content = await files.read(path);
  if (typeof content === 'string') return { problems: [say(`“ca” names ${shown(path)}, which ${content}`)] };
  const blocks = content.toString('latin1').match(pemCertificate) ?? [];
  try {
    for (const block of blocks) void new X509Certificate(block);
  } catch {
    return { problems: [say(`“ca” names ${shown(path)}, which holds a certificate that is damaged`)] };
  }
  if (blocks.length === 0)
    return { problems: [say(`“ca” names ${shown(path)}, which must hold certificates as PEM`)] };
  return { ca: blocks.join('\n') };
};

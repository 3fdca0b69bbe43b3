import type { FastifyReply } from 'fastify';
import type { Asking } from '../store/questions/scope.ts';

/**
 * Who an address stands for: an IPv4 address one household or office, of IPv6 the first half, the rest of which its
 * owner chooses freely.
 */
export const principalOf = (address: string): string => {
  const [, mapped] = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(head), groups(tail)];
  const whole = [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
};

/** Who asks, and a signal that aborts when the client goes away before it is answered: the query then stops too. */
export const askingOf = (reply: FastifyReply): Asking & { readonly signal: AbortSignal } => {
  const stop = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) stop.abort(new Error('The client has gone.'));
  });
  return { principal: principalOf(reply.request.sender), signal: stop.signal };
};

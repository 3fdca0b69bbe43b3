import type { FastifyInstance } from 'fastify';

/** The weight that a media range of an Accept header carries: 1 unless it says another. */
const weightOf = (parameters: readonly string[]): number => {
  const given = parameters
    .map((each) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(each)?.[1])
    .find((q) => q !== undefined);
  return given === undefined ? 1 : Number(given);
};

/**
 * Whether an Accept header is that of somebody who reads pages: browsers name `text/html` when they open an address.
 * Programs do not, nor do the pages' own requests; `*` over `*` is what programs send that take anything.
 */
export const acceptsPages = (accept: string | undefined): boolean =>
  (accept ?? '').split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';');
    return /^\s*(text\/html|application\/xhtml\+xml)\s*$/i.test(type) && weightOf(parameters) > 0;
  });

type Asked = {
  readonly method?: string | undefined;
  readonly headers: { readonly accept?: string | undefined };
};

/** Whether a request opens an address to read a page there. */
export const opensPage = ({ method, headers }: Asked): boolean =>
  (method === 'GET' || method === 'HEAD') && acceptsPages(headers.accept);

/** A route that only programs are led to: who opens its address to read a page finds a page. */
export const forPrograms = { reader: 'program' } as const;

type Handler = Parameters<
  ReturnType<Parameters<FastifyInstance['addConstraintStrategy']>[0]['storage']>['set']
>[1];

/** Teach the router to tell the two apart. */
export const tellReaders = (app: FastifyInstance): void =>
  app.addConstraintStrategy({
    name: 'reader',
    storage: () => {
      const handlers = new Map<unknown, Handler>();
      return {
        get: (reader) => handlers.get(reader) ?? null,
        set: (reader, handler) => void handlers.set(reader, handler),
      };
    },
    deriveConstraint: (request) => (opensPage(request) ? 'page' : 'program'),
  });

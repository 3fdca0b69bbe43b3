import { createBuilder } from 'vite';

/** Builds the server as `npm start` does, for the tests that run it as a process. */
export default async (): Promise<void> => {
  const builder = await createBuilder({ logLevel: 'warn' });
  const { ssr } = builder.environments;
  if (!ssr) throw new Error('vite.config.ts builds no server.');
  await builder.build(ssr);
};

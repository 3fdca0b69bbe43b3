import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOf } from './asking.ts';
import { HttpProblem } from './problems.ts';

/** So many wrong credentials a minute are looked at, from one address and from all of them. */
const most = { ofOne: 20, ofAll: 500 };

type Limits = readonly ReturnType<FastifyInstance['createRateLimit']>[];

/** Who signs in to the audit itself, and who tries to. */
export class SignIns {
  readonly counts = { succeeded: 0, refused: 0 };
  readonly #limits: Limits;

  private constructor(limits: Limits) {
    this.#limits = limits;
  }

  static async of(app: FastifyInstance): Promise<SignIns> {
    await app.register(rateLimit, { global: false });
    const timeWindow = '1 minute';
    return new SignIns([
      app.createRateLimit({ max: most.ofOne, timeWindow, keyGenerator: ({ sender }) => principalOf(sender) }),
      app.createRateLimit({ max: most.ofAll, timeWindow, keyGenerator: () => 'all' }),
    ]);
  }

  succeed({ log, sender }: FastifyRequest): void {
    this.counts.succeeded += 1;
    log.info({ address: sender }, 'signed in');
  }

  end({ log, sender }: FastifyRequest): void {
    log.info({ address: sender }, 'signed out');
  }

  /**
   * Count a wrong credential, and log that there was one: not what it was. Beyond the limits they are counted alone, so
   * that nobody fills the log.
   * @throws HttpProblem 429 beyond the limits
   */
  async refuse(request: FastifyRequest, reason: string): Promise<void> {
    this.counts.refused += 1;
    for (const limit of this.#limits) {
      const state = await limit(request);
      if (state.isAllowed || !state.isExceeded) continue;
      throw new HttpProblem(429, `Too many wrong credentials. Try again in ${state.ttlInSeconds} seconds.`, {
        headers: { 'retry-after': String(state.ttlInSeconds) },
      });
    }
    request.log.warn({ address: request.sender, reason }, 'sign-in refused');
  }
}

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  type Finding,
  type FindingsAnswer,
  findingsAnswerSchema,
  severities,
} from '../../../contract/findings.ts';
import { overviewQuerySchema } from '../../../contract/overview.ts';
import { askingOf } from '../../http/asking.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import type { Context } from '../context.ts';
import { findBruteForce, findFatigue, findSpray } from './find-bursts.ts';
import { findFirstSeen, findRetrying } from './find-habits.ts';
import { findStandouts } from './find-standouts.ts';
import type { Looking, Told } from './findings-of.ts';
import { overviewRange } from './range.ts';
import { tags } from './tags.ts';

const finders: readonly ((looking: Looking) => Promise<Told | readonly Told[]>)[] = [
  findBruteForce,
  findSpray,
  findFatigue,
  (looking) => findStandouts(looking, 'upstream_idp'),
  (looking) => findStandouts(looking, 'application_name'),
  findFirstSeen,
  findRetrying,
];

const worstFirst = (a: Finding, b: Finding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  Date.parse(b.last) - Date.parse(a.last) ||
  (a.sentence < b.sentence ? -1 : 1);

/** `GET /v1/auth_overview/findings`: what deserves a look. */
export const findingsRoutes =
  ({ store, now, thresholds }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/findings',
      {
        schema: {
          tags,
          summary: 'What deserves a look, and why',
          description:
            'Each finding counts what its evidence lists, no more and no less, so that it can be recomputed by ' +
            'hand. The filters apply as everywhere; of a property that is filtered by, only the values looked for ' +
            'are told.',
          querystring: overviewQuerySchema,
          response: { 200: findingsAnswerSchema },
        },
      },
      async ({ query }, reply): Promise<FindingsAnswer> => {
        refuseUnknownZone(query.tz);
        const asking = askingOf(reply);
        const { scope, answer } = await overviewRange(store, query, now(), asking);
        const { before: _, ...range } = scope;
        const looking = { store, scope: range, zone: query.tz, thresholds, asking: asking };
        const findings: Finding[] = [];
        const totals: FindingsAnswer['totals'] = {};
        // one after the other: whoever asks something else meanwhile need not wait for all of them
        for (const find of finders)
          for (const told of [await find(looking)].flat()) {
            findings.push(...told.findings);
            if (told.total > 0) totals[told.kind] = told.total;
          }
        return {
          from: answer.from,
          to: answer.to,
          findings: findings.toSorted(worstFirst),
          totals,
          thresholds,
        };
      },
    );
  };

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Context } from '../context.ts';
import { breakdownRoutes } from './breakdown.ts';
import { findingsRoutes } from './findings.ts';
import { hoursRoutes } from './hours.ts';
import { numbersRoutes } from './numbers.ts';
import { secondStepRoutes } from './second-step.ts';
import { stepsRoutes } from './steps.ts';
import { stopsRoutes } from './stops.ts';

/** `GET /v1/auth_overview/…`: results over time, and what deserves a look. */
export const overviewRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    for (const routes of [
      numbersRoutes,
      breakdownRoutes,
      stopsRoutes,
      hoursRoutes,
      secondStepRoutes,
      stepsRoutes,
      findingsRoutes,
    ])
      await app.register(routes(context));
  };

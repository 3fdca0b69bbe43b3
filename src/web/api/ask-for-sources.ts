import { sourcesAnswerSchema } from '../../contract/sources.ts';
import { getJson } from './client.ts';

export const askForSources = (signal: AbortSignal) => getJson(sourcesAnswerSchema, '/v1/sources', [], signal);

import { ApiError } from '../../api/api-error.ts';

/** Whether an answer says that there is no such thing, which is no failure to be tried again. */
export const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

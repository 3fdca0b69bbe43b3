import { postJson } from './client.ts';

/** Trade the API token for the cookie that later requests carry. @throws ApiError, `unauthorized` for a wrong one */
export const logIn = (token: string): Promise<void> => postJson('/v1/login', { token });

import { postJson } from './client.ts';

/** Trade the API token for the session that later requests carry in a cookie. @throws ApiError, `unauthorized` for a wrong one */
export const logIn = (token: string): Promise<void> => postJson('/v1/login', { token });

/** End the session of this browser. @throws ApiError */
export const logOut = (): Promise<void> => postJson('/v1/logout');

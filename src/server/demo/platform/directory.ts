/** A person or program of the platform's directory. */
export type PlatformUser = {
  readonly id: string;
  readonly email: string;
  readonly org_id: string;
  readonly type: 'user' | 'service_account';
  readonly status: 'active' | 'pending' | 'disabled';
  readonly first_name?: string;
  readonly last_name?: string;
  readonly display_name?: string;
  readonly disabled_at_time?: string;
  readonly created: string;
  readonly updated: string;
};

type Params = Readonly<Record<string, string>>;

const mostUsers = 500;

const limitOf = ({ limit = '' }: Params): number =>
  /^\d{1,4}$/.test(limit) ? Math.min(Math.max(Number(limit), 1), mostUsers) : mostUsers;

/** The users behind a mark, in the order of what it marks, those of a page and one more. */
const behind = (
  users: readonly PlatformUser[],
  params: Params,
  mark: string,
  key: (user: PlatformUser) => string,
): { readonly page: readonly PlatformUser[]; readonly next: string } => {
  const { org_id: organisation = '', updated_since: since = '' } = params;
  const sorted = users
    .filter((user) => key(user) > mark && (organisation === '' || user.org_id === organisation))
    .filter(({ updated }) => since === '' || updated >= since)
    .toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
  const page = sorted.slice(0, limitOf(params));
  const last = page.at(-1);
  return { page, next: last && page.length < sorted.length ? key(last) : '' };
};

/** What `GET /users` answers: a page of those behind `previous_email`, empty for the first. */
export const answerUsers = (users: readonly PlatformUser[], params: Params) => {
  const { page, next } = behind(users, params, params['previous_email'] ?? '', ({ email }) => email);
  return { limit: limitOf(params), users: page, next_page_email: next };
};

/** What `GET /users/guids` answers: a page of those behind `page_at_id`, empty for the first. */
export const answerGuids = (users: readonly PlatformUser[], params: Params) => {
  const { page, next } = behind(users, params, params['page_at_id'] ?? '', ({ id }) => id);
  return {
    limit: limitOf(params),
    guid_to_name_list: page.map(({ id, org_id, type, email, display_name: name }) => ({
      guid: id,
      org_id,
      guid_type: type,
      uri: `/users/${id}`,
      name: name ?? email,
    })),
    page_at_id: next,
  };
};

import { foldSql } from './fold-sql.ts';

/** A FROM clause of the addresses of user_ids: those that records have taught, and those that directories tell. */
export const everyAddress = `(SELECT user_id, email FROM known_emails
  UNION ALL SELECT user_id, email FROM directory WHERE email IS NOT NULL)`;

/** A FROM clause of the addresses, folded, that one user_id alone has. */
export const owners = `(SELECT owned, min(user_id) AS owner FROM (SELECT ${foldSql('email')} AS owned, user_id FROM ${everyAddress})
  GROUP BY owned HAVING min(user_id) = max(user_id))`;

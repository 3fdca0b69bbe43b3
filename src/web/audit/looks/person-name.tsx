import { titleOf } from '../../lib/marks.ts';
import css from './person-name.module.css';

type Props = { readonly name: string | undefined };

/** What the directory calls somebody, beside their address or id: it never takes the place of what was recorded. */
export const PersonName = ({ name }: Props) =>
  name !== undefined && (
    <>
      {' '}
      <bdi className={css['name']} title={`${titleOf(name)}\n(in the directory)`}>
        {name}
      </bdi>
    </>
  );

/** The tooltip of an address or id with the name of whose it is. */
export const titleWithName = (text: string, name: string | undefined): string =>
  titleOf(name === undefined ? text : `${text}\n${name}`);

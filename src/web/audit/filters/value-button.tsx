import { legendOf } from '../../lib/marks.ts';
import { visible } from '../../../contract/fields.ts';
import { type ShownValue, useValueMenu } from './value-menu.tsx';
import css from './value-button.module.css';

/** A value with its menu: copy it, filter the table by it. */
export const ValueButton = ({ mono = false, ...value }: ShownValue & { readonly mono?: boolean }) => {
  const openMenu = useValueMenu();
  return (
    <button
      type="button"
      className={css['value']}
      data-mono={mono || undefined}
      aria-haspopup="menu"
      title={legendOf(value.text) ?? 'Copy, filter'}
      onClick={(click) => openMenu(click.currentTarget, value)}
    >
      {visible(value.text)}
    </button>
  );
};
